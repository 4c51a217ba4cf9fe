namespace Analysis.Domain.Beliefs.Labels;

/// <summary>What each report has to do with the state that leads.</summary>
internal static class StateOutcome
{
    public static StateBelief Of(IReadOnlyList<string> states, IReadOnlyList<double> prior, double[] b, StateFilter.Report[] reports, IReadOnlyList<WeightedClaim> claims, double? halfLife)
    {
        var parts = new StatePart[b.Length];
        var top = 0;
        for (var v = 0; v < b.Length; v++)
        {
            parts[v] = new(states[v], b[v], prior[v]);
            if (b[v] > b[top]) top = v;
        }

        var (last, first) = (double.NegativeInfinity, double.PositiveInfinity); // of all reports, and of those that support what leads
        foreach (var r in reports)
        {
            last = Math.Max(last, r.Time);
            if (Supports(r, top)) first = Math.Min(first, r.Time);
        }

        var (stands, against) = (0L, 0L);
        StateVoice[] voices = [.. claims.Select(c => new StateVoice(c.Id, -1, 0, 0, 0))];
        foreach (var r in reports)
        {
            var (claim, supports) = (claims[r.Claim], Supports(r, top));
            var share = claim.Weight * StateFilter.Held(last - r.Time, halfLife);
            var isHistory = !supports && r.Time < first && !double.IsInfinity(first);
            if (supports) stands += FixedPoint.Of(share);
            else if (!isHistory) against += FixedPoint.Of(share);
            voices[r.Claim] = new(r.Id, r.State, r.Chance, r.Weight, share)
            {
                Supports = supports, Opposes = !supports && !isHistory, IsHistory = isHistory, Support = supports ? share * claim.Footing : 0,
            };
        }

        return new StateBelief
        {
            States = parts,
            Leading = parts[top],
            AsOf = reports.Length == 0 ? null : last,
            Disagreement = stands + against == 0 ? 0 : Entropy.Of((double)against / (stands + against)),
            Voices = voices,
        };
    }

    private static bool Supports(StateFilter.Report r, int top) => r.Names(top) != r.Denied;
}
