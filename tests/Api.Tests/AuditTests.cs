using System.Text.Json.Nodes;
using Analysis.Api.Access;

namespace Analysis.Api.Tests;

/// <summary>Who did what: stamped on the way in, kept with each event, shown by the history and the audit.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private static readonly (string, string) Anna = ("Authorization", "Bearer key-of-anna-012345");
    private static readonly (string, string) Boris = ("Authorization", "Bearer key-of-boris-01234");

    private readonly ApiServer _server = new() { Options = [$"--{ApiKeys.Variable}=editor:anna:key-of-anna-012345 contributor:boris:key-of-boris-01234"] };

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Every_event_keeps_who_wrote_it()
    {
        await Put("/v1/sources/scout", """{"name": "Scout", "grade": "B"}""");
        await Put("/v1/families/dead", """{"kind": "quantity", "tolerance": 0.2}""");
        await Put("/v1/topics/t", """{"title": "T", "kind": "quantity", "unit": "persons", "family": "dead"}""");
        Assert.Equal(201, await Post("/v1/claims", Claim("c1").ToJsonString(), Boris));
        using (var lines = new StringContent($"{Claim("c2").ToJsonString()}\n{Claim("c3").ToJsonString()}\n", null, "application/x-ndjson"))
            Assert.Equal(200, (await _server.Send(HttpMethod.Post, "/v1/claims", lines, Boris)).Status);
        await Put("/v1/sources/scout", """{"name": "Scout", "grade": "C"}""");
        Assert.Equal(200, await Post("/v1/topics/t/claims/c1/retraction", """{"reason": "wrong row"}""", Anna));
        Assert.Equal(200, await Post("/v1/topics/t/resolution", """{"value": {"kind": "quantity", "best": 7}, "reason": "counted"}""", Anna));

        // what is learned from the answer, nobody writes
        var steps = (await _server.Get("/v1/topics/t/history", Anna)).Json["steps"]!.AsArray()
            .Where(s => s!["by"] is not null).ToList();
        Assert.Equal(
            [
                "topic-defined anna", "family-defined anna", "source-assessed anna", "claim-asserted boris", "claim-asserted boris", "claim-asserted boris",
                "source-assessed anna", "claim-retracted anna", "topic-resolved anna",
            ],
            steps.Select(s => $"{s!["event"]} {s["by"]}"));

        Assert.Equal(
            [
                "topic-resolved anna t", "claim-retracted anna t c1", "source-assessed anna scout", "claim-asserted boris t c3", "claim-asserted boris t c2",
                "claim-asserted boris t c1", "topic-defined anna t", "family-defined anna dead", "source-assessed anna scout",
            ],
            await Acts(""));
        Assert.Equal(["claim-asserted boris t c3", "claim-asserted boris t c2", "claim-asserted boris t c1"], await Acts("?by=boris"));
        Assert.Equal(["claim-retracted anna t c1"], await Acts("?act=claim-retracted"));
        Assert.Equal(9, (await Acts("?topic=t")).Count); // with what it was told
        Assert.Equal(["source-assessed anna t", "source-assessed anna t"], await Acts("?topic=t&act=source-assessed"));
        Assert.Empty(await Acts("?topic=t&act=topic-resolved&by=boris"));
        Assert.Empty(await Acts("?topic=none"));
        var resolvedAt = steps[^1]!["recordedAt"]!.GetValue<string>();
        Assert.Equal(["topic-resolved anna t"], await Acts($"?from={resolvedAt}"));
        Assert.Equal(8, (await Acts($"?to={resolvedAt}")).Count);
        Assert.Equal(9, (await Acts("?limit=2")).Count);
        Assert.Equal(9, (await Acts("?topic=t&limit=4")).Count);
        Assert.Equal(3, (await Acts("?by=boris&limit=1")).Count);

        await _server.Restart();
        Assert.Equal(9, (await Acts("?limit=200")).Count);
    }

    [Theory]
    [InlineData("act=none", "act")]
    [InlineData("by=%0A", "by")]
    [InlineData("topic=/", "topic")]
    [InlineData("from=x", "from")]
    [InlineData("to=x", "to")]
    [InlineData("limit=0", "limit")]
    [InlineData("cursor=x", "cursor")]
    [InlineData("who=anna", "who")]
    public async Task A_parameter_that_makes_no_sense_is_named(string query, string parameter)
    {
        var answer = await _server.Get($"/v1/audit?{query}", Anna);

        Assert.Equal((400, parameter), (answer.Status, Assert.Single(answer.Parameters)));
    }

    [Fact]
    public async Task Where_nobody_is_asked_who_calls_nobody_is_known()
    {
        var open = new ApiServer();
        await open.InitializeAsync();
        await open.Put("/v1/topics/t", """{"title": "T", "kind": "proposition"}""", Anna);

        var act = Assert.Single((await open.Get("/v1/audit")).Json["acts"]!.AsArray())!;
        var step = Assert.Single((await open.Get("/v1/topics/t/history")).Json["steps"]!.AsArray())!;

        Assert.Equal("topic-defined", act["act"]!.GetValue<string>());
        Assert.False(act.AsObject().ContainsKey("by"));
        Assert.False(step.AsObject().ContainsKey("by"));
        await open.DisposeAsync();
    }

    private static JsonObject Claim(string id) => new()
    {
        ["id"] = id, ["topic"] = "t", ["value"] = new JsonObject { ["kind"] = "quantity", ["best"] = 7 }, ["unit"] = "persons", ["status"] = "occurred",
        ["publisher"] = "desk", ["attribution"] = new JsonArray("desk", "scout"),
    };

    /// <summary>Of all pages; without what the server may have learned meanwhile, which nobody writes.</summary>
    private async Task<IReadOnlyList<string>> Acts(string query)
    {
        var acts = new List<string>();
        for (var path = $"/v1/audit{query}"; path is not null;)
        {
            var answer = await _server.Get(path, Anna);
            Assert.Equal(200, answer.Status);
            acts.AddRange(answer.Json["acts"]!.AsArray().Where(a => a!["by"] is not null).Select(a =>
                string.Join(' ', new[] { "act", "by", "topic", "source", "family", "claim" }.Select(name => a![name]?.GetValue<string>()).OfType<string>())));
            path = answer.Headers.TryGetValues("Link", out var link) ? link.Single()[1..link.Single().IndexOf('>', StringComparison.Ordinal)] : null;
            Assert.Equal(path is null, answer.Json["next"] is null);
        }

        return acts;
    }

    private async Task Put(string path, string json) => Assert.InRange((await _server.Put(path, json, Anna)).Status, 200, 201);

    private async Task<int> Post(string path, string json, (string, string) key)
    {
        using var body = ApiServer.Json(json);
        return (await _server.Send(HttpMethod.Post, path, body, key)).Status;
    }
}
