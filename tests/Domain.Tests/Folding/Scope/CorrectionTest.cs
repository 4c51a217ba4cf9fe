using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Tests.Folding.Scope;

/// <summary>MODEL.md part 1.4: corrections, retractions and resolutions are events; nothing is deleted.</summary>
public sealed class CorrectionTest
{
    private static readonly Claim Wrong = Say.Count("c1", 6_000, "post>nis");
    private static readonly Claim Right = Say.Count("c2", 600, "post>nis").Correcting("c1");

    [Fact]
    public void A_retracted_claim_no_longer_counts()
    {
        var story = Story.Of(Ask.HowMany(), Wrong).Retract("c1", "misread");

        Assert.Equal((Standing.Retracted, "misread"), (story.Entry("c1").Standing, story.Entry("c1").Reason));
        Assert.IsType<Belief.None>(story.View().Belief);
    }

    [Fact]
    public void A_restored_claim_counts_again()
    {
        var story = Story.Of(Ask.HowMany(), Wrong);
        var before = story.View();

        story.Retract("c1").Restore("c1");

        Assert.Equal(Standing.Counted, story.Standing("c1"));
        Assert.Equal(before.Belief, story.View().Belief);
        Assert.Equal(before.Statement, story.View().Statement);

        Assert.Equal((Standing.Retracted, "forged"), (story.Retract("c1", "forged").Entry("c1").Standing, story.Entry("c1").Reason));
    }

