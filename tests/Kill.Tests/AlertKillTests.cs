using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Analysis.Testing;
using Xunit.Abstractions;

namespace Analysis.Kill.Tests;

/// <summary>
/// The real server, killed in the midst of deliveries: each change arrives, and what arrives twice has one id.
/// </summary>
public sealed class AlertKillTests(ITestOutputHelper output) : IDisposable
{
    private const int Topics = 200;
    private const int InFlightMax = 16;

    private readonly TempFolder _folder = new();
    private readonly Receiver _receiver = new();

    [NeedyFact]
    public async Task What_was_to_be_told_is_told_after_a_kill()
    {
        string[] options =
            ["--data", _folder.Path, "--Alerts:AllowedNetworks:0=127.0.0.0/8", "--Alerts:TimeoutSeconds=5"];
        using (var server = await ServerProcess.Start("Analysis.Api.dll", options))
        {
            using var http = new HttpClient { BaseAddress = server.Url };
            await Put(http, "/v1/alerts/all", $$"""
                {"tags": ["watched"], "when": [{"condition": "above", "value": 5}],
                 "to": {"kind": "webhook", "url": "{{_receiver.Url}}"} }
                """);
            await Task.WhenAll(Enumerable.Range(0, Topics).Select(n => Put(http, $"/v1/topics/t{n}",
                """{"title": "T", "kind": "quantity", "unit": "persons", "tags": ["watched"]}""")));
            var lines = Enumerable.Range(0, Topics).Select(n =>
                $$$"""{"id": "c1", "topic": "t{{{n}}}", "value": {"kind": "quantity", "best": 9}, """
                + """ "unit": "persons", "status": "occurred", "publisher": "outlet"}""");
            using var body = new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson");
            var posted = Stopwatch.GetTimestamp();
            using var answer = await http.PostAsync(new Uri("/v1/claims", UriKind.Relative), body);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            await _receiver.Wait(Topics / 4);
            output.WriteLine(
                $"{_receiver.All.Count} told {Stopwatch.GetElapsedTime(posted).TotalMilliseconds:0} ms after the post.");
            server.Kill();
        }

        var before = _receiver.All.Count;
        using var next = await ServerProcess.Start("Analysis.Api.dll", options);
        using var after = new HttpClient { BaseAddress = next.Url };
        await Eventually.IsSo(async () => (await Deliveries(after, "delivered")).Count == Topics);
        var attempts = (await Deliveries(after, "delivered")).Sum(d => d!["attempts"]!.GetValue<int>());

        var told = _receiver.All;
        var ids = told.Select(r => r.Id).Distinct().Count();
        output.WriteLine(
            $"{before} told before the kill, {told.Count} in all; lost {Topics - ids}, told twice {told.Count - ids}; "
            + $"{attempts} attempts in the log.");
        Assert.Equal((Topics, Topics), (ids, told.Select(r => r.Topic).Distinct().Count()));
        Assert.InRange(told.Count, Topics, attempts + InFlightMax); // the log lacks only what was under way
        Assert.Empty(await Deliveries(after, "pending"));
    }

    public void Dispose()
    {
        _receiver.Dispose();
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
}
