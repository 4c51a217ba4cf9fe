using Analysis.Domain.Claims;
using Analysis.Domain.Views;

namespace Analysis.Domain.Tests.Folding.Rendering;

/// <summary>What is shown in short says what the sentence says, in its figures.</summary>
public sealed class HeadlineTest
{
    [Fact]
    public void A_number_is_that_of_the_sentence_with_its_range()
    {
        var view = Story.Of(Ask.HowMany(), Say.Count("c1", 600, "post>nis"), Say.Count("c2", 640, "wire>un")).View();

        Assert.Contains(view.Headline.Text, view.Statement, StringComparison.Ordinal);
        Assert.Contains($"around {view.Headline.Answer} persons (", view.Statement, StringComparison.Ordinal);
        Assert.Matches("^persons, [0-9,]+ to [0-9,]+$", view.Headline.Beside);
    }

    [Fact]
    public void A_bound_says_that_it_is_one() =>
        Assert.Equal("at least 1,500", Story.Of(Ask.HowMany(), Say.AtLeast("c1", 1_500, "post>nis")).View().Headline.Answer);

    [Fact]
    public void What_leads_among_many_without_a_half_is_most_likely_and_not_unlikely()
    {
        var view = Story.Of(Ask.Which("a", "b", "c", "d", "e", "f"), Say.Label("c1", "a", "tabloid").Hedged("possibly", "unconfirmed")).View();

        Assert.Equal("a", view.Headline.Answer);
        Assert.Matches("^most likely [(][0-9]+ %[)], not established$", view.Headline.Beside);
    }

    [Fact]
    public void A_date_has_its_range_also_where_it_is_open()
    {
        var view = Story.Of(Ask.When(), Say.Date("c1", "2025-06-20/..", "post>nis")).View();

        Assert.Equal("20 June 2025 at the earliest", view.Headline.Answer);
        Assert.Matches("^20 June 2025 to .*, 90 %$", view.Headline.Beside);
        Assert.Contains(view.Headline.Text, view.Statement, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_is_said_to_be_established()
    {
        var yes = Story.Of(Ask.Whether(), Say.Yes("c1", "post>nis")).Resolve(new ClaimValue.Proposition(true, null)).View();
        var one = Story.Of(Ask.HowMany(), Say.Count("c1", 4, "post>nis")).Resolve(new ClaimValue.Quantity(1, null, null)).View();

        Assert.Equal(new Headline("Yes, established", null, "yes, established"), yes.Headline);
        Assert.Equal(new Headline("1, established", "person", "1 person, established"), one.Headline);
    }

    [Fact]
    public void Too_old_to_say_is_not_that_nobody_has_said()
    {
        var said = Story.Of(Ask.HowMany().Ageing(days: 7), Say.Count("c1", 45, "post>port").Valid("2025-06-30")).View();
        var young = Story.Of(Ask.HowMany().Ageing(days: 7), Say.Count("c1", 45, "post>port", "2025-12-20").Valid("2025-12-20")).View();

        Assert.Equal("too old to say", said.Headline.Answer);
        Assert.StartsWith("last around 45 persons (", said.Headline.Beside, StringComparison.Ordinal);
        Assert.EndsWith("as of 30 June 2025; nothing newer, so too old to say what is so now.", said.Statement, StringComparison.Ordinal);
        Assert.Equal("45", young.Headline.Answer);
        Assert.Equal(new Headline("no evidence", "nobody has said anything", "no evidence"), Story.Of(Ask.HowMany()).View().Headline);
        Assert.Equal("the one claim was withdrawn", Story.Of(Ask.HowMany(), Say.Count("c1", 45, "post>port")).Retract("c1").View().Headline.Beside);
    }

    [Fact]
    public void By_how_much_an_answer_moved_is_said_in_figures_or_points()
    {
        View Counted(double best) => Story.Of(Ask.HowMany(), Say.Count("c1", best, "post>nis")).View();
        View Stated(double p) => Story.Of(Ask.Whether(), Say.Yes("c1", "post>nis")).View() with { Belief = new Belief.Proposition(new Likelihood(p)) };

        Assert.Equal("+4,100", Headline.Difference(Counted(600), Counted(4_700)));
        Assert.Equal("−560", Headline.Difference(Counted(600), Counted(40)));
        Assert.Null(Headline.Difference(Counted(600), Counted(600)));
        Assert.Equal("−12 points", Headline.Difference(Stated(0.62), Stated(0.5)));
    }

    [Fact]
    public void What_happened_is_said_in_a_phrase()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("c1", 31_000, "post>office-b", "2025-06-01"), Say.Count("c2", 45, "post>wire-a", "2025-06-02"))
            .Retract("c2", on: "2025-06-05").Resolve(new ClaimValue.Quantity(30, null, null), on: "2025-06-09");

        Assert.Equal(["office-b says 31,000", "wire-a says 45", "wire-a retracts 45", "30 is established"],
            story.Fold().Happenings(overReports: true).OrderBy(h => h.Key).Select(h => h.Value));
    }
}
