using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Analysis.Api.Tests;

/// <summary>What a server logs, to be waited for.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<string> _lines = new();
    private int _read;

    public IEnumerable<string> All => _lines;

    public void Listen(WebApplication app) => app.Services.GetRequiredService<ILoggerFactory>().AddProvider(this);

    /// <summary>Waits for a line with the words among those since the last wait.</summary>
    public async Task Wait(string words)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var lines = _lines.ToArray();
            var at = Array.FindIndex(lines, _read, line => line.Contains(words));
            if (at >= 0)
            {
                _read = at + 1;
                return;
            }

            await Task.Delay(20, patience.Token);
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{formatter(state, exception)} {exception}".TrimEnd());

    public void Dispose()
    {
    }
}
