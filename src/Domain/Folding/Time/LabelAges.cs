using Analysis.Domain.Beliefs;

namespace Analysis.Domain.Folding.Time;

/// <summary>
/// T3 for labels that change: what makes an older report doubtful is a newer one that contradicts it, as far as that is believed. With d the days from
/// a report to one that contradicts it, and w the weight of that one,
/// <code>
/// kept = min over newer contradictions of 1 - v (1 - s(d)),   v = min(1, (w / .7)^2)
/// s(d) = 2^(-d/T) (1 - 1/2 (1 - 2^(-30 d/T)))
/// </code>
/// A newer report of the same state makes it no older. So whoever agrees never lowers an answer, and whoever contradicts it never raises it, in
/// whatever order they speak; and a stranger's hedged word does not empty what offices have said.
/// </summary>
internal static class LabelAges
{
    private const double WholeFrom = 0.7; // a contradiction of this weight ages others wholly

    /// <param name="claims">What stands.</param>
    /// <param name="weights">Of each, accuracy times certainty.</param>
    /// <param name="halfLife">T, in days.</param>
    public static List<TimedClaim> Of(IReadOnlyList<TimedClaim> claims, IReadOnlyList<double> weights, double halfLife)
    {
        var (asserted, denied) = (new Dictionary<string, Front>(StringComparer.Ordinal), new Dictionary<string, Front>(StringComparer.Ordinal));
        for (var i = 0; i < claims.Count; i++)
        {
            var (name, denies) = SideOf(claims[i]);
            var fronts = denies ? denied : asserted;
            if (!fronts.TryGetValue(name, out var front)) fronts.Add(name, front = new Front());
            front.Add(claims[i].Horizon, Math.Min(Math.Pow(weights[i] / WholeFrom, 2), 1));
        }

        var aged = new List<TimedClaim>(claims.Count);
        foreach (var claim in claims)
        {
            var (name, denies) = SideOf(claim);
            var kept = 1.0;
            if (denies)
            {
                if (asserted.TryGetValue(name, out var front)) kept = front.Kept(claim.Horizon, halfLife);
            }
            else
            {
                foreach (var (other, front) in asserted)
                {
                    if (other != name) kept = Math.Min(kept, front.Kept(claim.Horizon, halfLife));
                }

                if (denied.TryGetValue(name, out var denials)) kept = Math.Min(kept, denials.Kept(claim.Horizon, halfLife));
            }

            aged.Add(claim with { Kept = kept });
        }

        return aged;
    }

    private static (string Name, bool Denies) SideOf(TimedClaim claim) =>
        claim.Label is { Probability: < 0.5 } ? (Scope.Saying.No, false) : (claim.Label.Name, claim.Label.Form == LabelForm.Not);

    /// <summary>The reports of one side of which none is both older and lighter than another.</summary>
    private sealed class Front
    {
        private readonly List<(DateTimeOffset Horizon, double Weight)> _reports = [];

        public void Add(DateTimeOffset horizon, double weight)
        {
            foreach (var (known, heavier) in _reports)
            {
                if (known >= horizon && heavier >= weight) return;
            }

            _reports.RemoveAll(r => r.Horizon <= horizon && r.Weight <= weight);
            _reports.Add((horizon, weight));
        }

        public double Kept(DateTimeOffset horizon, double halfLife)
        {
            var kept = 1.0;
            foreach (var (newer, weight) in _reports)
            {
                if (newer > horizon) kept = Math.Min(kept, 1 - (weight * (1 - ValidTime.Held((newer - horizon).TotalDays, halfLife))));
            }

            return kept;
        }
    }
}
