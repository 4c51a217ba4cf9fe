using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Analysis.Testing;

namespace Analysis.Api.Tests;

/// <summary>Claims with random damage: always 2xx or 4xx with a problem, never a fault of ours, and the ledger holds exactly what was acknowledged.</summary>
public sealed partial class GeneratedInputTests(ApiServer server) : IClassFixture<ApiServer>
{
    private static readonly int Cases = Effort.Of(300, 1_500);

    private static readonly string[] Scraps =
    [
        "null", "true", "-0", "1e309", "-1e-400", "0.1", "9007199254740993", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud83d\"", "\"\\ud83d\\ude00\"",
        "[]", "{}", "[[[[]]]]", "{\"kind\": \"date\", \"edtf\": null}", "\"2024-10/..\"", "\"XXXX\"", "\"201X\"", "\"2024-21\"", "\"0000\"", "\"9999\"",
        "\"9998-12-31T23:59:59.9999999Z\"", "\"a\"", "\"-\"", "\"occurred\"", "\"asserts\"", "[\"outlet\"]", "[true]", "\"\u202e\"", "\"\\\\\"",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(20_250_626)]
    public async Task Damaged_claims_never_cause_a_fault(int seed)
    {
        var random = new Random(seed);
        var topic = await server.Topic();
        var acknowledged = new HashSet<string>();
        var lines = new List<byte[]>();
        for (var i = 0; i < Cases; i++)
        {
            var bytes = Damage(random, Samples.FullClaim(topic, $"c{i}"));
            if (i % 2 == 0)
            {
                var answer = await server.Send(HttpMethod.Post, "/v1/claims", ApiServer.Bytes(bytes));
                var said = $"seed {seed}, case {i}: {answer.Status} {answer.Body} for {Encoding.UTF8.GetString(bytes)}";
                Assert.True(answer.Status is 200 or 201 or (>= 400 and < 500), said);
                Assert.True(answer.Status < 300 == (answer.ContentType == "application/json"), said);
                if (answer.Status < 300 && answer.Json["topic"]!.GetValue<string>() == topic) acknowledged.Add(answer.Json["claim"]!.GetValue<string>());
            }
            else if (!bytes.Contains((byte)'\n'))
            {
                lines.Add(bytes);
            }
        }

        var batch = await server.Send(HttpMethod.Post, "/v1/claims", new ByteArrayContent([.. lines.SelectMany(l => l.Append((byte)'\n'))])
        {
            Headers = { { "Content-Type", "application/jsonl" } },
        });
        Assert.Equal(200, batch.Status);
        foreach (var line in batch.Lines)
        {
            var status = line["problem"]?["status"]?.GetValue<int>() ?? 200;
            Assert.True(status < 500, $"seed {seed}: {line.ToJsonString()}");
            if (status == 200 && line["topic"]!.GetValue<string>() == topic) acknowledged.Add(line["claim"]!.GetValue<string>());
        }

        Assert.Equal(acknowledged.Order(StringComparer.Ordinal), (await Ledger(topic)).Order(StringComparer.Ordinal));
        Assert.InRange(acknowledged.Count, Cases / 20, Cases);
    }

    private async Task<List<string>> Ledger(string topic)
    {
        var ids = new List<string>();
        var path = $"/v1/topics/{topic}/claims?limit=200";
        while (true)
        {
            var page = await server.Get(path);
            ids.AddRange(page.Json["claims"]!.AsArray().Select(c => c!["claim"]!["id"]!.GetValue<string>()));
            if (page.Json["next"] is not { } next) return ids;
            path = $"/v1/topics/{topic}/claims?limit=200&cursor={next}";
        }
    }

    private static byte[] Damage(Random random, JsonObject claim)
    {
        for (var times = random.Next(3); times > 0; times--) DamageField(random, claim);
        var text = Placeholder().Replace(claim.ToJsonString(), match => Scraps[int.Parse(match.Groups[1].ValueSpan)]);
        var bytes = Encoding.UTF8.GetBytes(text);
        if (random.Next(4) == 0) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return random.Next(20) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    private static void DamageField(Random random, JsonObject json)
    {
        var (name, value) = json.GetAt(random.Next(json.Count));
        if (value is JsonObject inner && inner.Count > 0 && random.Next(2) == 0) DamageField(random, inner);
        else if (random.Next(4) == 0) json.Remove(name);
        else if (random.Next(8) == 0) json[name + random.Next(10)] = value?.DeepClone();
        else json[name] = $"scrap {random.Next(Scraps.Length)}";
    }

    /// <summary>Scraps go in as text, since a node would refuse what a client may send.</summary>
    [GeneratedRegex("\"scrap ([0-9]+)\"")]
    private static partial Regex Placeholder();
}
