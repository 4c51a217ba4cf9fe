using Analysis.Domain.Claims;
using Analysis.Engine.Text;

namespace Analysis.Engine.Tests;

public sealed class SourceNameTest
{
    [Theory]
    [InlineData("  The  Guardian", "the guardian")]
    [InlineData("U.N.", "un")]
    [InlineData("A. B. Smith", "a.b.smith")]
    [InlineData("U. S. Army", "U.S. Army")]
    [InlineData("N. A. T. O.", "NATO")]
    [InlineData("Mr. J. Smith", "Mr.J.Smith")]
    [InlineData("mayor-of-kherson", "Mayor of Kherson")]
    [InlineData("MAYOR_OF_KHERSON.", "Mayor of Kherson")]
    [InlineData("Cafe\u0301", "CAFÉ")]
    [InlineData("Мэр Херсона", "МЭР ХЕРСОНА ")]
    [InlineData("О\u2019Нил", "о'нил")]
    [InlineData("ΟΔΟΣ", "Οδος")]
    [InlineData("Große Straße", "GROSSE STRASSE")]
    public void Spellings_of_one_name_have_one_key_and_one_id(string one, string other)
    {
        Assert.Equal(SourceName.Key(one), SourceName.Key(other));
        Assert.Equal(SourceName.IdOf(one), SourceName.IdOf(other));
    }

    [Theory]
    [InlineData("unit-1.1", "unit-11")]
    [InlineData("@handle", "handle")]
    [InlineData("Vitamin A B", "Vitamin AB")]
    [InlineData("Ōsaka", "Osaka")]
    [InlineData("Мэр", "Mer")]
    [InlineData("AT&T", "AT T")]
    public void Different_names_have_different_keys_and_ids(string one, string other)
    {
        Assert.NotEqual(SourceName.Key(one), SourceName.Key(other));
        Assert.NotEqual(SourceName.IdOf(one), SourceName.IdOf(other));
    }

    [Theory]
    [InlineData("Mayor of Kherson", "mayor-of-kherson")]
    [InlineData("The Guardian", "the-guardian")]
    [InlineData("U.N.", "un")]
    public void An_id_that_says_all_of_a_name_has_no_mark(string name, string id) => Assert.Equal(id, SourceName.IdOf(name).Value);

    /// <summary>The mark is the beginning of the key's SHA-256, and these ids are in journals: they never change.</summary>
    [Theory]
    [InlineData("@handle", "handle-")]
    [InlineData("Мэр Херсона", "mer-khersona-")]
    [InlineData("عمدة خيرسون", "")]
    [InlineData("東京電力", "")]
    [InlineData("a\u0F0Cb 😀", "")]
    public void An_id_is_made_of_any_name(string name, string begin)
    {
        var id = SourceName.IdOf(name);

        Assert.True(IdForm.Fits(id.Value), id.Value);
        Assert.StartsWith(begin, id.Value, StringComparison.Ordinal);
        Assert.Matches("-[0-9a-f]{8}$", id.Value);
    }

    [Fact]
    public void A_name_of_any_length_has_an_id()
    {
        var (one, other) = (SourceName.IdOf(new string('x', 300)), SourceName.IdOf(new string('x', 299)));

        Assert.True(IdForm.Fits(one.Value));
        Assert.NotEqual(one, other);
    }

    [Theory]
    [InlineData("...")]
    [InlineData(" - ")]
    [InlineData("\u200B")]
    public void What_has_neither_letter_nor_digit_names_nobody(string name) => Assert.Equal("", SourceName.Key(name));
}
