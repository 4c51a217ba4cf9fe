using System.Text.Json.Nodes;
using Analysis.Engine.Journal;
using Microsoft.Extensions.DependencyInjection;

namespace Analysis.Api.Tests;

public sealed class WhatIfTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task The_difference_names_what_moved_and_nothing_is_stored()
    {
        var topic = await Topic();
        var journal = server.App.Services.GetRequiredService<IJournal>();
        var (position, before) = (await journal.Position(default), await server.Get($"/v1/topics/{topic}"));

        var answer = await Suppose(topic, """{"without": {"sources": ["army"]}}""");

        Assert.Equal(200, answer.Status);
        Assert.True(JsonNode.DeepEquals(before.View, answer.Json["actual"]), answer.Body);
        var supposed = answer.Json["supposed"]!;
        Assert.Equal((1, 1), (supposed["claims"]!.GetValue<int>(), supposed["origins"]!.GetValue<int>()));
        var moves = answer.Json["difference"]!.AsArray().ToDictionary(m => m!["pointer"]!.GetValue<string>(), m => m!);
        Assert.Superset(new HashSet<string> { "/probability", "/confidence/score", "/disagreement", "/disputed", "/claims", "/origins" }, moves.Keys.ToHashSet());
        Assert.Equal((2, 1, -1), (moves["/origins"]["actual"]!.GetValue<int>(), moves["/origins"]["supposed"]!.GetValue<int>(), moves["/origins"]["by"]!.GetValue<int>()));
        Assert.Equal(Round(supposed, "probability") - Round(before.View, "probability"), moves["/probability"]["by"]!.GetValue<double>(), 1e-9);

        Assert.Equal(position, await journal.Position(default));
        Assert.Equal(before.ETag, (await server.Get($"/v1/topics/{topic}")).ETag);
    }

    [Fact]
    public async Task Grades_claims_and_a_family_are_supposed_as_if_they_were_so()
    {
        var topic = await Topic();
        const string yes = """{"kind": "proposition", "holds": true}""";
        const string ngo = """, "attribution": ["outlet", "ngo"] """;
        await server.Put("/v1/sources/ngo", """{"grade": "A"}""");

        var supposed = await Suppose(topic, $$"""{ "grades": {"army": "E"}, "claims": [{{Samples.Claim(topic, "c3", yes, ngo)}}], "family": { "halfLife": "P30D" } }""");
        await server.Put("/v1/sources/army", """{"grade": "E"}""");
        await server.Post("/v1/claims", Samples.Claim(topic, "c3", yes, ngo));
        var real = (await server.Get($"/v1/topics/{topic}")).View;

        Assert.Equal(200, supposed.Status);
        Assert.Equal(2, real["origins"]!.GetValue<int>()); // graded E, a source is wrong more often than right: what it says is shown and carries nothing
        Assert.Equal((Round(real, "probability"), 2),
            (Round(supposed.Json["supposed"]!, "probability"), supposed.Json["supposed"]!["origins"]!.GetValue<int>()));
        Assert.Equal(real["confidence"]!.ToJsonString(), supposed.Json["supposed"]!["confidence"]!.ToJsonString());
    }

    [Fact]
    public async Task The_past_is_supposed_through_the_same_lens_as_it_is_shown()
    {
        var topic = await Topic();

        var answer = await server.Post($"/v1/topics/{topic}/what-if?version=2", """{"without": {"claims": ["c1"]}}""");

        Assert.True(JsonNode.DeepEquals((await server.Get($"/v1/topics/{topic}?version=2")).View, answer.Json["actual"]));
        Assert.False(answer.Json["supposed"]!["evidence"]!.GetValue<bool>());
        var claimed = answer.Json["difference"]!.AsArray().Single(m => m!["pointer"]!.GetValue<string>() == "/probability")!;
        Assert.False(claimed.AsObject().ContainsKey("supposed"));
    }

    [Fact]
    public async Task Supposing_nothing_moves_nothing()
    {
        var topic = await Topic();
        await server.Post($"/v1/topics/{topic}/claims/c2/retraction", """{"reason": "misread"}""");

        Assert.Empty((await Suppose(topic, "{}")).Json["difference"]!.AsArray());
    }

    [Fact]
    public async Task The_timeline_of_what_is_supposed_is_the_one_that_the_topic_would_have()
    {
        var topic = await server.Topic(more: """, "unit": "persons", "dynamics": "cumulative" """);
        foreach (var year in new[] { 2021, 2022, 2023 }) await server.Post("/v1/claims", Claim(year, $"origin-{year}"));

        var supposed = await server.Post($"/v1/topics/{topic}/what-if?timeline=validTime", $$"""{"without": {"claims": ["c2022"]}, "claims": [{{Claim(2024, "origin-2024")}}]}""");
        await server.Post($"/v1/topics/{topic}/claims/c2022/retraction", """{"reason": "forged"}""");
        await server.Post("/v1/claims", Claim(2024, "origin-2024"));
        var real = (await server.Get($"/v1/topics/{topic}/timeline?claims=false")).Json["points"]!.AsArray();

        var points = supposed.Json["timeline"]!.AsArray();
        Assert.Equal(200, supposed.Status);
        var drawn = points.ToDictionary(p => p!["validAt"]!.GetValue<string>(), p => Estimate(p!));
        Assert.Contains("2024-01-01T00:00:00Z", drawn.Keys);
        var drawnToo = real.Where(r => drawn.ContainsKey(r!["validAt"]!.GetValue<string>())).ToList(); // what is between hangs on what was retracted
        Assert.InRange(drawnToo.Count, 3, points.Count);
        Assert.All(drawnToo, r => Assert.Equal(Estimate(r!), drawn[r!["validAt"]!.GetValue<string>()]));
        Assert.Equal(Estimate(new JsonObject { ["view"] = supposed.Json["supposed"]!.DeepClone() }), Estimate(points[^1]!)); // it ends in the view supposed
        Assert.False((await server.Post($"/v1/topics/{topic}/what-if", "{}")).Json.AsObject().ContainsKey("timeline"));
        Assert.Equal(["timeline"], (await server.Post($"/v1/topics/{topic}/what-if?timeline=200", "{}")).Parameters);

        string Claim(int year, string origin) => Samples.Claim(topic, $"c{year}", $$"""{"kind": "quantity", "best": {{(year - 2020) * 100}}}""",
            $$""", "unit": "persons", "validTime": "{{year}}", "attribution": ["outlet", "{{origin}}"] """);

        static string? Estimate(JsonNode point) => point["view"]!["estimate"]?.ToJsonString();
    }

    public static TheoryData<string, string> BadSuppositions => new()
    {
        { """{"with": {}}""", "/with" },
        { """{"without": ["c1"]}""", "/without" },
        { """{"without": {"topics": []}}""", "/without/topics" },
        { """{"without": {"claims": ["c9"]}}""", "/without/claims/0" },
        { """{"without": {"sources": ["outlet", "nobody"]}}""", "/without/sources/1" },
        { """{"grades": {"army": "G"}}""", "/grades/army" },
        { """{"grades": {"nobody": "A"}}""", "/grades/nobody" },
        { """{"grades": {"a b": "A"}}""", "/grades/a b" },
        { """{"rules": "4"}""", "/rules" },
        { """{"family": {"tolerance": 0.1}}""", "/family/tolerance" },
        { """{"family": {"kind": "proposition"}}""", "/family/kind" },
        { """{"claims": [{"id": "c3"}]}""", "/claims/0/topic" },
        { """{"claims": [{"id": "c3", "topic": "another", "value": {"kind": "proposition", "holds": true}, "status": "occurred", "publisher": "outlet"}]}""", "/claims/0/topic" },
        {
            """{"claims": [{"id": "c3", "topic": "T", "value": {"kind": "proposition", "holds": true}, "status": "occurred", "publisher": "outlet", """
            + """ "reportedTime": "2XXX"}]}""",
            "/claims/0/reportedTime"
        },
    };

    [Theory]
    [MemberData(nameof(BadSuppositions))]
    public async Task What_cannot_be_supposed_is_refused_with_a_pointer(string json, string pointer)
    {
        var topic = await Topic();

        var answer = await Suppose(topic, json.Replace("\"T\"", $"\"{topic}\""));

        Assert.Equal((400, "/problems/invalid-supposition"), (answer.Status, answer.Type));
        Assert.Contains(pointer, answer.Pointers);
    }

    [Fact]
    public async Task An_unknown_topic_and_a_taken_id_are_told_apart()
    {
        var topic = await Topic();

        Assert.Equal("/problems/unknown-topic", (await Suppose("nobodys", "{}")).Type);
        Assert.Equal("/problems/unknown-topic", (await server.Post($"/v1/topics/{topic}/what-if?asOf=2001", "{}")).Type);
        var taken = await Suppose(topic, $$"""{"claims": [{{Samples.Claim(topic, "c1", """{"kind": "proposition", "holds": false}""", "")}}]}""");
        Assert.Equal((409, "/problems/claim-id-taken"), (taken.Status, taken.Type));
    }

    /// <summary>One says yes, another no.</summary>
    private async Task<string> Topic()
    {
        var topic = await server.Topic("proposition", "");
        await server.Post("/v1/claims", Samples.Claim(topic, "c1", """{"kind": "proposition", "holds": true}""", """, "attribution": ["outlet", "witness"] """));
        await server.Post("/v1/claims", Samples.Claim(topic, "c2", """{"kind": "proposition", "holds": false}""", """, "attribution": ["outlet", "army"] """));
        return topic;
    }

    private Task<Answer> Suppose(string topic, string json) => server.Post($"/v1/topics/{topic}/what-if", json);

    private static double Round(JsonNode view, string name) => view[name]!.GetValue<double>();
}
