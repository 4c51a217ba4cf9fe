using System.Text;
using System.Text.Json.Nodes;
using Analysis.Testing;

namespace Analysis.Api.Tests;

/// <summary>What is exported from one server and imported into another.</summary>
public sealed class ExchangeTests(ApiServer server) : IClassFixture<ApiServer>
{
    private static readonly string[] Lenses = ["", "&asOf=2999-01-01", "&reportedBy=2025-01"];

    [Fact]
    public async Task An_empty_server_shows_the_same_of_everything() => await ShowsTheSame(new ApiServer());

    [NeedyFact]
    [Needs(Tool.Postgres)]
    public async Task An_empty_server_on_another_database_shows_the_same_of_everything()
    {
        var postgres = PostgresServer.Own("fsync=off");
        try
        {
            await ShowsTheSame(new ApiServer { Options = [$"--Analysis:Journal={postgres.CreateSchema()}"] });
        }
        finally
        {
            postgres.Dispose();
        }
    }

    [Fact]
    public async Task Some_topics_are_exported_with_what_they_use_and_a_cut_export_goes_on_by_its_cursor()
    {
        var topic = await Filled();
        await server.Topic();

        var export = Lines((await server.Get($"/v1/export?topic={topic}")).Body);
        var streams = export.Select(l => l["stream"]?.GetValue<string>()).OfType<string>().Distinct().ToList();
        Assert.Equal(["source/outlet", $"topic/{topic}"], streams.Where(s => s != "family/quantity")); // which may have learned something
        Assert.True(export[^1]["end"]!.GetValue<bool>());
        Assert.Equal(export.Count - 2, export[^1]["events"]!.GetValue<int>());

        var rest = Lines(
            (await server.Get(
            $"/v1/export?topic={topic}&after={Uri.EscapeDataString(export[3]["cursor"]!.GetValue<string>())}")).Body);
        Assert.Equal(export.Skip(4).SkipLast(1).Select(Text), rest.Skip(1).SkipLast(1).Select(Text));

        var all = Lines((await server.Get("/v1/export")).Body);
        var tail = Lines((await server.Get($"/v1/export?after={all[^3]["cursor"]}")).Body);
        Assert.Equal(3, tail.Count);
        Assert.Equal(400, (await server.Get("/v1/export?after=x")).Status);
        Assert.Equal(400, (await server.Get($"/v1/export?topic={topic}&after=12")).Status);
        Assert.Equal(404, (await server.Get("/v1/export?topic=nobody")).Status);

        var tag = $"tag {topic}";
        await server.Patch($"/v1/topics/{topic}", $$"""{"tags": ["{{tag}}"]}""");
        Assert.Contains(Lines((await server.Get($"/v1/export?tag={Uri.EscapeDataString(tag)}")).Body), l =>
            l["stream"]?.GetValue<string>() == $"topic/{topic}");
    }

    [Fact]
    public async Task What_is_damaged_or_does_not_follow_is_named_by_its_line()
    {
        var topic = await Filled();
        var lines = (await server.Get($"/v1/export?topic={topic}")).Body.Split('\n',
            StringSplitOptions.RemoveEmptyEntries).ToList();
        var first = lines.FindIndex(l => l.Contains($"\"topic/{topic}\""));
        var damaged = lines.ToList();
        damaged[first + 1] = damaged[first + 1].Replace("persons", "parsons").Replace("outlet", "outlit");
        damaged[^1] = "{\"nothing\": 1}";
        var target = new ApiServer();
        await target.InitializeAsync();
        try
        {
            var answer = await Import(target, string.Join('\n', damaged));
            var rejected = answer.Lines.Where(l => l["result"]!.GetValue<string>() == "rejected").ToList();
            Assert.Equal(first + 2, rejected[0]["line"]!.GetValue<int>());
            Assert.Contains("damaged", rejected[0]["problem"]!["detail"]!.GetValue<string>());
            Assert.All(rejected.Skip(1).SkipLast(2), l =>
                Assert.Contains("does not follow", l["problem"]!["detail"]!.GetValue<string>()));
            Assert.Contains("cut off", rejected[^1]["problem"]!["detail"]!.GetValue<string>());
            Assert.Equal(first, answer.Summary["created"]!.GetValue<int>());

            Assert.Equal(400, (await Import(target, "")).Status);
            Assert.Equal("/problems/invalid-export", (await Import(target, lines[1])).Type);
            Assert.Equal(400, (await Import(target, """{"format":"analysis-export","version":2}""")).Status);
            Assert.Equal(415, (await target.Post("/v1/import", "{}")).Status);

            var whole = await Import(target, string.Join('\n', lines));
            Assert.Equal(0, whole.Summary["rejected"]!.GetValue<int>());
            Assert.Equal(0, whole.Summary["conflict"]!.GetValue<int>());
            await AssertSame(target, topic, string.Join('\n', lines));
        }
        finally
        {
            await target.DisposeAsync();
        }
    }

