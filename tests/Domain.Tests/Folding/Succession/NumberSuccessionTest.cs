using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Tests.Folding.Succession;

/// <summary>MODEL.md S1 to S4: of one speaker the last statement stands, whatever it says; it stays behind only if it says nothing new.</summary>
public sealed class NumberSuccessionTest
{
    [Fact]
    public void A_newer_figure_replaces_an_older_one()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("c1", 11_000, "post>nis", "2024-10-19"), Say.Count("c2", 15_000, "herald>nis", "2025-06-27"));

        Check(story, "c1", Standing.Superseded, "an earlier statement, replaced by c2 of the same origin");
        Assert.Equal(Standing.Counted, story.Standing("c2"));
        Assert.Equal(15_000, Estimate(story));
    }

    [Fact]
    public void Newer_is_by_the_report_not_by_the_order_of_arrival()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("c2", 15_000, "herald>nis", "2025-06-27"), Say.Count("c1", 11_000, "post>nis", "2024-10-19"));

        Assert.Equal(Standing.Superseded, story.Standing("c1"));
        Assert.Equal(15_000, Estimate(story));
    }

    [Fact]
    public void A_vaguer_statement_that_agrees_is_implied()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("c1", 11_000, "post>nis", "2024-10-19"),
            Say.AtLeast("c2", 1, "post>nis", "2024-11-01"),
            Say.Between("c3", 10_000, 12_000, "post>nis", "2024-11-02"));

        Check(story, "c2", Standing.Implied, "c1 of the same origin already says this and more");
        Check(story, "c3", Standing.Implied, "c1 of the same origin already says this and more");
        Assert.Equal((11_000, 1), (Estimate(story), story.View().Claims));
    }

    [Fact]
    public void A_vaguer_statement_that_does_not_agree_stands()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("c1", 11_000, "post>nis", "2024-10-19"), Say.AtLeast("c2", 20_000, "post>nis", "2024-11-01"));

        Assert.Equal((Standing.Superseded, Standing.Counted), (story.Standing("c1"), story.Standing("c2")));
    }

    [Fact]
    public void Where_the_truth_changes_a_return_to_an_older_figure_is_news()
    {
        var story = Story.Of(Ask.HowMany().Ageing(90), Say.Count("c1", 6, "post>nis", "2025-05-01"),
            Say.Count("c2", 600, "post>nis", "2025-06-01"), Say.Count("c3", 6, "herald>nis", "2025-06-20"));

        Assert.Equal((Standing.Superseded, Standing.Superseded, Standing.Counted), (story.Standing("c1"), story.Standing("c2"), story.Standing("c3")));
        Assert.Equal(6, Estimate(story));
    }

    [Fact]
    public void Of_statements_that_say_the_same_the_surest_speaks()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("c1", 600, "post>nis", "2025-06-01"), Say.Count("c2", 600, "post>nis", "2025-06-20").Hedged("could"));

        Check(story, "c2", Standing.Implied, "says the same as c1");
        Assert.Equal(0.9, story.Entry("c1").Certainty!.Value, 1e-12);
    }

    [Fact]
    public void Without_a_reported_time_the_recorded_time_decides()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("c9", 6, "post>nis") with { ReportedTime = null },
            Say.Count("c1", 600, "post>nis") with { ReportedTime = null });

        Assert.Equal((Standing.Superseded, Standing.Counted), (story.Standing("c9"), story.Standing("c1")));
    }

    [Fact]
    public void A_more_specific_statement_replaces_a_vague_one()
    {
        var story = Story.Of(Ask.HowMany(), Say.AtLeast("c1", 1_000, "post>nis", "2024-10-19"), Say.Count("c2", 11_000, "post>nis", "2024-11-01"));

        Check(story, "c1", Standing.Superseded, "an earlier statement, replaced by c2 of the same origin");
    }

    [Fact]
    public void Of_equally_sure_statements_that_say_the_same_the_first_speaks()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("b", 600, "post>nis"), Say.Count("c", 600, "post>nis"), Say.Count("a", 600, "post>nis"));

        Assert.Equal((Standing.Counted, Standing.Implied, Standing.Implied), (story.Standing("a"), story.Standing("b"), story.Standing("c")));
    }

    [Fact]
    public void A_higher_figure_within_the_tolerance_is_news()
    {
        var story = Story.Of(Ask.HowMany(Dynamics.Cumulative), Say.Count("c1", 41_020, "post>afad", "2023-02-18"),
            Say.Count("c2", 44_218, "post>afad", "2023-02-24"));

        Assert.Equal((Standing.Superseded, Standing.Counted), (story.Standing("c1"), story.Standing("c2")));
        Assert.Equal(44_218, Estimate(story));
    }

    [Fact]
    public void A_higher_bound_is_news_and_a_lower_one_is_implied()
    {
        var story = Story.Of(Ask.HowMany(), Say.AtLeast("c1", 600, "post>nis", "2025-06-01"),
            Say.AtLeast("c2", 500, "post>nis", "2025-06-02"), Say.AtLeast("c3", 605, "post>nis", "2025-06-03"));

        Assert.Equal((Standing.Superseded, Standing.Implied, Standing.Counted), (story.Standing("c1"), story.Standing("c2"), story.Standing("c3")));
    }

    [Fact]
    public void Said_again_a_figure_holds_for_later_and_nothing_else()
    {
        var story = Story.Of(Ask.HowMany(Dynamics.Cumulative), Say.Count("c1", 600, "post>nis", "2025-06-01"),
            Say.Count("c2", 600, "herald>nis", "2025-06-20"));

        Assert.Equal(Edtf.Parse("2025-06-20").From, story.View().Newest);
        Assert.Equal((1, 1), (story.View().Claims, story.View().Origins));
    }

    [Fact]
    public void Going_back_to_an_older_figure_is_news()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("c1", 6, "post>nis", "2024-10-12"),
            Say.Count("c2", 600, "post>nis", "2025-06-01"), Say.Count("c3", 6, "herald>nis", "2025-06-20"));

        Assert.Equal(Standing.Superseded, story.Standing("c2"));
        Assert.Equal(6, Estimate(story));
    }

    [Fact]
    public void An_older_figure_through_two_relays_is_a_late_repeat_unless_it_is_said_of_when()
    {
        Story Repeated(Claim claim) =>
            Story.Of(Ask.HowMany(), Say.Count("c1", 6, "post>nis", "2024-10-12"), Say.Count("c2", 600, "post>nis", "2025-06-01"), claim);

        Check(Repeated(Say.Count("c3", 6, "herald>agency>nis", "2025-06-20")), "c3", Standing.Implied, "a late repeat of an older figure; c2 stands");
        Check(Repeated(Say.Count("c3", 6, "herald>nis") with { ReportedTime = null }), "c3", Standing.Implied, "a late repeat of an older figure; c2 stands");
        Assert.Equal(6, Estimate(Repeated(Say.Count("c3", 6, "herald>agency>nis", "2025-06-20").Valid("2025-06-19"))));
    }

    [Fact]
    public void A_fall_on_a_count_that_never_falls_is_taken_with_a_remark()
    {
        // From 1,000 to 800: more than h = .1 and less than half.
        var story = Story.Of(Ask.HowMany(Dynamics.Cumulative), Say.Count("c1", 1_000, "post>nis", "2025-06-01"),
            Say.Count("c2", 800, "post>nis", "2025-06-20"));

        Assert.Equal(800, Estimate(story));
        Assert.Equal(["nis (c2) revised downward from 1,000"], story.View().Notices);
        Assert.Equal(Standing.Superseded, story.Standing("c1"));
    }

    [Fact]
    public void A_fall_by_more_than_half_is_not_believed_at_once()
    {
        var story = new Story(Ask.HowMany(Dynamics.Cumulative)).Source("nis", Grade.B)
            .Hear(Say.Count("c1", 4_047, "post>nis", "2025-06-01"), Say.Count("c2", 123, "post>nis", "2025-06-20"));

        Assert.Equal((Standing.Counted, Standing.Counted), (story.Standing("c1"), story.Standing("c2")));
        Assert.Equal(["nis (c2) falls from 4,047 to 123 on a count that never falls: restart, other scope, or correction?"], story.View().Notices);
        Assert.Equal(1, story.View().Origins);
        Assert.All(story.Fold().Explain(0, 10).Origins.Single().Claims, c => Assert.Equal(2, c.Among)); // each for half
    }

    [Fact]
    public void Elsewhere_a_fall_is_a_change_like_any()
    {
        var story = Story.Of(Ask.HowMany().Ageing(90), Say.Count("c1", 4_047, "post>nis", "2025-06-01"), Say.Count("c2", 123, "post>nis", "2025-06-20"));

        Assert.Empty(story.View().Notices);
        Assert.Equal((123, 1), (Estimate(story), story.View().Claims));
    }

    [Fact]
    public void A_later_and_lower_figure_reaches_back()
    {
        var story = Story.Of(Ask.HowMany(Dynamics.Cumulative), Say.Count("c1", 1_000, "post>nis", "2025-06-01"),
            Say.Count("c2", 800, "post>nis", "2025-06-20"));

        Assert.Equal(800, Assert.IsType<Belief.Number>(story.View(validAt: "2025-06-10").Belief).Estimate);
        var (standing, reason) = (story.Entry("c1", "2025-06-10").Standing, story.Entry("c1", "2025-06-10").Reason);
        Assert.Equal((Standing.Superseded, "later put lower by c2 of the same origin"), (standing, reason));
    }

    [Fact]
    public void Where_the_truth_is_fixed_the_last_report_stands_whatever_time_it_is_about()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("c1", 600, "post>nis", "2025-06-20").Valid("2025-01"),
            Say.Count("c2", 900, "post>nis", "2025-06-01").Valid("2025-05"));

        Assert.Equal(600, Estimate(story));
    }

    [Fact]
    public void Elsewhere_the_one_about_the_latest_time_does()
    {
        var story = Story.Of(Ask.HowMany(Dynamics.Cumulative),
            Say.Count("c1", 600, "post>nis", "2025-06-20").Valid("2025-01"),
            Say.Count("c2", 900, "post>nis", "2025-06-01").Valid("2025-05"));

        Assert.Equal(900, Estimate(story));
    }

    private static void Check(Story story, string claim, Standing standing, string reason)
    {
        var entry = story.Entry(claim);

        Assert.Equal((standing, reason), (entry.Standing, entry.Reason));
        Assert.Equal((0, 0), (entry.Weight, entry.Contribution));
    }

    private static double? Estimate(Story story) => Assert.IsType<Belief.Number>(story.View().Belief).Estimate;
}
