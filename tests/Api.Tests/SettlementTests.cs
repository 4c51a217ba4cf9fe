using System.Text.Json.Nodes;

namespace Analysis.Api.Tests;

/// <summary>On a server of their own: what answers teach of sources reaches every topic on which those speak.</summary>
public sealed class SettlementTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task An_answer_on_the_wrong_topic_is_withdrawn()
    {
        var topic = await server.Topic("proposition", "");
        const string proposition = """{"kind": "proposition", "holds": true}""";
        await server.Post("/v1/claims", Samples.Claim(topic, "c1", proposition, """, "attribution": ["outlet", "office"]"""));
        var before = (await server.Get($"/v1/topics/{topic}")).View;
        var withdrawal = $"/v1/topics/{topic}/resolution/withdrawal";
        var open = await server.Post(withdrawal, """{"reason": "a slip"}""");
        Assert.Equal((409, "/problems/not-resolved"), (open.Status, open.Type));
        await server.Post($"/v1/topics/{topic}/resolution", $$"""{"value": {{proposition}}, "reason": "seen"}""");
        await server.Post("/v1/claims", Samples.Claim(topic, "c2", proposition, """, "attribution": ["outlet", "guard"]"""));

        var withdrawn = await server.Post(withdrawal, """{"reason": "wrong topic", "by": "desk"}""");

        Assert.Equal((200, "withdrawn"), (withdrawn.Status, withdrawn.Json["result"]!.GetValue<string>()));
        Assert.Equal("unchanged", (await server.Post(withdrawal, """{"reason": "wrong topic", "by": "desk"}""")).Json["result"]!.GetValue<string>());
        var after = (await server.Get($"/v1/topics/{topic}")).View;
        Assert.Equal((2, null), (after["claims"]!.GetValue<int>(), after["resolution"]));
        Assert.InRange(after["probability"]!.GetValue<double>(), before["probability"]!.GetValue<double>(), 0.98);
        Assert.Equal(0, (await server.Get("/v1/sources/office")).Json["outcomes"]!["answers"]!.GetValue<int>());
        Assert.Contains("resolution-withdrawn",
            (await server.Get($"/v1/topics/{topic}/history")).Json["steps"]!.AsArray()
            .Select(s => s!["event"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_question_without_an_answer_is_annulled()
    {
        var topic = await server.Topic("proposition", "");
        await server.Post("/v1/claims", Samples.Claim(topic, "c1", """{"kind": "proposition", "holds": true}""", ""));

        var annulled = await server.Post($"/v1/topics/{topic}/annulment",
            """{"reason": "the match was not played", "by": "league", "reportedTime": "2025-11-16"}""");

        Assert.Equal((200, "annulled", "A topic: annulled (the match was not played)."),
            (annulled.Status, annulled.Json["result"]!.GetValue<string>(), annulled.View["statement"]!.GetValue<string>()));
        var view = (await server.Get($"/v1/topics/{topic}")).View;
        Assert.Equal("""{"reason":"the match was not played","by":"league","reportedTime":"2025-11-16"}""", view["annulment"]!.ToJsonString());
        Assert.Null(view["probability"]);
        Assert.Null((await server.Get($"/v1/topics/{topic}?reportedBy=2025-11-15")).View["annulment"]);
        var misfit = await server.Post($"/v1/topics/{topic}/annulment", """{"value": null}""");
        Assert.Equal((400, "/problems/invalid-annulment"), (misfit.Status, misfit.Type));
        var reopened = await server.Post($"/v1/topics/{topic}/resolution/withdrawal", """{"reason": "it was played"}""");
        Assert.Equal("withdrawn", reopened.Json["result"]!.GetValue<string>());
        Assert.NotNull((await server.Get($"/v1/topics/{topic}")).View["probability"]);
    }

    [Fact]
    public async Task An_answer_holds_for_its_time_and_is_shown_as_it_was_given()
    {
        var topic = await server.Topic(more: """, "unit": "persons", "dynamics": "cumulative" """);
        string Counted(string id, int count, string day, string who) => Samples.Claim(topic, id, $$"""{"kind": "quantity", "best": {{count}}}""",
            $$""", "unit": "persons", "attribution": ["outlet", "{{who}}"], "reportedTime": "{{day}}", "validTime": "{{day}}" """);
        var (honest, wild) = ($"who-{topic}", $"blog-{topic}");
        foreach (var claim in new[] { Counted("c1", 41_020, "2023-02-20", honest),
            Counted("c2", 90_000, "2023-02-21", wild), Counted("c3", 53_500, "2023-06-20", $"afad-{topic}") })
            Assert.Equal(201, (await server.Post("/v1/claims", claim)).Status);
        var before = (await server.Get($"/v1/topics/{topic}?validAt=2023-02-22")).View;

        var resolved = await server.Post($"/v1/topics/{topic}/resolution",
            """{"value": {"kind": "quantity", "best": 53537.5}, "reason": "AFAD", "reportedTime": "2023-06-20", "validTime": "2023-06-20"}""");

        Assert.Equal("A topic: 53,537.5 persons, as of 20 June 2023, established (AFAD).", resolved.View["statement"]!.GetValue<string>());
        Assert.Equal("[53537.5,53537.5]", resolved.View["interval90"]!.ToJsonString());
        var after = (await server.Get($"/v1/topics/{topic}?validAt=2023-02-22")).View;
        Assert.Equal((before["statement"]!.ToJsonString(), before["interval90"]!.ToJsonString(), null),
            (after["statement"]!.ToJsonString(), after["interval90"]!.ToJsonString(), after["resolution"]));
        Assert.Null((await server.Get($"/v1/topics/{topic}?reportedBy=2023-06-19")).View["resolution"]);
        Assert.Equal("2023-06-20", (await server.Get($"/v1/topics/{topic}?reportedBy=2023-06-20")).View["resolution"]!["validTime"]!.GetValue<string>());
        Assert.Equal(0, (await server.Get($"/v1/sources/{honest}")).Json["outcomes"]!["answers"]!.GetValue<int>());
        Assert.Equal(0, (await server.Get($"/v1/sources/{wild}")).Json["outcomes"]!["calibration"]![0]!["right"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("quantity", """{"kind":"range","low":10,"high":20}""", "between 10 and 20 persons", "[10,20]")]
    [InlineData("quantity", """{"kind":"bound","op":">=","value":10}""", "at least 10 persons", "[10,null]")]
    [InlineData("date", """{"kind":"date","edtf":"2025-04-01/2025-04-03"}""", "between 1 April 2025 and 3 April 2025", """["2025-04-01","2025-04-03"]""")]
    [InlineData("date", """{"kind":"date","edtf":"2025-04-10/.."}""", "10 April 2025 at the earliest", null)]
    public async Task An_answer_may_be_a_range_a_bound_or_a_span_of_days(string kind, string value, string words, string? interval)
    {
        var topic = await server.Topic(kind, kind == "date" ? "" : """, "unit": "persons" """);

        var resolved = await server.Post($"/v1/topics/{topic}/resolution", $$"""{"value": {{value}}, "reason": "inquest"}""");

        Assert.Equal((200, $"A topic: {words}, established (inquest)."), (resolved.Status, resolved.View["statement"]!.GetValue<string>()));
        Assert.Equal(interval, resolved.View["interval90"]?.ToJsonString());
        var kept = (await server.Get($"/v1/topics/{topic}")).View["resolution"]!["value"]!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(value), kept), kept.ToJsonString());
    }
}
