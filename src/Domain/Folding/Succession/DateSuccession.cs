using Analysis.Domain.Beliefs;
using Analysis.Domain.Views;

namespace Analysis.Domain.Folding.Succession;

/// <summary>Dates: the last word of an origin stands, by the report; what has occurred is not replaced by a plan.</summary>
internal sealed class DateSuccession : SuccessionRule
{
    public override IComparer<ScopedClaim> Order { get; } = Comparer<ScopedClaim>.Create((x, y) =>
    {
        var order = x.Reported.CompareTo(y.Reported);
        if (order == 0) order = y.Claim.LooksAhead.CompareTo(x.Claim.LooksAhead);
        return order == 0 ? string.CompareOrdinal(x.Id, y.Id) : order;
    });

    public override Stands Next(Stands stands, IReadOnlyList<ScopedClaim> said, int at)
    {
        var next = said[at];
        if (stands.Claims.Length == 0) return stands with { Claims = [new StandingClaim(next)] };
        var standing = stands.Claims[0];
        if (standing.Said == next.Said && standing.Lead.Claim.LooksAhead == next.Claim.LooksAhead) return stands with { Claims = [standing.Again(next)] };
        if (!standing.Lead.Claim.LooksAhead && standing.Lead.Claim.Stance == Claims.Stance.Asserts && next.Claim.LooksAhead)
        {
            next.Passed = new Fate(Standing.Implied, $"{standing.Lead.Id} of the same origin says that it has come about");
            return stands;
        }

        if (standing.Reported == next.Reported && IsVaguer(next.Number, standing.Lead.Number))
        {
            next.Passed = new Fate(Standing.Implied, $"{standing.Lead.Id} of the same origin already says this and more", standing.Lead);
            return stands;
        }

        standing.Lead.Successor = next;
        return stands with { Claims = [new StandingClaim(next)] };
    }

    private static bool IsVaguer(Said.Number next, Said.Number standing) =>
        next is { Form: NumberForm.AtLeast, Denied: false } && standing is { Form: not NumberForm.AtMost, Denied: false } && next.Low <= standing.Low;
}
