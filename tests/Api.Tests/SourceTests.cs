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
        var page = await server.Get("/v1/sources?limit=1");
        Assert.Equal("s1", page.Json["sources"]![0]!["id"]!.GetValue<string>());
        var next = await server.Get($"/v1/sources?limit=1&cursor={page.Json["next"]}");
        Assert.Equal(("s2", "F"), (next.Json["sources"]![0]!["id"]!.GetValue<string>(), next.Json["sources"]![0]!["grade"]!.GetValue<string>()));
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
}
