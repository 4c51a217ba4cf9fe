using System.Text.Json.Nodes;

namespace Analysis.Api.Tests;

/// <summary>What moved and why, several topics at once, and how what was believed fared.</summary>
public sealed class MoveTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Tagged = """, "unit": "persons", "tags": ["moves"] """;

    [Fact]
    public async Task What_moved_is_said_with_its_size_and_reason_and_what_came_back_did_not_move()
    {
        var (moved, back) = (await server.Topic(more: Tagged), await server.Topic(more: Tagged));
        await server.Post("/v1/claims", Claim(moved, "c1", 600));
        await server.Post("/v1/claims", Claim(back, "c1", 600));
        var since = (await server.Get($"/v1/topics/{back}")).Json["view"]!["recordedAt"]!.GetValue<DateTime>().AddTicks(1).ToString("O");
        await server.Post("/v1/claims", Claim(moved, "c2", 4700, """, "corrects": "c1" """));
        await server.Post("/v1/claims", Claim(back, "c2", 4700));
        await server.Post($"/v1/topics/{back}/claims/c2/retraction", """{"reason": "misread"}""");

        var moves = (await server.Get($"/v1/moves?tag=moves&since={since}")).Json["moves"]!.AsArray();

        var move = Assert.Single(moves)!;
        Assert.Equal(moved, Text(move["topic"]));
        Assert.Equal(("600", "4,700", "+4,100"), (Text(move["was"]!["answer"]), Text(move["now"]!["answer"]), Text(move["by"])));
        Assert.EndsWith("says 4,700", Text(move["because"]));
        Assert.Equal(1, move["facts"]!.GetValue<int>());
        Assert.Equal(2, (await server.Get("/v1/moves?tag=moves&since=P1D")).Json["moves"]!.AsArray().Count);
        Assert.Equal("since", Text((await server.Get("/v1/moves")).Json["errors"]![0]!["parameter"]));
        Assert.StartsWith("topic,title,tags,was,now,by,because", (await server.Get($"/v1/moves.csv?tag=moves&since={since}")).Body);
    }

    [Fact]
    public async Task Several_topics_come_at_once_in_the_order_asked_for()
    {
        var (one, other) = (await server.Topic(), await server.Topic());
        await server.Post("/v1/claims", Claim(one, "c1", 600));

        var timelines = (await server.Get($"/v1/timelines?topics={other},nobody-knows-it,{one}&over=reportedTime&points=5")).Json["timelines"]!.AsArray();

        Assert.Equal([other, one], timelines.Select(t => Text(t!["topic"])));
        Assert.Equal(["no evidence", "600"], timelines.Select(t => Text(t!["headline"]!["answer"])));
        Assert.EndsWith("says 600", Text(timelines[1]!["points"]![0]!["because"]));
    }

    [Fact]
    public async Task The_record_has_what_was_believed_before_an_answer_was_established()
    {
        var topic = await server.Topic();
        await server.Post("/v1/claims", Claim(topic, "c1", 600));
        var before = (await server.Get("/v1/record")).Json;
        await server.Post($"/v1/topics/{topic}/resolution", """{"value": {"kind": "quantity", "best": 610}, "reason": "counted"}""");

        var record = (await server.Get("/v1/record")).Json;

        Assert.Equal(Count(before) + 1, Count(record));
        var most = record["coverage"]!.AsArray().Single(c => c!["stated"]!.GetValue<double>() == 0.9)!;
        Assert.Equal(1, most["within"]!.GetValue<double>());

        static int Count(JsonNode of) => of["topics"]!.GetValue<int>();
    }

    private static string Claim(string topic, string id, int best, string more = "") => Samples.Claim(
        topic, id, $$"""{"kind": "quantity", "best": {{best}}}""", $$""", "unit": "persons"{{more}}""");

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
