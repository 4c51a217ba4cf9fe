using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Analysis.Api.Tests;

public sealed class BatchTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task A_bad_line_does_not_stop_the_rest()
    {
        var topic = await server.Topic();
        var lines = new List<byte[]>
        {
            Text("\uFEFF" + Samples.Claim(topic, "c1")),
            Text("{\"id\": \"broken\", "),
            Text(""),
            Text("  \r"),
            Text(Samples.Claim(topic, "c2") + "\r"),
            new byte[] { (byte)'"', 0xC3, 0x28, (byte)'"' },
            Text(Samples.Claim(topic, "long", more: $", \"quote\": \"{new string('x', 70_000)}\"")),
            Text(Samples.Claim(topic, "c1")),
            Text(Samples.Claim(topic, "c1", """{"kind": "quantity", "best": 700}""")),
            Text(Samples.Claim("nobody-defined-it", "c1")),
            Text(Samples.Claim(topic, "c3", """{"kind": "quantity", "best": -1, "low": 0}""")),
            Text("[]"),
            Text(Samples.Claim(topic, "c4")),
        };

        var answer = await server.Send(HttpMethod.Post, "/v1/claims", Lines("application/jsonl", [.. lines.SelectMany(l => l.Append((byte)'\n')).SkipLast(1)]));

        Assert.Equal((200, "application/x-ndjson"), (answer.Status, answer.ContentType));
        Assert.Equal(
            [
                "1 created c1", "2 rejected  malformed-json 400", "5 created c2", "6 rejected  malformed-json 400", "7 rejected  line-too-long 413",
                "8 duplicate c1", "9 rejected c1 claim-id-taken 409", "10 rejected c1 unknown-topic 404", "11 rejected c3 invalid-claim 400",
                "12 rejected  invalid-claim 400", "13 created c4",
            ],
            answer.Lines.Select(Summary));
        Assert.Equal("/value/low", answer.Lines[8]["problem"]!["errors"]![0]!["pointer"]!.GetValue<string>());
        Assert.Equal(3, (await server.Get($"/v1/topics/{topic}/claims")).Json["claims"]!.AsArray().Count);
    }

    [Fact]
    public async Task Outcomes_come_while_lines_are_still_being_sent()
    {
        var topic = await server.Topic();
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", server.Http.BaseAddress!.Port);
        using var stream = connection.GetStream();
        using var answer = new StreamReader(stream);

        await stream.WriteAsync(Text("POST /v1/claims HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"));
        await SendChunk(Samples.Claim(topic, "c1") + "\n");
        Assert.Equal("1 created c1", Summary(await NextOutcome()));

        await SendChunk(Samples.Claim(topic, "c2")[..20]);
        await SendChunk(Samples.Claim(topic, "c2")[20..] + "\n");
        Assert.Equal("2 created c2", Summary(await NextOutcome()));

        Task SendChunk(string text) => stream.WriteAsync(Text($"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n")).AsTask();

        async Task<JsonNode> NextOutcome()
        {
            while (true)
            {
                var line = await answer.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(10));
                if (line!.StartsWith('{')) return JsonNode.Parse(line)!;
            }
        }
    }

    [Fact]
    public async Task Many_lines_keep_their_order_and_repeating_them_changes_nothing()
    {
        const int count = 5_000;
        var prefix = $"many-{Guid.NewGuid():N}";
        var lines = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            lines.Append(Samples.Claim($"{prefix}-{i % 7}", $"c{i}", """{"kind": "proposition", "holds": true}""", $$""", "attribution": ["outlet", "o{{i % 50}}"] """)).Append('\n');
        }

        var first = await server.PostLines("/v1/claims?define=auto", lines.ToString());
        Assert.Equal(Enumerable.Range(1, count), first.Lines.Select(l => l["line"]!.GetValue<int>()));
        Assert.Equal(Enumerable.Range(0, count).Select(i => $"c{i}"), first.Lines.Select(l => l["claim"]!.GetValue<string>()));
        Assert.All(first.Lines, l => Assert.Equal("created", l["result"]!.GetValue<string>()));
        Assert.All(first.Lines.GroupBy(l => l["topic"]!.GetValue<string>()), t => Assert.Equal(t.Select(Version).Order(), t.Select(Version)));

        var again = await server.PostLines("/v1/claims?define=auto", lines.ToString());
        Assert.Equal(first.Lines.Select(Version), again.Lines.Select(Version));
        Assert.All(again.Lines, l => Assert.Equal("duplicate", l["result"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_batch_may_be_larger_than_a_body()
    {
        var topic = await server.Topic();
        var filler = new string('x', 7_000);
        var lines = string.Concat(Enumerable.Range(0, 300).Select(i => Samples.Claim(topic, $"c{i}", more: $", \"quote\": \"{filler}\"") + "\n"));
        Assert.True(lines.Length > 2 * 1_024 * 1_024);

        var answer = await server.PostLines("/v1/claims", lines);

        Assert.Equal(300, answer.Lines.Count(l => l["result"]!.GetValue<string>() == "created"));
    }

    [Fact]
    public async Task An_empty_batch_is_answered_by_its_summary()
    {
        var answer = await server.PostLines("/v1/claims", "\n\n");

        Assert.Equal((200, """{"summary":{"created":0,"duplicate":0,"rejected":0,"notCounted":0,"reasons":{}}}""" + "\n"), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task A_batch_ends_with_a_summary()
    {
        var topic = await server.Topic();
        await server.Post("/v1/claims", Samples.Claim(topic, "c1"));
        string[] lines =
        [
            Samples.Claim(topic, "c1"), Samples.Claim(topic, "c2"), "{", Samples.Claim(topic, "c3", """{"kind": "proposition", "holds": true}"""),
            Samples.Claim(topic, "c4").Replace("persons", "tanks"), Samples.Claim(topic, "c5").Replace("persons", "tanks"),
        ];

        var answer = await server.PostLines("/v1/claims", string.Join('\n', lines));

        Assert.Equal(
            """{"created":4,"duplicate":1,"rejected":1,"notCounted":4,"reasons":{"implied":1,"otherKind":1,"unknownUnit":2}}""", answer.Summary.ToJsonString());
        Assert.Equal("""[{"pointer":"/unit","code":"unknownUnit","reason":"It counts tanks, the topic persons."}]""",
            answer.Lines[4]["warnings"]!.ToJsonString());
    }

    private static long Version(JsonNode line) => line["version"]!.GetValue<long>();

    private static string Summary(JsonNode line) =>
        $"{line["line"]} {line["result"]} {line["claim"]}" +
        (line["problem"] is { } problem ? $" {problem["type"]!.GetValue<string>()["/problems/".Length..]} {problem["status"]}" : "");

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static ByteArrayContent Lines(string type, byte[] bytes) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
}
