using System.Text.Json.Nodes;

namespace Analysis.Api.Tests;

public sealed class SourceTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_source_is_named_graded_and_listed()
    {
        Assert.Equal((404, "/problems/unknown-source"), ((await server.Get("/v1/sources/s1")).Status, (await server.Get("/v1/sources/s1")).Type));

        var created = await server.Put("/v1/sources/s1", """{"id": "s1", "name": "Service", "kind": "government", "reliability": "B"}""");
        Assert.Equal((201, "/v1/sources/s1", "B"), (created.Status, created.Headers.Location?.ToString(), created.Json["grade"]!.GetValue<string>()));

        var same = await server.Put("/v1/sources/s1", """{"name": "Service", "kind": "government", "grade": "B"}""");
        Assert.Equal((200, created.ETag), (same.Status, same.ETag));

        var regraded = await server.Put("/v1/sources/s1", """{"name": "Service", "kind": "government", "grade": "C"}""");
        Assert.Equal((200, 2), (regraded.Status, regraded.Json["version"]!.GetValue<int>()));
        Assert.Equal(304, (await server.Get("/v1/sources/s1", ("If-None-Match", regraded.ETag))).Status);

        await server.Put("/v1/sources/s2", "{}");
        var listed = new List<JsonNode>(); // whoever else has spoken on this server may be among them
        var page = await server.Get("/v1/sources?limit=1");
        while (true)
        {
            listed.Add(Assert.Single(page.Json["sources"]!.AsArray())!);
            if (page.Json["next"] is not { } next) break;
            page = await server.Get($"/v1/sources?limit=1&cursor={next}");
        }

        var ids = listed.ConvertAll(source => source["id"]!.GetValue<string>());
        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), ids);
        Assert.Subset(ids.ToHashSet(), new HashSet<string> { "s1", "s2" });
        Assert.Equal("F", listed[ids.IndexOf("s2")]["grade"]!.GetValue<string>());
        Assert.Single((await server.Get("/v1/sources?q=SERVICE")).Json["sources"]!.AsArray());
    }

    [Fact]
    public async Task A_regraded_source_moves_the_topics_it_speaks_on()
    {
        var topic = await server.Topic("proposition", "");
        await server.Post("/v1/claims", Samples.Claim(topic, "c1", """{"kind": "proposition", "holds": true}""", """, "attribution": ["outlet", "witness"] """));
        var ungraded = (await server.Get($"/v1/topics/{topic}")).View["probability"]!.GetValue<double>();

        await server.Put("/v1/sources/witness", """{"grade": "E"}""");

        Assert.True((await server.Get($"/v1/topics/{topic}")).View["probability"]!.GetValue<double>() < ungraded);
    }

    [Fact]
    public async Task A_track_record_counts_answers_and_not_the_agreement_of_others()
    {
        const string By = """, "attribution": ["outlet", "scout"]""";
        var topics = new List<string>();
        foreach (var (hedges, answer) in new[] { (""", "hedges": ["likely"]""", "true"), ("", "false"), ("", null) })
        {
            var topic = await server.Topic("proposition", "");
            topics.Add(topic);
            await server.Post("/v1/claims", Samples.Claim(topic, "c1", """{"kind": "proposition", "holds": true}""", By + hedges));
            await server.Post("/v1/claims", Samples.Claim(topic, "c2", """{"kind": "proposition", "holds": true}""", """, "attribution": ["outlet", "crowd"] """));
            if (answer is not null) await server.Post($"/v1/topics/{topic}/resolution", $$"""{"value": {"kind": "proposition", "holds": {{answer}}}, "reason": "seen"}""");
        }

        await server.Post($"/v1/topics/{topics[2]}/claims/c1/retraction", """{"reason": "misread"}""");

        var source = await server.Get("/v1/sources/scout");
        var outcomes = source.Json["outcomes"]!;
        Assert.Equal((200, "F", 0), (source.Status, source.Json["grade"]!.GetValue<string>(), source.Json["version"]!.GetValue<int>())); // nobody has named it
        Assert.Equal((3, true, 3, 1, 0, 0, 0, 2), (Int("topics"), outcomes["complete"]!.GetValue<bool>(), Int("claims"), Int("retracted"), Int("superseded"), Int("corrected"), Int("lapsed"), Int("answers")));
        Assert.Equal(((0.2 * 0.2) + 1) / 2, outcomes["brier"]!.GetValue<double>(), 1e-9); // likely is .8 and was right; without a hedge 1, and wrong
        Assert.Equal("""[{"from":0.8,"to":0.9,"count":1,"stated":0.8,"right":1},{"from":0.9,"to":1,"count":1,"stated":1,"right":0}]""", outcomes["calibration"]!.ToJsonString());

        int Int(string name) => outcomes[name]!.GetValue<int>();
    }
}
