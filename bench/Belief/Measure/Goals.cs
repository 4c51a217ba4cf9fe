using Analysis.Belief.Metrics;
using Analysis.Belief.Report;
using MathNet.Numerics.Statistics;

namespace Analysis.Belief.Measure;

/// <summary>Whether the refined model is at least as good as every batch method, data set by data set.</summary>
internal static class Goals
{
    private const double Slack = 1e-9;
    private const double CoverageMin = 0.85;
    private const double CoverageMax = 0.95;
    private const int Resamples = 1_000;

    public static FigureTable Of(List<Entry<LabelScore>> labels, List<Entry<LabelScore>> stated, List<Entry<NumberScore>> numbers)
    {
        var table = new FigureTable(
            "Goals: refined beside the best batch method",
            $"Met where the refined model is no worse than any baseline; coverage where it lies in [{CoverageMin}, {CoverageMax}]. A missed goal is bold, with the best baseline, "
            + $"and by how much it is missed in 95 of 100 resamples of the objects ({Resamples:#,0} bootstrap samples, paired): below zero the model is the better one there.",
            "data set", "accuracy", "Brier", "log loss", "ECE", "MAE", "interval score", "coverage");
        foreach (var entry in labels.Concat(stated))
        {
            table.Add(
                entry.Problem.Data.Name,
                Highest(entry, s => s.Accuracy), Lowest(entry, s => s.Brier), Lowest(entry, s => s.LogLoss), Lowest(entry, s => s.Ece), "", "", "");
        }

        foreach (var entry in numbers)
        {
            var coverage = entry.Scores[Contest.Refined].Coverage;
            table.Add(
                entry.Problem.Data.Name, "", "", "", "",
                Lowest(entry, s => s.Mae), Lowest(entry, s => s.IntervalScore),
                coverage is >= CoverageMin and <= CoverageMax ? $"met: {coverage:0.000}" : $"**not met: {coverage:0.000}**");
        }

        return table;
    }

    private static string Highest<TScore>(Entry<TScore> entry, Func<TScore, double> of) => Judge(entry, s => -of(s), x => -x, "0.0000");

    private static string Lowest<TScore>(Entry<TScore> entry, Func<TScore, double> of) => Judge(entry, of, x => x, "0.0000");

    private static string Judge<TScore>(Entry<TScore> entry, Func<TScore, double> loss, Func<double, double> figure, string format)
    {
        var ours = loss(entry.Scores[Contest.Refined]);
        var (method, best) = entry.Scores.Where(s => !Contest.IsOurs(s.Key)).Select(s => (s.Key, loss(s.Value))).MinBy(s => s.Item2);
        if (ours <= best + Slack) return $"met: {figure(ours).ToString(format)}";
        var (low, high) = Missed(entry, loss, method);
        return $"**not met: {figure(ours).ToString(format)}, {method} {figure(best).ToString(format)}** ({low.ToString(format)} to {high.ToString(format)})";
    }

    /// <summary>By how much a baseline is better, over resamples of the objects.</summary>
    private static (double Low, double High) Missed<TScore>(Entry<TScore> entry, Func<TScore, double> loss, string method)
    {
        var random = new Random(1);
        var missed = new double[Resamples];
        for (var i = 0; i < Resamples; i++)
        {
            var sample = random.GetItems(entry.Known, entry.Known.Length);
            missed[i] = loss(entry.On(Contest.Refined, sample)) - loss(entry.On(method, sample));
        }

        return (missed.Quantile(0.025), missed.Quantile(0.975));
    }
}
