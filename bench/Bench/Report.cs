using System.Globalization;
using System.Text;

namespace Analysis.Bench;

/// <summary>Sections of markdown, shown as they come and saved at the end.</summary>
internal sealed class Report(Plan plan)
{
    private readonly StringBuilder _text = new();

    public void Add(string section)
    {
        Console.WriteLine(section);
        _text.AppendLine(section);
    }

    public void Save()
    {
        if (plan.Out is { } file) File.WriteAllText(file, _text.ToString());
    }
}

/// <summary>A table with a title above and, where it needs one, a remark below.</summary>
internal sealed class Table(string title, string introduction, params string[] columns)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    public override string ToString()
    {
        var text = new StringBuilder().Append($"## {title}\n\n{introduction}\n\n");
        text.Append(Line(columns)).Append(Line([.. columns.Select((_, i) => i == 0 ? "---" : "---:")]));
        foreach (var row in _rows) text.Append(Line(row));
        return text.ToString();
    }

    private static string Line(string[] cells) => $"| {string.Join(" | ", cells)} |\n";
}

internal static class Figures
{
    /// <summary>Beside a baseline of nothing, or where there is none.</summary>
    public const string None = "";

    public static double Median(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Three significant digits, whole thousands with commas.</summary>
    public static string Text(this double value) => value switch
    {
        >= 99.95 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 9.995 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.00", CultureInfo.InvariantCulture),
    };

    public static string Times(double value, double baseline) => $"{(value / baseline).Text()}x";
}
