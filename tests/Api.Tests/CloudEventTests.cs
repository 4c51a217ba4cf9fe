using System.Net.Mime;
using System.Text;
using System.Text.Json.Nodes;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.Http;
using CloudNative.CloudEvents.SystemTextJson;

namespace Analysis.Api.Tests;

/// <summary>Claims as the official SDK sends them.</summary>
public sealed class CloudEventTests(ApiServer server) : IClassFixture<ApiServer>
{
    private readonly JsonEventFormatter _formatter = new();

    [Theory]
    [InlineData(ContentMode.Structured)]
    [InlineData(ContentMode.Binary)]
    public async Task An_event_of_the_SDK_is_a_claim_with_the_events_id(ContentMode mode)
    {
        var topic = await server.Topic();
        var (sent, id) = (Event(topic), Guid.NewGuid().ToString());
        sent.Id = id;

        var first = await server.Send(HttpMethod.Post, "/v1/claims", sent.ToHttpContent(mode, _formatter));
        var again = await server.Send(HttpMethod.Post, "/v1/claims", sent.ToHttpContent(mode, _formatter));

        Assert.Equal((201, "created", id), (first.Status, first.Json["result"]!.GetValue<string>(),
            first.Json["claim"]!.GetValue<string>()));
        Assert.Equal($"/v1/topics/{topic}/claims/{id}", first.Headers.Location?.ToString());
        Assert.Equal((200, "duplicate"), (again.Status, again.Json["result"]!.GetValue<string>()));
        Assert.Equal(600, first.View["estimate"]!.GetValue<double>());
    }

    [Fact]
    public async Task A_batch_of_the_SDK_is_answered_line_by_line()
    {
        var topic = await server.Topic();
        var batch = new[] { Event(topic), Event(topic, own: "mine"), Event("nobodys"), Event(topic) };
        batch[3].Data = JsonNode.Parse(Samples.Claim(topic, "c4", """{"kind": "quantity", "best": "six"}"""));

        var answer = await server.Send(HttpMethod.Post, "/v1/claims", batch.ToHttpContent(_formatter));

        Assert.Equal((200, "application/x-ndjson"), (answer.Status, answer.ContentType));
        Assert.Equal(["created", "created", "rejected", "rejected"],
            answer.Lines.Select(l => l["result"]!.GetValue<string>()));
        Assert.Equal([batch[0].Id, "mine"], answer.Lines.Take(2).Select(l => l["claim"]!.GetValue<string>()));
        Assert.Equal("/data/value/best", answer.Lines[3]["problem"]!["errors"]![0]!["pointer"]!.GetValue<string>());
        Assert.Equal(2, answer.Summary["rejected"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("""{"specversion": "0.3", "id": "a", "source": "s", "data": {}}""", "/problems/invalid-event",
        "/type", "/specversion")]
    [InlineData("""{"specversion": "1.0", "id": "a", "source": "s", "type": "t"}""", "/problems/invalid-event",
        "/data")]
    [InlineData("""{"specversion": "1.0", "id": "a/b", "source": "s", "type": "t", "data": {"topic": "t"}}""",
        "/problems/invalid-event", "/id")]
    [InlineData(
        """{"specversion": "1.0", "id": "a", "source": "s", "type": "t", "datacontenttype": "text/xml", "data": "<a/>"}""", "/problems/invalid-event", "/datacontenttype")]
    [InlineData("""{"specversion": "1.0", "id": "a", "source": "s", "type": "t", "data": {"topic": 5}}""",
        "/problems/invalid-claim", "/data/topic", "/data/value", "/data/status", "/data/publisher")]
    [InlineData("""{"specversion": "1.0", "id": "a", "source": "s", "type": "t", "data": {}}""",
        "/problems/invalid-claim", "/data/topic", "/data/value", "/data/status", "/data/publisher")]
    [InlineData("""{"specversion": "1.0", "id": "a", "source": "s", "type": "t", "data": "text"}""",
        "/problems/invalid-claim", "/data")]
    [InlineData("""[1]""", "/problems/malformed-json")]
    [InlineData("""{"specversion": "1.0" """, "/problems/malformed-json")]
    [InlineData("""{"specversion": "\ud800"}""", "/problems/malformed-json")]
    public async Task What_is_wrong_with_an_event_is_named_by_its_place(string json, string type,
        params string[] pointers)
    {
        var answer = await Send(json, "application/cloudevents+json");
        var batch = await Send($"[{json}]", "application/cloudevents-batch+json");

        Assert.Equal((400, type), (answer.Status, answer.Type));
        Assert.Equal(pointers.Order(), answer.Pointers.Order());
        if (json.EndsWith('}'))
            Assert.Equal(type, batch.Lines.Single()["problem"]!["type"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_headers_lack_is_named()
    {
        using var content = ApiServer.Json(Samples.Claim("t", "c"));
        content.Headers.Add("ce-specversion", "2.0");
        content.Headers.Add("ce-source", "s");

        var answer = await server.Send(HttpMethod.Post, "/v1/claims", content);

        Assert.Equal((400, "/problems/invalid-parameter"), (answer.Status, answer.Type));
        Assert.Equal(["ce-id", "ce-specversion", "ce-type"], answer.Parameters.Order());
        Assert.Equal("/problems/malformed-json", (await Send("{}", "application/cloudevents-batch+json")).Type);
    }

    private Task<Answer> Send(string json, string type) =>
        server.Send(HttpMethod.Post, "/v1/claims", new StringContent(json, Encoding.UTF8, type));

    private static CloudEvent Event(string topic, string? own = null)
    {
        var claim = JsonNode.Parse(Samples.Claim(topic, own ?? "x"))!.AsObject();
        if (own is null) claim.Remove("id");
        return new CloudEvent
        {
            Id = Guid.NewGuid().ToString(),
            Source = new Uri("https://desk.example.org/reader"),
            Type = "org.example.claim",
            Time = DateTimeOffset.UtcNow,
            Subject = topic,
            DataContentType = MediaTypeNames.Application.Json,
            Data = claim,
            ["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };
    }
}
