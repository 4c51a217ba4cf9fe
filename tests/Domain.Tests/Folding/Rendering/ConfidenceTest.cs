using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Tests.Folding.Rendering;

/// <summary>MODEL.md section 6: score = (1 - prod (1 - .55 w)) (1 - disagreement/2) freshness.</summary>
public sealed class ConfidenceTest
{
    [Fact]
    public void One_origin_of_grade_B_is_moderate_and_ungraded_low()
    {
        var graded = new Story(Ask.HowMany()).Source("nis", Grade.B).Hear(Say.Count("c1", 600, "post>nis")).View().Confidence;
        var ungraded = Story.Of(Ask.HowMany(), Say.Count("c1", 600, "post>nis")).View().Confidence;

        Near(0.55 * 0.85 * 0.9, graded.Score); // .42
        Near(0.55 * Known.Ungraded * 0.9, ungraded.Score); // .327
        Assert.Equal((ConfidenceLevel.Moderate, ConfidenceLevel.Low), (graded.Level, ungraded.Level));
    }

    [Fact]
    public void Many_good_origins_that_agree_are_high()
    {
        var story = new Story(Ask.HowMany());
        foreach (var id in new[] { "a", "b", "c" }) story.Source(id, Grade.A).Hear(Say.Count(id, 600, $"post>{id}"));

        var confidence = story.View().Confidence;

        Near(1 - Math.Pow(1 - (0.55 * 0.95 * 0.9), 3), confidence.Score);
        Assert.Equal(ConfidenceLevel.High, confidence.Level);
    }

    [Fact]
    public void Numbers_disagree_by_the_share_of_weight_that_misses()
    {
        // Weights .85 x .9 = .765 for 600 and .75 x .9 = .675 for 6, both figures of today.
        var view = new Story(Ask.HowMany()).Source("nis", Grade.B).Source("army", Grade.C).Hear(Say.Count("c1", 600, "post>nis"), Say.Count("c2", 6, "post>army")).View();

        Assert.Equal(600, Assert.IsType<Belief.Number>(view.Belief).Estimate);
        Near(0.675 / (0.675 + 0.765), view.Disagreement);
        Near(0.55 * 0.765 * (1 - (0.46875 / 2)), view.Confidence.Score);
        Assert.False(view.Disputed);
        Assert.Equal(["agrees with the estimate", "6"], view.Camps.Select(c => c.Position));
    }

    [Fact]
    public void Labels_disagree_by_the_entropy_of_the_vote()
    {
        // x: 2.545455 for yes against .628/.372 - 1 = .688172 for no: a share of .212818, an entropy of .746834 bits.
        var view = new Story(Ask.Whether()).Source("nis", Grade.B).Hear(Say.Yes("c1", "post>nis"), Say.Yes("c2", "post>gov").Denied()).View();

        Near(0.746834, view.Disagreement);
        Near(0.55 * 0.765 * (1 - (0.746834 / 2)), view.Confidence.Score);
        Assert.True(view.Disputed);
        Assert.StartsWith("Disputed. Deployment: likely (68 %)", view.Statement, StringComparison.Ordinal);
        Assert.Equal(["yes", "no"], view.Camps.Select(c => c.Position));
        Near(0.765 / (0.765 + (Known.Ungraded * 0.9)), view.Camps[0].Weight);
        Assert.Equal([false, true], view.Camps.SelectMany(c => c.Members).Select(m => m.Denies));
    }

    [Fact]
    public void Two_camps_of_one_size_are_disputed_and_the_interval_holds_both()
    {
        var story = new Story(Ask.HowMany());
        for (var i = 0; i < 6; i++) story.Source($"s{i}", Grade.B).Hear(Say.Count($"c{i}", i < 3 ? 5 : 400, $"post>s{i}"));
        var view = story.View();
        var number = Assert.IsType<Belief.Number>(view.Belief);

        Assert.True(view.Disputed);
        Assert.Equal(0.5, view.Disagreement, 1e-9);
        Assert.True(number.Interval90.Low <= 5 && number.Interval90.High >= 400);
        Assert.True(number.Interval50.Low > 4 && number.Interval50.High < 450); // between and around them, not beyond
    }

    [Fact]
    public void Who_misses_the_estimate_is_in_no_camp_of_it_however_well_graded()
    {
        var story = new Story(Ask.HowMany());
        foreach (var (i, grade) in new[] { Grade.B, Grade.B, Grade.C, Grade.A, Grade.C, Grade.E }.Index())
            story.Source($"s{i}", grade).Hear(Say.Count($"c{i}", i < 3 ? 10_000 : 20_000, $"post>s{i}"));
        var view = story.View();

        Assert.Equal(["agrees with the estimate", "20,000"], view.Camps.Select(c => c.Position));
        Assert.Equal(view.Disagreement, view.Camps[1].Weight, 1e-6);
    }

    [Fact]
    public void Nobody_disagrees_where_all_agree()
    {
        var view = Story.Of(Ask.Whether(), Say.Yes("c1", "post>nis"), Say.Yes("c2", "post>army")).View();

        Assert.Equal((0, 0), (view.Disagreement, view.Camps.Count));
    }

    [Fact]
    public void Once_the_rest_outweighs_the_leading_answer_disagreement_is_complete()
    {
        // x of four labels: 9.0435 of grade B against 3.6014 of each ungraded.
        var view = new Story(Ask.Which("a", "b", "c", "d")).Source("nis", Grade.B)
            .Hear(Say.Label("c1", "a", "post>nis"), Say.Label("c2", "b", "post>x"), Say.Label("c3", "c", "post>y"), Say.Label("c4", "d", "post>z")).View();

        Assert.Equal("a", Assert.IsType<Belief.Categories>(view.Belief).Top.Label);
        Assert.Equal(1, view.Disagreement);
    }

