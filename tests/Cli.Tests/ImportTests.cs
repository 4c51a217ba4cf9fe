using System.Text.Json.Nodes;

namespace Analysis.Cli.Tests;

[Collection(DemoServer.Shared)]
public sealed class ImportTests(DemoServer server)
{
    [Fact]
    public async Task Rejected_lines_go_to_a_file_with_the_reason_and_the_others_are_in()
    {
        var file = server.File("claims.jsonl",
            DemoServer.Claim("mixed", "c1"), "", DemoServer.Claim("mixed", "c2"), "{\"id\": \"broken\"",
            DemoServer.Claim("mixed", "c3").Replace("occurred", "happened"));

        var ended = await Terminal.Run(server.Url, "import", file, "--define", "--batch", "2", "--json");

        Assert.Equal(4, ended.Code);
        Assert.Equal((2, 2), (ended.Json["created"]!.GetValue<int>(), ended.Json["rejected"]!.GetValue<int>()));
        var rejected = File.ReadLines(ended.Json["files"]![0]!["rejectedFile"]!.GetValue<string>()).Select(line =>
            JsonNode.Parse(line)!).ToList();
        Assert.Equal([4, 5], rejected.Select(r => r["line"]!.GetValue<int>()));
        Assert.Equal("{\"id\": \"broken\"", rejected[0]["record"]!.GetValue<string>());
        Assert.StartsWith("/status ", rejected[1]["reason"]!.GetValue<string>());
        Assert.Equal("c3", rejected[1]["record"]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_import_that_is_killed_goes_on_where_it_was()
    {
        const int Lines = 3_000;
        var file = server.File("claims.jsonl",
            Enumerable.Range(0, Lines).Select(i => i == 0 ? "no claim" : DemoServer.Claim("killed", $"c{i}")));
        string[] line = ["import", file, "--define", "--batch", "10"];
        using (var first = Terminal.Start(server.Url, line))
        {
            await first.Until(() => File.Exists(file + ".import"), "it has noted how far it is");
            server.Process.Freeze(); // it cannot end before it is killed
            first.Kill();
            server.Process.Continue();
        }

        var second = await Terminal.Run(server.Url, [.. line, "--json"]);

        Assert.Equal(4, second.Code);
        Assert.Contains("going on after", second.Error);
        Assert.True(second.Json["files"]![0]!["resumedAt"]!.GetValue<long>() > 0);
        Assert.Equal(Lines, new[] { "created", "duplicate", "rejected" }.Sum(n => second.Json[n]!.GetValue<int>()));
        Assert.InRange(second.Json["duplicate"]!.GetValue<int>(), 0, 10);
        Assert.Single(File.ReadLines(file + ".rejected.jsonl"));
        Assert.False(File.Exists(file + ".import"));
        Assert.NotNull((await server.Get($"/v1/topics/killed/claims/c{Lines - 1}"))["claim"]);
    }

    [Fact]
    public async Task Patterns_and_the_standard_input_are_read()
    {
        var folder = Path.GetDirectoryName(server.File("a.jsonl", DemoServer.Claim("several", "c1")))!; // it is in one
        Directory.CreateDirectory(Path.Combine(folder, "more"));
        File.WriteAllText(Path.Combine(folder, "more", "b.ndjson"), DemoServer.Claim("several", "c2"));

        var files = await Terminal.Run(server.Url, "import", $"{folder}/**/*.*", "--define", "--json");
        var input = await Terminal.Feed(server.Url,
            DemoServer.Claim("several", "c2") + "\n" + DemoServer.Claim("several", "c3"), key: null, "import", "-",
            "--json");

        Assert.Equal(2, files.Json["created"]!.GetValue<int>());
        Assert.Equal((1, 1), (input.Json["created"]!.GetValue<int>(), input.Json["duplicate"]!.GetValue<int>()));
        Assert.Equal((0, 0), (files.Code, input.Code));
    }

    [Fact]
    public async Task A_server_that_stays_away_leaves_the_import_to_be_taken_up()
    {
        var file = server.File("claims.jsonl", DemoServer.Claim("away", "c1"));

        var away = await Terminal.Run(new Uri("http://127.0.0.1:1"), "import", file, "--patience", "0");

        Assert.Equal((3, ""), (away.Code, away.Output));
        Assert.Equal(0, (await Terminal.Run(server.Url, "import", file, "--define")).Code);
    }

    [Fact]
    public async Task An_import_that_the_server_refuses_whole_says_why()
    {
        var ended = await Terminal.Run(server.Url, "import", server.File("claims.jsonl", DemoServer.Claim("x", "c1")),
            "--decimal", ",");

        Assert.Equal(2, ended.Code);
        Assert.Contains("decimal", ended.Error);
    }
}
