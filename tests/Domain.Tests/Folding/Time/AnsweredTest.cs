using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Belief = Analysis.Domain.Views.Belief;

namespace Analysis.Domain.Tests.Folding.Time;

/// <summary>What was established, for which time, and what it says of those who spoke before.</summary>
public sealed class AnsweredTest
{
    private static readonly ClaimValue Final = new ClaimValue.Quantity(53_537, null, null);

    private static Story Earthquake => Story.Of(Ask.HowMany(Dynamics.Cumulative),
        Say.Count("first", 17_000, "post>afad", "2023-02-09").Valid("2023-02-09"),
        Say.Count("honest", 41_020, "post>who", "2023-02-20").Valid("2023-02-20"),
        Say.Count("wild", 90_000, "post>blog", "2023-02-21").Valid("2023-02-21"),
        Say.Count("last", 53_500, "post>afad", "2023-06-20").Valid("2023-06-20"));

    [Fact]
    public void The_curve_before_the_answer_keeps_its_shape()
    {
        var (open, closed) = (Earthquake, Earthquake.Resolve(Final, "AFAD", on: "2023-06-20", valid: "2023-06-20"));

        foreach (var day in new[] { "2023-02-01", "2023-02-10", "2023-02-25", "2023-05-01" })
        {
            Assert.Equal(open.View(day).Belief, closed.View(day).Belief);
            Assert.Null(closed.View(day).Resolution);
        }

        Assert.Equal(53_537, Assert.IsType<Belief.Number>(closed.View("2023-06-21").Belief).Estimate);
        Assert.Equal("Troops: 53,537 persons, as of 20 June 2023, established (AFAD).", closed.View().Statement);
        Assert.Contains(Edtf.Parse("2023-06-20").From!.Value, closed.Fold().Turns());
    }

    [Fact]
    public void A_lower_figure_of_an_earlier_day_is_no_error_and_a_higher_one_is()
    {
        var fold = Earthquake.Resolve(Final, "AFAD", on: "2023-06-20", valid: "2023-06-20").Fold();

        Assert.Equal(0, fold.OutcomesOf(new("who")).Answers);
        Assert.Equal((1, 0), Right(fold, "blog"));
        Assert.Equal((1, 1), Right(fold, "afad"));
    }

    [Fact]
    public void Nobody_learns_from_an_honest_count_of_an_earlier_day_that_its_source_is_wrong()
    {
        var refinement = new Refinement();
        refinement.Hear(Earthquake.Resolve(Final, "AFAD", on: "2023-06-20", valid: "2023-06-20").Fold());

        var lesson = Assert.Single(refinement.Learn(new Dictionary<string, LearningStep.Round>()).OfType<LearningStep.End>()).Lesson;

        var earned = lesson.Records.ToDictionary(r => r.Source.Value, r => (r.Record.Right, r.Record.Wrong));
        Assert.False(earned.ContainsKey("who"));
        Assert.True(earned["afad"].Right > 3 * earned["afad"].Wrong, $"{earned["afad"]}");
        Assert.True(earned["blog"].Wrong > 2 * earned["blog"].Right, $"{earned["blog"]}");
    }

    [Fact]
    public void Sources_are_scored_by_what_they_said_of_the_time_of_the_answer_and_not_by_what_they_said_of_a_later_one()
    {
        var story = Story.Of(Ask.HowMany(Dynamics.Cumulative),
            Say.Count("then", 600, "post>nis", "2025-03-01").Valid("2025-03-01"), Say.Count("later", 900, "post>nis", "2025-06-01").Valid("2025-06-01"))
            .Resolve(new ClaimValue.Quantity(610, null, null), valid: "2025-03-01");

        Assert.Equal((1, 1), Right(story.Fold(), "nis"));
        Assert.Equal(610, Assert.IsType<Belief.Number>(story.View().Belief).Estimate);
    }

    [Fact]
    public void Without_a_valid_time_the_answer_is_of_when_it_was_made_known()
    {
        var story = Story.Of(Ask.HowMany(Dynamics.Cumulative), Say.Count("c1", 600, "post>nis", "2025-06-30")).Resolve(Final);

        Assert.NotNull(story.View().Resolution);
        Assert.NotNull(story.Fold(TopicFold.Hour(story.Events[^1].At)).Render().Resolution);
        Assert.Null(story.View("2025-12-31").Resolution);
    }

