using Analysis.Domain.Folding.Succession;

namespace Analysis.Domain.Folding.Time;

/// <summary>
/// T2: by how much a count that never falls may have grown in so many days, on the family's scale:
/// <code>
/// g    = min( ln 100, max( k ln(1 + |d|/30), rise ) )
/// k    = exp( sum over origins of ln(clamp(pace, .1, 60)) / (number + 1/2) ), in [.3, 30]; 1 without a rise
/// pace = an origin's last rise / ln(1 + its days/30)
/// rise = the most that a series of one origin of accuracy .75 or more rose between the two times (straight lines between its figures)
/// </code>
/// Continuous at 0, so that a day's difference makes a day's difference. The default doubles in a month; the topic's own pace overrules it.
/// </summary>
internal sealed class Growth
{
    /// <summary>Within so many days two figures tell nothing of a pace.</summary>
    public const double DaysMin = 0.02;

    private const double DoublesIn = 30;
    private const double Most = 4.6051701859880914; // ln 100
    private const double PriorOrigins = 0.5;
    private const int SeriesMax = 16; // the longest

    private readonly double _pace;
    private readonly List<(SupersessionChain Chain, double AtTime)> _series;
    private readonly DateTimeOffset _time;

    /// <param name="chains">Each with what stands at the time; those of named origins are gone by.</param>
    /// <param name="isReliable">Whether the source of a statement is reliable enough for its series to be gone by.</param>
    /// <param name="time">As of when.</param>
    public Growth(IReadOnlyList<(SupersessionChain Chain, Stands Stands)> chains, Func<ScopedClaim, bool> isReliable, DateTimeOffset time)
    {
        var (sum, number) = (0.0, 0);
        var series = new List<SupersessionChain>();
        foreach (var (chain, stands) in chains)
        {
            if ((stands.Pace is null && chain.Said.Count == 1) || chain.Said[0].Lineage.IsUnknown) continue;
            if (stands.Pace is { } pace)
            {
                sum += Math.Log(Math.Clamp(pace, 0.1, 60));
                number++;
            }

            if (chain.Said.Count > 1 && isReliable(chain.Said[0])) series.Add(chain);
        }

        _time = time;
        _pace = number == 0 ? 1 : Math.Clamp(Math.Exp(sum / (number + PriorOrigins)), 0.3, 30);
        _series = [.. series.OrderByDescending(c => c.Said.Count).ThenBy(c => c.Key, StringComparer.Ordinal).Take(SeriesMax)
            .Select(c => (Chain: c, AtTime: At(c, time))).Where(s => !double.IsNaN(s.AtTime))];
    }

    /// <summary><c>ln(1 + days/30)</c>: what a count grows by when nothing is known of its pace.</summary>
    public static double Natural(double days) => Math.Log(1 + (days / DoublesIn));

    /// <summary>g between a claim's horizon and the time.</summary>
    public double Since(DateTimeOffset horizon)
    {
        var days = Math.Abs((_time - horizon).TotalDays);
        if (days == 0) return 0;
        var g = _pace * Natural(days);
        foreach (var (chain, atTime) in _series)
        {
            if (g >= Most) break;
            var rise = horizon <= _time ? atTime - At(chain, horizon) : At(chain, horizon) - atTime;
            if (rise > g) g = rise;
        }

        return Math.Min(g, Most);
    }

    /// <summary>A series at a time: straight lines between its figures, level beyond them; NaN with fewer than two.</summary>
    private static double At(SupersessionChain chain, DateTimeOffset time)
    {
        var said = chain.Said;
        var next = chain.CountUntil(time);
        var (before, after) = (next - 1, next);
        while (before >= 0 && !said[before].IsFigure) before--;
        while (after < said.Count && !said[after].IsFigure) after++;
        if (before < 0 && after >= said.Count) return double.NaN;
        if (before < 0) return said[after].Number.Value;
        if (after >= said.Count) return said[before].Number.Value;
        var (from, to) = (said[before], said[after]);
        var share = (time - from.Horizon) / (to.Horizon - from.Horizon);
        return from.Number.Value + (share * (to.Number.Value - from.Number.Value));
    }
}
