namespace Analysis.Clients.Tests.Docs;

/// <summary>What is left out may be anything; whatever else is shown must be so.</summary>
public sealed class ShownTests
{
    [Theory]
    [InlineData("json", """{"a": 1, "b": [1, 2.50]}""", """{"b":[1,2.5],"a":1}""", true)]
    [InlineData("json", """{"a": 1}""", """{"a":2}""", false)]
    [InlineData("json", """{"a": 1}""", """{"a":1,"b":2}""", false)]
    [InlineData("json", """{"a": 1, ...}""", """{"a":1,"b":2}""", true)]
    [InlineData("json", """{"b": 1, ...}""", """{"a":1}""", false)]
    [InlineData("json", """{"a": ..., "b": {...}, "c": [...]}""", """{"a":[],"b":{"x":1},"c":[1,2]}""", true)]
    [InlineData("json", """{"b": {...}}""", """{"b":[]}""", false)]
    [InlineData("json", "[1, ..., 3, ...]", "[1,2,3,4]", true)]
    [InlineData("json", "[1, ..., 3]", "[1,2,3,4]", false)]
    [InlineData("json", "[1, 2]", "[1]", false)]
    [InlineData("json", """{"a": {"b": 1, ...""", """{"a":{"b":1,"c":2}}""", true)]
    [InlineData("json", """{"a": {"b": 1""", """{"a":{"b":1},"c":2}""", false)]
    [InlineData("json", "{\"a\": 1}\n...\n{\"a\": 3}", "{\"a\":1}\n{\"a\":2}\n{\"a\":3}", true)]
    [InlineData("json", "{\"a\": 1}\n{\"a\": 3}", "{\"a\":1}\n{\"a\":2}\n{\"a\":3}", false)]
    [InlineData("json", "\"from ... on\"", "\"from now on\"", true)]
    [InlineData("json", "\"from ... on\"", "\"from now off\"", false)]
    [InlineData("json", "\"2026-11-30T08:15:02.1Z\"", "\"2027-01-01T00:00:00Z\"", true)]
    [InlineData("json", "\"2025-11-30T08:15:02.1Z\"", "\"2027-01-01T00:00:00Z\"", false)]
    [InlineData("json", "\"2026-11-30T08:15:02Z\"", "\"yesterday\"", false)]
    [InlineData("json", "null", "null", true)]
    [InlineData("json", "{}", "curl: (7)", false)]
    [InlineData("text", "one\n...\nfour", "one  \ntwo\nthree\nfour\n\n", true)]
    [InlineData("text", "one\n...\nfour", "one\ntwo", false)]
    [InlineData("text", "done in ... s", "done in 3.5 s", true)]
    [InlineData("text", "a (b)", "a b", false)]
    [InlineData("text", "2026-11-30 15:26:06Z  it", "2031-01-01 00:00:00Z  it", true)]
    [InlineData("quote", "So it is,\nthey say.", """{"statement":"So it is, they say."}""", true)]
    [InlineData("quote", "So it is.", """{"statement":"So it is, they say."}""", false)]
    public void An_answer_is_as_it_is_shown_or_not(string language, string shown, string answer, bool isSo) =>
        Assert.Equal(isSo, Shown.Difference(new Block(1, language, shown, null), answer) is null);

    [Fact]
    public void A_page_is_its_blocks_in_order()
    {
        var blocks = Page.Parse(
        [
            "Prose", "", "    curl a", "", "    curl b", "",
            "<!-- not run: needs Docker -->", "", "```sh", "up", "```", "> It", "> is.",
        ]);

        Assert.Equal(
            [
                new Block(3, "sh", "curl a\n\ncurl b", null),
                new Block(9, "sh", "up", "needs Docker"),
                new Block(12, "quote", "It\nis.", null),
            ],
            blocks);
    }

    [Fact]
    public void What_is_typed_on_a_terminal_stands_apart_from_what_that_says() => Assert.Equal(
        [("one \\\n  more", "1\n"), ("two", "")],
        Shell.Lines(new Block(1, "sh", "$ one \\\n  more\n1\n\n$ two", null)));
}
