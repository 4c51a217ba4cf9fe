using Analysis.Domain.Beliefs;
using Analysis.Domain.Beliefs.Labels;

namespace Analysis.Domain.Tests.Beliefs.Labels;

/// <summary>The law of labels, by hand.</summary>
public sealed class LabelLawTest
{
    private static LabelSettings Question => LabelSettings.Proposition;

    [Theory]
    [InlineData(Grade.A, 19)]
    [InlineData(Grade.B, 8.5 / 1.5)]
    [InlineData(Grade.C, 3)]
    [InlineData(Grade.F, 4)]
    public void One_voice_stands_at_face_value(Grade grade, double odds) =>
        Near(Shown(odds / (odds + 1)), Question.Belief(Given.Claim("a", "yes", grade)).Of("yes"));

    [Theory]
    [InlineData(Grade.D)]
    [InlineData(Grade.E)]
    public void A_bad_grade_alone_says_nothing_and_never_the_opposite(Grade grade)
    {
        var belief = Question.Belief(Given.Claim("a", "yes", grade));

        Near(0.5, belief.Of("yes"));
        Assert.Equal(LabelEffect.Nothing, belief.Voices[0].Does);
    }

    [Fact]
    public void Two_of_four_to_one_make_seven_to_one() => Near(Shown(7 / 8.0), Question.Belief(Given.Many(2, "yes", Grade.F)).Of("yes"));

    [Fact]
    public void Ten_make_thirty_one_and_newcomers_alone_never_more() =>
        Assert.All([10, 11, 1_000], n => Near(Shown(31 / 32.0), Question.Belief(Given.Many(n, "yes", Grade.F)).Of("yes")));

    [Theory]
    [InlineData(3, 0.8536)] // 1 + 3 x 4.667 = 15 against 1 + half of 3
    [InlineData(1, 0.6919)] // 5.667 against 2.5
    public void A_thousand_newcomers_count_half_a_voice_against_who_is_proven(int proven, double p) =>
        Assert.Equal(p, Question.Belief([.. Given.Many(proven, "yes", Grade.B), .. Given.Many(1_000, "no", Grade.F)]).Of("yes"), 4);

    [Fact]
    public void Three_of_B_against_one_A_is_near_even() // 15 against 19
    {
        var belief = Question.Belief([.. Given.Many(3, "yes", Grade.B), .. Given.Many(1, "no", Grade.A)]);

        Near(Shown(15 / 34.0), belief.Of("yes"));
        Assert.Equal("no", belief.Leading!.Value.Label);
        Assert.InRange(belief.Disagreement, 0.9, 1); // 14 of 32 against
    }

    [Fact]
    public void Three_of_five_of_three_labels_lead() // 1 + 3 x 10.333 to 11.333 each
    {
        var belief = Given.Of(3).Belief([.. Given.Many(3, "l0", Grade.B), .. Given.Many(1, "l1", Grade.B), .. Given.Many(1, "l2", Grade.B)]);

        Assert.Equal(0.5828, belief.Of("l0"), 4);
    }

    [Fact]
    public void What_was_earned_by_agreeing_is_taken_at_its_word_only_up_to_its_cap()
    {
        var agreed = Given.Claim("a", "yes", Reliability.Of(Grade.F).Earned(95, 0)); // 99 : 1, vouched for 4 : 1
        var answered = Given.Claim("a", "yes", Reliability.Of(Grade.F).Earned(95, 0, answered: true)); // 99 : 1

        Near(Shown(1 - (1 / (1 + (4 * (1 + Math.Log(99)) / (1 + Math.Log(4)))))), Question.Belief(agreed).Of("yes"));
        Near(Shown(0.99), Question.Belief(answered).Of("yes"));
    }

    [Fact]
    public void Whom_answers_have_shown_to_be_wrong_speaks_for_the_other_of_two_and_against_one_of_many()
    {
        var liar = Reliability.Of(Grade.F).Earned(0, 15, answered: true); // 4 : 16

        Near(Shown(0.2), Question.Belief(Given.Claim("a", "yes", liar)).Of("yes"));
        var three = Given.Of(3).Belief(Given.Claim("a", "l0", liar)); // q = .2 against .4: odds of 1/2, so 1 + Y = 2
        Assert.Equal((LabelEffect.Denies, 0), (three.Voices[0].Does, three.Voices[0].Label));
        Near((0.99 * 0.5 / 2.5) + (0.01 / 3), three.Of("l0"));
    }

