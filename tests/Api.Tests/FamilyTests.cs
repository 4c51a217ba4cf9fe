namespace Analysis.Api.Tests;

public sealed class FamilyTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_family_is_defined_redefined_under_guard_and_listed()
    {
        Assert.Equal((404, "/problems/unknown-family"), ((await server.Get("/v1/families/troops")).Status, (await server.Get("/v1/families/troops")).Type));

        var created = await server.Put("/v1/families/troops", """{"kind": "quantity", "tolerance": 0.2, "halfLife": "P90D"}""");
        Assert.Equal((201, "/v1/families/troops"), (created.Status, created.Headers.Location?.ToString()));
        var json = created.Json.AsObject();
        Assert.True(json.Remove("recordedAt"));
        Assert.Equal("""{"id":"troops","kind":"quantity","tolerance":0.2,"scale":"logarithmic","misses":"nearby","halfLife":"P90D","version":1}""", json.ToJsonString());

        Assert.Equal(200, (await server.Put("/v1/families/troops", """{"kind": "quantity", "tolerance": 0.2, "halfLife": "P90D"}""", ("If-None-Match", "*"))).Status);
        Assert.Equal(412, (await server.Put("/v1/families/troops", """{"kind": "quantity"}""", ("If-None-Match", "*"))).Status);
        var redefined = await server.Put("/v1/families/troops", """{"kind": "quantity", "tolerance": 5000, "scale": "linear", "misses": "anywhere"}""", ("If-Match", created.ETag));
        Assert.Equal((200, 2, 5000), (redefined.Status, redefined.Json["version"]!.GetValue<int>(), redefined.Json["tolerance"]!.GetValue<double>()));
        Assert.False(redefined.Json.AsObject().ContainsKey("halfLife"));
        var stale = await server.Put("/v1/families/troops", """{"kind": "quantity"}""", ("If-Match", created.ETag));
        Assert.Equal((412, "/problems/precondition-failed", "the family is at version 2"), (stale.Status, stale.Type, stale.Json["detail"]!.GetValue<string>()));
        var otherKind = await server.Put("/v1/families/troops", """{"kind": "date"}""");
        Assert.Equal((409, "/problems/kind-fixed"), (otherKind.Status, otherKind.Type));
        Assert.Equal(304, (await server.Get("/v1/families/troops", ("If-None-Match", redefined.ETag))).Status);

        await server.Put("/v1/families/whether", """{"kind": "proposition", "learnsBalance": true}""");
        var (names, page) = (new List<string>(), await server.Get("/v1/families?limit=1")); // other tests define some on this server
        while (true)
        {
            names.AddRange(page.Json["families"]!.AsArray().Select(f => f!["id"]!.GetValue<string>()));
            if (page.Json["next"] is not { } next) break;
            page = await server.Get($"/v1/families?limit=1&cursor={next}");
            Assert.Single(page.Json["families"]!.AsArray());
        }

        Assert.Contains("category", names); // built in
        Assert.Single(names, "troops");
        Assert.Single(names, "whether");
        Assert.InRange(names.IndexOf("whether"), names.IndexOf("troops") + 1, names.Count);
        Assert.Equal(400, (await server.Get("/v1/families?cursor=x")).Status);
    }

    [Fact]
    public async Task A_built_in_family_is_there_before_anybody_defines_it()
    {
        var builtIn = await server.Get("/v1/families/date");
        Assert.Equal("""{"id":"date","kind":"date","tolerance":15,"misses":"nearby","version":0}""", builtIn.Body);

        var defined = await server.Put("/v1/families/date", """{"kind": "date", "tolerance": "P1M"}""", ("If-Match", builtIn.ETag));

        Assert.Equal((200, 30, 1), (defined.Status, defined.Json["tolerance"]!.GetValue<double>(), defined.Json["version"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_redefined_family_moves_its_topics_and_no_others_and_the_past_stays_as_it_was()
    {
        await server.Put("/v1/families/dead", """{"kind": "quantity", "tolerance": 0.05}""");
        var topic = await server.Topic(more: """, "unit": "persons", "family": "dead" """);
        var other = await server.Topic();
        foreach (var (t, version) in new[] { (topic, 3), (other, 2) })
        {
            await server.Post("/v1/claims", Samples.Claim(t, "c1", more: """, "unit": "persons", "attribution": ["outlet", "witness"] """));
            Assert.Equal(version, await server.Version(t));
        }

        var before = (await server.Get($"/v1/topics/{topic}")).View["interval50"]!.ToJsonString();
        var others = (await server.Get($"/v1/topics/{other}")).View["interval50"]!.ToJsonString();
        await server.Put("/v1/families/dead", """{"kind": "quantity", "tolerance": 0.5}""");

        Assert.NotEqual(before, (await server.Get($"/v1/topics/{topic}")).View["interval50"]!.ToJsonString());
        Assert.Equal(before, (await server.Get($"/v1/topics/{topic}?version=3")).View["interval50"]!.ToJsonString());
        Assert.Equal(others, (await server.Get($"/v1/topics/{other}")).View["interval50"]!.ToJsonString());
        var steps = (await server.Get($"/v1/topics/{topic}/history")).Json["steps"]!.AsArray().Select(s => s!["event"]!.GetValue<string>());
        Assert.Equal(["topic-defined", "family-defined", "claim-asserted", "family-defined"], steps);
    }

    [Fact]
    public async Task A_topic_of_another_kind_does_not_belong_to_a_family()
    {
        await server.Put("/v1/families/counts", """{"kind": "quantity"}""");

        var refused = await server.Put("/v1/topics/not-a-count", """{"title": "T", "kind": "date", "family": "counts"}""");

        Assert.Equal((400, "/problems/invalid-topic"), (refused.Status, refused.Type));
        Assert.Equal(["/family"], refused.Pointers);
    }
}
