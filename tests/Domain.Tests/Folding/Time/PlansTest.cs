using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Belief = Analysis.Domain.Views.Belief;

namespace Analysis.Domain.Tests.Folding.Time;

/// <summary>MODEL.md T4: a plan is a state of somebody's mind, which he, or who may overrule him, changes.</summary>
public sealed class PlansTest
{
    private static TopicDefinition Any => Ask.When().Accepting(Enum.GetValues<ClaimStatus>());

    private static Claim Planned(string id, string date, string by, string on) => Say.Date(id, date, by, on).As(ClaimStatus.Planned);

    [Fact]
    public void What_has_occurred_overtakes_every_plan()
    {
        var story = new Story(Any).Source("court", Grade.A)
            .Hear(Planned("c1", "2026-03-15", "post>court", "2025-06-01"),
            Say.Date("c2", "2025-12-01", "post>witness", "2025-12-02"));

        Assert.Equal((Standing.Superseded, "overtaken: it has come about"), (story.Entry("c1").Standing, story.Entry("c1").Reason));
        Assert.Equal("2025-12-01", Assert.IsType<Belief.Date>(story.View().Belief).Edtf);
    }

    [Fact]
    public void A_report_of_less_than_three_tenths_overtakes_none()
    {
        // .66 x .5 x .55 = .18
        var story = new Story(Any).Source("court", Grade.A)
            .Hear(Planned("c1", "2026-03-15", "post>court", "2025-06-01"),
            Say.Date("c2", "2025-12-01", "post>witness", "2025-12-02").Credible(5).Hedged("could"));

        Assert.Equal(Standing.Counted, story.Standing("c1"));
    }

    [Fact]
    public void A_plan_that_was_annulled_leaves_no_date()
    {
        var story = new Story(Any).Source("council", Grade.A).Source("cabinet", Grade.A)
            .Hear(Planned("c1", "2026-12-15", "post>cabinet", "2025-01-10"), Planned("c2", "2026-12-15", "post>council", "2025-02-15").Denied());

        var view = story.View();

        Assert.Null(Assert.IsType<Belief.Date>(view.Belief).Edtf);
        Assert.Equal("Arrival: no date stands; 15 December 2026 was called off on 15 February 2025 by council.",
            view.Statement.Replace("Disputed. ", "", StringComparison.Ordinal));
        Assert.Equal(["called off by council on 15 February 2025 (c2): no date of \"Arrival\" stands"], view.Notices);
    }

    [Fact]
    public void A_new_date_after_the_annulment_stands()
    {
        var story = new Story(Any).Source("council", Grade.A).Source("cabinet", Grade.A)
            .Hear(Planned("c1", "2026-12-15", "post>cabinet", "2025-01-10"),
            Planned("c2", "2026-12-15", "post>council", "2025-02-15").Denied(),
            Planned("c3", "2027-03-01", "post>cabinet", "2025-05-01"));

        Assert.Equal("2027-03-01", Assert.IsType<Belief.Date>(story.View().Belief).Edtf);
    }

    [Fact]
    public void What_a_lapsed_plan_had_replaced_stays_replaced()
    {
        var story = Story.Of(Any, Planned("c1", "2026-06-01", "post>nis", "2025-01-10"), Planned("c2", "2025-09-01", "post>nis", "2025-02-10"));

        Assert.Equal((Standing.Superseded, Standing.Lapsed), (story.Standing("c1"), story.Standing("c2")));
        Assert.IsType<Belief.None>(story.View().Belief);
    }

    [Fact]
    public void Age_does_not_lower_confidence_in_a_plan_that_nobody_has_touched()
    {
        var story = new Story(Any with { HalfLife = new("P30D", TimeSpan.FromDays(30)), Dynamics = Dynamics.Changing })
            .Source("court", Grade.A).Hear(Planned("c1", "2026-03-15", "post>court", "2025-06-01"));

        Assert.Equal(story.View(validAt: "2025-06-02").Confidence.Score, story.View(validAt: "2025-12-02").Confidence.Score);
    }

    [Fact]
    public void About_a_month_is_a_quarter_of_it_wider_on_each_side()
    {
        DateInterval Interval(string edtf) =>
            Assert.IsType<Belief.Date>(Story.Of(Ask.When(), Say.Date("c1", edtf, "post>nis"))
            .View().Belief).Interval90!.Value;

        Assert.True(Interval("2025-04~").From < Interval("2025-04").From && Interval("2025-04~").To > Interval("2025-04").To);
    }

    [Fact]
    public void A_range_of_dates_is_given_as_it_was_written()
    {
        var view = Story.Of(Ask.When(), Say.Date("c1", "2025-07/2025-08", "post>nis")).View();

        Assert.Equal("2025-07/2025-08", Assert.IsType<Belief.Date>(view.Belief).Edtf);
        Assert.StartsWith("Arrival: between 1 July 2025 and 31 August 2025 (", view.Statement, StringComparison.Ordinal);
        Assert.EndsWith(", 90 %).", view.Statement, StringComparison.Ordinal);
    }
}
