using System.Text;
using Spectre.Console;

namespace Analysis.Belief.Report;

/// <summary>A table with a title above and a remark below it; the first column is text, the others are figures. Cells between <c>**</c> are bold.</summary>
internal sealed class FigureTable(string title, string remark, params string[] columns)
{
    private readonly List<string[]> _rows = [];

    public bool IsEmpty => _rows.Count == 0;

    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Adds a row of figures with the best in bold.</summary>
    /// <param name="name">The first cell.</param>
    /// <param name="figures">NaN where there is none.</param>
    /// <param name="format">Of a number.</param>
    /// <param name="best">How far a figure is from the best there could be; null marks none.</param>
    public void Add(string name, IReadOnlyList<double> figures, string format, Func<double, double>? best = null)
    {
        var top = best is null ? double.NaN : figures.Where(f => !double.IsNaN(f)).Select(best).DefaultIfEmpty(double.NaN).Min();
        _rows.Add([name, .. figures.Select(f =>
        {
            if (double.IsNaN(f)) return "-";
            var text = f.ToString(format);
            return best is not null && best(f) <= top + 1e-9 ? $"**{text}**" : text;
        })]);
    }

    public string ToMarkdown()
    {
        var text = new StringBuilder().Append($"## {title}\n\n");
        text.Append(Line(columns)).Append(Line([.. columns.Select((_, i) => i == 0 ? "---" : "---:")]));
        foreach (var row in _rows) text.Append(Line(row));
        if (remark.Length > 0) text.Append($"\n{remark}\n");
        return text.ToString();
    }

    public void Show(IAnsiConsole console)
    {
        var table = new Table { Border = TableBorder.Simple, Title = new TableTitle(Markup.Escape(title)) };
        for (var i = 0; i < columns.Length; i++)
        {
            var column = new TableColumn(Markup.Escape(columns[i])) { NoWrap = true };
            table.AddColumn(i == 0 ? column : column.RightAligned());
        }

        foreach (var row in _rows) table.AddRow([.. row.Select(Marked)]);
        console.Write(table);
        if (remark.Length > 0) console.WriteLine(remark);
    }

    private static string Marked(string cell) =>
        cell.StartsWith("**") && cell.EndsWith("**") && cell.Length > 4 ? $"[bold]{Markup.Escape(cell[2..^2])}[/]" : Markup.Escape(cell);

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";
}
