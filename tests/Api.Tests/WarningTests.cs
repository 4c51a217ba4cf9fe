using System.Text.Json.Nodes;

namespace Analysis.Api.Tests;

/// <summary>What is said at once of a claim that is taken in and does not count, or not as its sender may think.</summary>
public sealed class WarningTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Theory]
    [InlineData("quantity", """, "unit": "persons", "conversions": {"brigades": 5000}""", """{"kind": "quantity", "best": 6}""", """, "unit": "brigade s" """,
        "/unit unknownUnit brigades It counts brigade s, the topic persons.")]
    [InlineData("quantity", """, "unit": "persons" """, """{"kind": "quantity", "best": 6}""", """, "unit": "tanks" """,
        "/unit unknownUnit - It counts tanks, the topic persons.")]
    [InlineData("quantity", """, "unit": "persons" """, """{"kind": "quantity", "best": 6}""", "",
        "/unit missingUnit persons It names no unit; the topic counts persons.")]
    [InlineData("quantity", "", """{"kind": "proposition", "holds": true}""", "",
        "/value/kind otherKind - A proposition does not answer a question of kind quantity.")]
    [InlineData("category", """, "categories": ["Russia", "Ukraine"]""", """{"kind": "category", "name": "rusia"}""", "",
        "/value/name unknownLabel Russia \"rusia\" is not one of the topic's categories.")]
    [InlineData("proposition", "", """{"kind": "proposition", "holds": true}""", """, "hedges": ["likely", "unconfirmd"]""",
        "/hedges/1 unknownHedge unconfirmed The hedge \"unconfirmd\" is not in the table: it counts as slight.")]
    [InlineData("proposition", """, "accepts": ["planned"]""", """{"kind": "proposition", "holds": true}""", "",
        "/status otherStatus - The topic asks about what is planned, not what is occurred.")]
    [InlineData("proposition", "", """{"kind": "proposition", "holds": true}""", """, "reportedTime": "2999-01-01" """,
        "/reportedTime embargoed - Dated ahead: it counts from 2999-01-01T00:00:00Z on.")]
    [InlineData("proposition", "", """{"kind": "proposition", "holds": true}""", """, "qualifiers": {"scopeMatch": "none"}""",
        "/qualifiers/scopeMatch outsideScope - The desk marked it as outside the topic's scope.")]
    [InlineData("proposition", "", """{"kind": "proposition", "holds": true}""", """, "qualifiers": {"derivedFrom": "c1"}""",
        "/qualifiers/derivedFrom loop - The claim is computed from itself.")]
    [InlineData("date", "", """{"kind": "date", "edtf": null}""", "", "/value/edtf undated - Its date cannot be placed until the report itself is dated.")]
    public async Task It_names_the_place_the_reason_and_the_nearest(string kind, string topicMore, string value, string more, string warning)
    {
        var topic = await server.Topic(kind, topicMore);
        var claim = Samples.Claim(topic, "c1", value, more);

        var alone = await server.Post("/v1/claims", claim);
        var other = await server.Topic(kind, topicMore);
        var line = Assert.Single((await server.PostLines("/v1/claims", claim.Replace(topic, other))).Lines);

        Assert.Equal((201, "created"), (alone.Status, line["result"]!.GetValue<string>()));
        Assert.Equal(warning, Text(Assert.Single(alone.Json["warnings"]!.AsArray())!));
        Assert.Equal(alone.Json["warnings"]!.ToJsonString(), line["warnings"]!.ToJsonString());
    }

    [Fact]
    public async Task A_plan_on_a_topic_of_facts_is_said_to_be_in_the_outlook()
    {
        var topic = await server.Topic("proposition", "");

        var answer = await server.Post("/v1/claims",
            Samples.Claim(topic, "c1", """{"kind": "proposition", "holds": true}""", "").Replace("occurred", "planned"));

        Assert.Equal("/status outlook - Planned, not a fact: shown in the outlook.", Text(Assert.Single(answer.Json["warnings"]!.AsArray())!));
    }

    [Fact]
    public async Task A_fall_of_a_count_that_never_falls_is_said_at_once()
    {
        var topic = await server.Topic(more: """, "unit": "persons", "dynamics": "cumulative" """);
        string Count(string id, int best, string on) => Samples.Claim(
            topic, id, $$"""{"kind": "quantity", "best": {{best}}}""",
            $$""", "unit": "persons", "attribution": ["outlet", "registry"], "reportedTime": "{{on}}" """);
        await server.Post("/v1/claims", Count("c1", 600, "2025-06-01"));

        var answer = await server.Post("/v1/claims", Count("c2", 60, "2025-06-20"));

        Assert.StartsWith("/value fall - Falls from 600 to 60 on a count that never falls", Text(answer.Json["warnings"]![0]!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_counts_is_answered_without()
    {
        var topic = await server.Topic();

        Assert.Null((await server.Post("/v1/claims", Samples.Claim(topic, "c1"))).Json["warnings"]);
    }

    [Fact]
    public async Task A_definition_counts_the_claims_that_it_puts_out_of_scope()
    {
        var topic = await server.Topic();
        for (var i = 0; i < 3; i++) await server.Post("/v1/claims", Samples.Claim(topic, $"c{i}"));
        await server.Post("/v1/claims", Samples.Claim(topic, "other").Replace("persons", "tanks"));

        var answer = await server.Put($"/v1/topics/{topic}", """{"title": "A topic", "kind": "quantity"}""");

        Assert.Equal(
            """[{"pointer":"/unit","code":"unknownUnit","reason":"3 claims fall out of scope: they count something else, or name no unit.","claims":3}]""",
            answer.Json["warnings"]!.ToJsonString());
        var shown = await server.Get($"/v1/topics/{topic}");
        Assert.Equal((answer.ETag, null), (shown.ETag, shown.Json["warnings"]));
        Assert.Null((await server.Put($"/v1/topics/{topic}", """{"title": "Another title", "kind": "quantity"}""")).Json["warnings"]);
    }

    [Theory]
    [InlineData("[1667,1668]", "a set of dates")]
    [InlineData("{1667,1668}", "a set of dates")]
    [InlineData("2004?-06-11", "a qualification of a part of a date")]
    public async Task Level_2_of_EDTF_is_refused_by_name(string edtf, string feature)
    {
        var topic = await server.Topic("date", "");

        var answer = await server.Post("/v1/claims", Samples.Claim(topic, "c1", $$"""{"kind": "date", "edtf": "{{edtf}}"}""", ""));

        Assert.Equal((400, "/value/edtf"), (answer.Status, Assert.Single(answer.Pointers)));
        Assert.Contains($"uses {feature}, which is of EDTF level 2", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-0043-03-15", "-0043-03-")]
    [InlineData("1984~", "1983-")]
    [InlineData("Y-170000002", "Y-17000000")]
    public async Task A_date_of_any_year_is_shown_as_it_was_posted(string edtf, string interval)
    {
        var topic = await server.Topic("date", "");

        await server.Post("/v1/claims", Samples.Claim(topic, "c1", $$"""{"kind": "date", "edtf": "{{edtf}}"}""", ""));

        var view = (await server.Get($"/v1/topics/{topic}")).View;
        Assert.Equal(edtf, view["edtf"]!.GetValue<string>());
        Assert.StartsWith(interval, view["interval90"]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static string Text(JsonNode warning) =>
        $"{warning["pointer"]} {warning["code"]} {warning["nearest"]?.GetValue<string>() ?? "-"} {warning["reason"]}";
}
