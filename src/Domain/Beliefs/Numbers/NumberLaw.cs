namespace Analysis.Domain.Beliefs.Numbers;

/// <summary>
/// The law for numbers: every statement is one density, the statements together are one posterior, and the answer is read off it.
/// <code>
/// P(y) ~ exp( E(y) + prior(y) )                                 E: <see cref="Sums"/>; prior: <see cref="Prior"/>
/// distance := hypot(distance from the median, z .35h)           z = 1.64 (90 %), .67 (50 %): the common error of all
/// end      := estimate + g (end - estimate)                     both intervals hold the estimate
/// </code>
/// </summary>
public static class NumberLaw
{
    /// <summary>
    /// The belief that claims make up. O(kernels x candidates), the kernels being the different statements and the candidates at
    /// most some hundreds; no I/O. Claims that say only that something exists are the caller's to leave out.
    /// </summary>
    /// <param name="settings">Of the topic's family and sources.</param>
    /// <param name="claims">What stands, one voice each, in any order.</param>
    /// <returns>The belief; null where nobody says anything.</returns>
    /// <exception cref="ArgumentException">A claim does not say a number.</exception>
    public static NumberBelief? Believe(NumberSettings settings, IReadOnlyList<WeightedClaim> claims)
    {
        if (claims.Count == 0) return null;
        var voices = KernelSet.Of(settings, claims);
        var candidates = Candidates.Of(voices, settings.Floor, out var known);
        var posterior = Believe(voices, candidates, out var sums, known);
        var answer = new Answer(voices, posterior, settings, late: null);
        var behind = LeftBehind.Of(voices, claims, answer, Blurred(posterior, answer, NumberRules.Wide).Low);
        if (behind is not null) answer = new Answer(voices, posterior, settings, behind.Times);
        var wide = Holding(answer, IntervalOrBounds(posterior, answer, settings));
        return new(voices, sums, posterior, answer, behind?.Claims, Within(wide, Interval(posterior, answer, settings, NumberRules.Narrow)), wide);
    }

    private static NumberInterval Within(NumberInterval wide, NumberInterval narrow) =>
        new(Math.Clamp(narrow.Low, wide.Low, wide.High), Math.Clamp(narrow.High, wide.Low, wide.High));

    /// <summary>What is named beside the estimate lies in the interval.</summary>
    private static NumberInterval Holding(Answer answer, NumberInterval interval) =>
        answer is { IsDisputed: true, Second: { } second } ? new(Math.Min(interval.Low, second), Math.Max(interval.High, second)) : interval;

    internal static NumberInterval Blurred(Posterior posterior, Answer answer, (double Mass, double Blur) width)
    {
        var blur = width.Blur * NumberRules.Blur * answer.Tolerance;
        var median = answer.Median;
        var (low, high) = (posterior.Quantile((1 - width.Mass) / 2), posterior.Quantile((1 + width.Mass) / 2));
        return new(low < median ? median - Math.Sqrt((median - low) * (median - low) + blur * blur) : low,
            high > median ? median + Math.Sqrt((high - median) * (high - median) + blur * blur) : high);
    }

    private static NumberInterval Interval(Posterior posterior, Answer answer, NumberSettings settings, (double Mass, double Blur) width)
    {
        var centre = answer.Estimate ?? answer.Median;
        var (low, high) = Blurred(posterior, answer, width);
        low = centre - settings.WidthFactor * Math.Max(centre - low, 0);
        high = centre + settings.WidthFactor * Math.Max(high - centre, 0);
        return new(Math.Max(low, settings.Floor), high);
    }

    /// <summary>Where nothing current speaks, floors alone end the interval below, and ceilings alone above.</summary>
    private static NumberInterval IntervalOrBounds(Posterior posterior, Answer answer, NumberSettings settings)
    {
        var (low, high) = Interval(posterior, answer, settings, NumberRules.Wide);
        if (answer.Lower is { } lower && !answer.HasUppers && !answer.HasCurrent) low = lower;
        if (answer.Upper is { } upper && !answer.HasLowers) high = upper;
        return new(low, Math.Max(low, high));
    }

    internal static Posterior Believe(KernelSet voices, double[] candidates, out Sums sums, Sums? known = null)
    {
        sums = new Sums(voices, Real.Filled(candidates), known);
        var prior = new Prior(voices);
        var logs = new double[candidates.Length];
        for (var i = 0; i < logs.Length; i++) logs[i] = sums.Evidence[i] + prior.At(candidates[i]);
        return new Posterior(candidates, logs);
    }
}
