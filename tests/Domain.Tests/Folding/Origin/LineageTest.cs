using Analysis.Domain.Beliefs;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Tests.Folding.Origin;

/// <summary>MODEL.md: one voice per origin, and one for everything of unknown lineage.</summary>
public sealed class LineageTest
{
    // One origin of grade B (8.5 : 1.5), ungraded claim (.9): acc c = .85 x .9 = .765, and the score is .55 x .765.
    private const double OneOriginOfGradeB = 0.55 * 0.85 * 0.9;

    [Fact]
    public void A_service_its_relay_and_ten_outlets_are_one_origin()
    {
        var story = new Story(Ask.HowMany()).Source("nis", Grade.B).Source("legislator", Grade.B)
            .Hear(Say.Count("c00", 11_000, "post>nis"), Say.Count("c01", 11_000, "post>legislator>nis"));
        for (var i = 0; i < 10; i++) story.Hear(Say.Count($"outlet{i}", 11_000, $"outlet{i}>agency>nis"));

        var view = story.View();

        Assert.Equal((1, 1), (view.Origins, view.Claims));
        Assert.Equal(OneOriginOfGradeB, view.Confidence.Score, 1e-5);
        Assert.Equal(Story.Of(Ask.HowMany()).Source("nis", Grade.B).Hear(Say.Count("c00", 11_000, "post>nis")).View().Belief, view.Belief);
    }

    [Fact]
    public void Two_origins_that_agree_are_two()
    {
        var view = new Story(Ask.HowMany()).Source("nis", Grade.B).Source("army", Grade.B)
            .Hear(Say.Count("c1", 600, "post>nis"), Say.Count("c2", 600, "post>army")).View();

        Assert.Equal((2, 2), (view.Origins, view.Claims));
        Assert.Equal(1 - Math.Pow(1 - OneOriginOfGradeB, 2), view.Confidence.Score, 1e-5);
    }

    [Fact]
    public void Everything_of_unknown_lineage_is_one_voice()
    {
        var story = new Story(Ask.HowMany()).Source("experts", Grade.F, "unattributed").Source("herald", Grade.F, "news-outlet")
            .Hear(Say.Count("c1", 600, "post"), Say.Count("c2", 600, "herald"), Say.Count("c3", 600, "post>experts"), Say.Count("c4", 600, "herald>unnamed-officials"));

        var view = story.View();

        Assert.Equal((1, 1), (view.Origins, view.Claims));
        Assert.All(new[] { "c1", "c2", "c3", "c4" }, id => Assert.Equal("unknown", story.Entry(id).Voice));
        Assert.Equal(0.55 * Known.Ungraded * 0.9, view.Confidence.Score, 1e-5); // the surest of them
    }

