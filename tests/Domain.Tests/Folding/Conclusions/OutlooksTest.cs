using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Tests.Folding.Conclusions;

/// <summary>MODEL.md: what is planned or expected is folded apart and never moves the belief.</summary>
public sealed class OutlooksTest
{
    private static readonly Claim Arrived = Say.Count("c1", 600, "post>nis", "2025-06-01");
    private static readonly Claim Planned = Say.Count("c2", 10_000, "post>ministry", "2025-06-10").As(ClaimStatus.Planned).Valid("2025-12");

    [Fact]
    public void A_plan_never_moves_an_arrival()
    {
        var without = Story.Of(Ask.HowMany(Dynamics.Cumulative), Arrived).View("2025-07-01");
        var story = Story.Of(Ask.HowMany(Dynamics.Cumulative), Arrived, Planned);

        var view = story.View("2025-07-01");

        Assert.Equal(without.Belief, view.Belief);
        Assert.Equal((without.Confidence, without.Disagreement, without.Existence, 1, 1), (view.Confidence, view.Disagreement, view.Existence, view.Claims, view.Origins));
        Assert.Equal((Standing.OutOfScope, "planned, not a fact: shown in the outlook"), (story.Entry("c2", "2025-07-01").Standing, story.Entry("c2", "2025-07-01").Reason));
    }

    [Fact]
    public void The_outlook_is_a_view_of_its_own()
    {
        var outlook = Story.Of(Ask.HowMany(Dynamics.Cumulative), Arrived, Planned).View("2025-07-01").Outlook!;

        Assert.Equal(10_000, Assert.IsType<Belief.Number>(outlook.Belief).Estimate);
        Assert.Equal((1, 1), (outlook.Claims, outlook.Origins));
        Assert.Contains("not yet a fact. ", outlook.Statement, StringComparison.Ordinal);
        Assert.Null(outlook.Outlook);
    }

    [Fact]
    public void A_plan_alone_is_no_evidence_of_an_arrival()
    {
        var view = Story.Of(Ask.HowMany(), Planned).View("2025-07-01");

        Assert.IsType<Belief.None>(view.Belief);
        Assert.Null(view.Existence);
        Assert.NotNull(view.Outlook);
    }

    [Fact]
    public void A_plan_whose_date_has_passed_lapses_from_the_outlook()
    {
        var story = Story.Of(Ask.HowMany(), Planned);

        Assert.NotNull(story.View("2025-12-31").Outlook);
        Assert.Null(story.View("2026-01-01").Outlook);
        Assert.Equal(Standing.Lapsed, story.Standing("c2", "2026-01-01"));
    }

    [Fact]
    public void A_topic_that_asks_about_plans_has_no_outlook()
    {
        var view = Story.Of(Ask.HowMany().Accepting(ClaimStatus.Planned), Planned).View("2025-07-01");

        Assert.Equal(10_000, Assert.IsType<Belief.Number>(view.Belief).Estimate);
        Assert.Null(view.Outlook);
    }

    [Fact]
    public void After_a_resolution_there_is_no_outlook() =>
        Assert.Null(Story.Of(Ask.HowMany(), Arrived, Planned).Resolve(new ClaimValue.Quantity(612, null, null)).View("2025-07-01").Outlook);

    [Fact]
    public void What_came_true_leaves_the_outlook()
    {
        var story = Story.Of(Ask.HowMany(Dynamics.Cumulative), Planned, Say.Count("c3", 10_500, "post>nis", "2025-08-01"));

        Assert.Null(story.View("2025-09-01").Outlook);
        Assert.Equal((Standing.Superseded, "came true: c3"), (story.Entry("c2", "2025-09-01").Standing, story.Entry("c2", "2025-09-01").Reason));
    }

    [Fact]
    public void Less_than_was_expected_is_not_the_expectation_come_true() =>
        Assert.NotNull(Story.Of(Ask.HowMany(Dynamics.Cumulative), Planned, Say.Count("c3", 5_000, "post>nis", "2025-08-01")).View("2025-09-01").Outlook);

    [Fact]
    public void A_label_that_was_expected_and_is_leaves_the_outlook()
    {
        var story = Story.Of(Ask.Which("signed", "ratified"),
            Say.Label("c1", "ratified", "post>ministry", "2025-06-10").As(ClaimStatus.Expected),
            Say.Label("c2", "ratified", "post>nis", "2025-08-01"));

        Assert.Null(story.View("2025-09-01").Outlook);
    }

    [Fact]
    public void What_was_replaced_leaves_it_and_stays_replaced_when_its_successor_lapses()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("c1", 4_000, "post>ministry", "2025-05-10").As(ClaimStatus.Planned).Valid("2026-12"), Planned);

        Assert.Equal(10_000, Assert.IsType<Belief.Number>(story.View("2025-07-01").Outlook!.Belief).Estimate);
        Assert.Null(story.View("2026-01-02").Outlook);
    }
}
