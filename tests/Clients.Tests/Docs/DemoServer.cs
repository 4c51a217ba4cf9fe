using Analysis.Api;
using Analysis.Engine;
using Analysis.Engine.Fitting;
using Analysis.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Analysis.Clients.Tests.Docs;

/// <summary>
/// The server as whoever reads a page has it before them: with the demo's data, and nothing else yet. Its clock begins
/// when the pages were written, and what sources earn is not learned meanwhile, so that the numbers are theirs.
/// </summary>
internal sealed class DemoServer : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly WebApplication _app;

    private DemoServer() => _app = ApiHost.Build(
        ["--urls=http://127.0.0.1:0", $"--Analysis:DataFolder={_folder.Path}", "--Logging:LogLevel:Default=Warning"],
        (builder, _) =>
        {
            builder.Services.AddSingleton<TimeProvider>(new Clock()).AddEmbeddedEngine(isShared: false);
            builder.Services.Remove(builder.Services.Single(s => s.ImplementationType == typeof(Refiner)));
        });

    public string Address => _app.Urls.Single();

    public static async Task<DemoServer> Start(bool isEmpty = false)
    {
        var server = new DemoServer();
        await server._app.StartAsync();
        if (!isEmpty) await Demo.Load(server._app);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    private sealed class Clock : TimeProvider
    {
        private static readonly DateTimeOffset Written = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

        private readonly long _began = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => Written + System.GetElapsedTime(_began);
    }
}
