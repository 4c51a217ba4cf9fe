namespace Analysis.Api.Tests;

public sealed class SourceClaimTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task The_claims_of_a_source_are_those_in_whose_chain_it_stands_by_topic_and_version()
    {
        var topics = new List<string>();
        for (var n = 0; n < 23; n++) topics.Add(await server.Topic("proposition", "")); // more than a page looks at
        topics.Sort(StringComparer.Ordinal);
        foreach (var (n, topic) in topics.Index())
        {
            await Claim(topic, "origin", "relay", "teller");
            await Claim(topic, "elsewhere", "relay", "other");
            if (n % 5 == 0) await Claim(topic, "relayed", "teller", "other");
        }

        await server.Post($"/v1/topics/{topics[0]}/claims/relayed/retraction", """{"reason": "misread"}""");
        var expected = topics.Index().SelectMany(t => t.Index % 5 == 0 ? new[] { (t.Item, "origin"), (t.Item, "relayed") } : [(t.Item, "origin")]);

        foreach (var limit in new[] { 1, 2, 7, 200 })
        {
            var (seen, cursor) = (new List<(string, string)>(), "");
            while (true)
            {
                var page = (await server.Get($"/v1/sources/teller/claims?limit={limit}{cursor}")).Json;
                Assert.InRange(page["claims"]!.AsArray().Count, 1, limit);
                seen.AddRange(page["claims"]!.AsArray().Select(e => (e!["claim"]!["topic"]!.GetValue<string>(), e["claim"]!["id"]!.GetValue<string>())));
                if (page["next"] is not { } next) break;
                cursor = $"&cursor={next}";
            }

            Assert.Equal(expected, seen);
        }

        var first = (await server.Get("/v1/sources/teller/claims?limit=2")).Json["claims"]!.AsArray();
        var ledger = (await server.Get($"/v1/topics/{topics[0]}/claims")).Json["claims"]!.AsArray();
        Assert.Equal([ledger[0]!.ToJsonString(), ledger[2]!.ToJsonString()], first.Select(e => e!.ToJsonString()));
        Assert.Equal("retracted", first[1]!["standing"]!.GetValue<string>());

        Task Claim(string topic, string id, params string[] chain) => server.Post("/v1/claims", Samples.Claim(topic, id,
            """{"kind": "proposition", "holds": true}""", $$""", "publisher": "{{chain[0]}}", "attribution": ["{{string.Join("\", \"", chain)}}"] """).Replace("\"publisher\": \"outlet\", ", ""));
    }

    [Fact]
    public async Task Claims_of_nobody_and_another_cursor_are_refused()
    {
        await server.Put("/v1/sources/silent", "{}");

        Assert.Equal("/problems/unknown-source", (await server.Get("/v1/sources/nobody/claims")).Type);
        Assert.Equal("""{"claims":[]}""", (await server.Get("/v1/sources/silent/claims")).Body);
        foreach (var cursor in new[] { "x", "MS9h=", "YWZ0ZXI6MQ" }) Assert.Equal(["cursor"], (await server.Get($"/v1/sources/silent/claims?cursor={cursor}")).Parameters);
        Assert.Equal(["limit"], (await server.Get("/v1/sources/silent/claims?limit=0")).Parameters);
    }
}