    [Fact]
    public void A_denial_asserts_the_other_of_two_and_weakens_one_of_many()
    {
        Near(Shown(0.15), Question.Belief(Given.Claim("a", "yes", Grade.B, form: LabelForm.Not)).Of("yes"));

        var three = Given.Of(3).Belief(Given.Claim("a", "l0", Grade.B, form: LabelForm.Not)); // (1 - .075) / (1 - .85)
        Near((0.99 * 0.15 / (0.15 + (2 * 0.925))) + (0.01 / 3), three.Of("l0"));
    }

    [Fact]
    public void Open_labels_are_weighed_as_three_and_leave_room_for_another()
    {
        var belief = Given.Open.Belief(Given.Claim("a", "Oslo", Grade.F)); // .8 against .1: 8 to 1, and 2 for something else

        Near((0.99 * 8 / 10) + (0.01 / 3), belief.Of("Oslo"));
        Near((0.99 * 2 / 10) + (0.01 * 2 / 3), belief.SomethingElse);
        Near(0, belief.Of("Bergen"));
    }

    [Fact]
    public void A_stated_probability_divides_its_voice()
    {
        var said = Given.Claim("a", "yes", Grade.B) with { Said = new Said.Label("yes", LabelForm.Is) { Probability = 0.7 } };
        var (x, belief) = ((8.5 / 1.5) - 1, Question.Belief(said));

        Near(Shown((1 + (0.7 * x)) / (2 + x)), belief.Of("yes"), 1e-6);
        Near(Shown(0.5), Question.Belief(said with { Said = new Said.Label("yes", LabelForm.Is) { Probability = 0.5 } }).Of("yes"), 1e-6);
    }

    [Fact]
    public void One_half_is_a_voice_on_both_sides()
    {
        var even = Question.Belief(Given.Claim("a", "yes", Grade.B) with { Said = new Said.Label("yes", LabelForm.Is) { Probability = 0.5 } });

        Assert.Equal(1, even.Disagreement);
        Assert.True(even.Voices[0] is { Supports: true, Opposes: true });
        Near(0.85 / 2, even.Voices[0].Support);
    }

    [Fact]
    public void At_least_a_stage_weakens_those_before_it_alone()
    {
        var belief = Given.Stages("a", "b", "c").Belief(Given.Claim("x", "b", Grade.B, form: LabelForm.AtLeast)); // .85 against .075
        var w = 1 / (0.85 / 0.075);

        Near((0.99 * w / (w + 2)) + (0.01 / 3), belief.Of("a"));
        Near(belief.Of("b"), belief.Of("c"));
    }

    [Fact]
    public void Neighbours_in_order_lend_one_another_half_and_of_stages_that_are_never_left_the_earlier_to_the_later()
    {
        WeightedClaim[] claims = [.. Given.Many(2, "b", Grade.B), .. Given.Many(1, "c", Grade.B)];
        var x = (0.85 / 0.075) - 1;
        double[] w = [1, 1 + (2 * x) + (x / 2), 1 + x + (x / 2)];

        Near((0.99 * w[1] / w.Sum()) + (0.01 / 3), Given.Stages("a", "b", "c").Belief(claims).Of("b"), 1e-6);
        w = [1, 1 + (2 * x), 1 + x + (x / 2)];
        Near((0.99 * w[1] / w.Sum()) + (0.01 / 3), (Given.Stages("a", "b", "c") with { Cumulative = true }).Belief(claims).Of("b"), 1e-6);
    }

    [Fact]
    public void Who_admits_a_stage_rules_out_the_earlier_ones_and_is_as_likely_right_as_before_of_the_stage_itself()
    {
        var admission = Given.Claim("x", "b", Grade.F) with { Accuracy = 0.95, Certainty = 1, Stake = Stake.AdmitsMore, Plain = (0.8, 1) };
        var belief = Given.Stages("a", "b", "c").Belief(admission);
        double[] w = [1 / (0.95 / 0.025), 8, 1]; // 38 within the cap of 2 x 19; 8 as an ungraded voice

        // Its stage and the last one are neighbours that nobody names, so they lend nothing.
        Near((0.99 * w[0] / w.Sum()) + (0.01 / 3), belief.Of("a"), 1e-6);
        Near((0.99 * w[1] / w.Sum()) + (0.01 / 3), belief.Of("b"), 1e-6);
    }

