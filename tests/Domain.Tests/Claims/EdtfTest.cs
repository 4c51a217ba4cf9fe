using System.Globalization;
using Analysis.Domain.Claims;

namespace Analysis.Domain.Tests.Claims;

/// <summary>
/// Levels 0 and 1 of EDTF (https://www.loc.gov/standards/datetime/), all examples of its specification among them; bounds are half-open, in
/// UTC.
/// </summary>
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
    [InlineData("+2024")]
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

    [Theory]
    [InlineData("0000", "0000-01-01", "0001-01-01")]
    [InlineData("-0001", "-0001-01-01", "0000-01-01")]
    [InlineData("-1985", "-1985-01-01", "-1984-01-01")]
    [InlineData("-0043-03-15", "-0043-03-15", "-0043-03-16")]
    [InlineData("-0004-02-29", "-0004-02-29", "-0004-03-01")]
    [InlineData("0000-02-29", "0000-02-29", "0000-03-01")]
    [InlineData("-198X", "-1989-01-01", "-1979-01-01")]
    [InlineData("000X", "0000-01-01", "0010-01-01")]
    [InlineData("-0480-23", "-0480-09-01", "-0480-12-01")]
    [InlineData("9999", "9999-01-01", "Y10000")]
    [InlineData("999X", "9990-01-01", "Y10000")]
    [InlineData("Y170000002", "Y170000002", "Y170000003")]
    [InlineData("Y-170000002", "Y-170000002", "Y-170000001")]
    [InlineData("Y999999999999", "Y999999999999", "Y1000000000000")]
    [InlineData("-0431/-0403", "-0431-01-01", "-0402-01-01")]
    [InlineData("0001-01-01T00:00+01:00", "0000-12-31", "0000-12-31")]
    [InlineData("-0043-03-15T12:00Z", "-0043-03-15", "-0043-03-15")]
    public void Any_year_of_the_calendar_can_be_named(string text, string begins, string ends)
    {
        var date = Edtf.Parse(text);

        Assert.Equal((begins, ends), ($"{date.Begins}", $"{date.Ends}"));
        Assert.True(date.Begins < date.Ends);
    }

    [Theory] // the examples of the specification
    [InlineData("1985-04-12 1985-04 1985 1985-04-12T23:20:30 1985-04-12T23:20:30Z 1985-04-12T23:20:30-04 1985-04-12T23:20:30+04:30")]
    [InlineData("1964/2008 2004-06/2006-08 2004-02-01/2005-02-08 2004-02-01/2005-02 2004-02-01/2005 2005/2006-02")]
    [InlineData("Y170000002 Y-170000002 2001-21 1984? 2004-06~ 2004-06-11% 201X 20XX 2004-XX 1985-04-XX 1985-XX-XX -1985")]
    [InlineData("1985-04-12/.. 1985-04/.. 1985/.. ../1985-04-12 ../1985-04 ../1985 1985-04-12/ 1985-04/ 1985/ /1985-04-12 /1985-04 /1985")]
    [InlineData("1984~/2004-06 1984/2004-06~ 1984~/2004~ 1984?/2004% 1984-06-02?/2004-08-08~")]
    public void All_of_levels_0_and_1_is_understood(string examples)
    {
        foreach (var text in examples.Split(' '))
        {
            Assert.True(Edtf.TryParse(text, out var date, out var error), $"{text} {error}");
            Assert.Equal((text, Edtf.Parse(text)), ($"{date}", date));
        }
    }

    [Theory] // the examples of the specification
    [InlineData("an exponential year", "Y-17E7 Y17E8 Y3388E2S3")]
    [InlineData("significant digits of a year", "1950S2 Y171010000S3")]
    [InlineData("a division of a year other than a season", "2001-34 2001-25 2001-41")]
    [InlineData("a set of dates", "[1667,1668,1670..1672] [..1760-12-03] [1760-12..] [1760-01,1760-02,1760-12..] [1667,1760-12] [..1984]")]
    [InlineData("a set of dates", "{1667,1668,1670..1672} {1960,1961-12} {..1984} [1667,1668] {1667,1668}")]
    [InlineData("a qualification of a part of a date", "2004-06~-11 2004?-06-11 ?2004-06-~11 2004-%06-11 2004-06-~01/2004-06-~20")]
    [InlineData("unspecified digits elsewhere than at the right", "156X-12-25 15XX-12-25 XXXX-12-XX 1XXX-XX 1XXX-12 1984-1X 2004-XX-15")]
    [InlineData("more than two unspecified digits of a year", "1XXX")]
    [InlineData("an unspecified digit within an interval", "2004-06-XX/2004-07-03 201X/.. ../2004-XX")]
    public void Level_2_is_refused_by_name(string feature, string examples)
    {
        foreach (var text in examples.Split(' '))
        {
            Assert.False(Edtf.TryParse(text, out _, out var error), text);
            Assert.True(error == $"uses {feature}, which is of EDTF level 2; levels 0 and 1 are understood", $"{text}: {error}");
        }
    }

    [Theory]
    [InlineData("2XXX")]
    [InlineData("2004-06-XX/2004-07-03")]
    [InlineData("202X/2024-XX")]
    public void What_was_taken_in_once_is_still_read(string text) => Assert.Equal(text, Edtf.Parse(text).Text);

    [Fact]
    public void What_is_printed_means_the_same_when_it_is_read()
    {
        var random = new Random(16);
        for (var i = 0; i < 20_000; i++)
        {
            var text = RandomEdtf(random);
            Assert.True(Edtf.TryParse(text, out var date, out var error) || error == "ends before it begins", $"{text} {error}");
            if (date is null) continue;
            Assert.Equal((date, text), (Edtf.Parse($"{date}"), $"{date}"));
            Assert.True(date.Begins is null || date.Ends is null || date.Begins < date.Ends, text);
            Assert.True(date.From is null || date.To is null || date.From <= date.To, text);
        }
    }

    [Fact]
    public void A_day_is_printed_as_it_is_read()
    {
        var random = new Random(10);
        for (var i = 0; i < 20_000; i++)
        {
            var day = Instant.OfDays(random.Next(-4_300_000, 2_900_000));
            Assert.Equal(day, Edtf.Parse($"{day}").Begins);
            Assert.Equal(day, Instant.Of(day.Date.Year, day.Date.Month, day.Date.Day));
            Assert.Equal(day, Instant.OfDays(day.Days));
        }
    }

    private static string RandomEdtf(Random random)
    {
        var isInterval = random.Next(3) == 0;
        if (!isInterval) return Date();
        return random.Next(4) switch { 0 => $"{Date()}/..", 1 => $"/{Date()}", 2 => $"{Date()}/", _ => $"{Date()}/{Date()}" };

        string Date() => One() + (random.Next(4) == 0 ? "?~%"[random.Next(3)].ToString() : "");

        string One()
        {
            var sign = random.Next(4) == 0 ? "-" : "";
            var (year, month, day) = ($"{sign}{random.Next(1, 10_000):0000}", $"{random.Next(1, 13):00}", $"{random.Next(1, 29):00}");
            return random.Next(isInterval ? 5 : 8) switch
            {
                0 => year,
                1 => $"{year}-{month}",
                2 => $"{year}-{month}-{day}",
                3 => $"Y{sign}{random.NextInt64(10_000, Instant.YearMax)}",
                4 => $"{year}-{month}-{day}T{random.Next(24):00}:{random.Next(60):00}:{random.Next(60):00}{new[] { "", "Z", "-04", "+05:30" }[random.Next(4)]}",
                5 => $"{year}-{random.Next(21, 25)}",
                6 => $"{year[..^1]}X",
                _ => $"{year}-{month}-XX",
            };
        }
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