    [Fact]
    public async Task Into_a_server_that_has_gone_another_way_claims_come_by_their_ids_and_conflicts_are_named()
    {
        var topic = await Filled();
        var export = (await server.Get($"/v1/export?topic={topic}")).Body;
        var target = new ApiServer();
        await target.InitializeAsync();
        try
        {
            await target.Put($"/v1/topics/{topic}", """{"title": "Here", "kind": "quantity", "unit": "persons"}""");
            await target.Put("/v1/sources/outlet", """{"grade": "A"}""");
            await target.Post("/v1/claims", Samples.Claim(topic, "c1", """{"kind": "quantity", "best": 1}"""));
            await target.Post("/v1/claims", Samples.Claim(topic, "here"));

            var answer = await Import(target, export);

            var conflicts = answer.Lines.Where(l => l["result"]!.GetValue<string>() == "conflict").ToList();
            Assert.Equal(["import-conflict", "import-conflict", "claim-id-taken"],
                conflicts.Select(l => l["problem"]!["type"]!.GetValue<string>()["/problems/".Length..]));
            Assert.Equal(["source/outlet", $"topic/{topic}", $"topic/{topic}"],
                conflicts.Select(l => l["stream"]!.GetValue<string>()));
            Assert.Equal(0, answer.Summary["rejected"]!.GetValue<int>());
            Assert.Equal(["c0", "c1", "c2", "c3", "here"],
                (await target.Get($"/v1/topics/{topic}/claims")).Json["claims"]!.AsArray().Select(c =>
                    c!["claim"]!["id"]!.GetValue<string>()).Order());
            Assert.Equal("retracted",
                (await target.Get($"/v1/topics/{topic}/claims/c2")).Json["standing"]!.GetValue<string>());

            var version = await target.Version(topic);
            var again = await Import(target, export);
            Assert.Equal(0, again.Summary["merged"]!.GetValue<int>());
            Assert.Equal(0, again.Summary["created"]!.GetValue<int>());
            Assert.Equal(version, await target.Version(topic));
        }
        finally
        {
            await target.DisposeAsync();
        }
    }

    [Fact]
    public async Task Topics_that_were_there_learn_of_sources_that_come()
    {
        var topic = await Filled();
        var target = new ApiServer();
        await target.InitializeAsync();
        try
        {
            var other = await target.Topic();
            await target.Post("/v1/claims", Samples.Claim(other, "c1"));

            Assert.Equal(0,
                (await Import(target,
                (await server.Get($"/v1/export?topic={topic}")).Body)).Summary["conflict"]!.GetValue<int>());

            Assert.Equal("B", (await target.Get("/v1/sources/outlet")).Json["grade"]!.GetValue<string>());
            Assert.Contains("source-assessed",
                (await target.Get($"/v1/topics/{other}/history")).Json["steps"]!.AsArray().Select(s =>
                s!["event"]!.GetValue<string>()));
        }
        finally
        {
            await target.DisposeAsync();
        }
    }

    private async Task ShowsTheSame(ApiServer target)
    {
        var topics = new List<string> { await Filled(), await Filled(), await server.Topic("proposition", "") };
        await server.Post($"/v1/topics/{topics[1]}/archive", """{"reason": "done"}""");
        await server.Post($"/v1/topics/{topics[0]}/resolution", """{"value": {"kind": "quantity", "best": 590}, "reason": "it is known"}""");
        await server.Put("/v1/families/counted", """{"kind": "quantity", "tolerance": 0.3}""");
        await target.InitializeAsync();
        try
        {
            var export = (await server.Get("/v1/export")).Body;
            var answer = await Import(target, export);
            Assert.Equal(Lines(export).Count - 2, answer.Summary["created"]!.GetValue<int>());
            Assert.All(answer.Lines, l => Assert.Equal("created", l["result"]!.GetValue<string>()));

            foreach (var topic in topics) await AssertSame(target, topic, export);
            Assert.Equal((await server.Get("/v1/families/counted")).Body,
                (await target.Get("/v1/families/counted")).Body);
            foreach (var path in topics.Select(t => $"/v1/audit?topic={t}&act=claim-asserted"))
                Assert.Equal((await server.Get(path)).Body, (await target.Get(path)).Body);

            var again = await Import(target, export);
            Assert.Equal(Lines(export).Count - 2, again.Summary["unchanged"]!.GetValue<int>());
        }
        finally
        {
            await target.DisposeAsync();
        }
    }

    /// <summary>Through lenses that stand still, whatever is learned or strikes meanwhile.</summary>
    private async Task AssertSame(ApiServer target, string topic, string export)
    {
        var version = Lines(export).Where(l => l["stream"]?.GetValue<string>() == $"topic/{topic}").Max(l =>
            l["version"]!.GetValue<long>());
        foreach (var lens in Lenses.SelectMany(lens => new[] { version, 1, (version + 1) / 2 }, (lens, v) =>
            $"?version={v}&validAt=2026-01-01{lens}"))
        {
            Assert.Equal((await server.Get($"/v1/topics/{topic}{lens}")).Body,
                (await target.Get($"/v1/topics/{topic}{lens}")).Body);
            Assert.Equal((await server.Get($"/v1/topics/{topic}/claims{lens}")).Body,
                (await target.Get($"/v1/topics/{topic}/claims{lens}")).Body);
        }
    }

    /// <summary>A topic with claims, a retraction and a source that is graded.</summary>
    private async Task<string> Filled()
    {
        var topic = await server.Topic();
        await server.Put("/v1/sources/outlet", """{"name": "The outlet", "grade": "B"}""");
        for (var i = 0; i < 4; i++)
            await server.Post("/v1/claims", Samples.Claim(topic, $"c{i}", $$"""{"kind": "quantity", "best": {{600 + i}}}""", """, "unit": "persons", "reportedTime": "2024-12" """));
        await server.Post($"/v1/topics/{topic}/claims/c2/retraction", """{"reason": "mistaken"}""");
        return topic;
    }

    private static Task<Answer> Import(ApiServer target, string lines) => target.Send(
        HttpMethod.Post, "/v1/import", new StringContent(lines, Encoding.UTF8, "application/x-ndjson"));

    private static List<JsonNode> Lines(string body) =>
        [.. body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

    private static string Text(JsonNode node) => node.ToJsonString();
}
