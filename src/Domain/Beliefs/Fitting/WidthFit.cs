namespace Analysis.Domain.Beliefs.Fitting;

/// <summary>
/// g, the factor on the half-widths of a family's intervals, from its answers:
/// <code>
/// g = clamp((n q90 + 40) / (n + 40), .25, 4)      q90: the ceil(.9 (n+1))-th smallest of n ratios |truth - estimate| / half-width, at most 200
/// </code>
/// </summary>
internal static class WidthFit
{
    private const double Even = 40; // as many answers that lay just on the end of their interval
    private const int RatiosMax = 200;

    /// <summary>g; 1 without answers.</summary>
    /// <param name="ratios">In order of topic; of more than 200 the last.</param>
    public static double Of(IReadOnlyList<double> ratios)
    {
        var n = Math.Min(ratios.Count, RatiosMax);
        if (n == 0) return 1;
        var q90 = ratios.Skip(ratios.Count - n).Order().ElementAt(Math.Min(n - 1, (int)Math.Ceiling(0.9 * (n + 1)) - 1));
        return Math.Clamp(((n * q90) + Even) / (n + Even), 0.25, 4);
    }

    /// <summary>How far an answer lies from the estimate, in half-widths towards it; null where there was no belief.</summary>
    public static double? Ratio((double Estimate, double Low, double High)? belief, AnswerSpan answer)
    {
        if (belief is not var (estimate, low, high)) return null;
        var truth = answer.Nearest(estimate, estimate);
        return truth == estimate ? 0 : Math.Abs(truth - estimate) / Math.Max(truth > estimate ? high - estimate : estimate - low, 1e-12);
    }
}
