using Spectre.Console;

namespace Analysis.Cli.Output;

/// <summary>
/// Where results and news go: a terminal has colours and its own width, anything else plain text that is not cut.
/// </summary>
internal sealed class Screen
{
    /// <summary>Of what is no terminal, so that rows stay whole.</summary>
    private const int PlainWidth = 200;

    public IAnsiConsole Out { get; } = Create(Console.Out, Console.IsOutputRedirected);

    public IAnsiConsole Error { get; } = Create(Console.Error, Console.IsErrorRedirected);

    /// <summary>Whether what goes to the error stream is seen as it comes.</summary>
    public static bool IsWatched => !Console.IsErrorRedirected;

    /// <summary>For a program: as it is, on lines of its own.</summary>
    public void Raw(string json) => Console.Out.WriteLine(json.TrimEnd('\n'));

    public void Line(string text = "") => Out.WriteLine(text);

    public void News(string text) => Error.WriteLine(text);

    /// <summary>Names on the left, what they are on the right.</summary>
    public void Facts(params IEnumerable<(string Name, string? Value)> facts)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (var (name, value) in facts.Where(f => !string.IsNullOrEmpty(f.Value))) grid.AddRow(new Text(name,
            Style.Parse("grey")), new Text(value ?? ""));
        Out.Write(grid);
    }

    /// <summary>
    /// Rows under heads; a column whose head begins with <c>&gt;</c> is of numbers, and nothing shows that is empty in
    /// every row.
    /// </summary>
    public void Table(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var all = rows.ToList();
        var shown = Enumerable.Range(0, heads.Count).Where(i =>
            all.Exists(row => !string.IsNullOrEmpty(row[i]))).ToList();
        var table = new Table().Border(Out.Profile.Capabilities.Unicode ? TableBorder.Simple : TableBorder.Ascii2);
        foreach (var head in shown.Select(i => heads[i]))
        {
            var column = new TableColumn(Markup.Escape(head.TrimStart('>')));
            table.AddColumn(head.StartsWith('>') ? column.RightAligned().NoWrap() : column);
        }

        foreach (var row in all) table.AddRow(shown.Select(i => new Text(row[i] ?? "")));
        Out.Write(table);
    }

    private static IAnsiConsole Create(TextWriter writer, bool isRedirected)
    {
        var isPlain = isRedirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Out = new AnsiConsoleOutput(writer),
        });
        if (isRedirected) console.Profile.Width = PlainWidth;
        return console;
    }
}