    [Fact]
    public void Where_there_is_one_truth_the_answer_holds_of_all_time()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("c1", 600, "post>nis", "2025-06-30")).Resolve(Final, valid: "2025-12-01");

        Assert.NotNull(story.View("2025-01-01").Resolution);
        Assert.Equal((1, 0), Right(story.Fold(), "nis"));
    }

    [Fact]
    public void The_answer_for_a_span_of_what_moves_leaves_the_other_times_open()
    {
        var story = Story.Of(Ask.Whether().Ageing(30), Say.Yes("c1", "post>nis", "2025-02-01").Valid("2025-02-01"))
            .Resolve(new ClaimValue.Proposition(false, null), valid: "2025-03")
            .Hear(Say.Yes("c2", "post>army", "2025-05-01").Valid("2025-05-01"));

        Assert.Equal([false, true, false], new[] { "2025-02-15", "2025-03-15", "2025-05-02" }.Select(day => story.View(day).Resolution is not null));
        Assert.Equal(0.01, Assert.IsType<Belief.Proposition>(story.View("2025-03-15").Belief).Likelihood.Probability);
        Assert.Equal(Standing.Counted, story.Standing("c2"));
        Assert.True(Assert.IsType<Belief.Proposition>(story.View("2025-05-02").Belief).Likelihood.Probability > 0.5);
        var fold = story.Fold(Edtf.Parse("2025-03-15").From);
        Assert.Equal(Edtf.Parse("2025-03-15T01:00Z").From, fold.HoldsUntil); // it ages by the hour
    }

    [Fact]
    public void An_early_stage_is_no_error_on_the_way_to_a_later_one()
    {
        var story = Story.Of(Ask.HowFar("none", "support", "combat"),
            Say.Label("c1", "support", "post>nis", "2025-02-01").Valid("2025-02-01"), Say.Label("c2", "combat", "post>army", "2025-02-01").Valid("2025-02-01"))
            .Resolve(new ClaimValue.Category("combat"), valid: "2025-06-01");

        Assert.Equal(0, story.Fold().OutcomesOf(new("nis")).Answers);
        Assert.Equal((1, 1), Right(story.Fold(), "army"));
    }

    [Theory]
    [InlineData("nis", 14, true)]
    [InlineData("nis", 25, false)]
    [InlineData("nis", 9.5, true)] // within the tolerance
    public void An_answer_that_is_a_range_holds_nothing_within_it_against_anybody(string source, double said, bool isRight)
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("c1", said, $"post>{source}")).Resolve(new ClaimValue.Range(10, 20), "inquest");

        Assert.Equal((1, isRight ? 1 : 0), Right(story.Fold(), source));
        var belief = Assert.IsType<Belief.Number>(story.View().Belief);
        Assert.Equal((null, 10, 20, new Interval(10, 20)), (belief.Estimate, belief.LowerBound, belief.UpperBound, belief.Interval90));
        Assert.Equal("Troops: between 10 and 20 persons, established (inquest).", story.View().Statement);
    }

    [Theory]
    [InlineData(BoundOp.AtLeast, "at least 10 persons", 10.0, null, 14, true)]
    [InlineData(BoundOp.AtLeast, "at least 10 persons", 10.0, null, 5, false)]
    [InlineData(BoundOp.MoreThan, "more than 10 persons", 11.0, null, 14, true)]
    [InlineData(BoundOp.AtMost, "at most 10 persons", null, 10.0, 14, false)]
    [InlineData(BoundOp.LessThan, "fewer than 10 persons", null, 9.0, 4, true)]
    public void An_answer_that_is_a_bound_is_shown_as_one(BoundOp op, string words, double? low, double? high, double said, bool isRight)
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("c1", said, "post>nis")).Resolve(new ClaimValue.Bound(op, 10), "inquest");

        var belief = Assert.IsType<Belief.Number>(story.View().Belief);
        Assert.Equal((null, low, high), (belief.Estimate, belief.LowerBound, belief.UpperBound));
        Assert.Equal(new Interval(low ?? 0, high ?? double.PositiveInfinity), belief.Interval90);
        Assert.Equal($"Troops: {words}, established (inquest).", story.View().Statement);
        Assert.Equal((1, isRight ? 1 : 0), Right(story.Fold(), "nis"));
    }

    [Theory]
    [InlineData("2025-04-01/2025-04-03", "Arrival: between 1 April 2025 and 3 April 2025, established (seen).", "2025-04-02", true)]
    [InlineData("2025-04", "Arrival: April 2025, established (seen).", "2025-04-29", true)]
    [InlineData("2025-04", "Arrival: April 2025, established (seen).", "2025-08-01", false)]
    [InlineData("2025-04-10/..", "Arrival: 10 April 2025 at the earliest, established (seen).", "2025-08-01", true)]
    [InlineData("../2025-04-10", "Arrival: 10 April 2025 at the latest, established (seen).", "2025-08-01", false)]
    public void An_answer_may_be_a_span_of_days(string answer, string statement, string said, bool isRight)
    {
        var story = Story.Of(Ask.When(), Say.Date("c1", said, "post>nis", "2025-09-01")).Resolve(new ClaimValue.Date(Edtf.Parse(answer)), "seen");

        Assert.Equal((statement, answer), (story.View().Statement, Assert.IsType<Belief.Date>(story.View().Belief).Edtf));
        Assert.Equal((1, isRight ? 1 : 0), Right(story.Fold(), "nis"));
    }

    [Fact]
    public void An_answer_is_shown_to_its_last_digit()
    {
        Assert.Equal("Troops: 999,999,999,999,999 persons, established (counted).",
            Story.Of(Ask.HowMany()).Resolve(new ClaimValue.Quantity(999_999_999_999_999, null, null)).View().Statement);
        Assert.Equal("Troops: 1,234.56789012345 persons (1,234.5 to 1,234.6), established (counted).",
            Story.Of(Ask.HowMany()).Resolve(new ClaimValue.Quantity(1_234.56789012345, 1_234.5, 1_234.6)).View().Statement);
    }

    private static (int Answers, int Right) Right(TopicFold fold, string source) =>
        (fold.OutcomesOf(new(source)).Answers, fold.OutcomesOf(new(source)).Bins.Sum(b => b.Right));
}