    [Fact]
    public void A_denied_figure_stands_in_a_camp_of_its_own()
    {
        var view = new Story(Ask.HowMany()).Source("nis", Grade.B).Hear(Say.Count("c1", 600, "post>nis"), Say.Count("c2", 600, "post>gov").Denied()).View();

        Assert.Equal(600, Assert.IsType<Belief.Number>(view.Belief).Estimate);
        Assert.Equal(["agrees with the estimate", "not 600"], view.Camps.Select(c => c.Position));
        Assert.True(view.Disagreement > 0);
    }

    [Fact]
    public void A_report_without_any_date_carries_three_quarters()
    {
        var claim = Say.Count("c1", 600, "post>nis") with { ReportedTime = null };

        var view = new Story(Ask.HowMany()).Source("nis", Grade.B).Hear(claim).View();

        Near(0.55 * 0.85 * 0.9 * 0.75, view.Confidence.Score);
        Assert.Contains("undated: c1", view.Confidence.Statement, StringComparison.Ordinal);
        Near(0.55 * 0.85 * 0.9, new Story(Ask.HowMany()).Source("nis", Grade.B).Hear(claim.Valid("2025-06")).View().Confidence.Score);
    }

    [Fact]
    public void A_bound_says_less_than_a_figure()
    {
        // At its own value a bound carries .8 of a figure.
        var view = new Story(Ask.HowMany()).Source("nis", Grade.B).Source("army", Grade.B).Hear(Say.Count("c1", 600, "post>nis"), Say.AtLeast("c2", 600, "post>army")).View();

        Near(1 - ((1 - (0.55 * 0.765)) * (1 - (0.55 * 0.765 * 0.8))), view.Confidence.Score);
    }

    [Fact]
    public void The_confidence_sentence_stands_apart_from_the_statement()
    {
        var view = new Story(Ask.HowMany()).Source("nis", Grade.B).Hear(Say.Count("c1", 600, "post>nis")).View();

        Assert.StartsWith("Troops: around 600 persons (", view.Statement, StringComparison.Ordinal);
        Assert.DoesNotContain("onfidence", view.Statement, StringComparison.Ordinal);
        Assert.StartsWith("Confidence is moderate: a single origin", view.Confidence.Statement, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2025-08-28", false)]
    [InlineData("2025-08-29", true)] // 60 days after 30 June
    public void A_view_is_stale_after_sixty_days_without_news_and_its_statement_says_so(string validAt, bool stale)
    {
        var view = Story.Of(Ask.HowMany(Dynamics.Changing), Say.Count("c1", 600, "post>nis")).View(validAt);

        Assert.Equal(Edtf.Parse("2025-06-30").From, view.Newest);
        Assert.Equal(stale, view.Stale);
        Assert.EndsWith(stale ? ", as of 30 June 2025; nothing newer." : ", as of 30 June 2025.", view.Statement, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_established_without_evidence_a_date_or_outside_time_is_never_stale()
    {
        var counted = Story.Of(Ask.HowMany(Dynamics.Changing), Say.Count("c1", 600, "post>nis"));

        Assert.True(counted.View().Stale);
        Assert.False(counted.Resolve(new ClaimValue.Quantity(612, null, null)).View().Stale);
        Assert.False(new Story(Ask.HowMany(Dynamics.Changing)).View().Stale);
        Assert.False(Story.Of(Ask.HowMany(), Say.Count("c1", 600, "post>nis")).View().Stale);
        Assert.False(Story.Of(Ask.When() with { Dynamics = Dynamics.Changing }, Say.Date("c1", "2025-08", "post>nis")).View().Stale);
    }

    [Fact]
    public void A_denial_alone_gives_no_figure()
    {
        var view = Story.Of(Ask.HowMany(), Say.Count("c1", 600, "post>gov").Denied()).View();

        Assert.IsType<Belief.None>(view.Belief);
        Assert.Equal(ConfidenceLevel.None, view.Confidence.Level);
    }

    [Fact]
    public void All_that_only_exists_counts_once_together()
    {
        // Each "at least one" stands at .3 of its weight, and the strongest of them alone.
        var story = new Story(Ask.HowMany());
        foreach (var id in new[] { "a", "b", "c", "d" }) story.Source(id, Grade.B).Hear(Say.AtLeast(id, 1, $"post>{id}"));

        Near(0.55 * 0.765 * 0.3, story.View().Confidence.Score);
    }

    [Fact]
    public void Ratings_are_a_weighted_mean_within_the_scale()
    {
        Assert.Equal(5, Assert.IsType<Belief.Number>(Story.Of(Ask.Rate(), Say.Score("c1", 5, "juror")).View().Belief).Estimate!.Value, 1e-4);
        var two = Story.Of(Ask.Rate(), Say.Score("c1", 4, "juror"), Say.Score("c2", 6, "critic")).View();
        Assert.Equal(5, Assert.IsType<Belief.Number>(two.Belief).Estimate!.Value, 1e-4);
        Assert.Equal(4 * 1 / 100.0, two.Disagreement, 1e-4); // a variance of 1 of the 25 there could be
        Assert.Equal(10, Assert.IsType<Belief.Number>(Story.Of(Ask.Rate(), Say.Score("c1", 10, "juror")).View().Belief).Interval90.High);
    }

    private static void Near(double expected, double actual) => Assert.Equal(expected, actual, 5e-6);
}
