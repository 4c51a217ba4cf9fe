using Analysis.Domain.Beliefs;
using Analysis.Domain.Views;

namespace Analysis.Domain.Tests.Folding.Conclusions;

/// <summary>
/// MODEL.md, worked by hand. Grade B is right in .85 and an ungraded claim certain to .9, so that
/// "yes" has the likelihood .9 x .85 + .1 x .15 = .78 if the truth is yes and .22 if it is no.
/// </summary>
public sealed class LabelConclusionTest
{
    [Fact]
    public void One_origin_on_yes_or_no() =>
        Near(0.99 * 0.78 + 0.005, Yes(new Story(Ask.Whether()).Source("nis", Grade.B).Hear(Say.Yes("c1", "post>nis"))));

    [Fact]
    public void A_denial_is_a_no() =>
        Near(0.99 * 0.22 + 0.005, Yes(new Story(Ask.Whether()).Source("nis", Grade.B).Hear(Say.Yes("c1", "post>nis").Denied())));

    [Fact]
    public void A_second_origin_adds_less_than_the_first()
    {
        // Odds add: 1 + 2 (.78/.22 - 1) = 6.0909 : 1.
        var story = new Story(Ask.Whether()).Source("nis", Grade.B).Source("army", Grade.B).Hear(Say.Yes("c1", "post>nis"), Say.Yes("c2", "post>army"));

        Near(Known.Yes(1 + (2 * (Known.Odds(Known.B) - 1)), 1), Yes(story));
    }

    [Fact]
    public void An_origin_that_denies_pulls_back()
    {
        var view = new Story(Ask.Whether()).Source("nis", Grade.B).Hear(Say.Yes("c1", "post>nis"), Say.Yes("c2", "post>gov").Denied());

        Near(Known.Yes(Known.Odds(Known.B), Known.Odds(Known.Ungraded)), Yes(view));
    }

    [Fact]
    public void One_origin_on_four_labels()
    {
        var story = new Story(Ask.Which("a", "b", "c", "d")).Source("nis", Grade.B).Hear(Say.Label("c1", "c", "post>nis"));

        // .9 x .85 + .1 x .15/3 = .77 on c, .9 x .05 + .1 x .95/3 = .076667 on each other: these sum to 1. P = .99 q + .0025.
        Probabilities(story, ("a", 0.0784), ("b", 0.0784), ("c", 0.7648), ("d", 0.0784));
    }

    [Fact]
    public void One_origin_on_an_open_set()
    {
        var story = new Story(Ask.Which()).Source("nis", Grade.B).Hear(Say.Label("c1", "x", "post>nis"));

        // K = 1 + 2. q = .9 x .85 + .1 x .15/2 = .7725 on x, o = .9 x .075 + .1 x .925/2 = .11375 elsewhere.
        // x: q/o x 1/3 against 2/3: .772500. P = .99 x .7725 + .01/3.
        Probabilities(story, ("x", 0.768108), (null, 0.231892));
    }

    [Fact]
    public void Two_origins_with_an_answer_each_on_an_open_set()
    {
        var story = new Story(Ask.Which()).Source("nis", Grade.B).Hear(Say.Label("c1", "x", "post>nis"), Say.Label("c2", "y", "post>army"));

        // K = 3 however many are named. Grade B .7725 : .11375 = 6.79121; ungraded .9 x .66 + .1 x .34/2 = .611 to .9 x .17 + .1 x .83/2 = .1945, 3.14139.
        // w: these and 2 for something else, 11.9326 together; P = .99 w + .0025, something else + .005.
        Probabilities(story, ("x", 0.565940), ("y", 0.263128), (null, 0.170932));
    }

    [Fact]
    public void A_hedge_holds_on_an_open_set_too()
    {
        var story = new Story(Ask.Which()).Source("nis", Grade.B).Hear(Say.Label("c1", "x", "post>nis"), Say.Label("c2", "x", "post>army").Hedged("could"));

        Near(0.9 * 0.55, story.Entry("c2").Certainty!.Value);
        // c = .495, ungraded: .41255 to .293725, 1.404545. w = 1 + 5.79121 + .404545 = 7.195755 against 2.
        Probabilities(story, ("x", 0.778017), (null, 0.221983));
    }

    [Fact]
    public void An_answer_that_is_withdrawn_from_an_open_set_is_one_no_more()
    {
        var story = new Story(Ask.Which()).Source("nis", Grade.B).Hear(Say.Label("c1", "x", "post>nis"), Say.Label("c2", "y", "post>army")).Retract("c2");

        Probabilities(story, ("x", 0.768108), (null, 0.231892));
    }