    [Fact]
    public void One_outlet_of_unknown_lineage_does_not_replace_anothers_rumour()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("c1", 600, "post", "2025-06-01"), Say.Count("c2", 5_000, "herald", "2025-06-02"));

        Assert.Equal((Standing.Counted, Standing.Counted), (story.Standing("c1"), story.Standing("c2")));
        Assert.Equal((1, 2), (story.View().Origins, story.View().Claims));
    }

    [Fact]
    public void Named_origins_and_unknown_lineage_are_counted_apart()
    {
        // 600 would be a copy
        var view = new Story(Ask.HowMany())
            .Hear(Say.Count("c1", 600, "post>nis"), Say.Count("c2", 650, "herald"), Say.Count("c3", 650, "gazette"))
            .View();

        Assert.Equal(2, view.Origins);
        Assert.Contains("one named origin (nis) and reports of unknown lineage", view.Confidence.Statement, StringComparison.Ordinal);
    }

    [Fact]
    public void Observers_speak_for_themselves()
    {
        var story = new Story(Ask.HowMany() with { Sources = Voices.Observers });
        for (var i = 0; i < 5; i++) story.Hear(Say.Count($"c{i}", 600, $"sensor{i}"));

        Assert.Equal((5, 5), (story.View().Origins, story.View().Claims));
    }

    [Fact]
    public void Who_is_known_as_something_else_than_an_outlet_speaks_for_itself()
    {
        var story = new Story(Ask.HowMany()).Hear(Say.Count("c1", 600, "ministry"));
        Assert.Equal("unknown", story.Entry("c1").Voice);

        story.Source("ministry", Grade.B, "government");

        Assert.Equal("ministry", story.Entry("c1").Voice);
    }

    [Fact]
    public void Who_turns_out_to_be_nobody_loses_his_voice()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("c1", 600, "post>officials"), Say.Count("c2", 600, "post>sources"));
        Assert.Equal(2, story.View().Origins);

        story.Source("officials", Grade.F, "unattributed").Source("sources", Grade.F, "unattributed");

        Assert.Equal(1, story.View().Origins);
    }

    [Fact]
    public void A_regraded_source_weighs_anew()
    {
        var story = new Story(Ask.Whether()).Source("nis", Grade.D).Hear(Say.Yes("c1", "post>nis"));
        Assert.Equal(0.5 * 0.9, story.Entry("c1").Certainty!.Value * 0.5, 1e-12);

        story.Source("nis", Grade.B);

        Assert.Equal(0.85 * 0.9, story.Entry("c1").Weight, 1e-12);
    }

    [Fact]
    public void What_a_source_has_earned_adds_to_its_grade()
    {
        // Ungraded is 3.3 : 1.7. With 10 right and 5 wrong: (3.3 + 10) / (5 + 15).
        var story = new Story(Ask.Whether()).Hear(Say.Yes("c1", "post>nis")).Add(new TopicEvent.ReliabilityLearned([new(new("nis"), 10 << 20, 5 << 20)]));

        Assert.Equal(13.3 / 20 * 0.9, story.Entry("c1").Weight, 1e-12);
    }

    [Fact]
    public void A_figure_of_unknown_lineage_that_a_named_origin_gave_earlier_is_a_copy()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("c1", 600, "post>nis", "2025-06-01"),
            Say.Count("c2", 600, "herald", "2025-06-02"), Say.Count("c3", 650, "gazette", "2025-06-02"));

        Assert.Equal((Standing.Implied, "a copy of what nis said in c1"), (story.Entry("c2").Standing, story.Entry("c2").Reason));
        Assert.Equal(Standing.Counted, story.Standing("c3"));
    }

    [Fact]
    public void It_is_a_copy_also_of_what_the_named_origin_has_replaced()
    {
        var story = Story.Of(
            Ask.HowMany(), Say.Count("c1", 600, "post>nis", "2025-06-01"),
                Say.Count("c2", 900, "post>nis", "2025-06-03"), Say.Count("c3", 600, "herald", "2025-06-20"));

        Assert.Equal(Standing.Implied, story.Standing("c3"));
        Assert.Equal(900, Assert.IsType<Belief.Number>(story.View().Belief).Estimate);
    }

    [Fact]
    public void Who_said_it_first_copied_nobody() =>
        Assert.Equal(Standing.Counted,
            Story.Of(Ask.HowMany(), Say.Count("c1", 600, "herald", "2025-06-01"),
            Say.Count("c2", 600, "post>nis", "2025-06-02")).Standing("c1"));

    [Fact]
    public void A_value_that_was_computed_adds_no_origin()
    {
        var story = Story.Of(
            Ask.HowMany(), Say.Count("base", 4, "post>nis") with { Unit = "brigades" },
                Say.Count("product", 20_000, "desk>analyst").DerivedFrom("base"),
                Say.Count("said", 20_000, "post>nis"));

        Assert.Equal(("nis", 1), (story.Entry("product").Voice, story.View().Origins));
    }

    [Theory]
    [InlineData(Voices.Reporters, Known.Ungraded)]
    [InlineData(Voices.Observers, Known.Observer)]
    public void Who_is_ungraded_is_how_good(Voices sources, double accuracy) =>
        Assert.Equal(accuracy * 0.9, Story.Of(Ask.HowMany() with { Sources = sources }, Say.Count("c1", 600, "post>nis")).Entry("c1").Weight, 1e-12);
}
