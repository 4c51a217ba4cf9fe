using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Tests.Folding.Time;

/// <summary>MODEL.md: valid time, reported time, and what each kind of dynamics makes of them.</summary>
public sealed class TimesliceTest
{
    private static Story Killed => Story.Of(
        Ask.HowMany(Dynamics.Cumulative),
        Say.Count("october", 6, "post>minister", "2024-10-12").Valid("../2024-10-12"),
        Say.Count("june", 600, "post>nis", "2025-06-27").Valid("../2025-06-27"));

    [Fact]
    public void Six_in_October_and_600_in_June_agree()
    {
        var view = Killed.View();
        var belief = Assert.IsType<Belief.Number>(view.Belief);

        Assert.Equal(600, belief.Estimate); // neither their mean, 303, nor their sum, 606
        Assert.Equal((2, 2, 0), (view.Claims, view.Origins, view.Disagreement));
    }

    [Fact]
    public void An_older_figure_of_another_origin_may_have_grown()
    {
        var older = Killed.Entry("october");

        Assert.Equal(Standing.Counted, older.Standing);
        Assert.Equal("the word of minister; an older figure: it may have grown since", older.Reason);
    }

    [Fact]
    public void A_later_total_is_an_upper_bound_for_an_earlier_time()
    {
        var view = Killed.View(validAt: "2024-11-01");

        // Twenty days on the 6 may have grown by ln(1 + 20/30) = .51, more than 5h: it is no current figure, and neither is one of June.
        var belief = Assert.IsType<Belief.Number>(view.Belief);
        Assert.Equal((null, 6, 600), (belief.Estimate, belief.LowerBound, belief.UpperBound));
        Assert.Equal("the word of nis; a later figure: at most so many by then", Killed.Entry("june", "2024-11-01").Reason);
    }

    [Fact]
    public void Only_a_later_total_is_no_figure_for_an_earlier_time()
    {
        var view = Story.Of(Ask.HowMany(Dynamics.Cumulative), Say.Count("june", 600, "post>nis", "2025-06-27").Valid("../2025-06-27")).View(validAt: "2024-11-01");

        var belief = Assert.IsType<Belief.Number>(view.Belief);
        Assert.Equal((null, null, 600), (belief.Estimate, belief.LowerBound, belief.UpperBound));
    }

    [Fact]
    public void An_older_figure_of_the_same_origin_is_replaced()
    {
        var story = Story.Of(
            Ask.HowMany(Dynamics.Cumulative),
            Say.Count("c1", 1_500, "post>nis", "2024-10-19").Valid("../2024-10-19").As(ClaimStatus.Ongoing),
            Say.Count("c2", 11_000, "post>nis", "2025-06-27").Valid("../2024-10-31"));

        Assert.Equal("an earlier partial count, replaced by c2 of the same origin", story.Entry("c1").Reason);
        Assert.Equal(11_000, Assert.IsType<Belief.Number>(story.View().Belief).Estimate);
    }

    [Theory]
    [InlineData(ClaimStatus.Ongoing, null)]
    [InlineData(ClaimStatus.Occurred, "already")]
    [InlineData(ClaimStatus.Cumulative, "so far")]
    public void A_count_so_far_is_a_lower_bound(ClaimStatus status, string? hedge)
    {
        var claim = Say.Count("c1", 1_500, "post>nis").As(status);
        var story = Story.Of(Ask.HowMany(Dynamics.Cumulative), hedge is null ? claim : claim.Hedged(hedge));

        var belief = Assert.IsType<Belief.Number>(story.View().Belief);

        Assert.Equal((null, 1_500, null), (belief.Estimate, belief.LowerBound, belief.UpperBound));
        Assert.Contains("a count so far: a lower bound", story.Entry("c1").Reason, StringComparison.Ordinal);
        Assert.StartsWith("Troops: at least 1,500 persons", story.View().Statement, StringComparison.Ordinal);
    }

    [Fact]
    public void An_ongoing_count_of_something_that_changes_is_a_figure() =>
        Assert.Equal(1_500, Assert.IsType<Belief.Number>(Story.Of(Ask.HowMany().Ageing(90), Say.Count("c1", 1_500, "post>nis").As(ClaimStatus.Ongoing)).View().Belief).Estimate);

