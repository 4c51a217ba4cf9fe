using System.Text.Json.Nodes;

namespace Analysis.Api.Tests;

public sealed class ClaimTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_claim_is_taken_in_once()
    {
        var topic = await server.Topic();
        var json = Samples.FullClaim(topic, "c1").ToJsonString();

        var created = await server.Post("/v1/claims", json);
        Assert.Equal(201, created.Status);
        Assert.Equal($"/v1/topics/{topic}/claims/c1", created.Headers.Location?.ToString());
        Assert.Equal(("created", "counted"), (created.Json["result"]!.GetValue<string>(), created.Json["standing"]!.GetValue<string>()));
        Assert.Equal(600, created.View["estimate"]!.GetValue<double>());

        var same = Samples.FullClaim(topic, "c1");
        same["qualifiers"] = new JsonObject(same["qualifiers"]!.AsObject().Reverse().Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
        var duplicate = await server.Post("/v1/claims", new JsonObject(same.Reverse().Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone()))).ToJsonString());
        Assert.Equal((200, "duplicate"), (duplicate.Status, duplicate.Json["result"]!.GetValue<string>()));
        Assert.Equal(created.Json["version"]!.GetValue<long>(), duplicate.Json["version"]!.GetValue<long>());

        same["note"] = "another";
        var other = await server.Post("/v1/claims", same.ToJsonString());
        Assert.Equal((409, "/problems/claim-id-taken"), (other.Status, other.Type));
        Assert.Equal(created.Json["version"]!.GetValue<long>(), await server.Version(topic));
    }

    [Fact]
    public async Task A_report_of_two_minutes_ago_counts_at_once()
    {
        var topic = await server.Topic("proposition", """, "dynamics": "changing", "halfLife": "P1D" """);
        string Gate(string id, bool isOpen, double minutesAgo, string who) => Samples.Claim(topic, id, $$"""{"kind": "proposition", "holds": {{(isOpen ? "true" : "false")}}}""",
            $$""", "reportedTime": "{{DateTime.UtcNow.AddMinutes(-minutesAgo):yyyy-MM-ddTHH:mm:ssZ}}", "attribution": ["outlet", "{{who}}"] """);
        await server.Post("/v1/claims", Gate("c1", isOpen: true, 300, "guard"));

        var closed = await server.Post("/v1/claims", Gate("c2", isOpen: false, 2, "guard"));

        Assert.Equal(("counted", true), (closed.Json["standing"]!.GetValue<string>(), closed.View["evidence"]!.GetValue<bool>()));
        foreach (var view in new[] { closed.View, (await server.Get($"/v1/topics/{topic}")).View })
            Assert.InRange(view["probability"]!.GetValue<double>(), 0, 0.45);
        var supposed = await server.Post($"/v1/topics/{topic}/what-if", $$"""{"claims": [{{Gate("c3", isOpen: true, 1, "guard")}}]}""");
        Assert.InRange(supposed.Json["supposed"]!["probability"]!.GetValue<double>(), 0.55, 1);
    }

    [Fact]
    public async Task What_could_be_known_by_a_date_knows_of_no_later_retraction()
    {
        var topic = await server.Topic(more: """, "unit": "persons" """);
        await server.Post("/v1/claims", Samples.Claim(topic, "c1", more: """, "unit": "persons", "reportedTime": "2025-06-26" """));
        await server.Post("/v1/claims", Samples.Claim(topic, "c2", """{"kind": "quantity", "best": 640}""", """, "unit": "persons", "reportedTime": "2025-06-27", "attribution": ["outlet", "registry"] """));
        var before = (await server.Get($"/v1/topics/{topic}?reportedBy=2025-06-30")).View;

        await server.Post($"/v1/topics/{topic}/claims/c1/retraction", """{"reason": "misread"}""");

        var after = (await server.Get($"/v1/topics/{topic}?reportedBy=2025-06-30")).View;
        Assert.Equal((2, before["estimate"]!.ToJsonString(), before["interval90"]!.ToJsonString()),
            (after["claims"]!.GetValue<int>(), after["estimate"]!.ToJsonString(), after["interval90"]!.ToJsonString()));
        Assert.Equal(["counted", "counted"], await Standings("?reportedBy=2025-06-30"));
        Assert.Equal(["retracted", "counted"], await Standings(""));
        Assert.Equal(1, (await server.Get($"/v1/topics/{topic}")).View["claims"]!.GetValue<int>());

        async Task<IEnumerable<string>> Standings(string lens) =>
            (await server.Get($"/v1/topics/{topic}/claims{lens}")).Json["claims"]!.AsArray().Select(e => e!["standing"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_claim_comes_back_member_for_member()
    {
        var topic = await server.Topic();
        var claim = Samples.FullClaim(topic, "c:1@x_y.z-0");
        var created = await server.Post("/v1/claims", claim.ToJsonString());

        var entry = await server.Get(created.Headers.Location!.ToString());

        Assert.Equal(200, entry.Status);
        Assert.True(JsonNode.DeepEquals(claim, entry.Json["claim"]), entry.Body);
        Assert.Equal(404, (await server.Get($"/v1/topics/{topic}/claims/c2")).Status);
    }

    [Fact]
    public async Task Every_claim_of_the_demo_comes_back_as_it_stands()
    {
        await server.PostLines("/v1/claims?define=auto", string.Join('\n', Samples.DemoClaims));

        var ledger = new Dictionary<string, JsonNode>();
        foreach (var topic in Samples.DemoClaims.Select(line => JsonNode.Parse(line)!["topic"]!.GetValue<string>()).Distinct())
        {
            var page = await server.Get($"/v1/topics/{topic}/claims?limit=200");
            foreach (var entry in page.Json["claims"]!.AsArray()) ledger.Add(entry!["claim"]!["id"]!.GetValue<string>(), entry["claim"]!);
        }

        Assert.Equal(60, ledger.Count);
        Assert.All(Samples.DemoClaims, line =>
        {
            var posted = JsonNode.Parse(line)!;
            var kept = ledger[posted["id"]!.GetValue<string>()];
            Assert.True(JsonNode.DeepEquals(posted, kept), $"{line}\n{kept.ToJsonString()}");
        });
    }

    [Theory]
    [InlineData("""{"kind": "bound", "op": "<", "value": 5}""", "quantity")]
    [InlineData("""{"kind": "range", "low": 1, "high": 1e15}""", "quantity")]
    [InlineData("""{"kind": "category", "name": "blue"}""", "category")]
    [InlineData("""{"kind": "date", "edtf": null}""", "date")]
    [InlineData("""{"kind": "date", "edtf": "2025-07/.."}""", "date")]
    [InlineData("""{"holds": false, "probability": 0.25, "kind": "proposition"}""", "proposition")]
    public async Task A_first_claim_can_open_its_topic(string value, string kind)
    {
        var topic = $"opened-{Guid.NewGuid():N}";
        var claim = Samples.Claim(topic, "c1", value);

        Assert.Equal((404, "/problems/unknown-topic"), await StatusAndType(server.Post("/v1/claims", claim)));
        Assert.Equal(201, (await server.Post("/v1/claims?define=auto", claim)).Status);

        var opened = await server.Get($"/v1/topics/{topic}");
        Assert.Equal(kind, opened.Json["kind"]!.GetValue<string>());
        Assert.Equal(kind == "quantity" ? "persons" : null, opened.Json["unit"]?.GetValue<string>());
        var kept = (await server.Get($"/v1/topics/{topic}/claims/c1")).Json["claim"];
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(claim), Without(kept, "stance")), kept!.ToJsonString());
    }

    [Fact]
    public async Task A_retracted_claim_no_longer_counts()
    {
        var topic = await server.Topic();
        await server.Post("/v1/claims", Samples.Claim(topic, "c1"));
        var path = $"/v1/topics/{topic}/claims/c1/retraction";

        var retracted = await server.Post(path, """{"reason": "withdrawn by the outlet", "by": "outlet"}""");
        Assert.Equal((200, "retracted"), (retracted.Status, retracted.Json["result"]!.GetValue<string>()));
        Assert.False(retracted.View["evidence"]!.GetValue<bool>());

        Assert.Equal("unchanged", (await server.Post(path, """{"reason": "withdrawn by the outlet", "by": "outlet"}""")).Json["result"]!.GetValue<string>());
        Assert.Equal((409, "/problems/already-retracted"), await StatusAndType(server.Post(path, """{"reason": "another"}""")));
        Assert.Equal("retracted", (await server.Get($"/v1/topics/{topic}/claims/c1")).Json["standing"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_retraction_is_withdrawn_and_the_claim_counts_as_before()
    {
        var topic = await server.Topic();
        var claim = Samples.Claim(topic, "c1");
        await server.Post("/v1/claims", claim);
        var before = (await server.Get($"/v1/topics/{topic}")).View;
        var (retraction, restoration) = ($"/v1/topics/{topic}/claims/c1/retraction", $"/v1/topics/{topic}/claims/c1/restoration");
        Assert.Equal((409, "/problems/not-retracted"), await StatusAndType(server.Post(restoration, """{"reason": "a slip"}""")));
        await server.Post(retraction, """{"reason": "wrong row"}""");

        var again = await server.Post("/v1/claims", claim);
        Assert.Equal((409, "/problems/claim-retracted"), (again.Status, again.Type));
        Assert.Contains($"POST {restoration}", again.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        var line = Assert.Single((await server.PostLines("/v1/claims", claim.ReplaceLineEndings(" "))).Lines);
        Assert.Equal(("rejected", "/problems/claim-retracted"), (line["result"]!.GetValue<string>(), line["problem"]!["type"]!.GetValue<string>()));

        var restored = await server.Post(restoration, """{"reason": "it was the right row", "by": "desk"}""");

        Assert.Equal((200, "restored", "c1", "counted"), (restored.Status, restored.Json["result"]!.GetValue<string>(),
            restored.Json["claim"]!.GetValue<string>(), restored.Json["standing"]!.GetValue<string>()));
        Assert.Equal("unchanged", (await server.Post(restoration, """{"reason": "it was the right row", "by": "desk"}""")).Json["result"]!.GetValue<string>());
        Assert.Equal("duplicate", (await server.Post("/v1/claims", claim)).Json["result"]!.GetValue<string>());
        var after = (await server.Get($"/v1/topics/{topic}")).View;
        Assert.Equal((before["statement"]!.ToJsonString(), before["interval90"]!.ToJsonString()),
            (after["statement"]!.ToJsonString(), after["interval90"]!.ToJsonString()));
        Assert.Equal(new[] { "counted", "retracted", "counted" }, await Task.WhenAll(new[] { 2, 3, 4 }.Select(async version =>
            (await server.Get($"/v1/topics/{topic}/claims?version={version}")).Json["claims"]![0]!["standing"]!.GetValue<string>())));
        Assert.Equal((404, "/problems/unknown-claim"), await StatusAndType(server.Post(restoration.Replace("/c1/", "/c9/"), """{"reason": "x"}""")));
    }

    [Fact]
    public async Task A_backlog_of_retractions_leaves_what_could_be_known_as_it_was()
    {
        var topic = await server.Topic();
        string On(string day) => $$""", "unit": "persons", "attribution": ["outlet", "office"], "reportedTime": "{{day}}" """;
        await server.Post("/v1/claims", Samples.Claim(topic, "c1", more: On("2025-11-15")));
        await server.Post($"/v1/topics/{topic}/claims/c1/retraction", """{"reason": "withdrawn by the agency", "reportedTime": "2025-11-16"}""");
        await server.Post($"/v1/topics/{topic}/claims/c1/restoration", """{"reason": "the agency stands by it", "reportedTime": "2025-11-18"}""");

        Assert.Equal(new[] { true, false, false, true }, await Task.WhenAll(new[] { 15, 16, 17, 18 }.Select(async day =>
            (await server.Get($"/v1/topics/{topic}?reportedBy=2025-11-{day}")).View["evidence"]!.GetValue<bool>())));

        foreach (var date in new[] { "soon", "2999-01-01" })
        {
            var wrong = await server.Post($"/v1/topics/{topic}/claims/c1/retraction", $$"""{"reason": "forged", "reportedTime": "{{date}}"}""");
            Assert.Equal((400, "/problems/invalid-retraction", "/reportedTime"), (wrong.Status, wrong.Type, Assert.Single(wrong.Pointers)));
        }
    }

    [Fact]
    public async Task A_retraction_that_comes_before_its_claim_waits_for_it()
    {
        var topic = await server.Topic();

        var waiting = await server.Post($"/v1/topics/{topic}/claims/z/retraction", """{"reason": "misread"}""");
        Assert.Equal((200, "waiting", "z"), (waiting.Status, waiting.Json["result"]!.GetValue<string>(), waiting.Json["claim"]!.GetValue<string>()));

        var arrived = await server.Post("/v1/claims", Samples.Claim(topic, "z"));
        Assert.Equal((201, "retracted", "misread"), (arrived.Status, arrived.Json["standing"]!.GetValue<string>(), arrived.Json["reason"]!.GetValue<string>()));
        Assert.False(arrived.View["evidence"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Everything_is_still_there_after_a_restart()
    {
        await using var own = new Restartable();
        await own.Server.InitializeAsync();
        var topic = await own.Server.Topic();
        await own.Server.Put("/v1/sources/outlet", """{"name": "Outlet", "grade": "B"}""");
        await own.Server.Post("/v1/claims", Samples.FullClaim(topic, "c1").ToJsonString());
        var before = (await own.Server.Get($"/v1/topics/{topic}"), await own.Server.Get($"/v1/topics/{topic}/claims"), await own.Server.Get("/v1/sources"));

        await own.Server.Restart();

        var after = (await own.Server.Get($"/v1/topics/{topic}"), await own.Server.Get($"/v1/topics/{topic}/claims"), await own.Server.Get("/v1/sources"));
        Assert.Equal((before.Item1.Body, before.Item2.Body, before.Item3.Body), (after.Item1.Body, after.Item2.Body, after.Item3.Body));
        Assert.Equal(before.Item1.ETag, after.Item1.ETag);
        Assert.Equal(200, (await own.Server.Post("/v1/claims", Samples.FullClaim(topic, "c1").ToJsonString())).Status);
    }

    private static JsonNode? Without(JsonNode? json, string name)
    {
        json?.AsObject().Remove(name);
        return json;
    }

    private static async Task<(int, string)> StatusAndType(Task<Answer> answer) => ((await answer).Status, (await answer).Type);

    private sealed class Restartable : IAsyncDisposable
    {
        public ApiServer Server { get; } = new();

        public async ValueTask DisposeAsync() => await Server.DisposeAsync();
    }
}
