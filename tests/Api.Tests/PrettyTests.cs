using System.Text.Json.Nodes;

namespace Analysis.Api.Tests;

/// <summary>JSON for people is the same JSON.</summary>
public sealed class PrettyTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Theory]
    [InlineData("/v1/topics?pretty")]
    [InlineData("/v1/topics?pretty=true")]
    [InlineData("/v1/topics?limit=x&pretty")]
    [InlineData("/v1/topics/nowhere?pretty")]
    [InlineData("/health/live?pretty")]
    public async Task It_is_indented_where_that_is_asked_for(string path)
    {
        var plain = await server.Get(path.Replace("pretty=true", "").Replace("pretty", ""));
        var pretty = await server.Get(path);

        Assert.Equal(plain.Status, pretty.Status);
        Assert.StartsWith("{\n  \"", pretty.Body);
        Assert.EndsWith("\n}\n", pretty.Body);
        Assert.True(JsonNode.DeepEquals(plain.Json, pretty.Json));
    }

    [Fact]
    public async Task It_is_a_representation_with_a_tag_of_its_own_address()
    {
        var topic = await server.Topic();
        var pretty = await server.Get($"/v1/topics/{topic}?pretty");

        Assert.Contains("\n  \"view\": {\n", pretty.Body);
        Assert.Equal(304, (await server.Get($"/v1/topics/{topic}?pretty", ("If-None-Match", pretty.ETag))).Status);
        Assert.Equal(200, (await server.Put($"/v1/topics/{topic}?pretty", """{"title": "B", "kind": "quantity"}""",
            ("If-Match", pretty.ETag))).Status);
        Assert.DoesNotContain("\n", (await server.Get($"/v1/topics/{topic}?pretty=false")).Body);
    }

    [Fact]
    public async Task Lines_and_tables_stay_lines_and_the_next_page_is_pretty_too()
    {
        var topic = await server.Topic();
        var lines = await server.PostLines("/v1/claims?pretty",
            Samples.Claim(topic, "c1") + "\n" + Samples.Claim(topic, "c2"));
        var table = await server.Get($"/v1/topics/{topic}/claims?pretty", ("Accept", "text/csv"));

        Assert.Equal(2, lines.Lines.Count);
        Assert.Equal("text/csv", table.ContentType);
        var page = await server.Get($"/v1/topics/{topic}/claims?limit=1&pretty");
        Assert.Contains("pretty", page.Headers.GetValues("Link").Single());
    }

    [Theory]
    [InlineData("/v1/topics?pretty=maybe")]
    [InlineData("/v1/topics?pretty&pretty")]
    [InlineData("/v1/topics/nowhere/chart.svg?pretty")]
    public async Task It_is_refused_where_it_makes_no_sense(string path)
    {
        var answer = await server.Get(path);

        Assert.Equal((400, "pretty"), (answer.Status, Assert.Single(answer.Parameters)));
    }
}
