using System.Net.ServerSentEvents;
using System.Text.Json;
using Analysis.Testing;

namespace Analysis.Cluster.Tests;

/// <summary>The feed of changes of two silos on one database.</summary>
[Needs(Tool.Postgres)]
public sealed class ChangeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [NeedyFact]
    public async Task What_is_written_on_one_node_is_seen_on_the_other_and_followed_further_on_the_first()
    {
        await using var cluster = await Cluster.Start(PostgresServer.Shared.CreateSchema(), silos: 2);
        using var clients = new Clients(() => cluster.Silos, topics: 1);
        await clients.Start(pauseMs: 60_000); // each poster has posted once by the time it stops
        var (one, other) = (cluster.Silos[0].Url, cluster.Silos[1].Url);
        using var http = new HttpClient();

        var (first, cursor) = await Follow(http, other, null, () => clients.PostThrough(one, "topic-0", "first"), "first");
        await clients.PostThrough(one, "topic-0", "missed");
        var (rest, _) = await Follow(http, one, cursor, () => clients.PostThrough(other, "topic-0", "last"), "last");

        Assert.Equal(1, first.Count(claim => claim == "first"));
        Assert.Equal(["missed", "last"], rest.Where(claim => claim is "first" or "missed" or "last"));
    }

    /// <summary>What a stream tells until it tells of a claim, and the cursor then.</summary>
    private static async Task<(List<string> Claims, string Cursor)> Follow(HttpClient http, Uri node, string? lastEventId, Func<Task> onceReady, string until)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(node, "/v1/changes")) { Headers = { { "Accept", "text/event-stream" } } };
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var patience = new CancellationTokenSource(Patience);
        var claims = new List<string>();
        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync(patience.Token)).EnumerateAsync(patience.Token))
        {
            Assert.NotEqual("reset", item.EventType);
            if (item.EventType == "ready") await onceReady();
            if (item.EventType != "change" || !JsonDocument.Parse(item.Data).RootElement.TryGetProperty("claim", out var claim)) continue;
            claims.Add(claim.GetString() ?? "");
            if (claims[^1] == until) return (claims, item.EventId ?? "");
        }

        throw new EndOfStreamException($"of {until} nothing was told");
    }
}
