using Analysis.Belief.Data;

namespace Analysis.Belief.Metrics;

/// <summary>An estimate and its central 90 % interval.</summary>
internal readonly record struct Estimate(double Value, double Low, double High);

/// <summary>How good estimates of numbers are, over the objects whose truth is known.</summary>
/// <param name="Mae">Mean absolute error.</param>
/// <param name="Rmse">Root of the mean squared error.</param>
/// <param name="ErrorRate">
/// Share of estimates that are wrong: off by more than 1 % of the truth where the scale is logarithmic, by more than two tolerances where it
/// is linear. NaN for ratings, where nothing is simply wrong.
/// </param>
/// <param name="Coverage">Share of truths inside the interval.</param>
/// <param name="IntervalScore">Width + 2/.1 x the distance of a truth outside (Gneiting and Raftery 2007); lower is better.</param>
internal sealed record NumberScore(double Mae, double Rmse, double ErrorRate, double Coverage, double IntervalScore)
{
    private const double Alpha = 0.1;
    private const double Rounding = 1e-12; // a mean of equal values is that value

    public static NumberScore Of(IReadOnlyList<Estimate> estimates, double[] truth, Shape shape)
    {
        var (count, absolute, squared, wrong, inside, score) = (0, 0.0, 0.0, 0, 0, 0.0);
        for (var o = 0; o < truth.Length; o++)
        {
            var t = truth[o];
            if (double.IsNaN(t)) continue;
            var (value, low, high) = estimates[o];
            var error = Math.Abs(value - t);
            count++;
            absolute += error;
            squared += error * error;
            if (error > (shape.Scale is Scale.Logarithmic ? 0.01 * Math.Abs(t) : 2 * shape.Tolerance)) wrong++;
            if (low - (Rounding * Math.Abs(low)) <= t && t <= high + (Rounding * Math.Abs(high))) inside++;
            score += high - low + (2 / Alpha * (Math.Max(low - t, 0) + Math.Max(t - high, 0)));
        }

        var errors = shape.Kind is ValueKind.Rating ? double.NaN : (double)wrong / count;
        return new NumberScore(absolute / count, Math.Sqrt(squared / count), errors, (double)inside / count, score / count);
    }
}
