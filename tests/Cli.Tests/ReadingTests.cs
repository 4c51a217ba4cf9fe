namespace Analysis.Cli.Tests;

[Collection(DemoServer.Shared)]
public sealed class ReadingTests(DemoServer server)
{
    [Fact]
    public async Task Topics_are_a_table_for_people_and_the_servers_JSON_for_programs()
    {
        var table = await Terminal.Run(server.Url, "topics", "killed");
        var json = await Terminal.Run(server.Url, "topics", "--json", "--limit", "201");

        Assert.Equal(0, table.Code);
        Assert.Contains("dprk-killed", table.Output);
        Assert.Matches("dprk-killed +DPRK military personnel killed +[0-9,]+ +persons, [0-9,]+ to [0-9,]+",
            table.Output);
        Assert.DoesNotContain("dprk-wounded", table.Output);
        Assert.DoesNotContain('\u001b', table.Output);
        Assert.Equal((await server.Get("/v1/topics?limit=200"))["topics"]!.AsArray().Count,
            json.Json["topics"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_topic_is_shown_with_band_sparkline_sentence_and_ledger()
    {
        var shown = await Terminal.Run(server.Url, "show", "dprk-killed");

        Assert.Equal(0, shown.Code);
        Assert.Contains((await server.Get("/v1/topics/dprk-killed"))["view"]!["statement"]!.GetValue<string>(),
            shown.Output);
        Assert.Matches("[0-9,]+ ├─+━*●━*─+┤ [0-9,]+", shown.Output);
        Assert.Matches("over time .*2024-10-01 [·▁▂▃▄▅▆▇█]{48} ", shown.Output);
        Assert.Matches("rok-nis +600 \\(550 to 650\\) +persons +cumulative +2025-06-26 +counted", shown.Output);
        Assert.Empty(shown.Error);
    }

    [Fact]
    public async Task A_topic_is_shown_as_it_was()
    {
        var shown = await Terminal.Run(server.Url, "show", "dprk-troops-first-wave", "--reported-by", "2024-10-20",
            "--json");

        Assert.Equal(1_500, shown.Json["view"]!["lowerBound"]!.GetValue<double>());
    }

    [Fact]
    public async Task What_if_shows_the_difference()
    {
        var shown = await Terminal.Run(server.Url, "what-if", "dprk-killed", "--without-source", "rok-nis");

        Assert.Matches("estimate +[0-9,]+ +[0-9,]+ +-[0-9,]+", shown.Output);
    }

    [Fact]
    public async Task Sources_and_the_audit_are_shown()
    {
        Assert.Contains("rok-nis", (await Terminal.Run(server.Url, "source", "list", "intelligence")).Output);
        Assert.Matches("grade +B", (await Terminal.Run(server.Url, "source", "show", "rok-nis")).Output);
        Assert.Contains("claim-asserted",
            (await Terminal.Run(server.Url, "audit", "--topic", "dprk-killed", "--act", "claim-asserted")).Output);
    }

    [Fact]
    public async Task A_refusal_is_told_with_its_title_and_each_field()
    {
        var unknown = await Terminal.Run(server.Url, "show", "nobody-asked", "--json");
        var wrong = await Terminal.Run(server.Url, "show", "dprk-killed", "--as-of", "yesterday");

        Assert.Equal((2, ""), (unknown.Code, unknown.Output));
        Assert.StartsWith("Nobody has defined the topic (404)", unknown.Error);
        Assert.Equal((2, ""), (wrong.Code, wrong.Output));
        Assert.Contains("  asOf ", wrong.Error);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_told_apart()
    {
        var ended = await Terminal.Run(new Uri("http://127.0.0.1:1"), "topics");

        Assert.Equal((3, ""), (ended.Code, ended.Output));
        Assert.Contains("http://127.0.0.1:1/ does not answer", ended.Error);
    }

    [Theory]
    [InlineData("shwo dprk-killed", "show")]
    [InlineData("topics --tga x", "--tag")]
    [InlineData("topics --limit 0", "--limit")]
    [InlineData("import nowhere.jsonl", "nowhere.jsonl")]
    public async Task What_makes_no_sense_is_named(string line, string named)
    {
        var ended = await Terminal.Run(server.Url, line.Split(' '));

        Assert.Equal((1, ""), (ended.Code, ended.Output));
        Assert.Contains(named, ended.Error);
    }

    [Fact]
    public async Task A_shell_is_told_what_fits()
    {
        Assert.Contains("[suggest:", (await Terminal.Run(null, "completions", "bash")).Output);
        Assert.Contains("what-if", (await Terminal.Run(null, "[suggest:10]", "analysis w")).Output);
    }
}
