using Analysis.Belief.Data;
using Analysis.Belief.Report;
using CsvHelper;

namespace Analysis.Belief.Measure;

/// <summary>A figure of a method on a data set.</summary>
internal sealed record Figure(string Metric, string Set, string Method, double Value);

/// <summary>
/// Figures that others have published, <c>metric,dataset,method,value</c> with the metrics accuracy, brier, logloss, ece, mae, rmse, error,
/// coverage and interval and the methods' names as in our tables: how far our own computation of the same methods is from them.
/// </summary>
internal sealed class Published(IReadOnlyList<Figure> figures)
{
    public const string FileName = "published.csv";

    /// <exception cref="DataException">Not such a file.</exception>
    public static Published Read(string path)
    {
        if (!File.Exists(path)) throw new DataException($"{path}: no such file");
        using var csv = CsvReader.FromFile(path, new CsvReaderOptions());
        try
        {
            return new Published([.. csv.EnumerateRecords(new { metric = "", dataset = "", method = "", value = 0.0 }).Select(r => new Figure(r.metric, r.dataset, r.method, r.value))]);
        }
        catch (FormatException e)
        {
            throw new DataException($"{path}: {e.Message.Split('\n')[0]}");
        }
    }

    /// <summary>Beside each published figure ours, and the differences by metric and method.</summary>
    public FigureTable Compare(IReadOnlyList<Figure> ours)
    {
        var table = new FigureTable(
            "Check: our computation beside published figures",
            "Half a unit of the last published digit counts as the same. `largest` is the data set that differs most: published, then ours.",
            "metric, method", "figures", "the same", "mean difference", "largest");
        var pairs = figures.Join(ours, Name, Name, (p, o) => (Published: p, Ours: o.Value)).ToList();
        foreach (var group in pairs.GroupBy(p => (p.Published.Metric, p.Published.Method)))
        {
            var (published, value) = group.MaxBy(Difference);
            table.Add(
                $"{group.Key.Metric}, {group.Key.Method}", group.Count().ToString(), group.Count(p => Difference(p) <= Unit(group.Key.Metric)).ToString(),
                group.Average(Difference).ToString("0.0000"), $"{published.Set}: {published.Value:0.0000}, {value:0.0000}");
        }

        return table;
    }

    private static (string, string, string) Name(Figure f) => (f.Metric, f.Set, f.Method);

    private static double Difference((Figure Published, double Ours) pair) => Math.Abs(pair.Published.Value - pair.Ours);

    private static double Unit(string metric) => metric is "accuracy" or "brier" or "logloss" or "ece" ? 0.000051 : 0.00051;
}
