using System.Globalization;
using Analysis.Domain.Claims;

namespace Analysis.Domain.Tests.Claims;

/// <summary>ISO 8601-2 level 0, and what of level 1 people write about events; bounds are half-open, in UTC.</summary>
public sealed class EdtfTest
{
    [Theory]
    [InlineData("2024", "2024-01-01T00:00", "2025-01-01T00:00")]
    [InlineData("0001", "0001-01-01T00:00", "0002-01-01T00:00")]
    [InlineData("9998", "9998-01-01T00:00", "9999-01-01T00:00")]
    [InlineData("2024-02", "2024-02-01T00:00", "2024-03-01T00:00")]
    [InlineData("2024-12", "2024-12-01T00:00", "2025-01-01T00:00")]
    [InlineData("2024-02-29", "2024-02-29T00:00", "2024-03-01T00:00")]
    [InlineData("2000-02-29", "2000-02-29T00:00", "2000-03-01T00:00")]
    [InlineData("9998-12-31", "9998-12-31T00:00", "9999-01-01T00:00")]
    [InlineData("2024-10-19T16:25", "2024-10-19T16:25", "2024-10-19T16:26")]
    [InlineData("2024-10-19T16:25Z", "2024-10-19T16:25", "2024-10-19T16:26")]
    [InlineData("2024-10-19T16:25+03:00", "2024-10-19T13:25", "2024-10-19T13:26")]
    [InlineData("2024-10-19T00:30+09:00", "2024-10-18T15:30", "2024-10-18T15:31")]
    [InlineData("2024-10-19T16:25:09", "2024-10-19T16:25:09", "2024-10-19T16:25:10")]
    [InlineData("2024-10-19T16:25:09-05:00", "2024-10-19T21:25:09", "2024-10-19T21:25:10")]
    [InlineData("2024-10-19T16:25:09.5Z", "2024-10-19T16:25:09.5", "2024-10-19T16:25:09.5000001")]
    [InlineData("2024?", "2024-01-01T00:00", "2025-01-01T00:00")]
    [InlineData("2024-10~", "2024-10-01T00:00", "2024-11-01T00:00")]
    [InlineData("2024-10-19%", "2024-10-19T00:00", "2024-10-20T00:00")]
    [InlineData("202X", "2020-01-01T00:00", "2030-01-01T00:00")]
    [InlineData("20XX", "2000-01-01T00:00", "2100-01-01T00:00")]
    [InlineData("2XXX", "2000-01-01T00:00", "3000-01-01T00:00")]
    [InlineData("000X", "0001-01-01T00:00", "0010-01-01T00:00")]
    [InlineData("2024-XX", "2024-01-01T00:00", "2025-01-01T00:00")]
    [InlineData("2024-XX-XX", "2024-01-01T00:00", "2025-01-01T00:00")]
    [InlineData("2024-10-XX", "2024-10-01T00:00", "2024-11-01T00:00")]
    [InlineData("2024-21", "2024-03-01T00:00", "2024-06-01T00:00")]
    [InlineData("2024-22", "2024-06-01T00:00", "2024-09-01T00:00")]
    [InlineData("2024-23", "2024-09-01T00:00", "2024-12-01T00:00")]
    [InlineData("2024-24", "2024-12-01T00:00", "2025-03-01T00:00")]
    public void A_date_spans_what_it_names(string text, string from, string to)
    {
        var date = Edtf.Parse(text);

        Assert.Equal((Utc(from), Utc(to), Utc(to), false), (date.From, date.To, date.StartEnds, date.IsInterval));
        Assert.Equal(text, date.Text);
    }

