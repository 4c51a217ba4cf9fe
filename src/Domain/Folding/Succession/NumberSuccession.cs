using Analysis.Domain.Beliefs;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Folding.Succession;

/// <summary>
/// Quantities: the last statement of an origin stands (S2). It stays behind only where it says nothing that the standing one has not said, or
/// repeats a figure that the origin has replaced (S3). On a count that never falls a fall by more than half is not believed at once (S4): both
/// figures stand, each for half.
/// </summary>
internal sealed class NumberSuccession(TopicDefinition topic, Family family) : SuccessionRule
{
    /// <summary>Within this two figures are one and the same, on the family's scale.</summary>
    public const double Same = 0.02;

    /// <summary>ln 2: a fall by more than half.</summary>
    public const double Half = 0.69314718055994531;
    private const int LookBackMax = 1_000;
    private const int RelaysMin = 3; // publisher, relay, origin

    private readonly bool _isCumulative = topic.Dynamics == Dynamics.Cumulative;
    private readonly double _ten = family.Forward(10);

    public override IComparer<ScopedClaim> Order { get; } = topic.Dynamics == Dynamics.Fixed ? ByReport : ByHorizon;

    public static IComparer<ScopedClaim> ByReport { get; } = Comparer<ScopedClaim>.Create((x, y) =>
    {
        var order = x.Reported.CompareTo(y.Reported);
        return order == 0 ? string.CompareOrdinal(x.Id, y.Id) : order;
    });

    public static IComparer<ScopedClaim> ByHorizon { get; } = Comparer<ScopedClaim>.Create((x, y) =>
    {
        var order = x.Horizon.CompareTo(y.Horizon);
        return order == 0 ? ByReport.Compare(x, y) : order;
    });

    public override bool LooksBack(ScopedClaim claim) =>
        claim.IsUndated || (claim.Chain.Count >= RelaysMin && claim.Claim.ValidTime is null);

    public override Stands Next(Stands stands, IReadOnlyList<ScopedClaim> said, int at)
    {
        var next = said[at];
        if (stands.Claims.Length == 0) return After(stands, next, [new StandingClaim(next)]);
        foreach (var (i, standing) in stands.Claims.Index())
        {
            if (standing.Said == next.Said && standing.Lead.SoFar == next.SoFar)
            {
                return Saying(stands with { Claims = [standing.Again(next), .. stands.Claims.Where((_, n) => n != i)] }, next);
            }

            if (AddsNothing(standing.Lead, next))
            {
                next.Passed = new Fate(Standing.Implied, $"{standing.Lead.Id} of the same origin already says this and more", standing.Lead);
                return stands;
            }

            if (DeniesAnother(standing.Lead.Number, next.Number))
            {
                next.Passed = new Fate(Standing.Implied, $"denies what {standing.Lead.Id} of the same origin does not say", standing.Lead);
                return stands;
            }
        }

        if (LooksBack(next) && IsRepeat(stands, said, at))
        {
            next.Passed = new Fate(Standing.Implied, $"a late repeat of an older figure; {stands.Claims[0].Lead.Id} stands");
            return stands;
        }

        var newest = stands.Claims[0];
        var isFall = _isCumulative && IsBelow(newest.Said, next);
        if (isFall && Ratio(newest.Lead, next) > Half)
        {
            next.Remark = $"falls from {Shown(newest.Lead.Number.Value)} to {Shown(next.Number.Value)} on a count that "
                + "never falls: restart, other scope, or correction?";
            foreach (var other in stands.Claims.Skip(1)) other.Lead.Successor = next;
            return After(stands, next, [new StandingClaim(next), newest]);
        }

        if (isFall && newest.Lead.Number.Value - next.Number.Value > family.Tolerance) next.Remark = $"revised downward from {Shown(newest.Lead.Number.Value)}";
        foreach (var old in stands.Claims) old.Lead.Successor = next;
        return After(stands, next, [new StandingClaim(next)]);
    }

