using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Analysis.Testing;

/// <summary>A server in a process of its own, on a free port of the loopback interface. Killed when disposed, at the latest.</summary>
public sealed class ServerProcess : IDisposable
{
    private const int LinesMax = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process)
    {
        _process = process;
        AppDomain.CurrentDomain.ProcessExit += End;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.Exited += (_, _) =>
        {
            process.WaitForExit(); // until its last words are read
            _listening.TrySetException(new InvalidOperationException($"The server ended.\n{Output}"));
        };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Url => _listening.Task.Result;

    /// <summary>The last lines that it wrote.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>What it has spent so far, on all cores.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory, in bytes.</summary>
    public long MemoryBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts an assembly that stands beside this one, on a free port unless the arguments say where; completes when it listens.</summary>
    /// <exception cref="InvalidOperationException">It ended before it listened; the message holds what it wrote.</exception>
    public static async Task<ServerProcess> Start(string assembly, params IEnumerable<string> arguments)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(host, [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments.Contains("--urls") ? arguments : [.. arguments, "--urls", "http://127.0.0.1:0"]])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var server = new ServerProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        try
        {
            await server._listening.Task.WaitAsync(Patience);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Stops it as a hang would, until <see cref="Continue"/>: its connections stay open, and it says nothing.</summary>
    public void Freeze() => Signal("STOP");

    /// <summary>Lets it go on.</summary>
    public void Continue() => Signal("CONT");

    /// <summary>Waits until it has written one of these; the first that it has.</summary>
    /// <exception cref="TimeoutException">It has not within three minutes; the message holds what it wrote.</exception>
    public async Task<string> Says(params string[] words)
    {
        for (var waiting = Stopwatch.StartNew(); waiting.Elapsed < Patience; await Task.Delay(10))
        {
            var output = Output;
            if (Array.Find(words, w => output.Contains(w, StringComparison.Ordinal)) is { } said) return said;
        }

        throw new TimeoutException($"It has not said {string.Join(" or ", words)}.\n{Output}");
    }

    /// <summary>Tells it to end, and waits until it has.</summary>
    public async Task Terminate()
    {
        Signal("TERM");
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>Completes when it has ended.</summary>
    public Task Ended => _process.WaitForExitAsync();

    /// <summary>Ends it without warning, as a power cut would; returns when it is gone.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= End;
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Also when this process is told to end, so that none is left behind.</summary>
    private void End(object? sender, EventArgs e) => _process.Kill();

    private void Note(string? line)
    {
        const string Listening = "Now listening on: ";
        if (line is null) return;
        _lines.Enqueue(line);
        if (_lines.Count > LinesMax) _lines.TryDequeue(out _);
        var at = line.IndexOf(Listening, StringComparison.Ordinal);
        if (at >= 0) _listening.TrySetResult(new Uri(line[(at + Listening.Length)..].Split('"')[0].Trim())); // a line of text, or of JSON
    }
}
