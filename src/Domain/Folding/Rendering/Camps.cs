using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding.Conclusions;
using Analysis.Domain.Folding.Weight;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Folding.Rendering;

/// <summary>Who says what, strongest first, where anybody disagrees or denies: denials stand beside assertions.</summary>
internal static class Camps
{
    private const int VoicesMax = 100;
    private const int MembersMax = 20;
    private const int CampsMax = 10;

    public static ValueList<Camp> Of(TopicDefinition topic, Family family, Conclusion conclusion)
    {
        if (conclusion.Disagreement == 0 && !conclusion.IsDisputed && !conclusion.Claims.Any(c => c.Lead.Denies)) return [];
        var voices = conclusion.Heaviest(VoicesMax, i => conclusion is not LabelConclusion label || !label.IsHistory(i))
            .ConvertAll(i => (Claim: conclusion.Claims[i], Weight: conclusion.WeightOf(i), Position: Position(topic, family, conclusion, i)));
        var all = voices.Sum(v => v.Weight);
        var camps = voices.GroupBy(v => v.Position).Select(g => new Camp(g.Key, all > 0 ? g.Sum(v => v.Weight) / all : 0,
            [.. g.Take(MembersMax).Select(v => new CampMember(
                v.Claim.Lead.Claim.Id, v.Claim.Lead.Chain[^1], v.Claim.Lead.Claim.Stance == Stance.Denies, Interests.Of(topic, v.Claim.Origin)))]));
        var ordered = camps.OrderByDescending(c => c.Weight).ThenBy(c => c.Position, StringComparer.Ordinal).Take(CampsMax).ToList();
        return ordered.Count > 1 ? [.. ordered] : [];
    }

    private static string Position(TopicDefinition topic, Family family, Conclusion conclusion, int at) => conclusion.Claims[at].Said switch
    {
        Said.Label { Probability: { } p } => p >= 0.5 ? "yes" : "no",
        Said.Label { Form: LabelForm.Is } label => label.Name,
        Said.Label { Form: LabelForm.Not } label => $"not {label.Name}",
        Said.Label label => $"at least {label.Name}",
        Said.Number { Denied: true } when topic.Scale is not null => "denies",
        Said.Number when topic.Scale is not null => "rates",
        Said.Number when conclusion.Supports(at) && conclusion.Claims[at].Lead.Claim.Stance == Stance.Asserts =>
            conclusion is NumberConclusion { Belief.Estimate: null } ? "agrees" : "agrees with the estimate",
        Said.Number number => Statements.Range(topic, family, number),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
