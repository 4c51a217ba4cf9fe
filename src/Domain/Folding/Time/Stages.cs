using Analysis.Domain.Beliefs;
using Analysis.Domain.Folding.Scope;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Folding.Time;

/// <summary>
/// Stages that are never left (a proposition that becomes true and stays so has two): a stage that somebody reliable has later seen passed says "at
/// least so far"; that it was not so then says nothing of later, once such a one has seen it since. Whoever is less sure leaves 1 - v of it, v as for
/// <see cref="LabelAges"/>: a stranger's word does not overturn what offices have said.
/// </summary>
internal static class Stages
{
    private const double WholeFrom = 0.7;

    /// <param name="topic">Its stages.</param>
    /// <param name="slice">What stands; what falls silent is noted there.</param>
    /// <param name="weights">Of each of its claims, accuracy times certainty.</param>
    public static List<TimedClaim> Of(TopicDefinition topic, Timeslice slice, IReadOnlyList<double> weights)
    {
        if (StagesOf(topic) is not { } stages) return slice.Claims;
        var seen = slice.Claims.Select((c, i) => (Stage: PlaceOf(stages, c.Label), c.Horizon,
            V: Math.Min(Math.Pow(weights[i] / WholeFrom, 2), 1), c.Label.Form))
            .Where(c => c is { Stage: >= 0, Form: LabelForm.Is })
            .GroupBy(c => (c.Stage, c.V)).Select(g => (g.Key.Stage, g.Key.V, Horizon: g.Max(c => c.Horizon))).ToList();
        var heard = new List<TimedClaim>(slice.Claims.Count);
        foreach (var claim in slice.Claims)
        {
            var (stage, isAsserted) = (PlaceOf(stages, claim.Label), claim.Label.Form == LabelForm.Is);
            var later = seen.Where(c => c.Horizon > claim.Horizon && (isAsserted ? c.Stage > stage : c.Stage >= stage));
            var passed = stage < 0 ? 0 : later.Select(c => c.V).DefaultIfEmpty(0).Max();
            if (passed < 1) heard.Add(claim with { Kept = 1 - passed });
            else if (isAsserted && stage > 0) heard.Add(claim with { Said = claim.Label with { Form = LabelForm.AtLeast } });
            else slice.Silence(claim.Lead, Standing.Superseded, "was not so then, which says nothing of later");
        }

        return heard;
    }

    /// <summary>At which stage, from 0, a label is; 0 where there are none, -1 where it is none of them.</summary>
    public static int PlaceOf(TopicDefinition topic, Said.Label label) => StagesOf(topic) is { } stages ? PlaceOf(stages, label) : 0;

    private static int PlaceOf(List<string> stages, Said.Label label) =>
        label.Probability is { } p ? p >= 0.5 ? 1 : 0 : stages.IndexOf(label.Name);

    private static List<string>? StagesOf(TopicDefinition topic) => topic switch
    {
        { Kind: TopicKind.Proposition } => [Saying.No, Saying.Yes],
        { Ordered: true, Categories: { } labels } => [.. labels],
        _ => null,
    };
}