    [Fact]
    public void Only_bounds_in_one_direction_give_no_estimate()
    {
        var lower = Assert.IsType<Belief.Number>(Story.Of(Ask.HowMany(), Say.AtLeast("c1", 2_000, "post>nis")).View().Belief);
        var upper = Assert.IsType<Belief.Number>(Story.Of(Ask.HowMany(), Say.AtMost("c1", 2_000, "post>nis")).View().Belief);

        Assert.Equal((null, 2_000, null), (lower.Estimate, lower.LowerBound, lower.UpperBound));
        Assert.Equal((null, null, 2_000), (upper.Estimate, upper.LowerBound, upper.UpperBound));
    }

    [Fact]
    public void Bounds_in_both_directions_are_shown_without_an_estimate_that_nobody_made()
    {
        var belief = Assert.IsType<Belief.Number>(Story.Of(Ask.HowMany(), Say.AtLeast("c1", 1_000, "post>nis"), Say.AtMost("c2", 2_000, "post>army")).View().Belief);

        Assert.Equal((null, 1_000, 2_000), (belief.Estimate, belief.LowerBound, belief.UpperBound));
        Assert.InRange(belief.Interval90.Low, 700, 1_000); // bounds are soft: people say "at least L" when they know of about L
        Assert.InRange(belief.Interval90.High, 2_000, 2_800);
    }

    [Fact]
    public void At_most_none_is_none_not_less()
    {
        var belief = Assert.IsType<Belief.Number>(Story.Of(Ask.HowMany(), Say.AtMost("c1", 0, "post>nis"), Say.AtLeast("c2", 0, "post>army")).View().Belief);

        Assert.Equal((0, null, null), (belief.Estimate, belief.LowerBound, belief.UpperBound));
        Assert.Equal(0, belief.Interval90.Low);
    }

