using Analysis.Belief.Metrics;

namespace Analysis.Belief.Measure;

/// <summary>One figure of a score: what it is called, and which is the better.</summary>
/// <param name="Key">In a file of published figures.</param>
/// <param name="Name">Above its table.</param>
/// <param name="Rule">What the reader must know beside it; ends with a blank.</param>
/// <param name="Format">Of the figure.</param>
/// <param name="Of">Reads it off.</param>
/// <param name="Distance">How far from the best there could be.</param>
internal sealed record Metric<TScore>(string Key, string Name, string Rule, string Format, Func<TScore, double> Of, Func<double, double> Distance);

internal static class MetricList
{
    private const double CoverageGoal = 0.9;

    public static IReadOnlyList<Metric<LabelScore>> OfLabels { get; } =
    [
        new("accuracy", "Accuracy", "Of k answers that tie each counts one k-th. ", "0.0000", s => s.Accuracy, x => -x),
        new("brier", "Brier (half sum of squares)", "", "0.0000", s => s.Brier, x => x),
        new("logloss", "Log loss", $"Probabilities are at least {LabelScore.ProbabilityMin:0e+0}. ", "0.0000", s => s.LogLoss, x => x),
        new("ece", "ECE, 15 bins", "Of the most probable answer. ", "0.0000", s => s.Ece, x => x),
    ];

    public static IReadOnlyList<Metric<NumberScore>> OfNumbers { get; } =
    [
        new("mae", "MAE", "", "0.000", s => s.Mae, x => x),
        new("rmse", "RMSE", "", "0.000", s => s.Rmse, x => x),
        new("error", "Error rate", "Off by more than 1 % where the scale is logarithmic, by more than two tolerances where it is linear; not of ratings. ", "0.000", s => s.ErrorRate, x => x),
        new("coverage", "Coverage of the 90 % interval", "", "0.000", s => s.Coverage, x => Math.Abs(x - CoverageGoal)),
        new("interval", "Interval score (lower is better)", "alpha = .1. ", "0.000", s => s.IntervalScore, x => x),
    ];
}
