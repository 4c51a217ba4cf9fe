using Analysis.Belief.Data;
using Analysis.Belief.Report;

namespace Analysis.Belief.Measure;

/// <summary>The model beside the baselines on every data set of a folder.</summary>
internal static class DataSuite
{
    private const string InBold = "The best of each row is bold.";

    public static void Run(string folder, string? only, Published? published, BeliefReport report)
    {
        var problems = DataFolder.Read(folder).Where(d => only is null || d.Name == only).Select(Problem.Of).ToList();
        if (problems.Count == 0) throw new DataException($"{folder}: no data set {only}");

        report.Add(Sets(problems));
        var labels = problems.OfType<LabelProblem>().Select(Contest.Labels).ToList();
        var stated = problems.OfType<ProbabilityProblem>().Select(Contest.Probabilities).ToList();
        var numbers = problems.OfType<NumberProblem>().Select(Contest.Numbers).ToList();

        report.Add(Goals.Of(labels, stated, numbers));
        foreach (var metric in MetricList.OfLabels) report.Add(Scores(metric, Contest.LabelMethods, labels, hasMean: true));
        foreach (var metric in MetricList.OfLabels) report.Add(Scores(metric with { Name = $"Stated probabilities: {metric.Name}" }, Contest.ProbabilityMethods, stated, hasMean: false));
        foreach (var metric in MetricList.OfNumbers) report.Add(Scores(metric, Contest.NumberMethods, numbers, hasMean: false));
        if (published is not null)
        {
            report.Add(published.Compare(
                [.. Flat(MetricList.OfLabels, [.. labels, .. stated]), .. Flat(MetricList.OfNumbers, numbers)]));
        }
    }

    private static FigureTable Sets(List<Problem> problems)
    {
        var table = new FigureTable("Data sets", "The kind is inferred from the values, or stated by the data set.", "data set", "kind", "objects", "truths", "sources", "claims");
        foreach (var p in problems)
        {
            var truths = p.Objects.Count(p.Data.Truth.ContainsKey);
            table.Add(p.Data.Name, p.Shape + (p.Data.Stated is null ? "" : " (stated)"), Count(p.Objects.Count), Count(truths), Count(p.Sources.Count), Count(p.Data.Claims.Count));
        }

        return table;
    }

    private static string Count(int n) => n.ToString("#,0");

    private static FigureTable Scores<TScore>(Metric<TScore> metric, IReadOnlyList<string> methods, List<Entry<TScore>> entries, bool hasMean)
    {
        var table = new FigureTable(metric.Name, $"{metric.Rule}{InBold}", ["data set", .. methods]);
        var rows = new List<double[]>();
        foreach (var (problem, scores, _, _) in entries)
        {
            double[] figures = [.. methods.Select(m => scores.TryGetValue(m, out var s) ? metric.Of(s) : double.NaN)];
            if (Array.TrueForAll(figures, double.IsNaN)) continue;
            rows.Add(figures);
            table.Add(problem.Data.Name, figures, metric.Format, metric.Distance);
        }

        if (!hasMean || rows.Count < 2) return table;
        var (ds, zc) = (methods.ToList().IndexOf("DS"), methods.ToList().IndexOf("ZC"));
        table.Add("*mean (DS: ZC where not defined)*", [.. methods.Select((_, m) => rows.Average(r => m == ds && double.IsNaN(r[m]) ? r[zc] : r[m]))], metric.Format, metric.Distance);
        return table;
    }

    private static IEnumerable<Figure> Flat<TScore>(IReadOnlyList<Metric<TScore>> metrics, List<Entry<TScore>> entries) =>
        from entry in entries
        from score in entry.Scores
        from metric in metrics
        let value = metric.Of(score.Value)
        where !double.IsNaN(value)
        select new Figure(metric.Key, entry.Problem.Data.Name, score.Key, value);
}
