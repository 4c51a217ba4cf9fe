using Analysis.Engine.Text;

namespace Analysis.Engine.Tests;

/// <summary>The first rows are of Unicode's NormalizationTest.txt, and of the examples of UAX #15.</summary>
public sealed class NormalFormTest
{
    [Theory]
    [InlineData("\u1E0A", "\u1E0A")]
    [InlineData("D\u0307", "\u1E0A")]
    [InlineData("D\u0307\u0323", "\u1E0C\u0307")]
    [InlineData("\u1E14\u0304", "\u1E14\u0304")]
    [InlineData("E\u0304\u0300", "\u1E14")]
    [InlineData("\u05B8\u05B9\u05B1\u0591\u05C3\u05B0\u05AC\u059F", "\u05B1\u05B8\u05B9\u0591\u05C3\u05B0\u05AC\u059F")]
    [InlineData("\u1100\uAC00\u11A8", "\u1100\uAC01")] // Hangul, by arithmetic
    [InlineData("\u212B", "\u00C5")] // the sign of angstrom is a letter
    [InlineData("\u2126", "\u03A9")]
    [InlineData("\uFB01", "\uFB01")] // a ligature stays: no form of compatibility
    [InlineData("\u0344", "\u0308\u0301")] // never composed
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307")]
    [InlineData("\U0001D15E", "\U0001D157\U0001D165")] // beyond the first plane
    [InlineData("\u0627\u0653", "\u0622")] // Arabic
    [InlineData("\u0438\u0306", "\u0439")] // Cyrillic
    [InlineData("plain", "plain")]
    public void A_text_is_composed_as_unicode_says(string text, string composed) => Assert.Equal(composed, NormalForm.Composed(text));

    [Fact]
    public void A_name_has_no_spaces_at_its_ends_and_nothing_invisible() =>
        Assert.Equal("Cafe\u0301 zwei".Replace("e\u0301", "\u00E9", StringComparison.Ordinal), NormalForm.Name("  Cafe\u0301 \u00A0zw\u200Bei\uFEFF\u2003"));

    [Fact]
    public void Spellings_of_one_word_have_one_key() =>
        Assert.Single(new[] { "Béléka", "BE\u0301LE\u0301KA ", " béle\u0301ka" }.Select(NormalForm.Key).Distinct());
}
