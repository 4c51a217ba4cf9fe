using System.Text.Json.Nodes;
using Analysis.Cli.Verbs;

namespace Analysis.Cli.Tests;

[Collection(DemoServer.Shared)]
public sealed class ExportTests(DemoServer server)
{
    [Fact]
    public async Task An_export_that_was_cut_off_goes_on_after_its_last_whole_line()
    {
        var file = server.File("all.jsonl");
        var whole = await Terminal.Run(server.Url, "export", "--topic", "dprk-killed", "--out", file);
        Assert.True(whole.Code == 0, whole.Error);
        var lines = File.ReadAllLines(file);
        var part = ExportVerb.PartOf(file, new Uri(server.Url, "v1/export?topic=dprk-killed"));
        File.WriteAllText(part, string.Join('\n', lines[..5]) + "\n" + lines[5][..20]);

        var rest = await Terminal.Run(server.Url, "export", "--topic", "dprk-killed", "--out", file);

        Assert.Contains("going on after", rest.Error);
        Assert.Equal(lines.Where(l => l.Contains("\"cursor\"")), File.ReadAllLines(file).Where(l => l.Contains("\"cursor\"")));
        Assert.False(File.Exists(part));
    }

    [Fact]
    public async Task A_table_is_imported_and_its_rejected_rows_are_told_apart()
    {
        var file = server.File("claims.csv", "id,topic,value,status,publisher,unit,quote", "t1,dprk-wounded,300,occurred,gazette,persons,\"two", "lines\"", ",,,,,,",
            "t2,dprk-wounded,300,happened,gazette,persons,", "t3,dprk-wounded,\"1,5\",occurred,gazette,persons,");

        var ended = await Terminal.Run(server.Url, "import", file, "--decimal", ",", "--batch", "2", "--json");

        Assert.Equal((4, 2, 1), (ended.Code, ended.Json["created"]!.GetValue<int>(), ended.Json["rejected"]!.GetValue<int>()));
        var rejected = JsonNode.Parse(File.ReadAllText(file + ".rejected.jsonl"))!;
        Assert.Equal(5, rejected["line"]!.GetValue<int>());
        Assert.StartsWith("t2,", rejected["record"]!.GetValue<string>());
    }
}
