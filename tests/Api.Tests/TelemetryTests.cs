using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Analysis.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Analysis.Api.Tests;

/// <summary>What reaches a collector over real HTTP; its messages are protobuf, in which names stand as they are.</summary>
public sealed class TelemetryTests : IAsyncLifetime, IClassFixture<TempFolder>
{
    private readonly ConcurrentQueue<(string Path, string Body)> _received = new();
    private readonly WebApplication _collector;
    private readonly TempFolder _folder;

    public TelemetryTests(TempFolder folder)
    {
        _folder = folder;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _collector = builder.Build();
        _collector.Urls.Add("http://127.0.0.1:0");
        _collector.MapPost("/v1/{signal}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            _received.Enqueue((request.Path, Encoding.Latin1.GetString(body.ToArray())));
        });
    }

    public Task InitializeAsync() => _collector.StartAsync();

    public async Task DisposeAsync() => await _collector.DisposeAsync();

    [Fact]
    public async Task A_collector_gets_metrics_spans_and_logs()
    {
        var address = _collector.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        await using var app = ApiHost.Build(
            $"--Analysis:DataFolder={_folder.Path}", "--urls=http://127.0.0.1:0", $"--OTEL_EXPORTER_OTLP_ENDPOINT={address}", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
            "--OTEL_METRIC_EXPORT_INTERVAL=100", "--OTEL_BSP_SCHEDULE_DELAY=100", "--OTEL_BLRP_SCHEDULE_DELAY=100", "--Logging:LogLevel:Default=Information");
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        using var topic = new StringContent("""{"title":"How many?","kind":"quantity","unit":"persons"}""", Encoding.UTF8, "application/json");
        using var answer = await http.PutAsync(new Uri("/v1/topics/measured", UriKind.Relative), topic);
        Assert.True(answer.IsSuccessStatusCode);

        await Received("/v1/metrics", "analysis.commands", "outcome", "done", "analysis.journal.commit.duration", "http.server.request.duration");
        await Received("/v1/traces", "topic turn", "measured");
        await Received("/v1/traces", "DefineTopic");
        await Received("/v1/traces", "journal commit");
        await Received("/v1/logs", "Journal opened");
    }

    private async Task Received(string path, params string[] words)
    {
        var started = Stopwatch.GetTimestamp();
        while (!_received.Any(r => r.Path == path && words.All(word => r.Body.Contains(word, StringComparison.Ordinal))))
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30), $"{path} did not get {string.Join(", ", words)}, but {string.Join(", ", _received.Select(r => r.Path).Distinct())}");
            await Task.Delay(50);
        }
    }
}