    [Fact]
    public void A_denied_label_is_less_probable_than_the_others()
    {
        var story = new Story(Ask.Which("a", "b", "c", "d")).Source("nis", Grade.B).Hear(Say.Label("c1", "c", "post>nis").Denied());

        // 1 - .77 = .23 on c, 1 - .076667 = .923333 on each other: sum 3. P = .99 x q/3 + .0025.
        Probabilities(story, ("a", 0.3072), ("b", 0.3072), ("c", 0.0784), ("d", 0.3072));
    }

    [Fact]
    public void An_origin_that_gives_two_answers_at_once_is_still_one_voice()
    {
        // Two outlets of unknown lineage: each answer counts half, and neither leads.
        var story = Story.Of(Ask.Which("a", "b"), Say.Label("c1", "a", "post"), Say.Label("c2", "b", "herald"));

        Probabilities(story, ("a", 0.5), ("b", 0.5));
        Assert.Equal(1, story.View().Origins);
    }

    [Fact]
    public void Existence_is_the_untempered_yes_of_every_origin_that_counts_anything_and_a_figure_of_ten_leaves_half_the_doubt()
    {
        var view = new Story(Ask.HowMany()).Source("nis", Grade.B).Source("army", Grade.B)
            .Hear(Say.Count("c1", 600, "post>nis"), Say.AtLeast("c2", 1, "post>army")).View();

        var odds = Known.Odds(Known.B, 0.95) * Known.Odds(Known.B);
        Near(odds / (1 + odds), view.Existence!.Value.Probability);
    }

    [Fact]
    public void None_at_all_speaks_against_existence()
    {
        Near(0.22, new Story(Ask.HowMany()).Source("nis", Grade.B).Hear(Say.Count("c1", 0, "post>nis")).View().Existence!.Value.Probability);
        Assert.Null(new Story(Ask.HowMany()).Hear(Say.AtMost("c1", 500, "post>nis")).View().Existence);
    }

    [Fact]
    public void What_a_claim_contributes_is_its_evidence_for_the_leading_answer()
    {
        var entry = new Story(Ask.Whether()).Source("nis", Grade.B).Hear(Say.Yes("c1", "post>nis")).Entry("c1");

        Near((0.78 / 0.22) - 1, entry.Contribution); // x
    }

    private static void Probabilities(Story story, params (string? Label, double P)[] expected)
    {
        var belief = Assert.IsType<Belief.Categories>(story.View().Belief);

        Assert.Equal(expected.Select(e => e.Label), belief.Probabilities.Select(p => p.Label));
        foreach (var (e, p) in expected.Zip(belief.Probabilities)) Near(e.P, p.Probability);
    }

    private static double Yes(View view) => Assert.IsType<Belief.Proposition>(view.Belief).Likelihood.Probability;

    private static double Yes(Story story) => Assert.IsType<Belief.Proposition>(story.View().Belief).Likelihood.Probability;

    /// <summary>Sums are kept to 2^-20.</summary>
    private static void Near(double expected, double actual) => Assert.Equal(expected, actual, 2e-6);

    [Fact]
    public void The_more_certain_finding_of_an_equal_source_leads()
    {
        var view = new Story(Ask.Whether()).Source("nis", Grade.C).Source("army", Grade.C)
            .Hear(Say.Yes("c1", "post>nis").Hedged("likely"), Say.Yes("c2", "post>army").Denied().Hedged("officially announced")).View();

        Near(Known.Yes(Known.Odds(Known.C, 0.9 * 0.8), Known.Odds(Known.C, 1)), Yes(view));
    }

    [Fact]
    public void Existence_does_not_fall_when_the_same_origin_says_more_and_hedges()
    {
        var story = new Story(Ask.HowMany()).Source("nis", Grade.B).Source("army", Grade.B)
            .Hear(Say.Count("c1", 6, "post>nis", "2025-06-01"), Say.Count("zero", 0, "post>army"));
        var before = story.View().Existence!.Value.Probability;

        story.Hear(Say.Count("c2", 7, "post>nis", "2025-06-20").Hedged("could"));

        Assert.Equal(before, story.View().Existence!.Value.Probability);
    }

    [Fact]
    public void Who_denies_that_there_is_anything_takes_back_that_there_is()
    {
        var story = new Story(Ask.HowMany()).Source("nis", Grade.B)
            .Hear(Say.Count("c1", 6, "post>nis", "2025-06-01"),
            Say.AtLeast("c2", 1, "post>nis", "2025-06-20").Denied());

        Near(0.22, story.View().Existence!.Value.Probability);
    }
}
