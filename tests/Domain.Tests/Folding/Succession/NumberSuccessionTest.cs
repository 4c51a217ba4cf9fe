using Analysis.Domain.Views;

namespace Analysis.Domain.Tests.Folding.Succession;

/// <summary>MODEL.md part 1.2: of one speaker the latest statement stands, unless it says less and agrees.</summary>
public sealed class SuccessionTest
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
        var story = Story.Of(Ask.HowMany(), Say.Count("c1", 11_000, "post>nis", "2024-10-19"), Say.AtLeast("c2", 1, "post>nis", "2024-11-01"), Say.Between("c3", 10_000, 12_000, "post>nis", "2024-11-02"));

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
    public void A_more_specific_statement_replaces_a_vague_one()
    {
        var story = Story.Of(Ask.HowMany(), Say.AtLeast("c1", 1_000, "post>nis", "2024-10-19"), Say.Count("c2", 11_000, "post>nis", "2024-11-01"));

        Check(story, "c1", Standing.Superseded, "less specific than c2 of the same origin");
    }

    [Fact]
    public void A_late_repeat_of_an_older_figure_changes_nothing()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("c1", 6, "post>nis", "2024-10-12"), Say.Count("c2", 600, "post>nis", "2025-06-01"), Say.Count("c3", 6, "herald>nis", "2025-06-20"));

        Check(story, "c3", Standing.Implied, "a late repeat of an older figure; c2 stands");
        Assert.Equal(600, Estimate(story));
    }

    [Fact]
    public void Where_the_truth_changes_a_return_to_an_older_figure_is_news()
    {
        var story = Story.Of(Ask.HowMany().Ageing(90), Say.Count("c1", 6, "post>nis", "2025-05-01"), Say.Count("c2", 600, "post>nis", "2025-06-01"), Say.Count("c3", 6, "herald>nis", "2025-06-20"));

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
    public void Of_equally_sure_statements_that_say_the_same_the_greatest_id_speaks()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("b", 600, "post>nis"), Say.Count("c", 600, "post>nis"), Say.Count("a", 600, "post>nis"));

        Assert.Equal((Standing.Implied, Standing.Implied, Standing.Counted), (story.Standing("a"), story.Standing("b"), story.Standing("c")));
    }

    [Fact]
    public void Who_changes_his_mind_has_changed_it()
    {
        var story = Story.Of(Ask.Whether(), Say.Yes("c1", "post>nis", "2025-06-01"), Say.Yes("c2", "post>nis", "2025-06-02").Denied());

        Assert.Equal(Standing.Superseded, story.Standing("c1"));
        Assert.True(Assert.IsType<Belief.Proposition>(story.View().Belief).Likelihood.Probability < 0.5);
    }

    [Fact]
    public void Who_names_another_label_has_thereby_denied_the_rest()
    {
        var story = Story.Of(Ask.Which("a", "b", "c"), Say.Label("c1", "a", "post>nis", "2025-06-01"), Say.Label("c2", "b", "post>nis", "2025-06-02").Denied());

        Check(story, "c2", Standing.Implied, "c1 of the same origin already says this and more");
    }

    [Fact]
    public void Without_a_reported_time_the_recorded_time_decides()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("c9", 6, "post>nis") with { ReportedTime = null }, Say.Count("c1", 600, "post>nis") with { ReportedTime = null });

        Assert.Equal((Standing.Superseded, Standing.Counted), (story.Standing("c9"), story.Standing("c1")));
    }

    private static void Check(Story story, string claim, Standing standing, string reason)
    {
        var entry = story.Entry(claim);

        Assert.Equal((standing, reason), (entry.Standing, entry.Reason));
        Assert.Equal((0, 0), (entry.Weight, entry.Contribution));
    }

    private static double? Estimate(Story story) => Assert.IsType<Belief.Number>(story.View().Belief).Estimate;
}
