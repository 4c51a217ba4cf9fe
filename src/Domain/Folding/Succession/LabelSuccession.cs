using Analysis.Domain.Beliefs;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding.Succession;

/// <summary>
/// Labels: a newer assertion of an origin replaces its older one, and its denial of the same label; a denial replaces only what was said of that
/// label. Denials of other labels stand.
/// </summary>
internal sealed class LabelSuccession(TopicDefinition topic) : SuccessionRule
{
    public override IComparer<ScopedClaim> Order { get; } = topic.Dynamics == Dynamics.Fixed ? NumberSuccession.ByReport : NumberSuccession.ByHorizon;

    public override Stands Next(Stands stands, IReadOnlyList<ScopedClaim> said, int at)
    {
        var next = said[at];
        if (Array.FindIndex(stands.Claims, c => c.Said == next.Said) is >= 0 and var same)
        {
            return stands with { Claims = [stands.Claims[same].Again(next), .. stands.Claims.Where((_, n) => n != same)] };
        }

        var claims = new List<StandingClaim> { new(next) };
        foreach (var standing in stands.Claims)
        {
            if (Replaces(next.Label, standing.Lead.Label)) standing.Lead.Successor = next;
            else claims.Add(standing);
        }

        return stands with { Claims = [.. claims] };
    }

    private static bool Replaces(Said.Label next, Said.Label old) => (next.Form == LabelForm.Is && old.Form == LabelForm.Is) || next.Name == old.Name;
}
