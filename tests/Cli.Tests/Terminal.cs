using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace Analysis.Cli.Tests;

/// <summary>What a program wrote, and what it ended with.</summary>
public sealed record Ended(int Code, string Output, string Error)
{
    public JsonNode Json => JsonNode.Parse(Output) ?? throw new InvalidOperationException("null");
}

/// <summary>The real program, in a process of its own. Killed when disposed, at the latest.</summary>
public sealed class Terminal : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The program, which <see cref="Host"/> runs.</summary>
    public static readonly string Program = Path.Combine(AppContext.BaseDirectory, "analysis.dll");

    public static readonly string Host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private Terminal(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Note(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Note(_error, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public StreamWriter Input => _process.StandardInput;

    /// <summary>Starts it.</summary>
    /// <param name="server">Where it finds the server; null for where it looks by itself.</param>
    public static Terminal Start(Uri? server, params IEnumerable<string> arguments) =>
        new(StartInfo(server, key: null, arguments));

    /// <summary>Runs it to its end.</summary>
    public static Task<Ended> Run(Uri? server, params IEnumerable<string> arguments) =>
        Feed(server, "", key: null, arguments);

    /// <summary>Runs it to its end, with an input and a key.</summary>
    public static async Task<Ended> Feed(Uri? server, string input, string? key, params IEnumerable<string> arguments)
    {
        using var terminal = new Terminal(StartInfo(server, key, arguments));
        await terminal.Input.WriteAsync(input);
        return await terminal.End();
    }

    /// <summary>Closes its input, and waits until it has ended.</summary>
    public async Task<Ended> End()
    {
        Input.Close();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return new Ended(_process.ExitCode, _output.ToString(), _error.ToString());
    }

    /// <summary>Waits until it has written this, wherever.</summary>
    public Task Says(string words) => Until(() =>
    {
        lock (_output) return _output.ToString().Contains(words, StringComparison.Ordinal)
            || _error.ToString().Contains(words, StringComparison.Ordinal);
    }, $"it says {words}");

    /// <summary>Waits until it is so.</summary>
    public async Task Until(Func<bool> isSo, string what)
    {
        for (var waiting = Stopwatch.StartNew(); !isSo(); await Task.Delay(5))
        {
            if (waiting.Elapsed > Patience) throw new TimeoutException(
                $"Not within a minute: {what}\n{_output}\n{_error}");
        }
    }

    /// <summary>Ends it without warning.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo(Uri? server, string? key, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Host, [Program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["ANALYSIS_SERVER"] = server?.ToString();
        start.Environment["ANALYSIS_KEY"] = key;
        return start;
    }

    private void Note(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (_output) text.AppendLine(line);
    }
}
