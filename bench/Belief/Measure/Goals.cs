using Analysis.Belief.Metrics;
using Analysis.Belief.Report;

namespace Analysis.Belief.Measure;

/// <summary>Whether the refined model is at least as good as every batch method, data set by data set.</summary>
internal static class Goals
{
    private const double Slack = 1e-9;
    private const double CoverageMin = 0.87;
    private const double CoverageMax = 0.95;

    public static FigureTable Of(List<Entry<LabelScore>> labels, List<Entry<LabelScore>> stated, List<Entry<NumberScore>> numbers)
    {
        var table = new FigureTable(
            "Goals: refined beside the best batch method",
            $"Met where the refined model is no worse than any baseline; coverage where it lies in [{CoverageMin}, {CoverageMax}]. A missed goal is bold, with the best baseline.",
            "data set", "accuracy", "Brier", "ECE", "MAE", "interval score", "coverage");
        foreach (var entry in labels.Concat(stated))
        {
            table.Add(
                entry.Problem.Data.Name,
                Highest(entry, s => s.Accuracy), Lowest(entry, s => s.Brier), Lowest(entry, s => s.Ece), "", "", "");
        }

        foreach (var entry in numbers)
        {
            var coverage = entry.Scores[Contest.Refined].Coverage;
            table.Add(
                entry.Problem.Data.Name, "", "", "",
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
        return ours <= best + Slack ? $"met: {figure(ours).ToString(format)}" : $"**not met: {figure(ours).ToString(format)}, {method} {figure(best).ToString(format)}**";
    }
}