    [Theory]
    [InlineData("2024-10/2024-12", "2024-10-01T00:00", "2025-01-01T00:00", "2024-11-01T00:00")]
    [InlineData("2024-10-03/2024-10-08", "2024-10-03T00:00", "2024-10-09T00:00", "2024-10-04T00:00")]
    [InlineData("2024-10-08/2024-10-08", "2024-10-08T00:00", "2024-10-09T00:00", "2024-10-09T00:00")]
    [InlineData("2024/2024-03", "2024-01-01T00:00", "2024-04-01T00:00", "2025-01-01T00:00")]
    [InlineData("2024-06/..", "2024-06-01T00:00", null, "2024-07-01T00:00")]
    [InlineData("2024-06/", "2024-06-01T00:00", null, "2024-07-01T00:00")]
    [InlineData("../2025-04", null, "2025-05-01T00:00", null)]
    [InlineData("/2025-04", null, "2025-05-01T00:00", null)]
    [InlineData("2024-06~/2024-08?", "2024-06-01T00:00", "2024-09-01T00:00", "2024-07-01T00:00")]
    [InlineData("2024-10-19T16:25Z/2024-10-19T18:00Z", "2024-10-19T16:25", "2024-10-19T18:01", "2024-10-19T16:26")]
    public void An_interval_spans_from_its_first_date_to_the_end_of_its_last(string text, string? from, string? to, string? startEnds)
    {
        var date = Edtf.Parse(text);

        Assert.Equal((Utc(from), Utc(to), Utc(startEnds), true), (date.From, date.To, date.StartEnds, date.IsInterval));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(" 2024")]
    [InlineData("2024 ")]
    [InlineData("yesterday")]
    [InlineData("24")]
    [InlineData("20245")]
    [InlineData("-2024")]
    [InlineData("+2024")]
    [InlineData("Y20240")]
    [InlineData("0000")]
    [InlineData("9999")]
    [InlineData("999X")]
    [InlineData("XXXX")]
    [InlineData("2X24")]
    [InlineData("202x")]
    [InlineData("202X-05")]
    [InlineData("２０２４")]
    [InlineData("2024-1")]
    [InlineData("2024-1-1")]
    [InlineData("2024-00")]
    [InlineData("2024-13")]
    [InlineData("2024-25")]
    [InlineData("2024-21-01")]
    [InlineData("2024-XX-05")]
    [InlineData("2024-10-00")]
    [InlineData("2024-10-32")]
    [InlineData("2024-06-31")]
    [InlineData("2023-02-29")]
    [InlineData("1900-02-29")]
    [InlineData("2024-10-19-01")]
    [InlineData("20241019")]
    [InlineData("19.10.2024")]
    [InlineData("2024-10-19T")]
    [InlineData("2024-10-19T16")]
    [InlineData("2024-10-19T24:00")]
    [InlineData("2024-10-19T16:60")]
    [InlineData("2024-10-19T16:25:61")]
    [InlineData("2024-10-19T16:25:09.12345678")]
    [InlineData("2024-10-19t16:25")]
    [InlineData("2024-10-19 16:25")]
    [InlineData("2024-10-19T16:25+25:00")]
    [InlineData("0001-01-01T00:00+01:00")]
    [InlineData("9999-01-01T00:00")]
    [InlineData("2024-06-31T10:00")]
    [InlineData("2024??")]
    [InlineData("?")]
    [InlineData("/")]
    [InlineData("../..")]
    [InlineData("../")]
    [InlineData("..")]
    [InlineData("2024/2025/2026")]
    [InlineData("2024/yesterday")]
    [InlineData("2025/2024")]
    [InlineData("2024-10-19/2024-10-18")]
    [InlineData("2024-10/2024")]
    public void What_is_no_date_is_refused_in_words(string text)
    {
        Assert.False(Edtf.TryParse(text, out var date, out var error));

        Assert.Null(date);
        Assert.NotEmpty(error);
        Assert.Throws<FormatException>(() => Edtf.Parse(text));
    }

    [Fact]
    public void A_huge_text_is_refused()
    {
        Assert.False(Edtf.TryParse(new string('2', 1_000_000), out _, out _));
        Assert.False(Edtf.TryParse(string.Concat(Enumerable.Repeat("2024/", 100_000)), out _, out _));
    }

    [Fact]
    public void Two_are_equal_when_they_mean_the_same()
    {
        Assert.Equal(Edtf.Parse("2024-06/.."), Edtf.Parse("2024-06/.."));
        Assert.Equal(Edtf.Parse("2024-06/.."), Edtf.Parse("2024-06/"));
        Assert.Equal(Edtf.Parse("2024-06-01T12:00Z"), Edtf.Parse("2024-06-01T14:00+02:00"));
        Assert.NotEqual(Edtf.Parse("1984"), Edtf.Parse("1984~"));
        Assert.NotEqual(Edtf.Parse("2024-06"), Edtf.Parse("2024-06/.."));
        Assert.Equal("2024-06/..", $"{Edtf.Parse("2024-06/..")}");
    }

    private static DateTimeOffset? Utc(string? text) =>
        text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
