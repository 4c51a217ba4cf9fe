using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using Analysis.Cli.Importing;
using Analysis.Cli.Output;
using Analysis.Cli.Verbs;

namespace Analysis.Cli.Tests;

public sealed class PartsTests
{
    [Theory]
    [InlineData("quantity", "4,700", """{"kind": "quantity", "best": 4700}""")]
    [InlineData("quantity", "-5", """{"kind": "quantity", "best": -5}""")]
    [InlineData("quantity", "300..900", """{"kind": "range", "low": 300, "high": 900}""")]
    [InlineData("quantity", ">=1500", """{"kind": "bound", "op": ">=", "value": 1500}""")]
    [InlineData("proposition", "no", """{"kind": "proposition", "holds": false}""")]
    [InlineData("category", "no", """{"kind": "category", "name": "no"}""")]
    [InlineData("date", "2025-07/2025-08", """{"kind": "date", "edtf": "2025-07/2025-08"}""")]
    public void A_value_is_typed_as_its_topic_has_it(string kind, string text, string value) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(value),
            JsonNode.Parse(ValueText.Read(text, kind).ToJsonString())));

    [Theory]
    [InlineData("quantity", "many")]
    [InlineData("quantity", "1..")]
    [InlineData("quantity", ">=")]
    [InlineData("proposition", "perhaps")]
    public void What_is_no_value_of_the_kind_is_named(string kind, string text) =>
        Assert.Contains(text, Assert.Throws<UsageException>(() => ValueText.Read(text, kind)).Message);

    [Fact]
    public async Task A_row_of_a_table_may_hold_line_breaks_between_quotation_marks()
    {
        var rows = await Read(Format.Csv,
            "\uFEFFid,quote\r\n1,\"two\r\nlines, \"\"quoted\"\"\"\r\n\r\n2,6\" shells\n3,\"last\"");

        Assert.Equal(["id,quote", "1,\"two\r\nlines, \"\"quoted\"\"\"", "2,6\" shells", "3,\"last\""],
            rows.Select(r => Encoding.UTF8.GetString(r.Bytes)));
        Assert.Equal([1, 2, 5, 6], rows.Select(r => r.Line));
    }

    [Fact]
    public async Task A_line_of_JSON_ends_at_its_end_whatever_is_quoted()
    {
        var lines = await Read(Format.JsonLines, "{\"a\": \"x\n\n{\"b\": 1}\n");

        Assert.Equal([1, 3], lines.Select(l => l.Line));
        Assert.Equal(19, lines[^1].End);
    }

    [Theory]
    [InlineData("{\"id\": 1}", "jsonl")]
    [InlineData("\uFEFF\n {", "jsonl")]
    [InlineData("id,topic\n1\t,2", "csv")]
    [InlineData("id\ttopic\n", "tsv")]
    public void A_form_is_told_by_how_it_begins(string beginning, string name) =>
        Assert.Equal(name, Format.OfBeginning(Encoding.UTF8.GetBytes(beginning)).Name);

    [Fact]
    public void A_sparkline_runs_from_the_least_to_the_greatest() =>
        Assert.Equal("·▁▅█", Plots.Sparkline([null, 0, 5, 9]));

    [Fact]
    public void A_view_holds_until_the_next()
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal([1, 1, 1, 7, 9], Plots.Evenly([(start, 1), (start.AddDays(3), 7), (start.AddDays(4), 9)], 5));
    }

    private static async Task<List<InputRecord>> Read(Format format, string text)
    {
        await using var reader = new RecordReader(PipeReader.Create(new MemoryStream(Encoding.UTF8.GetBytes(text))),
            format);
        return await reader.Read(default).ToListAsync();
    }
}