    [Fact]
    public void A_retraction_and_a_restoration_hold_from_when_they_were_made_known()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("c1", 17, "post>nis", "2025-11-15"))
            .Retract("c1", on: "2025-11-16").Restore("c1", on: "2025-11-18").Retract("c1", on: "2025-11-20");

        Assert.Equal([true, false, false, true, true, false],
            new[] { "2025-11-15", "2025-11-16", "2025-11-17", "2025-11-18", "2025-11-19", "2025-11-20" }
                .Select(day => story.View(reportedBy: day).Belief is Belief.Number));
        Assert.Equal(["2025-11-15", "2025-11-16", "2025-11-18", "2025-11-20"],
            story.Fold().Reports().Select(t => t.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void What_was_done_last_holds_from_when_it_was_made_known()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("c1", 17, "post>nis", "2025-11-15")).Retract("c1").Restore("c1")
            .Retract("c1", "forged", on: "2025-11-16");

        Assert.Equal(Standing.Retracted, story.Standing("c1"));
        Assert.IsType<Belief.Number>(story.View(reportedBy: "2025-11-15").Belief);
        Assert.IsType<Belief.None>(story.View(reportedBy: "2025-11-17").Belief);
    }

    [Fact]
    public void Without_a_date_a_retraction_is_of_when_it_was_recorded()
    {
        var story = Story.Of(Ask.HowMany(), Wrong).Retract("c1").Restore("c1");

        Assert.IsType<Belief.Number>(story.View(reportedBy: "2025-12-31").Belief);
        Assert.IsType<Belief.None>(story.Fold(reportedBy: story.Events[2].At).Render().Belief);
        Assert.IsType<Belief.Number>(story.Fold(reportedBy: story.Events[3].At).Render().Belief);
    }

    [Fact]
    public void A_retraction_waits_for_its_claim_unless_it_is_withdrawn()
    {
        var story = Story.Of(Ask.HowMany()).Retract("c1", "misread").Hear(Wrong);

        Assert.Equal((Standing.Retracted, "misread"), (story.Entry("c1").Standing, story.Entry("c1").Reason));
        Assert.Equal(Standing.Counted, Story.Of(Ask.HowMany()).Retract("c1").Restore("c1").Hear(Wrong).Standing("c1"));
    }

    [Fact]
    public void A_restored_correction_corrects_again_and_a_restored_base_carries_what_was_computed()
    {
        var story = Story.Of(Ask.HowMany(), Wrong, Right).Retract("c2").Restore("c2");
        Assert.Equal((Standing.Corrected, Standing.Counted), (story.Standing("c1"), story.Standing("c2")));

        var computed = Story.Of(Ask.HowMany(), Say.Count("base", 4, "post>nis") with { Unit = "brigades" },
            Say.Count("top", 12_000, "desk").DerivedFrom("base"))
            .Retract("base");
        Assert.Equal(Standing.Retracted, computed.Standing("top"));
        Assert.Equal(Standing.Counted, computed.Restore("base").Standing("top"));
    }

    [Fact]
    public void When_the_latest_statement_is_retracted_the_one_before_stands_again()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("c1", 6, "post>nis", "2025-01-01"), Say.Count("c2", 600, "post>nis", "2025-06-01")).Retract("c2");

        Assert.Equal(6, Estimate(story));
    }

    [Fact]
    public void A_corrected_claim_gives_way_to_its_correction()
    {
        var story = Story.Of(Ask.HowMany(), Wrong, Right);

        Assert.Equal((Standing.Corrected, "corrected by c2"), (story.Entry("c1").Standing, story.Entry("c1").Reason));
        Assert.Equal(600, Estimate(story));
    }

    [Theory]
    [InlineData("herald>nis", Standing.Corrected)] // the same origin
    [InlineData("post>army", Standing.Corrected)] // the same publisher
    [InlineData("desk>army", Standing.Counted)] // a contradiction
    [InlineData("desk>post>army", Standing.Counted)] // a relay has no say
    public void Only_who_said_or_printed_it_can_correct_it(string by, Standing standing)
    {
        var story = Story.Of(Ask.HowMany(), Wrong, Say.Count("c2", 600, by).Correcting("c1"));

        Assert.Equal((standing, Standing.Counted), (story.Standing("c1"), story.Standing("c2")));
    }

    [Fact]
    public void A_mistake_of_entry_is_corrected_by_whoever_enters_it_right()
    {
        var story = Story.Of(Ask.HowMany(), Wrong, Say.Count("c2", 600, "desk>army").Correcting("c1") with { Entry = true });

        Assert.Equal((Standing.Corrected, "corrected by c2, as a mistake of entry"), (story.Entry("c1").Standing, story.Entry("c1").Reason));
        Assert.Equal(600, Estimate(story));
    }

    [Fact]
    public void The_ledger_says_why_a_contradiction_replaces_nothing()
    {
        var story = Story.Of(Ask.HowMany(), Wrong, Say.Count("c2", 600, "desk>army").Correcting("c1"));

        Assert.EndsWith("; contradicts c1 and does not replace it: neither its origin nor its publisher says so",
            story.Entry("c2").Reason, StringComparison.Ordinal);
        Assert.EndsWith("; contradicted by c2, which may not replace it: neither its origin nor its publisher says so",
            story.Entry("c1").Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("contradict", story.Retract("c2").Entry("c1").Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("retraction", Standing.Retracted, "computed from base, which was retracted")]
    [InlineData("correction", Standing.Corrected, "computed from base, which was corrected")]
    public void What_was_computed_falls_with_its_base(string by, Standing standing, string reason)
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("base", 4, "post>nis") with { Unit = "brigades" },
            Say.Count("middle", 12_000, "desk").DerivedFrom("base"),
            Say.Count("top", 13_000, "desk").DerivedFrom("middle"));
        if (by == "retraction") story.Retract("base");
        else story.Hear((Say.Count("c9", 5, "post>nis") with { Unit = "brigades" }).Correcting("base"));

        Assert.Equal((standing, reason), (story.Entry("middle").Standing, story.Entry("middle").Reason));
        Assert.Equal(standing, story.Standing("top"));
        Assert.IsType<Belief.None>(story.View().Belief);
    }

    [Fact]
    public void A_retracted_correction_lets_what_was_computed_stand_again()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("base", 4, "post>nis") with { Unit = "brigades" },
            Say.Count("product", 12_000, "desk").DerivedFrom("base"),
            (Say.Count("c9", 5, "post>nis") with { Unit = "brigades" }).Correcting("base"))
            .Retract("c9");

        Assert.Equal(Standing.Counted, story.Standing("product"));
    }

    [Fact]
    public void A_correction_may_come_before_what_it_corrects()
    {
        var story = Story.Of(Ask.HowMany(), Right, Wrong);

        Assert.Equal(Standing.Corrected, story.Standing("c1"));
        Assert.Equal(600, Estimate(story));
    }

    [Fact]
    public void A_retracted_correction_lets_the_first_stand_again()
    {
        var story = Story.Of(Ask.HowMany(), Wrong, Right).Retract("c2");

        Assert.Equal((Standing.Counted, Standing.Retracted), (story.Standing("c1"), story.Standing("c2")));
        Assert.Equal(6_000, Estimate(story));
    }

    [Fact]
    public void A_correction_can_itself_be_corrected()
    {
        var story = Story.Of(Ask.HowMany(), Wrong, Right, Say.Count("c3", 620, "post>nis").Correcting("c2"));

        Assert.Equal((Standing.Corrected, Standing.Corrected, Standing.Counted), (story.Standing("c1"), story.Standing("c2"), story.Standing("c3")));
        Assert.Equal(620, Estimate(story));

        story.Retract("c3");

        Assert.Equal((Standing.Corrected, Standing.Counted), (story.Standing("c1"), story.Standing("c2")));
        Assert.Equal(600, Estimate(story));
    }

    [Fact]
    public void A_correction_that_does_not_answer_the_question_still_corrects()
    {
        var story = Story.Of(Ask.HowMany(), Wrong, Right with { Unit = "tonnes" });

        Assert.Equal((Standing.Corrected, Standing.OutOfScope), (story.Standing("c1"), story.Standing("c2")));
        Assert.IsType<Belief.None>(story.View().Belief);
    }

    [Fact]
    public void A_resolution_is_the_answer()
    {
        var story = Story.Of(Ask.HowMany(), Wrong).Resolve(new ClaimValue.Quantity(612, null, null), "official count.");

        var view = story.View();

        var belief = Assert.IsType<Belief.Number>(view.Belief);
        Assert.Equal((612, new Interval(612, 612), new Interval(612, 612)), (belief.Estimate, belief.Interval50, belief.Interval90));
        Assert.Equal((1, ConfidenceLevel.High, 0), (view.Confidence.Score, view.Confidence.Level, view.Disagreement));
        Assert.Equal("Troops: 612 persons, established (official count).", view.Statement);
        Assert.Equal(Standing.Counted, story.Standing("c1"));
    }

    [Fact]
    public void Claims_after_a_resolution_are_kept_and_not_folded()
    {
        var story = Story.Of(Ask.HowMany(), Wrong).Resolve(new ClaimValue.Quantity(612, null, null)).Hear(Say.Count("c2", 700, "post>army"));

        Assert.Equal((Standing.AfterResolution, "taken in after the answer was established"), (story.Entry("c2").Standing, story.Entry("c2").Reason));
        Assert.Equal((1, 1), (story.View().Claims, story.View().Origins));
    }

    [Fact]
    public void A_withdrawn_answer_leaves_what_the_claims_say()
    {
        var open = Story.Of(Ask.HowMany(), Wrong, Say.Count("c2", 700, "post>army"));
        var closed = Story.Of(Ask.HowMany(), Wrong).Resolve(new ClaimValue.Quantity(612, null, null)).Hear(Say.Count("c2", 700, "post>army"));
        Assert.Equal(Standing.AfterResolution, closed.Standing("c2"));

        closed.Reopen();

        Assert.Equal(Standing.Counted, closed.Standing("c2"));
        Assert.Equal((open.View().Belief, open.View().Confidence, open.View().Statement),
            (closed.View().Belief, closed.View().Confidence, closed.View().Statement));
        Assert.Null(closed.View().Resolution);
        Assert.Equal(0, closed.Fold().OutcomesOf(new("nis")).Answers);
    }

    [Fact]
    public void An_answer_that_comes_again_lets_claims_of_the_time_between_count()
    {
        var answer = new ClaimValue.Quantity(612, null, null);
        var story = Story.Of(Ask.HowMany(), Wrong).Resolve(answer).Hear(Say.Count("late", 700, "post>army"))
            .Reopen().Resolve(answer).Hear(Say.Count("later", 800, "post>guard"));

        Assert.Equal((Standing.Counted, Standing.AfterResolution), (story.Standing("late"), story.Standing("later")));
    }

    [Fact]
    public void An_annulled_question_is_neither_a_no_nor_without_evidence()
    {
        var story = Story.Of(Ask.Whether(), Say.Yes("c1", "post>nis")).Annul("the match was not played.").Hear(Say.Yes("c2", "post>army"));

        var view = story.View();

        Assert.IsType<Belief.None>(view.Belief);
        Assert.Equal("Deployment: annulled (the match was not played).", view.Statement);
        Assert.Equal(new Annulment("the match was not played.", null), view.Annulment);
        Assert.Equal("There is nothing to be confident in: annulled: the match was not played.", view.Confidence.Statement);
        Assert.Equal((Standing.Counted, Standing.AfterResolution), (story.Standing("c1"), story.Standing("c2")));
        Assert.Equal(0, story.Fold().OutcomesOf(new("nis")).Answers);
        Assert.IsType<Belief.Proposition>(story.Reopen().View().Belief);
        Assert.Equal(2, story.View().Claims);
    }

    [Fact]
    public void What_was_established_on_a_day_was_not_so_before_and_later_reports_come_too_late()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("c1", 600, "post>nis", "2025-11-15"))
            .Resolve(new ClaimValue.Quantity(612, null, null), on: "2025-12-01")
            .Hear(Say.Count("before", 640, "post>army", "2025-11-20"), Say.Count("after", 612, "post>guard", "2025-12-05"));

        Assert.Null(story.View(reportedBy: "2025-11-30").Resolution);
        Assert.Equal(2, story.View(reportedBy: "2025-11-30").Claims);
        Assert.NotNull(story.View(reportedBy: "2025-12-02").Resolution);
        Assert.Equal((Standing.AfterResolution, "reported after the answer was established"), (story.Entry("after").Standing, story.Entry("after").Reason));
        Assert.Equal(Standing.Counted, story.Standing("before"));
    }

    [Theory]
    [InlineData("a", 0, 1)]
    [InlineData("b", 1, 0)]
    public void An_established_label_has_all_the_probability(string label, double b, double a)
    {
        var view = Story.Of(Ask.Which("b", "a"), Say.Label("c1", "a", "post>nis")).Resolve(new ClaimValue.Category(label)).View();

        Assert.Equal([b, a], Assert.IsType<Belief.Categories>(view.Belief).Probabilities.Select(p => p.Probability));
    }

    [Fact]
    public void An_established_date_is_that_date()
    {
        var view = Story.Of(Ask.When(), Say.Date("c1", "2025-03", "post>nis")).Resolve(new ClaimValue.Date(Edtf.Parse("2025-04"))).View();

        var date = Assert.IsType<Belief.Date>(view.Belief);
        Assert.Equal(("2025-04", Edtf.Parse("2025-04").From, Edtf.Parse("2025-04").To), (date.Edtf, date.Interval90?.From, date.Interval90?.To));
    }

    private static double? Estimate(Story story) => Assert.IsType<Belief.Number>(story.View().Belief).Estimate;
}
