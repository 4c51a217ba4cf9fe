using System.Diagnostics;
using System.Text;
using Analysis.Testing;

namespace Analysis.Clients.Tests.Docs;

/// <summary>Types what a page says into bash, in a folder, with where a server is in place of where it says.</summary>
internal sealed class Shell(string folder, IReadOnlyDictionary<string, string> addresses)
{
    private const string Prompt = "$ ";

    public static string Dotnet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>A refusal is a failure; <c>analysis</c> stands beside this assembly, and knows the server.</summary>
    private static readonly string Prelude =
        $$"""
        curl() { command curl --silent --show-error --fail-with-body "$@"; }
        analysis() { '{{Dotnet}}' '{{AppContext.BaseDirectory}}analysis.dll' "$@"; }
        export ANALYSIS_SERVER=http://127.0.0.1:5080 NO_COLOR=1

        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Whether what is typed stands beside what it says, as on a terminal.</summary>
    public static bool IsTerminal(Block block) => block.Text.StartsWith(Prompt, StringComparison.Ordinal);

    /// <summary>What is typed on a terminal, and what that says.</summary>
    public static IEnumerable<(string Command, string Said)> Lines(Block block)
    {
        foreach (var part in $"\n{block.Text}".Split($"\n{Prompt}")[1..])
        {
            var lines = part.Split('\n');
            var end = Array.FindIndex(lines, line => !line.EndsWith('\\')) + 1;
            yield return (string.Join('\n', lines[..end]), string.Join('\n', lines[end..]));
        }
    }

    /// <summary>To its end; with what it says of what goes wrong, if asked.</summary>
    public Task<Programs.Ended> Run(string script, bool withErrors = false) =>
        Programs.Run(folder, "bash", "-c", (withErrors ? "exec 2>&1\n" : "") + Placed(Prelude + script));

    /// <summary>Until it has said enough, for it never ends; what it has said by then.</summary>
    public async Task<string> RunUntil(string script, Func<string, bool> isEnough)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", Placed(Prelude + script)])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!; // it is a program of its own
        using var patience = new CancellationTokenSource(Patience);
        var said = new StringBuilder();
        while (!isEnough(said.ToString()) && await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            said.Append(line).Append('\n');
        process.Kill(entireProcessTree: true);
        return said.ToString();
    }

    private string Placed(string text) =>
        addresses.Aggregate(text, (placed, a) => placed.Replace(a.Key, a.Value, StringComparison.Ordinal));
}
