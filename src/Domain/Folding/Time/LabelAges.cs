using Analysis.Domain.Beliefs;

namespace Analysis.Domain.Folding.Time;

/// <summary>
/// T3 for labels that change: what makes an older report doubtful is a newer one that contradicts it. With d the days from a report to the newest
/// that contradicts it,
/// <code>
/// s(d) = 2^(-d/T) (1 - 1/2 (1 - 2^(-30 d/T)))
/// </code>
/// is what it keeps; a newer report of the same state makes it no older. So whoever agrees never lowers an answer, and whoever contradicts it never
/// raises it, in whatever order they speak.
/// </summary>
internal static class LabelAges
{
    public static List<TimedClaim> Of(List<TimedClaim> claims, double halfLife)
    {
        var asserted = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var denied = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var claim in claims)
        {
            var (name, denies) = SideOf(claim);
            var newest = denies ? denied : asserted;
            if (!newest.TryGetValue(name, out var known) || known < claim.Horizon) newest[name] = claim.Horizon;
        }

        var (first, second) = (DateTimeOffset.MinValue, DateTimeOffset.MinValue); // newest assertions of two different labels
        string? firstName = null;
        foreach (var (name, horizon) in asserted)
        {
            if (horizon > first) (first, firstName, second) = (horizon, name, first);
            else if (horizon > second) second = horizon;
        }

        return claims.ConvertAll(claim =>
        {
            var (name, denies) = SideOf(claim);
            var against = denies ? asserted.GetValueOrDefault(name) : Later(name == firstName ? second : first, denied.GetValueOrDefault(name));
            return against <= claim.Horizon ? claim : claim with { Kept = ValidTime.Held((against - claim.Horizon).TotalDays, halfLife) };
        });
    }

    private static (string Name, bool Denies) SideOf(TimedClaim claim) =>
        claim.Label is { Probability: < 0.5 } ? (Scope.Saying.No, false) : (claim.Label.Name, claim.Label.Form == LabelForm.Not);

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