    [Fact]
    public void An_origin_that_asserts_two_labels_counts_half_for_each()
    {
        var belief = Given.Of(3).Belief(new[] { "l0", "l1" }.Select(l => Given.Claim(l, l, Grade.B, origin: "o") with { Among = 2 }));

        Assert.Equal(((0.85 / 0.075) - 1) / 2 * (1 << 20), belief.Labels[0].For, 1.0);
        Near(belief.Of("l0"), belief.Of("l1"));
    }

    [Fact]
    public void Copies_of_one_origin_are_one_voice()
    {
        var one = Question.Belief(Given.Claim("a", "yes", Grade.B, origin: "o"));
        var copied = Question.Belief(Given.Claim("a", "yes", Grade.B, origin: "o"),
            Given.Claim("b", "yes", Grade.B, 0.8, origin: "o"), Given.Claim("c", "yes", Grade.F, origin: "o"));

        Assert.Equal(one.Of("yes"), copied.Of("yes"));
        Assert.Equal([LabelEffect.Supports, LabelEffect.Repeats, LabelEffect.Repeats], copied.Voices.Select(v => v.Does));
    }

    [Fact]
    public void The_balance_of_two_labels_is_shrunk_to_even()
    {
        var knowledge = FamilyKnowledge.Nothing with { Balance = [Given.Units(80), Given.Units(20)], BalanceTopics = 100 };

        Near(0.65, LabelLaw.Believe(Question, knowledge, []).Of("no")); // (50 + 80) / (100 + 100)
    }

    [Fact]
    public void No_label_of_many_is_expected_more_than_twice_as_often_as_it_is_said()
    {
        var knowledge = FamilyKnowledge.Nothing with { Balance = [Given.Units(60), Given.Units(37), Given.Units(0)], BalanceTopics = 97 };

        var belief = LabelLaw.Believe(Given.Of(3), knowledge, []);

        Near(0.02 / ((2 / 3.0) + 0.02), belief.Of("l2")); // min(1/3, 2 (0 + 1) / (97 + 3)), of 1/3 + 1/3 + .02
    }

    [Fact]
    public void More_newcomers_still_outweigh_fewer_where_nobody_is_proven() // 25 of 14: 31 against 1 + 30 x 14/25
    {
        var belief = Question.Belief([.. Given.Many(25, "yes", Grade.F), .. Given.Many(14, "no", Grade.F)]);

        Near(Shown(31 / (31 + 17.8)), belief.Of("yes"));
    }

    [Fact]
    public void Of_whom_it_is_known_what_he_confuses_one_voice_is_at_face_value_for_every_label()
    {
        // Of ten times that l0 was true it was said eight times, of ten of l1 four times, of ten of l2 once; else l1 was said.
        var counts = new double[] { 8, 2, 0, 4, 6, 0, 1, 9, 0 };
        var source = Reliability.Of(Grade.F).Earned(14, 16, answered: true) with { Confusion = new([.. counts.Select(Given.Units)]) }; // .8 of 35 becomes 18/35
        var acc = 18 / 35.0;
        double[] q = [(8 + (5 * acc)) / 15, (4 + (5 * (1 - acc) / 2)) / 15, (1 + (5 * (1 - acc) / 2)) / 15];

        var belief = Given.Of(3).Belief(Given.Claim("a", "l0", source));

        Assert.All([0, 1, 2], v => Near((0.99 * q[v] / q.Sum()) + (0.01 / 3), belief.Labels[v].Probability, 1e-5));
    }

    [Fact]
    public void P_can_be_worked_out_again_from_the_parts()
    {
        var belief = Given.Stages("a", "b", "c")
            .Belief([.. Given.Many(3, "a", Grade.B), .. Given.Many(30, "b", Grade.F),
            Given.Claim("d", "a", Grade.A, form: LabelForm.Not)]);
        double[] w = [.. belief.Labels.Select(l => l.Prior * (1 + (l.For / 1048576.0)) / (1 + (l.Against / 1048576.0)))];

        Assert.All(belief.Labels.Zip(w), p => Near((0.99 * p.Second / w.Sum()) + (0.01 * p.First.Prior), p.First.Probability));
    }

    /// <summary>Of two labels: 1 % stays on the even prior.</summary>
    private static double Shown(double p) => (0.99 * p) + 0.005;

    private static void Near(double expected, double actual, double tolerance = 2e-6) => Assert.Equal(expected, actual, tolerance);
}
