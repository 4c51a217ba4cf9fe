using System.Text;
using Analysis.Testing;

namespace Analysis.Clients.Tests.Docs;

/// <summary>
/// What the pages say is typed, in order, on a server of a page's own, and what they show of the answers is held
/// against them.
/// </summary>
public sealed class PagesTests
{
    /// <summary>What a page calls the server, and another one that is empty.</summary>
    private const string Here = "http://127.0.0.1:5080";
    private const string There = "http://127.0.0.1:5081";

    [NeedyTheory]
    [Needs(Tool.Curl)]
    [InlineData("README.md")]
    [InlineData("docs/api.md")]
    [InlineData("docs/alerts.md")]
    [InlineData("docs/assistants.md")]
    [InlineData("docs/charts.md")]
    [InlineData("docs/clients.md")]
    [InlineData("docs/export.md")]
    [InlineData("docs/reading.md")]
    [InlineData("docs/tables.md")]
    public Task Every_example_is_as_it_is_shown(string page) => Follow(page);

    [NeedyFact]
    [Needs(Tool.Curl)]
    [Needs(Tool.Jq)]
    public Task Every_example_of_the_command_line_is_as_it_is_shown() => Follow("docs/cli.md");

    /// <summary>All that is wrong with a page, at once.</summary>
    private static async Task Follow(string page)
    {
        var blocks = Page.Read(page);
        using var folder = new TempFolder();
        var asks = blocks.Any(b => b is { IsShell: true, NotRun: null });
        await using var server = asks ? await DemoServer.Start() : null;
        await using var other = blocks.Any(b => b.Text.Contains(There)) ? await DemoServer.Start(isEmpty: true) : null;
        var shell = new Shell(folder.Path, new Dictionary<string, string>
        {
            [Here] = server?.Address ?? Here, [There] = other?.Address ?? There,
        });
        var wrong = new StringBuilder();
        var at = 0;
        while (at < blocks.Count)
        {
            var block = blocks[at++];
            var next = at < blocks.Count ? blocks[at] : null;
            var shown = next is { IsShell: false, IsProgram: false, NotRun: null } ? next : null;
            if (await WrongWith(shell, block, shown) is { } what) wrong.Append($"{page}:{block.Line}: {what}\n");
            if (shown is not null && block.NotRun is null && !Shell.IsTerminal(block)) at++;
        }

        Assert.True(wrong.Length == 0, wrong.ToString());
    }

    private static async Task<string?> WrongWith(Shell shell, Block block, Block? shown)
    {
        if (block.NotRun is { } why) return why is "" ? "does not say why nobody runs it" : null;
        if (block.IsProgram) return null; // see ProgramsTests
        if (!block.IsShell) return "shows what nothing above it asked for, and is not marked <!-- not run: why -->";
        if (Shell.IsTerminal(block)) return await WrongWithTerminal(shell, block);
        if (shown is not null && block.Text.Contains("curl -N"))
        {
            var said = await shell.RunUntil(block.Text, text => Shown.Begins(shown.Text, text));
            return Shown.Begins(shown.Text, said) ? null : $"it says\n{said}";
        }

        var ended = await shell.Run(block.Text);
        return shown is not null ? Shown.Difference(shown, ended.Output)
            : ended.Code == 0 ? null : $"it fails: {ended}";
    }

    private static async Task<string?> WrongWithTerminal(Shell shell, Block block)
    {
        var code = 0;
        foreach (var (command, said) in Shell.Lines(block))
        {
            var ended = await shell.Run($"(exit {code})\n{command}", withErrors: true);
            code = ended.Code;
            if (Shown.TextDifference(said, ended.Output) is { } difference) return $"{command}: {difference}";
        }

        return null;
    }
}
