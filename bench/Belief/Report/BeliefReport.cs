using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Spectre.Console;

namespace Analysis.Belief.Report;

/// <summary>Tables, shown as they come and saved as Markdown at the end.</summary>
internal sealed class BeliefReport(string title, FileInfo? file)
{
    private readonly StringBuilder _text = new StringBuilder().Append($"# {title}\n\n").Append(Origin());

    public void Add(FigureTable table)
    {
        if (table.IsEmpty) return;
        table.Show(AnsiConsole.Console);
        _text.Append('\n').Append(table.ToMarkdown());
    }

    public void Add(string paragraph)
    {
        AnsiConsole.Console.WriteLine(paragraph);
        _text.Append('\n').Append(paragraph).Append('\n');
    }

    public void Save()
    {
        if (file is null) return;
        file.Directory?.Create();
        File.WriteAllText(file.FullName, _text.ToString());
    }

    private static string Origin() =>
        $"- commit {Git("rev-parse --short HEAD")}{(Git("status --porcelain") is "" ? "" : ", with changes")}\n- {RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores\n";

    private static string Git(string arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true });
        return git?.StandardOutput.ReadToEnd().Trim() ?? "";
    }
}
