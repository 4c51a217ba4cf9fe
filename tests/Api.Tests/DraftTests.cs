namespace Analysis.Api.Tests;

public sealed class DraftTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_proposal_says_what_is_lacking_and_changes_nothing_until_it_is_accepted()
    {
        var topic = await server.Topic();
        var version = await server.Version(topic);
        var proposed = await server.Post("/v1/drafts", $$"""
            {"claims": [{"topic": "{{topic}}", "value": {"kind": "quantity", "best": 12}, "unit": "persons"}],
             "proposer": "a model 1", "why": "read it"}
            """);
        var draft = proposed.Json["drafts"]![0]!;
        var id = draft["id"]!.GetValue<string>();

        Assert.Equal(201, proposed.Status);
        Assert.Equal(("a model 1", "read it"),
            (draft["proposer"]!.GetValue<string>(), draft["why"]!.GetValue<string>()));
        Assert.Equal(["/status", "/publisher"],
            draft["lacks"]!.AsArray().Select(l => l!["pointer"]!.GetValue<string>()));
        var early = await server.Send(HttpMethod.Post, $"/v1/drafts/{id}/acceptance", null);
        Assert.Equal(("/problems/invalid-claim", 400), (early.Type, early.Status));
        Assert.Equal(["/status", "/publisher"], early.Pointers);
        Assert.Equal(version, await server.Version(topic));

        var edited = await server.Put($"/v1/drafts/{id}", $$"""
            {"topic": "{{topic}}", "value": {"kind": "quantity", "best": 12}, "unit": "persons", "status": "occurred",
             "publisher": "police"}
            """);
        Assert.Null(edited.Json["lacks"]);
        var accepted = await server.Send(HttpMethod.Post, $"/v1/drafts/{id}/acceptance", null);
        Assert.Equal(("created", id), (accepted.Json["result"]!.GetValue<string>(),
            accepted.Json["claim"]!.GetValue<string>()));
        Assert.Equal(version + 1, await server.Version(topic));
        Assert.Equal("/problems/unknown-draft",
            (await server.Send(HttpMethod.Post, $"/v1/drafts/{id}/acceptance", null)).Type);
    }

    [Fact]
    public async Task Drafts_are_listed_page_by_page_and_rejected()
    {
        await server.Post("/v1/drafts", """{"claims": [{}, {"id": "mine"}, {}]}""");

        var first = await server.Get("/v1/drafts?limit=2");
        var next = await server.Get($"/v1/drafts?limit=2&cursor={first.Json["next"]}");
        var ids = first.Json["drafts"]!.AsArray().Concat(next.Json["drafts"]!.AsArray()).Select(d =>
            d!["id"]!.GetValue<string>()).ToList();
        Assert.Equal(ids.Order(StringComparer.Ordinal).Distinct(), ids);
        Assert.Contains("rel=\"next\"", first.Headers.GetValues("Link").Single());

        foreach (var id in ids) Assert.Equal(204,
            (await server.Send(HttpMethod.Delete, $"/v1/drafts/{id}", null)).Status);
        Assert.Equal(404, (await server.Get($"/v1/drafts/{ids[0]}")).Status);
        Assert.Equal(404, (await server.Send(HttpMethod.Delete, $"/v1/drafts/{ids[0]}", null)).Status);
    }

    [Theory]
    [InlineData("""{}""", "/claims")]
    [InlineData("""{"claims": []}""", "/claims")]
    [InlineData("""{"claims": ["x"]}""", "/claims/0")]
    [InlineData("""{"claims": [{}], "reason": "x"}""", "/reason")]
    [InlineData("""{"claims": [{}], "why": 5}""", "/why")]
    public async Task What_is_no_proposal_is_refused_by_field(string body, string pointer)
    {
        var answer = await server.Post("/v1/drafts", body);

        Assert.Equal((400, "/problems/invalid-proposal"), (answer.Status, answer.Type));
        Assert.Contains(pointer, answer.Pointers);
    }
}
