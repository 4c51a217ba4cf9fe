using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Tests.Folding.Conclusions;

/// <summary>What EDTF can say of a date is believed and shown: years before 1 and beyond 9999, and how sure the date is said to be.</summary>
public sealed class DatesOfAnyYearTest
{
    [Theory]
    [InlineData("-0043-03-15", "Arrival: 15 March 44 BC (5 March 44 BC to ")]
    [InlineData("0000", "Arrival: 1 BC (")]
    [InlineData("-0430-22", "Arrival: summer 431 BC (")]
    [InlineData("Y170000002", "Arrival: the year 170,000,002 (")]
    [InlineData("Y-170000002", "Arrival: the year 170,000,003 BC (")]
    [InlineData("1984~", "Arrival: about 1984 (")]
    [InlineData("1984?", "Arrival: 1984, uncertain (")]
    [InlineData("1984%", "Arrival: about 1984, uncertain (")]
    [InlineData("1984~/2004-06", "Arrival: between 1 January 1984 and 30 June 2004, approximate (")]
    [InlineData("-0500/..", "Arrival: 1 January 501 BC at the earliest (1 January 501 BC to ")]
    public void A_date_is_shown_as_it_was_posted(string edtf, string statement)
    {
        var view = Story.Of(Ask.When(), Say.Date("c1", edtf, "post>nis")).View();

        Assert.Equal(edtf, Assert.IsType<Belief.Date>(view.Belief).Edtf);
        Assert.StartsWith(statement, view.Statement, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1924-03-01", "2024-03-01")]
    [InlineData("1974-03-01", "2024-03-01")]
    [InlineData("-0044-03-15", "2024-03-01")]
    public void However_far_apart_dates_are_the_interval_holds_those_that_are_named(string one, string other)
    {
        var view = Story.Of(Ask.When(), Say.Date("c1", one, "post>nis"), Say.Date("c2", other, "wire>mnd")).View();
        var date = Assert.IsType<Belief.Date>(view.Belief);

        foreach (var edtf in new[] { one, other }.Where(edtf => edtf == date.Edtf || Edtf.Parse(edtf).From == date.Alternative))
        {
            var day = Edtf.Parse(edtf).From!.Value; // both are days
            Assert.True(date.Interval90!.Value.From <= day && day < date.Interval90.Value.To, $"{view.Statement}");
        }
    }

    [Fact]
    public void An_uncertain_date_weighs_less()
    {
        double WeightOf(string edtf) => Story.Of(Ask.When(), Say.Date("c1", edtf, "post>nis")).Entry("c1").Weight;

        Assert.True(WeightOf("1984") > WeightOf("1984~"));
        Assert.True(WeightOf("1984~") > WeightOf("1984?"));
        Assert.True(WeightOf("1984?") > WeightOf("1984%"));
    }

    [Fact]
    public void Dates_of_all_ages_make_a_view()
    {
        var random = new Random(7);
        string[] dates =
        [
            "Y170000002", "Y-170000002", "Y-999999999999", "Y999999999999", "-9999-12-31", "-0001", "0000", "0001-01-01", "9999-12-31T23:59Z", "9999",
            "../-0500", "Y20000/..", "1985/Y20000", "Y-20000/2004", "000X", "1984?", "2025-05-XX",
        ];
        for (var i = 0; i < 500; i++)
        {
            var claims = Enumerable.Range(0, random.Next(1, 6)).Select(n =>
                Say.Date($"c{n}", dates[random.Next(dates.Length)], $"post>nis{random.Next(4)}", $"2025-0{random.Next(1, 7)}-01")
                    .As((ClaimStatus)random.Next(6)) is var claim && random.Next(5) == 0 ? claim.Denied() : claim);
            var story = Story.Of(Ask.When().Accepting(Enum.GetValues<ClaimStatus>()), [.. claims]);
            var view = story.View();

            Assert.NotEmpty(view.Statement);
            Assert.All(story.Fold().Ledger(0, 10, without: true), entry => Assert.NotEmpty(entry.Reason));
            if (view.Belief is Belief.Date { Interval90: { } wide, Interval50: { } narrow })
                Assert.True(wide.From <= narrow.From && narrow.From <= narrow.To && narrow.To <= wide.To, view.Statement);
        }
    }

    [Fact]
    public void What_holds_in_such_a_year_is_told_as_of_the_first_or_last_that_time_rules_know()
    {
        var story = Story.Of(Ask.Whether(Dynamics.Changing), Say.Yes("c1", "post>nis").Valid("-0043"), Say.Yes("c2", "post>kim").Valid("Y-20000/Y20000"));

        Assert.Equal(Standing.Counted, story.Standing("c2"));
        Assert.NotEmpty(story.View().Statement);
        Assert.NotEmpty(story.Fold().Turns());
    }
}
