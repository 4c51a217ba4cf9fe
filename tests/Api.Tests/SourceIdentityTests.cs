using System.Text.Json.Nodes;

namespace Analysis.Api.Tests;

/// <summary>One source, however it is written.</summary>
public sealed class SourceIdentityTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Yes = """{"kind": "proposition", "holds": true}""";

    [Theory]
    [InlineData("Mayor of Kherson", "mayor  of KHERSON ", "mayor-of-kherson")]
    [InlineData("Мэр Херсона", " мэр херсона", null)]
    [InlineData("عمدة خيرسون", "عمدة  خيرسون", null)]
    [InlineData("@handle", "@Handle", null)]
    [InlineData("Café-Wire", "CAFE\u0301 WIRE", null)]
    [InlineData("OBSERVATORY", "Observatory.", "OBSERVATORY")]
    [InlineData("old-observer", "Old Observer", "old-observer")]
    public async Task A_link_of_a_chain_is_a_name_in_any_spelling(string name, string again, string? id)
    {
        var topic = await server.Topic("proposition", "");

        Assert.Equal(201, (await Claim(topic, "c1", name)).Status);
        Assert.Equal(201, (await Claim(topic, "c2", again)).Status);
        var repeated = await Claim(topic, "c1", again);

        Assert.Equal((200, "duplicate"), (repeated.Status, repeated.Json["result"]!.GetValue<string>()));
        var (one, two) = (await Origin(topic, "c1"), await Origin(topic, "c2"));
        Assert.Equal(one, two);
        if (id is not null) Assert.Equal(id, one);
        Assert.Equal(1, (await server.Get($"/v1/topics/{topic}")).View["origins"]!.GetValue<int>());
        var source = await server.Get($"/v1/sources/{one}");
        if (one != name && name != "old-observer") Assert.Equal(name, source.Json["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_batch_takes_names_and_its_publisher_may_be_one()
    {
        var topic = await server.Topic("proposition", "");
        var lines = string.Join('\n', Enumerable.Range(0, 20).Select(i => new JsonObject
        {
            ["id"] = $"c{i}", ["topic"] = topic, ["value"] = JsonNode.Parse(Yes), ["status"] = "occurred", ["publisher"] = "Batch Gazette",
            ["attribution"] = new JsonArray("batch  gazette", i % 2 == 0 ? "Batch's Witness" : "batch\u2019s witness"),
        }.ToJsonString()));

        var answers = (await server.PostLines("/v1/claims", lines)).Lines;

        Assert.All(answers, line => Assert.Equal("created", line["result"]!.GetValue<string>()));
        Assert.Single((await server.Get($"/v1/topics/{topic}/claims?limit=200")).Json["claims"]!.AsArray()
            .Select(c => c!["claim"]!["attribution"]!.ToJsonString()).Distinct());
    }

    [Fact]
    public async Task An_alias_is_its_source_and_nobody_elses()
    {
        await server.Put("/v1/sources/gazette", """{"name": "The Gazette", "aliases": ["@gazette", "Die Zeitung"], "grade": "B"}""");
        var topic = await server.Topic("proposition", "");

        await Claim(topic, "c1", "die zeitung");
        var taken = await server.Put("/v1/sources/other-gazette", """{"aliases": ["Zeitung", "DIE ZEITUNG"]}""");
        var own = await server.Put("/v1/sources/gazette", """{"name": "The Gazette", "aliases": ["@gazette", "Die Zeitung", "die  zeitung"], "grade": "B"}""");

        Assert.Equal("gazette", await Origin(topic, "c1"));
        Assert.Equal((409, "/problems/alias-taken"), (taken.Status, taken.Type));
        Assert.Equal(["/aliases/1"], taken.Pointers);
        Assert.Equal(404, (await server.Get("/v1/sources/other-gazette")).Status);
        Assert.Equal((200, """["@gazette","Die Zeitung"]"""), (own.Status, own.Json["aliases"]!.ToJsonString()));
        foreach (var words in new[] { "gazette", "%40GAZETTE", "die zeit", "THE gaz" })
        {
            var listed = (await server.Get($"/v1/sources?q={Uri.EscapeDataString(Uri.UnescapeDataString(words))}")).Json["sources"]!.AsArray();
            Assert.Contains("gazette", listed.Select(s => s!["id"]!.GetValue<string>()));
        }
    }

    [Fact]
    public async Task A_name_of_several_sources_is_refused_and_an_id_is_not()
    {
        await server.Put("/v1/sources/press-a", """{"name": "The Press Office"}""");
        await server.Put("/v1/sources/press-b", """{"name": "the press office"}""");
        var topic = await server.Topic("proposition", "");

        var unclear = await Claim(topic, "c1", "Press Office");
        var both = await Claim(topic, "c2", "The Press Office");
        var clear = await Claim(topic, "c3", "press-b");

        Assert.Equal(201, unclear.Status); // another name
        Assert.Equal((400, "/problems/invalid-claim"), (both.Status, both.Type));
        Assert.Equal(["/attribution/1"], both.Pointers);
        Assert.Contains("press-a and press-b", both.Json["detail"]!.GetValue<string>());
        Assert.Equal(201, clear.Status);

        await server.Post("/v1/sources/press-b/merge", """{"into": "press-a", "reason": "one office"}""");
        Assert.Equal(201, (await Claim(topic, "c4", "The Press Office")).Status); // it names one now
        Assert.Equal("press-a", await Origin(topic, "c4"));
    }

    [Fact]
    public async Task Two_names_of_one_source_are_one_link()
    {
        var topic = await server.Topic("proposition", "");

        var twice = await server.Post("/v1/claims", Samples.Claim(topic, "c1", Yes, """, "attribution": ["outlet", "Some Body", "some body"] """));
        var other = await server.Post("/v1/claims", Samples.Claim(topic, "c2", Yes, """, "attribution": ["Other Outlet", "x"] """));
        var nobody = await Claim(topic, "c3", "...");

        Assert.Equal((400, "/attribution"), (twice.Status, twice.Pointers.Single()));
        Assert.Equal((400, "/attribution"), (other.Status, other.Pointers.Single()));
        Assert.Equal((400, "/attribution/1"), (nobody.Status, nobody.Pointers.Single()));
    }

    [Fact]
    public async Task Merged_sources_are_one_voice_everywhere_and_the_past_is_as_it_was()
    {
        var (a, b) = (await server.Topic("proposition", ""), await server.Topic("proposition", ""));
        foreach (var (topic, i) in new[] { (a, 0), (b, 1) })
        {
            await Claim(topic, "c1", "watch-one");
            await Claim(topic, "c2", "watch-two");
            if (i == 0) await Claim(topic, "c3", "watch-three");
        }

        var before = await server.Get($"/v1/topics/{a}");
        Assert.Equal(3, before.View["origins"]!.GetValue<int>());
        var supposed = await server.Post($"/v1/topics/{a}/what-if", """{"merge": {"watch-two": "watch-one", "watch-three": "watch-two"}}""");
        var then = DateTime.UtcNow;

        var merged = await server.Post("/v1/sources/watch-two/merge", """{"into": "watch-one", "reason": "one desk"}""");
        Assert.Equal((200, "watch-one"), (merged.Status, merged.Json["mergedInto"]!.GetValue<string>()));
        Assert.Equal(200, (await server.Post("/v1/sources/watch-three/merge", """{"into": "watch-two", "reason": "one desk"}""")).Status);

        var after = await server.Get($"/v1/topics/{a}");
        Assert.Equal((1, 1), (after.View["origins"]!.GetValue<int>(), (await server.Get($"/v1/topics/{b}")).View["origins"]!.GetValue<int>()));
        Assert.Equal(after.View["probability"]!.GetValue<double>(), supposed.Json["supposed"]!["probability"]!.GetValue<double>());
        Assert.True(JsonNode.DeepEquals(before.View, (await server.Get($"/v1/topics/{a}?version={before.View["version"]}")).View));
        Assert.Equal(3, (await server.Get($"/v1/topics/{a}?asOf={then:yyyy-MM-ddTHH:mm:ss.fffffffZ}")).View["origins"]!.GetValue<int>());
        Assert.Equal("watch-one", (await server.Get($"/v1/topics/{a}/claims/c3")).Json["voice"]!.GetValue<string>());
        Assert.Equal("watch-three", await Origin(a, "c3"));
        Assert.Equal(5, (await server.Get("/v1/sources/watch-one/claims")).Json["claims"]!.AsArray().Count);
        Assert.Equal(["source-merged", "source-merged"], (await server.Get($"/v1/topics/{a}/history")).Json["steps"]!.AsArray()
            .Select(s => s!["event"]!.GetValue<string>()).Where(e => e.StartsWith("source", StringComparison.Ordinal)));

        await server.Put("/v1/sources/watch-one", """{"grade": "E"}"""); // that of the one they are counts, also where it never spoke itself
        var c = await server.Topic("proposition", "");
        await Claim(c, "c1", "watch-three");
        Assert.Equal((await server.Get($"/v1/topics/{b}")).View["probability"]!.GetValue<double>(),
            (await server.Get($"/v1/topics/{c}")).View["probability"]!.GetValue<double>());
        await server.Put("/v1/sources/watch-one", """{"grade": "A"}""");
        Assert.True((await server.Get($"/v1/topics/{c}")).View["probability"]!.GetValue<double>() > 0.8);
        await server.Put("/v1/sources/watch-one", "{}");

        Assert.Equal(200, (await server.Post("/v1/sources/watch-two/split", """{"reason": "two desks"}""")).Status);
        Assert.Equal(200, (await server.Post("/v1/sources/watch-three/split", """{"reason": "two desks"}""")).Status);
        var again = await server.Get($"/v1/topics/{a}");
        Assert.Equal((3, before.View["probability"]!.GetValue<double>()),
            (again.View["origins"]!.GetValue<int>(), again.View["probability"]!.GetValue<double>()));
    }

    [Fact]
    public async Task A_merge_that_makes_no_sense_is_refused_by_name()
    {
        var topic = await server.Topic("proposition", "");
        foreach (var source in new[] { "lone-a", "lone-b", "lone-c" }) await Claim(topic, $"of-{source}", source);
        async Task<(int, string?, string)> Merge(string source, string body)
        {
            var answer = await server.Post($"/v1/sources/{source}/merge", body);
            return (answer.Status, answer.Type, string.Join(',', answer.Pointers));
        }

        Assert.Equal((404, "/problems/unknown-source", ""), await Merge("nobody-at-all", """{"into": "lone-a", "reason": "r"}"""));
        Assert.Equal((400, "/problems/invalid-merge", "/into"), await Merge("lone-a", """{"into": "nobody-at-all", "reason": "r"}"""));
        Assert.Equal((400, "/problems/invalid-merge", "/into"), await Merge("lone-a", """{"into": "lone-a", "reason": "r"}"""));
        Assert.Equal((400, "/problems/invalid-merge", "/into,/reason"), await Merge("lone-a", "{}"));
        Assert.Equal(200, (await server.Post("/v1/sources/lone-a/merge", """{"into": "lone-b", "reason": "r"}""")).Status);
        Assert.Equal(200, (await server.Post("/v1/sources/lone-a/merge", """{"into": "lone-b", "reason": "again"}""")).Status);
        Assert.Equal(1, (await server.Get("/v1/sources/lone-a")).Json["version"]!.GetValue<int>());
        Assert.Equal((409, "/problems/already-merged", ""), await Merge("lone-a", """{"into": "lone-c", "reason": "r"}"""));
        Assert.Equal((400, "/problems/invalid-merge", "/into"), await Merge("lone-b", """{"into": "lone-a", "reason": "r"}"""));
        Assert.Equal("lone-b", (await server.Put("/v1/sources/lone-a", """{"grade": "C"}""")).Json["mergedInto"]!.GetValue<string>()); // stays

        var split = await server.Post("/v1/sources/lone-c/split", """{"reason": "r"}""");
        Assert.Equal((409, "/problems/not-merged"), (split.Status, split.Type));
        Assert.Equal((404, "/problems/unknown-source"), ((await server.Post("/v1/sources/nobody-at-all/split", """{"reason": "r"}""")).Status,
            (await server.Post("/v1/sources/nobody-at-all/split", """{"reason": "r"}""")).Type));
        Assert.Equal(["/merge/nobody-at-all", "/split/0"], (await Task.WhenAll(
            server.Post($"/v1/topics/{topic}/what-if", """{"merge": {"nobody-at-all": "lone-a"}}"""),
            server.Post($"/v1/topics/{topic}/what-if", """{"split": ["lone-c"]}"""))).SelectMany(answer => answer.Pointers));
    }

    [Fact]
    public async Task A_claim_that_is_supposed_names_its_sources_and_opens_none()
    {
        var topic = await server.Topic("proposition", "");
        await Claim(topic, "c1", "witness");

        var answer = await server.Post($"/v1/topics/{topic}/what-if",
            $$"""{"claims": [{{Samples.Claim(topic, "c2", Yes, """, "attribution": ["outlet", "Never Heard Of"] """)}}]}""");

        Assert.Equal((200, 2), (answer.Status, answer.Json["supposed"]!["origins"]!.GetValue<int>()));
        Assert.Equal(404, (await server.Get("/v1/sources/never-heard-of")).Status);
    }

    [Fact]
    public async Task The_same_claim_in_another_spelling_is_a_duplicate()
    {
        var topic = await server.Topic("quantity", """, "unit": "Tanks", "tags": ["Café"]""");
        string Said(string unit, string time, string hedge, string more) => Samples.Claim(topic, "c1", """{"kind": "quantity", "best": 30}""",
            $$""", "unit": "{{unit}}", "reportedTime": "{{time}}", "hedges": ["{{hedge}}"]{{more}}""");
        Assert.Equal(201, (await server.Post("/v1/claims", Said("tanks", "2025-05-01T10:00:00Z", "about", ""))).Status);

        foreach (var body in new[]
        {
            Said("tanks", "2025-05-01T10:00Z", "about", ""),
            Said(" TANKS ", "2025-05-01T12:00:00+02:00", "About ", ""), Said("tank", "2025-05-01T10:00:00.000Z", "ABOUT", ", \"attribution\": [\"Outlet\"]"),
        })
        {
            var again = await server.Post("/v1/claims", body);
            Assert.Equal((200, "duplicate"), (again.Status, again.Json["result"]?.GetValue<string>()));
        }

        Assert.Equal(409, (await server.Post("/v1/claims", Said("trucks", "2025-05-01T10:00:00Z", "about", ""))).Status);
        Assert.Contains(topic,
            (await server.Get("/v1/topics?tag=CAFE%CC%81%20&limit=200")).Json["topics"]!.AsArray()
            .Select(t => t!["id"]!.GetValue<string>()));
    }

    private Task<Answer> Claim(string topic, string id, string origin) => server.Post("/v1/claims", new JsonObject
    {
        ["id"] = id, ["topic"] = topic, ["value"] = JsonNode.Parse(Yes), ["status"] = "occurred", ["attribution"] = new JsonArray("outlet", origin),
    }.ToJsonString());

    private async Task<string> Origin(string topic, string claim) =>
        (await server.Get($"/v1/topics/{topic}/claims/{claim}")).Json["claim"]!["attribution"]!.AsArray()[^1]!.GetValue<string>();
}
