using Analysis.Domain.Beliefs.Numbers;

namespace Analysis.Domain.Beliefs.Fitting;

/// <summary>
/// What sources of numbers are marked by:
/// <code>
/// r = a K(y) / (a K(y) + (1-a-f) M(y) + f u)     a denial: a (1-k') / (a (1-k') + (1-a)/2)
/// </code>
/// at the answer, or its mean over the belief without anything of the claim's origin (the other voices tempered as they are with it). A vague claim is a
/// weak test of its source: it counts by its tallest evidence, as a share of that of a figure.
/// </summary>
internal static class NumberMarks
{
    private const double FigurePeak = 7; // nats that a figure of a good source can carry

    /// <summary>
    /// Of each claim, in their order, how much it says of its source, in [0, 1], and how probably it was right, in [0,
    /// 1]. A weight of 0 where there is nothing to mark it against.
    /// </summary>
    /// <param name="family">Whose topic it is.</param>
    /// <param name="claims">Those that stand.</param>
    /// <param name="answer">On the family's scale; null without one. A denied figure is not marked by one that leaves anything open.</param>
    public static IReadOnlyList<(double Weight, double Right)> Of(Family family, IReadOnlyList<WeightedClaim> claims, AnswerSpan? answer)
    {
        var marks = new (double Weight, double Right)[claims.Count];
        if (claims.Count == 0) return marks;
        var voices = KernelSet.Of(SettingsOf(family), claims);
        if (answer is { } span)
        {
            for (var i = 0; i < marks.Length; i++)
            {
                var kernel = voices.Kernels[voices.KernelOf[i]];
                if (!kernel.IsDenied || !span.IsWide) marks[i] = (WeightOf(voices, claims, i), kernel.Right(span.Nearest(kernel.Lo, kernel.Hi)));
            }

            return marks;
        }

        var byOrigin = Enumerable.Range(0, claims.Count).GroupBy(i => claims[i].Origin, StringComparer.Ordinal).ToList();
        if (byOrigin.Count < 2) return marks;
        var together = NumberLaw.Believe(voices, Candidates.Of(voices, SettingsOf(family).Floor, out var known), out var sums, known);
        var values = Real.Filled(together.Values);
        var row = new double[values.Length];
        foreach (var origin in byOrigin)
        {
            var logs = new double[together.Values.Length];
            for (var c = 0; c < logs.Length; c++) logs[c] = together.LogDensity(c);
            foreach (var i in origin)
            {
                var kernel = voices.Kernels[voices.KernelOf[i]];
                kernel.Evidence(values, row);
                for (var c = 0; c < logs.Length; c++) logs[c] -= sums.Factor(kernel) * row[c];
            }

            var others = new Posterior([.. together.Values], logs);
            foreach (var i in origin) marks[i] = (WeightOf(voices, claims, i), MeanRight(others, voices.Kernels[voices.KernelOf[i]]));
        }

        return marks;
    }

    /// <summary>The estimate and its 90 % interval, on the family's scale and before calibration (g = 1); null where there is none.</summary>
    public static (double Estimate, double Low, double High)? Interval(Family family, IReadOnlyList<WeightedClaim> claims) =>
        NumberLaw.Believe(SettingsOf(family), claims) is { } belief ? (belief.Estimate ?? belief.Median, belief.Interval90.Low, belief.Interval90.High) : null;

    private static NumberSettings SettingsOf(Family family) => new()
    {
        Tolerance = family.Tolerance, IsLogarithmic = family.Logarithmic, NonNegative = family.NonNegative,
        IsDate = family.AreDates, Misses = family.Miss, Observers = true,
    };

    private static double WeightOf(KernelSet voices, IReadOnlyList<WeightedClaim> claims, int at)
    {
        var kernel = voices.Kernels[voices.KernelOf[at]];
        return claims[at].Certainty * (kernel.Kind == KernelKind.Figure || kernel.IsDenied ? 1 : Math.Min(kernel.Peak / FigurePeak, 1));
    }

    private static double MeanRight(Posterior posterior, Kernel kernel)
    {
        var mean = 0.0;
        for (var i = 0; i < posterior.Masses.Length; i++)
        {
            if (posterior.Masses[i] > 1e-9) mean += posterior.Masses[i] * (kernel.Right(posterior.Values[i]) + kernel.Right(posterior.Values[i + 1])) / 2;
        }

        return mean;
    }
}
