using Analysis.Domain.Folding.Conclusions;
using Analysis.Domain.Folding.Weight;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding.Rendering;

/// <summary>What a reader should be told beside the answer: a count that fell, a date that was called off, a hedge that nobody knows.</summary>
internal static class Notices
{
    /// <summary>The most notices of a view.</summary>
    public const int Max = 20;

    public static IEnumerable<string> Of(TopicDefinition topic, Conclusion conclusion) => All(topic, conclusion).Take(Max);

    private static IEnumerable<string> All(TopicDefinition topic, Conclusion conclusion)
    {
        foreach (var claim in conclusion.Claims)
        {
            if (claim.Lead.Remark is { } remark) yield return $"{claim.Origin} ({claim.Lead.Id}) {remark}";
        }

        if (conclusion is DateConclusion { CalledOff: { } denial })
            yield return $"called off by {denial.Lead.Chain[^1]} on {Amounts.Day(denial.Standing.Reported)} "
                + $"({denial.Lead.Id}): no date of \"{topic.Title}\" stands";
        foreach (var claim in conclusion.Claims)
        {
            if (!claim.Lead.IsHedged) continue;
            foreach (var word in HedgeWords.UnknownTo(claim.Lead.Claim))
            {
                yield return $"the hedge \"{word}\" of {claim.Lead.Id} is not in the table: it counts as slight";
            }
        }
    }
}
