using System.Text.Json.Nodes;
using Analysis.Api.Stix;
using Analysis.Testing;

namespace Analysis.Api.Tests;

/// <summary>
/// Bundles, by the rules of STIX 2.1, and by the schemas of OASIS where <c>ANALYSIS_STIX_SCHEMAS</c> is the folder
/// <c>schemas</c> of https://github.com/oasis-open/cti-stix2-json-schemas.
/// </summary>
public sealed class StixTests(ApiServer server) : IClassFixture<ApiServer>
{
    private static readonly Dictionary<string, string[]> Required = new()
    {
        ["report"] = ["name", "published", "object_refs"],
        ["note"] = ["content", "object_refs"],
        ["opinion"] = ["opinion", "object_refs"],
        ["identity"] = ["name"],
    };

    [Fact]
    public async Task A_bundle_refers_to_nothing_that_is_not_in_it_and_has_all_that_the_standard_asks_for()
    {
        var topic = await server.Topic();
        await Post(topic, "a", """, "credibility": 2, "url": "https://example.org/a b", "quote": "about <twelve>" """);
        await Post(topic, "b", """, "stance": "denies" """);
        await server.Post($"/v1/topics/{topic}/claims/b/retraction", """{"reason": "misread"}""");

        var answer = await server.Get($"/v1/topics/{topic}/stix", ("Accept", "application/stix+json"));
        var objects = answer.Json["objects"]!.AsArray().Select(o => o!.AsObject()).ToList();
        var ids = objects.Select(o => Text(o, "id")).ToHashSet();

        Assert.Equal((200, "application/stix+json"), (answer.Status, answer.ContentType));
        Assert.Equal("2.1", answer.ContentHeaders.ContentType!.Parameters.Single(p => p.Name == "version").Value);
        Assert.Equal(objects.Count, ids.Count);
        Assert.All(objects, one =>
        {
            var type = Text(one, "type");
            Assert.Matches($"^{type}--[0-9a-f]{{8}}-[0-9a-f]{{4}}-5[0-9a-f]{{3}}-[89ab][0-9a-f]{{3}}-[0-9a-f]{{12}}$",
                Text(one, "id"));
            Assert.Equal("2.1", Text(one, "spec_version"));
            foreach (var time in new[] { "created", "modified" }) Assert.Matches(@"T\d\d:\d\d:\d\d\.\d{3}Z$",
                Text(one, time));
            Assert.True(string.CompareOrdinal(Text(one, "created"), Text(one, "modified")) <= 0);
            Assert.All(Required[type], name => Assert.NotNull(one[name]));
            Assert.All(one["object_refs"]?.AsArray().Select(r => r!.GetValue<string>()) ?? [], reference =>
                Assert.Contains(reference, ids));
            if (one["created_by_ref"] is { } by) Assert.Contains(by.GetValue<string>(), ids);
        });
        Assert.Equal(ids.Count - 1, objects[^1]["object_refs"]!.AsArray().Count); // all but the report itself
    }

    [NeedyFact]
    [Needs(Tool.StixSchemas)]
    public async Task The_schemas_of_OASIS_accept_every_object()
    {
        var schemas = StixSchemas.Load();
        var topic = await server.Topic();
        await Post(topic, "a", """, "credibility": 2, "url": "https://example.org/a b", "quote": "about <twelve>" """);
        await Post(topic, "b", """, "stance": "denies" """);

        var answer = await server.Get($"/v1/topics/{topic}/stix");

        Assert.All(answer.Json["objects"]!.AsArray(), one => Assert.Empty(schemas.Faults(Text(one!.AsObject(), "type"), one)));
    }

    [Fact]
    public async Task Confidence_is_on_the_scale_of_the_standard_and_opinions_are_ours()
    {
        var topic = await server.Topic();
        await Post(topic, "a", """, "credibility": 2""");
        await Post(topic, "b", "");
        await server.Post($"/v1/topics/{topic}/claims/b/retraction", """{"reason": "misread"}""");

        var objects = (await server.Get($"/v1/topics/{topic}/stix")).Json["objects"]!.AsArray().Select(o =>
            o!.AsObject()).ToList();

        Assert.Equal([70, null], objects.Where(o => Text(o, "type") == "note").Select(o =>
            o["confidence"]?.GetValue<int>()));
        Assert.Equal(15, objects[^1]["confidence"]!.GetValue<int>());
        Assert.Equal("strongly-disagree", Text(objects.Last(o => Text(o, "type") == "opinion"), "opinion"));
    }

    [Fact]
    public async Task The_same_thing_has_the_same_id_and_the_bundle_a_tag()
    {
        var topic = await server.Topic();
        var first = await server.Get($"/v1/topics/{topic}/stix");
        await Post(topic, "a", "");
        var second = await server.Get($"/v1/topics/{topic}/stix");

        Assert.Equal(Report(first), Report(second));
        Assert.NotEqual(Text(first.Json.AsObject(), "id"), Text(second.Json.AsObject(), "id"));
        Assert.Equal(304, (await server.Get($"/v1/topics/{topic}/stix", ("If-None-Match", second.ETag))).Status);
        Assert.Equal("/problems/unknown-topic", (await server.Get("/v1/topics/nothing/stix")).Type);
        Assert.Equal(["limit"], (await server.Get($"/v1/topics/{topic}/stix?limit=1")).Parameters);
    }

    /// <summary>The example of RFC 9562, appendix A.4.</summary>
    [Fact]
    public void Ids_are_named_as_the_RFC_says() =>
        Assert.Equal(new Guid("2ed6657d-e927-568b-95e1-2665a8aea6a2"),
            StixIds.Named(new Guid("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.com"));

    private static string Report(Answer answer) => Text(answer.Json["objects"]!.AsArray()[^1]!.AsObject(), "id");

    private static string Text(JsonObject of, string name) => of[name]!.GetValue<string>();

    private async Task Post(string topic, string id, string more) =>
        Assert.Equal(201, (await server.Post("/v1/claims", $$"""
        {"id": "{{id}}", "topic": "{{topic}}", "value": {"kind": "quantity", "best": 12}, "unit": "persons",
         "status": "occurred",
         "attribution": ["paper", "police"]{{more}}}
        """)).Status);
}
