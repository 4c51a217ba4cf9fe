using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Analysis.Testing;
using Xunit.Abstractions;

namespace Analysis.Kill.Tests;

/// <summary>The real server, killed in the midst of deliveries: each change arrives, and what arrives twice has one
/// id.</summary>
public sealed class AlertKillTests(ITestOutputHelper output) : IDisposable
{
    private const int Topics = 200;
    private const int InFlightMax = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly TempFolder _folder = new();
    private readonly HttpListener _receiver = new();
    private readonly ConcurrentQueue<(string Id, string Topic)> _received = new();

    [NeedyFact]
    public async Task What_was_to_be_told_is_told_after_a_kill()
    {
        var url = $"http://127.0.0.1:{PostgresServer.FreePort()}/";
        _receiver.Prefixes.Add(url);
        _receiver.Start();
        var receiving = Task.Run(Receive);
        string[] options = ["--data", _folder.Path, "--Alerts:AllowedNetworks:0=127.0.0.0/8",
            "--Alerts:TimeoutSeconds=1"];

        using (var server = await ServerProcess.Start("Analysis.Api.dll", options))
        {
            using var http = new HttpClient { BaseAddress = server.Url };
            await Put(http, "/v1/alerts/all", $$"""
                {"tags": ["watched"], "when": [{"condition": "above", "value": 5}], "to": {"kind": "webhook", "url": "{{url}}"} }
                """);
            await Task.WhenAll(Enumerable.Range(0, Topics).Select(n => Put(
                http, $"/v1/topics/t{n}",
                    """{"title": "T", "kind": "quantity", "unit": "persons", "tags": ["watched"]}""")));
            var lines = Enumerable.Range(0, Topics).Select(n => $$"""
                {"id": "c1", "topic": "t{{n}}", "value": {"kind": "quantity", "best": 9}, "unit": "persons", "status": "occurred", "publisher": "outlet"}
                """.Trim());
            using var body = new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson");
            var posted = Stopwatch.GetTimestamp();
            using var answer = await http.PostAsync(new Uri("/v1/claims", UriKind.Relative), body);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            await Until(() => _received.Count > Topics / 4);
            output.WriteLine(
                $"{_received.Count} told {Stopwatch.GetElapsedTime(posted).TotalMilliseconds:0} ms after the post.");
            server.Kill();
        }

        var before = _received.Count;
        using var next = await ServerProcess.Start("Analysis.Api.dll", options);
        await Until(() => _received.Select(r => r.Topic).Distinct().Count() == Topics);
        using var after = new HttpClient { BaseAddress = next.Url };
        await Until(async () => (await Deliveries(after, "pending")).Count == 0);

        var (told, ids) = (_received.Count, _received.Select(r => r.Id).Distinct().Count());
        output.WriteLine(
            $"{before} told before the kill, {told} in all; lost {Topics - ids}, told twice {told - ids}.");
        Assert.Equal(Topics, ids);
        Assert.InRange(told, Topics, Topics + InFlightMax);
        Assert.Equal(Topics, (await Deliveries(after, "delivered")).Count);
        _receiver.Close();
        await receiving;
    }

    public void Dispose()
    {
        _receiver.Close();
        _folder.Dispose();
    }

    private static async Task<JsonArray> Deliveries(HttpClient http, string status) =>
        JsonNode.Parse(await http.GetStringAsync(
            new Uri($"/v1/alerts/all/deliveries?limit=200&status={status}", UriKind.Relative)))!["deliveries"]!.AsArray();

    private static async Task Put(HttpClient http, string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await http.PutAsync(new Uri(path, UriKind.Relative), body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static Task Until(Func<bool> isSo) => Until(() => Task.FromResult(isSo()));

    private static async Task Until(Func<Task<bool>> isSo)
    {
        for (var waiting = Stopwatch.StartNew(); !await isSo(); await Task.Delay(5))
            if (waiting.Elapsed > Patience) throw new TimeoutException("It has not come about.");
    }

    private async Task Receive()
    {
        try
        {
            while (true)
            {
                var context = await _receiver.GetContextAsync();
                var json = (await JsonNode.ParseAsync(context.Request.InputStream))!;
                // each has one
                _received.Enqueue((context.Request.Headers["webhook-id"]!, json["subject"]!.GetValue<string>()));
                context.Response.StatusCode = 204;
                context.Response.Close();
            }
        }
        catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException)
        {
            // it was closed
        }
    }
}
