namespace Analysis.Cli.Tests;

[Collection(DemoServer.Shared)]
public sealed class WritingTests(DemoServer server)
{
    [Fact]
    public async Task A_claim_is_posted_by_options_and_its_repetition_is_harmless()
    {
        string[] line = ["post", "dprk-wounded", "4700", "--status", "cumulative", "--valid-time", "../2025-08",
            "--reported-time", "2025-09-02",
            "-a", "my-desk > un-panel", "--hedge", "estimates"];

        var first = await Terminal.Run(server.Url, line);
        var second = await Terminal.Run(server.Url, [.. line, "--json"]);

        Assert.Equal(0, first.Code);
        Assert.Contains("the word of un-panel", first.Output);
        Assert.Equal("duplicate", second.Json["result"]!.GetValue<string>());
        var posted = (await server.Get($"/v1/topics/dprk-wounded/claims/{second.Json["claim"]}"))["claim"]!;
        Assert.Equal("""["my-desk","un-panel"]""", posted["attribution"]!.ToJsonString());
        Assert.Equal("persons", posted["unit"]!.GetValue<string>());

        var retracted = await Terminal.Run(server.Url, "retract", "dprk-wounded", posted["id"]!.GetValue<string>(),
            "--reason", "a test");
        Assert.Matches("result +retracted", retracted.Output);
    }

    [Fact]
    public async Task A_claim_is_posted_as_JSON_and_a_wrong_one_is_refused_field_by_field()
    {
        var posted = await Terminal.Feed(server.Url, DemoServer.Claim("typed", "c1"), key: null, "post", "-",
            "--define");
        var wrong = await Terminal.Feed(server.Url,
            """{"id": "c2", "topic": "typed", "value": {"kind": "quantity", "best": "five"}, "publisher": "gazette"}""",
            key: null, "post", "-");

        Assert.Matches("result +created", posted.Output);
        Assert.Equal((2, ""), (wrong.Code, wrong.Output));
        Assert.Contains("The claim is not valid (400)", wrong.Error);
        Assert.Contains("  /value/best ", wrong.Error);
        Assert.Contains("  /status is required", wrong.Error);
    }

    [Fact]
    public async Task An_answer_is_recorded()
    {
        await Terminal.Feed(server.Url, DemoServer.Claim("settled", "c1"), key: null, "post", "-", "--define");
        var resolved = await Terminal.Run(server.Url, "resolve", "settled", "7", "--reason", "the count is closed",
            "--json");

        Assert.Equal("resolved", resolved.Json["result"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_not_said_of_a_source_stays()
    {
        await Terminal.Run(server.Url, "source", "set", "observatory", "--name", "The Observatory", "--alias",
            "@observatory");
        var graded = await Terminal.Run(server.Url, "source", "set", "observatory", "--grade", "B", "--json");

        Assert.Equal("The Observatory", graded.Json["name"]!.GetValue<string>());
        Assert.Equal("B", graded.Json["grade"]!.GetValue<string>());
        Assert.Equal("@observatory", graded.Json["aliases"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task A_change_is_told_as_it_happens()
    {
        using var watch = Terminal.Start(server.Url, "watch", "dprk-arms-containers");
        await watch.Says("Watching");
        await server.Post("/v1/claims",
            DemoServer.Claim("dprk-arms-containers", "w1").Replace("\"publisher\"",
                "\"unit\": \"containers\", \"publisher\""));

        await watch.Says("dprk-arms-containers  claim-asserted  w1"); // beside what it is told of its sources meanwhile
        await watch.Says("Containers of weapons shipped: ");
    }

    [Fact]
    public async Task An_assistant_hears_why_the_server_does_not_answer()
    {
        using var bridge = Terminal.Start(new Uri("http://127.0.0.1:1"), "mcp");
        await bridge.Input.WriteLineAsync(
            """{"jsonrpc": "2.0", "id": 7, "method": "initialize", "params": {"protocolVersion": "2025-06-18", """
            + """ "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}}""");
        await bridge.Input.FlushAsync();
        await bridge.Says("error");

        var answer = (await bridge.End()).Json;

        Assert.Equal(7, answer["id"]!.GetValue<int>());
        Assert.NotNull(answer["error"]!["message"]);
    }
}