    [Fact]
    public void Where_the_truth_is_fixed_valid_time_does_not_matter()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("c1", 600, "post>nis", "2025-06-27").Valid("2025-06"));

        var (before, after) = (story.View(validAt: "2020"), story.View(validAt: "2030"));

        Assert.Equal(before, after with { ValidAt = before.ValidAt });
        Assert.Equal(600, Assert.IsType<Belief.Number>(before.Belief).Estimate);
    }

    [Fact]
    public void Where_the_truth_changes_confidence_ages_and_the_answer_stays()
    {
        var story = new Story(Ask.HowMany().Ageing(30)).Source("nis", Grade.B).Hear(Say.Count("c1", 600, "post>nis", "2025-06-01"));

        // It stands as it was said; confidence alone ages, by 1/2 + 1/2 2^(-age/T).
        Assert.Equal(0.9, story.Entry("c1", "2025-07-01").Certainty!.Value, 1e-12);
        foreach (var (day, freshness) in new[] { ("2025-06-01", 1), ("2025-07-01", 0.75), ("2025-07-31", 0.625) })
            Assert.Equal(0.55 * 0.85 * 0.9 * freshness, story.View(validAt: day).Confidence.Score, 1e-5);
    }

    [Fact]
    public void With_no_news_a_yes_stays_and_is_stale_after_a_half_life()
    {
        var story = new Story(Ask.Whether().Ageing(30)).Source("nis", Grade.B).Hear(Say.Yes("c1", "post>nis", "2025-06-01"));

        foreach (var (day, isStale) in new[] { ("2025-06-30", false), ("2025-07-01", true), ("2025-08-31", true) })
        {
            var view = story.View(validAt: day);
            Assert.Equal(Known.Yes(Known.Odds(Known.B), 1), Assert.IsType<Belief.Proposition>(view.Belief).Likelihood.Probability, 2e-6);
            Assert.Equal(isStale, view.Stale);
            Assert.EndsWith(isStale ? ", as of 1 June 2025; nothing newer." : ", as of 1 June 2025.", view.Statement, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_newer_report_of_the_other_answer_makes_an_older_one_doubtful()
    {
        // x of grade B times what a contradiction of weight .675 after ten days leaves of it, 1 - (.675 / .7)^2 (1 - s(10)) at T = 30, against x of grade C.
        var story = new Story(Ask.Whether().Ageing(30)).Source("nis", Grade.B).Source("army", Grade.C)
            .Hear(Say.Yes("c1", "post>nis", "2025-06-01"), Say.Yes("c2", "post>army", "2025-06-11").Denied());

        var kept = 1 - (0.675 / 0.7 * (0.675 / 0.7) * (1 - Known.Held(10, 30)));
        var expected = Known.Yes(1 + (kept * (Known.Odds(Known.B) - 1)), Known.Odds(Known.C));
        Assert.Equal(expected, Assert.IsType<Belief.Proposition>(story.View().Belief).Likelihood.Probability, 2e-6);
    }

    [Fact]
    public void A_newer_report_of_the_same_answer_makes_it_no_older()
    {
        var story = new Story(Ask.Whether().Ageing(30)).Source("nis", Grade.B).Source("army", Grade.C)
            .Hear(Say.Yes("c1", "post>nis", "2025-06-01"), Say.Yes("c2", "post>army", "2025-06-11"));

        var expected = Known.Yes(1 + (Known.Odds(Known.B) - 1) + (Known.Odds(Known.C) - 1), 1);
        Assert.Equal(expected, Assert.IsType<Belief.Proposition>(story.View().Belief).Likelihood.Probability, 2e-6);
    }

    [Fact]
    public void Of_numbers_the_older_keeps_what_still_bears_on_the_newest()
    {
        var story = new Story(Ask.HowMany().Ageing(30)).Source("nis", Grade.B)
            .Hear(Say.Count("old", 600, "post>nis", "2025-06-01"), Say.Count("new", 620, "post>army", "2025-06-16"));

        Assert.Equal(0.9 * Known.Held(15, 30), story.Entry("old").Certainty!.Value, 1e-12);
        Assert.Equal(0.9, story.Entry("new").Certainty!.Value, 1e-12);
    }

    [Fact]
    public void What_is_older_than_all_that_supports_the_answer_is_history_and_in_no_camp()
    {
        var story = new Story(Ask.Whether().Ageing(30)).Source("nis", Grade.D).Source("army", Grade.A)
            .Hear(Say.Yes("c1", "post>nis", "2025-06-01").Denied(), Say.Yes("c2", "post>army", "2025-06-11"));

        Assert.Equal((0, false), (story.View().Disagreement, story.View().Disputed));
    }

    [Theory]
    [InlineData("2025-03-02", Standing.Counted)] // 60 days, two half-lives: s = .25 x .5
    [InlineData("2025-03-22", Standing.Superseded)] // 80: .157 x .5 is less than a tenth
    public void What_keeps_less_than_a_tenth_is_outdated(string newer, Standing standing)
    {
        var story = Story.Of(Ask.HowMany().Ageing(30), Say.Count("old", 600, "post>nis", "2025-01-01"), Say.Count("new", 900, "post>army", newer));

        Assert.Equal(standing, story.Standing("old"));
        if (standing == Standing.Superseded) Assert.Equal("outdated by newer statements", story.Entry("old").Reason);
    }

    [Fact]
    public void What_starts_later_is_not_yet()
    {
        var story = Story.Of(Ask.HowMany().Ageing(90), Say.Count("c1", 600, "post>nis", "2025-06-01").Valid("2025-07-01/.."));

        var before = story.Entry("c1", "2025-06-30");

        Assert.Equal((Standing.OutOfScope, "speaks about a time after the one asked about"), (before.Standing, before.Reason));
        Assert.Equal(Standing.Counted, story.Standing("c1", "2025-07-01"));
    }

    [Fact]
    public void A_claim_that_starts_after_the_fold_began_counts_when_its_time_has_come()
    {
        var fold = new Story(Ask.HowMany(Dynamics.Cumulative)).Fold(Date("2025-07-01"));
        fold.Render();
        fold.MoveTo(Date("2025-07-03"));

        fold.Apply(new Recorded(2, Story.Recording, new TopicEvent.ClaimAsserted(Say.Count("c1", 600, "post>nis", "2025-07-02").Valid("2025-07-02"))));

        Assert.Equal(600, Assert.IsType<Belief.Number>(fold.Render().Belief).Estimate);
    }

    [Fact]
    public void A_total_for_the_whole_year_becomes_a_figure_when_the_year_is_over()
    {
        var fold = Story.Of(Ask.HowMany(Dynamics.Cumulative), Say.Count("c1", 600, "post>nis", "2025")).Fold(Date("2025-12-01"));
        Assert.Equal(600, Assert.IsType<Belief.Number>(fold.Render().Belief).UpperBound);

        fold.MoveTo(Date("2026-01-01"));

        Assert.Equal(600, Assert.IsType<Belief.Number>(fold.Render().Belief).Estimate);
    }

    [Fact]
    public void An_old_denial_says_nothing_of_later()
    {
        var story = new Story(Ask.Whether(Dynamics.Cumulative)).Source("nis", Grade.B).Hear(
            Say.Yes("c1", "post>army", "2025-01-01").Denied().Valid("../2025-01-01"),
            Say.Yes("c2", "post>nis", "2025-06-01").Valid("../2025-06-01"));

        var denial = story.Entry("c1");

        Assert.Equal((Standing.Superseded, "was not so then, which says nothing of later"), (denial.Standing, denial.Reason));
        Assert.Equal(1, story.View().Origins);
    }

    [Fact]
    public void Of_stages_that_are_never_left_an_older_one_says_at_least()
    {
        var story = new Story(Ask.HowFar("none", "support", "staging", "combat")).Source("nis", Grade.B).Source("army", Grade.B)
            .Hear(Say.Label("c1", "support", "post>nis", "2024-06-01").Valid("../2024-06-01"), Say.Label("c2", "staging", "post>army", "2024-10-01").Valid("../2024-10-01"));

        Assert.Equal("the word of nis; an older stage: at least this far by now", story.Entry("c1").Reason);
        // "At least support" by grade B: o = .77 / .076667 = 10.0435 rules "none" out, w = 1 / 10.0435. "Staging" by grade B: w = 10.0435.
        // w: .0995669, 1, 10.0435, 1; P = .99 w / 12.1430669 + .0025.
        Assert.Equal([0.010617, 0.084028, 0.821327, 0.084028], Probabilities(story), Within(5e-6));
    }


    [Fact]
    public void A_dated_expectation_that_has_passed_is_lapsed()
    {
        var story = Story.Of(Ask.When().Accepting(ClaimStatus.Expected), Say.Date("c1", "2025-03", "post>nis", "2025-01-10").As(ClaimStatus.Expected));

        Assert.Equal(Standing.Counted, story.Standing("c1", "2025-03-31"));
        var lapsed = story.Entry("c1", "2025-04-01");
        Assert.Equal((Standing.Lapsed, "expected by 2025-03-31, which has passed without a report that it came true"), (lapsed.Standing, lapsed.Reason));
        Assert.IsType<Belief.None>(story.View(validAt: "2025-04-01").Belief);
    }

    [Theory]
    [InlineData(null, "2025-09-27", "2025-09-28")] // 180 days after the end of March
    [InlineData(30, "2025-04-30", "2025-05-01")]
    public void An_expectation_with_an_open_end_lapses_after_a_half_life(int? halfLifeDays, string holds, string lapses)
    {
        var topic = Ask.When().Accepting(ClaimStatus.Expected);
        if (halfLifeDays is { } days) topic = topic with { HalfLife = new($"P{days}D", TimeSpan.FromDays(days)) };
        var story = Story.Of(topic, Say.Date("c1", "2025-03/..", "post>nis", "2025-01-10").As(ClaimStatus.Expected));

        Assert.Equal((Standing.Counted, Standing.Lapsed), (story.Standing("c1", holds), story.Standing("c1", lapses)));
    }

    [Fact]
    public void A_planned_number_ages_and_does_not_lapse()
    {
        var topic = Ask.HowMany().Ageing(90).Accepting(ClaimStatus.Planned);

        Assert.Equal(Standing.Counted, Story.Of(topic, Say.Count("c1", 4_000, "post>nis", "2025-01-10").As(ClaimStatus.Planned).Valid("2025-03")).Standing("c1", "2025-12-01"));
    }

    [Fact]
    public void What_could_be_known_by_a_date_leaves_out_what_was_reported_later()
    {
        var story = Killed;

        var then = story.Fold(reportedBy: Date("2024-12-31"));

        Assert.Equal(6, Assert.IsType<Belief.Number>(then.Render().Belief).Estimate);
        Assert.Equal(["october"], then.Ledger(0, 10, without: false).Select(e => e.Claim.Id.Value));
        Assert.Null(then.Entry(new("june")));
    }

    [Fact]
    public void A_report_of_a_day_could_be_known_from_its_first_instant()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("c1", 6, "post>nis", "2024-10-12"));

        Assert.Empty(story.Fold(reportedBy: Date("2024-10-11T23:59:59")).Ledger(0, 10, without: false));
        Assert.Single(story.Fold(reportedBy: Date("2024-10-12")).Ledger(0, 10, without: false));
    }

    [Fact]
    public void A_correction_that_was_not_yet_reported_did_not_yet_correct()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("c1", 6, "post>nis", "2024-10-12"), Say.Count("c2", 600, "post>nis", "2025-06-01").Correcting("c1"));

        Assert.Equal(6, Assert.IsType<Belief.Number>(story.View(reportedBy: "2025-01-01").Belief).Estimate);
        Assert.Equal(600, Assert.IsType<Belief.Number>(story.View().Belief).Estimate);
    }

    [Theory]
    [InlineData("0001-01-01T00:00")]
    [InlineData("0001")]
    [InlineData("../0001-01-01T00:00")]
    [InlineData("9998-12-31")]
    [InlineData("9998-12-31T23:59/..")]
    [InlineData("0001/9998")]
    public void No_date_that_can_be_written_breaks_a_view(string edtf)
    {
        foreach (var topic in new[] { Ask.HowMany(), Ask.HowMany(Dynamics.Cumulative), Ask.HowMany().Ageing(1), Ask.When(), Ask.When().Accepting(ClaimStatus.Expected) })
        {
            var claim = topic.Kind == TopicKind.Date ? Say.Date("c1", edtf, "post>nis") : Say.Count("c1", 600, "post>nis");
            foreach (var status in new[] { ClaimStatus.Occurred, ClaimStatus.Expected })
            {
                var story = Story.Of(topic, claim.As(status).Valid(edtf) with { ReportedTime = Edtf.Parse(edtf) }, Say.Count("c2", 5, "post>army").Valid(edtf));
                foreach (var at in new[] { DateTimeOffset.MinValue, Story.Now, DateTimeOffset.MaxValue })
                {
                    var fold = story.Fold(at, at);
                    fold.MoveTo(Story.Now);

                    Assert.NotEmpty(fold.Render().Statement);
                    Assert.All(fold.Ledger(0, 10, without: true), e => Assert.NotEmpty(e.Reason));
                }
            }
        }
    }

    [Fact]
    public void A_retraction_that_was_not_yet_made_did_not_yet_retract()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("c1", 6, "post>nis", "2024-10-12")).Retract("c1"); // on 1 January 2026

        Assert.Equal(6, Assert.IsType<Belief.Number>(story.View(reportedBy: "2025-12-31").Belief).Estimate);
        Assert.IsType<Belief.None>(story.View(reportedBy: "2026-01-02").Belief);
    }

    [Fact]
    public void Now_is_never_before_the_report_of_a_claim_that_was_taken_in()
    {
        var fold = new TopicFold(Date("2026-01-01"), isNow: true);
        foreach (var recorded in Story.Of(Ask.HowMany(Dynamics.Cumulative), Say.Count("c1", 600, "post>nis", "2026-01-01T09:00")).Events) fold.Apply(recorded);

        Assert.Equal(Date("2026-01-01T09:00"), fold.ValidAt);
        Assert.Equal(600, Assert.IsType<Belief.Number>(fold.Render().Belief).Estimate);
    }

    [Fact]
    public void What_begins_later_supersedes_nothing()
    {
        var story = Story.Of(
            Ask.HowMany().Ageing(90), Say.Count("c1", 600, "post>nis", "2025-06-01"), Say.Count("c2", 900, "post>nis", "2025-06-20").Valid("2025-06-20"));

        Assert.Equal((Standing.Counted, Standing.OutOfScope), (story.Standing("c1", "2025-06-10"), story.Standing("c2", "2025-06-10")));
        Assert.Equal(600, Assert.IsType<Belief.Number>(story.View(validAt: "2025-06-10").Belief).Estimate);
    }

    [Fact]
    public void A_claim_speaks_up_to_the_end_of_its_valid_time_and_not_beyond_its_report()
    {
        DateTimeOffset? Newest(Claim claim) => Story.Of(Ask.HowMany(Dynamics.Cumulative), claim).View().Newest;

        Assert.Equal(Date("2025-03-01").AddTicks(-1), Newest(Say.Count("c1", 600, "post>nis", "2025-06-20").Valid("2025-02")));
        Assert.Equal(Date("2025-06-20"), Newest(Say.Count("c1", 600, "post>nis", "2025-06-20").Valid("2025-06-01/..")));
        Assert.Equal(Date("2025-06-20"), Newest(Say.Count("c1", 600, "post>nis", "2025-06-20").Valid("2025")));
    }

    [Fact]
    public void A_newest_figure_that_nobody_follows_does_not_move_the_date()
    {
        // Three of grade A on 1 June, an ungraded 5 of the 20th that misses: the answer is for 1 June.
        var story = new Story(Ask.HowMany(Dynamics.Cumulative)).Source("a", Grade.A).Source("b", Grade.A).Source("c", Grade.A);
        foreach (var id in new[] { "a", "b", "c" }) story.Hear(Say.Count(id, 600, $"post>{id}", "2025-06-01"));
        story.Hear(Say.Count("x", 5, "post>stranger", "2025-06-20"));

        Assert.Equal((600, Date("2025-06-01")), (Assert.IsType<Belief.Number>(story.View().Belief).Estimate!.Value, story.View().Newest!.Value));
    }

    [Fact]
    public void A_fresh_floor_below_a_figure_is_no_news_of_it()
    {
        var story = new Story(Ask.HowMany(Dynamics.Cumulative)).Source("nis", Grade.B)
            .Hear(Say.Count("c1", 2_000, "post>nis", "2025-06-01"), Say.AtLeast("c2", 600, "post>army", "2025-06-20"));

        Assert.Equal((2_000, Date("2025-06-01")), (Assert.IsType<Belief.Number>(story.View().Belief).Estimate!.Value, story.View().Newest!.Value));
    }

    private static DateTimeOffset Date(string text) => Edtf.Parse(text).From!.Value;

    private static IEnumerable<double> Probabilities(Story story) => Assert.IsType<Belief.Categories>(story.View().Belief).Probabilities.Select(p => p.Probability);

    private static Func<double, double, bool> Within(double tolerance) => (expected, actual) => Math.Abs(expected - actual) <= tolerance;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_typo_of_centuries_does_not_outweigh_those_who_agree(int agreeing)
    {
        var story = Story.Of(Ask.When(), Say.Date("typo", "0205-07-01", "post>spy"));
        for (var i = 0; i < agreeing + 1; i++) story.Hear(Say.Date($"c{i}", "2025-07-01", $"post>origin-{i}"));

        Assert.Equal("2025-07-01", Assert.IsType<Belief.Date>(story.View().Belief).Edtf);
        Assert.True(story.Entry("typo").Contribution < 0); // it speaks against what is believed, and moves nothing
    }

    [Fact]
    public void A_report_dated_to_the_month_is_about_the_days_so_far()
    {
        var count = Say.Count("c1", 600, "post>nis", "2026-01"); // recorded on 1 January 2026

        Assert.Equal(600, Assert.IsType<Belief.Number>(Story.Of(Ask.HowMany(Dynamics.Cumulative), count).View().Belief).Estimate);
        Assert.Equal(600, Assert.IsType<Belief.Number>(Story.Of(Ask.HowMany().Ageing(90), count).View().Belief).Estimate);
    }

    [Fact]
    public void A_weak_bound_is_found_behind_a_hundred_denials()
    {
        var story = Story.Of(Ask.HowMany(), Say.AtLeast("bound", 500, "post>weak").Hedged("could"));
        for (var i = 0; i < 120; i++) story.Hear(Say.Between($"d{i}", 10, 20, $"post>origin-{i}").Denied());

        Assert.Equal(500, Assert.IsType<Belief.Number>(story.View().Belief).LowerBound);
    }
}
