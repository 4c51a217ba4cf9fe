using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Tests.Folding.Scope;

/// <summary>MODEL.md: which claims answer the question at all.</summary>
public sealed class PlacementTest
{
    [Fact]
    public void A_topic_without_a_claim_has_no_evidence_and_says_that_this_is_not_a_zero()
    {
        var view = new Story(Ask.HowMany()).View();

        Assert.IsType<Belief.None>(view.Belief);
        Assert.Equal(ConfidenceLevel.None, view.Confidence.Level);
        Assert.Equal((0, 0, null), (view.Claims, view.Origins, view.Existence));
        Assert.Equal("Troops: no evidence so far, which is not a zero.", view.Statement);
        Assert.Equal("Deployment: no evidence so far, which is not a no.", new Story(Ask.Whether()).View().Statement);
    }

    [Theory]
    [InlineData(ClaimStatus.Planned, false)]
    [InlineData(ClaimStatus.Expected, false)]
    [InlineData(ClaimStatus.Possible, false)]
    [InlineData(ClaimStatus.Ongoing, true)]
    [InlineData(ClaimStatus.Occurred, true)]
    [InlineData(ClaimStatus.Cumulative, true)]
    public void By_default_what_is_or_was_counts_and_what_is_to_come_does_not(ClaimStatus status, bool counts) =>
        Assert.Equal(counts ? Standing.Counted : Standing.OutOfScope, Story.Of(Ask.HowMany(), Say.Count("c1", 600, "post>nis").As(status)).Standing("c1", "2025-07-01"));

    [Fact]
    public void A_status_that_the_topic_does_not_accept_is_out_of_scope()
    {
        var story = Story.Of(Ask.HowMany().Accepting(ClaimStatus.Occurred), Say.Count("c1", 600, "post>nis").As(ClaimStatus.Ongoing));

        OutOfScope(story, "the topic asks about what is occurred, not what is ongoing");
    }

    [Fact]
    public void Another_unit_is_out_of_scope() =>
        OutOfScope(Story.Of(Ask.HowMany(), Say.Count("c1", 3, "post>nis") with { Unit = "brigades" }), "it counts brigades, the topic persons");

    [Fact]
    public void A_count_of_nothing_in_particular_is_out_of_scope() =>
        OutOfScope(Story.Of(Ask.HowMany(), Say.Count("c1", 3, "post>nis") with { Unit = null }), "it names no unit; the topic counts persons");

    [Fact]
    public void A_unit_converts_by_its_factor()
    {
        var topic = Ask.HowMany() with { Conversions = [new UnitFactor("brigades", 3_000)] };

        var view = Story.Of(topic, Say.Count("c1", 2, "post>nis") with { Unit = "brigades" }).View();

        Assert.Equal(6_000, Assert.IsType<Belief.Number>(view.Belief).Estimate);
    }

    [Fact]
    public void Another_kind_of_answer_is_out_of_scope() =>
        OutOfScope(Story.Of(Ask.HowMany(), Say.Yes("c1", "post>nis")), "a proposition does not answer a question of kind quantity");

    [Fact]
    public void A_label_that_is_not_in_the_set_is_out_of_scope() =>
        OutOfScope(Story.Of(Ask.Which("signed", "ratified"), Say.Label("c1", "in force", "post>nis")), "\"in force\" is not one of the topic's categories");

    [Fact]
    public void What_the_desk_marked_as_outside_is_out_of_scope() =>
        OutOfScope(Story.Of(Ask.HowMany(), Say.Count("c1", 600, "post>nis").Qualified("scopeMatch", "none")), "the desk marked it as outside the topic's scope");

    [Fact]
    public void What_fits_in_part_is_kept_at_85_percent_of_its_certainty()
    {
        var entry = Story.Of(Ask.HowMany(), Say.Count("c1", 600, "post>nis").Qualified("scopeMatch", "partial")).Entry("c1");

        Assert.Equal(0.85 * 0.9, entry.Certainty!.Value, 1e-12);
        Assert.Contains("fits the question only in part", entry.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_date_that_cannot_be_placed_is_kept_and_named()
    {
        var story = Story.Of(Ask.When(), Say.Date("c1", null, "post>nis"));

        var view = story.View();

        OutOfScope(story, "its date cannot be placed until the report itself is dated");
        Assert.Equal([new ClaimId("c1")], view.Unresolved);
        Assert.Equal(ConfidenceLevel.Low, view.Confidence.Level);
        Assert.Equal("Arrival: reported to have come about, without a date that can be placed.", view.Statement);
        Assert.Empty(story.Retract("c1").View().Unresolved);
    }

    [Fact]
    public void A_redefinition_lets_in_what_was_out_of_scope()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("c1", 2, "post>nis") with { Unit = "brigades" });
        Assert.IsType<Belief.None>(story.View().Belief);

        story.Add(new TopicEvent.Defined(Ask.HowMany() with { Conversions = [new UnitFactor("brigades", 5_000)] }));

        Assert.Equal(10_000, Assert.IsType<Belief.Number>(story.View().Belief).Estimate);
    }

    [Theory]
    [InlineData("Persons")]
    [InlineData(" person ")]
    [InlineData("PERSONS")]
    public void A_unit_is_one_in_any_spelling_and_number(string unit) =>
        Assert.Equal(Standing.Counted, Story.Of(Ask.HowMany(), Say.Count("c1", 3, "post>nis") with { Unit = unit }).Standing("c1"));

    [Theory]
    [InlineData(BoundOp.LessThan, 20.0, null, 19.0)]
    [InlineData(BoundOp.AtMost, 20.0, null, 20.0)]
    [InlineData(BoundOp.MoreThan, 12.0, 13.0, null)]
    [InlineData(BoundOp.MoreThan, 1_000.0, 1_000.0, null)]
    public void Fewer_than_20_of_what_is_counted_is_at_most_19(BoundOp op, double value, double? lower, double? upper)
    {
        var belief = Assert.IsType<Belief.Number>(Story.Of(Ask.HowMany(),
            Say.Count("c1", 0, "post>nis") with { Value = new ClaimValue.Bound(op, value) }).View().Belief);

        Assert.Equal((lower, upper), (belief.LowerBound, belief.UpperBound));
    }

    [Fact]
    public void Who_denies_at_least_L_says_at_most_one_less() =>
        Assert.Equal(599, Assert.IsType<Belief.Number>(Story.Of(Ask.HowMany(), Say.AtLeast("c1", 600, "post>gov").Denied()).View().Belief).UpperBound);

    [Fact]
    public void Who_denies_at_least_one_says_none() =>
        Assert.Equal(0, Assert.IsType<Belief.Number>(Story.Of(Ask.HowMany(), Say.AtLeast("c1", 1, "post>gov").Denied()).View().Belief).Estimate);

    private static void OutOfScope(Story story, string reason)
    {
        var entry = story.Entry("c1");

        Assert.Equal((Standing.OutOfScope, reason), (entry.Standing, entry.Reason));
        Assert.Equal((null, 0, 0), (entry.Certainty, entry.Weight, entry.Contribution));
        Assert.IsType<Belief.None>(story.View().Belief);
        Assert.Equal((0, 0), (story.View().Claims, story.View().Origins));
    }
}