    /// <summary>
    /// Whether <paramref name="next"/> says nothing that <paramref name="standing"/> has not said: a bound that it already meets, or a range that holds
    /// it. A higher figure, or a higher bound, is never implied.
    /// </summary>
    private bool AddsNothing(ScopedClaim standing, ScopedClaim next)
    {
        var (old, said) = (standing.Number, next.Number);
        if (old.Denied || said.Denied) return false;
        return (said.Form, old.Form) switch
        {
            (NumberForm.AtLeast, NumberForm.Figure or NumberForm.Range) => said.Low <= old.Low,
            (NumberForm.AtLeast, NumberForm.AtLeast) => said.Low <= old.Low,
            (NumberForm.AtMost, NumberForm.Figure or NumberForm.Range) => said.High >= old.High && !standing.SoFar,
            (NumberForm.AtMost, NumberForm.AtMost) => said.High >= old.High,
            (NumberForm.Range, NumberForm.Figure) => said.Low <= old.Low && old.Low <= said.High && !standing.SoFar,
            (NumberForm.Range, NumberForm.Range) => said.Low <= old.Low && old.High <= said.High,
            _ => false,
        };
    }

    /// <summary>Whether it denies other figures than those that the origin gives: then those still stand.</summary>
    private static bool DeniesAnother(Said.Number standing, Said.Number denial) =>
        denial.Denied && !standing.Denied && (denial.Low > standing.High + Same || denial.High < standing.Low - Same);

    /// <summary>Whether it equals a figure that the origin has given before and that stands no more.</summary>
    private static bool IsRepeat(Stands stands, IReadOnlyList<ScopedClaim> said, int at)
    {
        var next = said[at].Number;
        for (var i = at - 1; i >= Math.Max(at - LookBackMax, 0); i--)
        {
            var old = said[i].Number;
            if (old.Form == next.Form && !old.Denied && !next.Denied && Math.Abs(old.Value - next.Value) < Same && said[i].Passed is null
                && !stands.Claims.Any(c => c.Lead == said[i] || Math.Abs(c.Lead.Number.Value - next.Value) < Same)) return true;
        }

        return false;
    }

    private static bool IsBelow(Said standing, ScopedClaim next) =>
        (standing, next.Said) is (Said.Number { Denied: false, Form: NumberForm.Figure or NumberForm.AtLeast } old,
            Said.Number { Denied: false, Form: NumberForm.Figure or NumberForm.AtLeast } said)
        && said.Value < old.Value;

    /// <summary>By how much one figure exceeds another, as ln of (x + 1), whatever the family's scale.</summary>
    private double Ratio(ScopedClaim high, ScopedClaim low) =>
        Math.Log((Math.Max(family.Back(high.Number.Value), 0) + 1) / (Math.Max(family.Back(low.Number.Value), 0) + 1));

    /// <summary>With these standing, what the statement says of there being anything at all, and the last rise of the origin's own figures.</summary>
    private Stands After(Stands stands, ScopedClaim next, StandingClaim[] claims)
    {
        stands = Saying(stands, next);
        if (!next.IsFigure || next.Lineage.IsUnknown) return stands with { Claims = claims };
        var pace = stands.Pace;
        if (_isCumulative && stands.LastFigure is { } last)
        {
            var days = (next.Horizon - last.Horizon).TotalDays;
            var rise = Ratio(next, last.Lead);
            if (days > Time.Growth.DaysMin && rise > 0) pace = rise / Time.Growth.Natural(days);
        }

        return stands with { Claims = claims, LastFigure = claims[0], Pace = pace };
    }

    /// <summary>
    /// With the surest of what the origin has said of whether there is anything to count: it does not fall when the same origin says more, hedged; a
    /// denial replaces it. A figure of 10 or more leaves half the doubt of its words.
    /// </summary>
    private Stands Saying(Stands stands, ScopedClaim next)
    {
        if (next.Number is not { Denied: false } said) return stands;
        var isNone = said is { Form: NumberForm.Figure, Value: 0 } || (said.Form == NumberForm.AtMost && said.High <= 0);
        if (said.Form == NumberForm.AtMost && !isNone) return stands;
        var certainty = !isNone && said.Value >= _ten ? 1 - ((1 - next.Certainty) / 2) : next.Certainty;
        var isSurer = stands.Existence is not { } held || held.IsNone || held.Certainty < certainty;
        return isNone || isSurer ? stands with { Existence = new ExistenceWord(isNone, certainty) } : stands;
    }

    private string Shown(double y) => Rendering.Amounts.Exact(family.Back(y));
}
