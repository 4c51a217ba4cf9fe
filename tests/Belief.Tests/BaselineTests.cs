using Analysis.Belief.Baselines;
using Analysis.Belief.Data;
using Analysis.Belief.Metrics;

namespace Analysis.Belief.Tests;

/// <summary>The methods beside which the model is measured, and the scores, by hand on a few claims.</summary>
public sealed class BaselineTests
{
    /// <summary>a and b are right of four objects, c wrong of the first; d speaks of the first alone, as c does.</summary>
    private static LabelProblem Disputed => Labels(
        "o1 a yes, o1 b yes, o1 c no, o1 d no, o2 a no, o2 b no, o2 c no, o3 a yes, o3 b yes, o3 c yes, o4 a no, o4 b no, o4 c no", "o1 yes");

    private static LabelProblem Unanimous => Labels("o1 a yes, o1 b yes, o1 c yes, o2 a no, o2 b no, o2 c no", "o1 yes");

    [Fact]
    public void A_vote_is_a_share_with_half_a_vote_for_each_label()
    {
        var problem = Labels("o a yes, o b yes, o c no, p a no", "o yes");

        Near([1.5 / 4, 2.5 / 4], LabelBaselines.MajorityVote(problem)[0]); // in ordinal order: no, yes
    }

    [Fact]
    public void Crh_weighs_by_the_logarithm_of_a_sources_part_in_all_errors()
    {
        var problem = Labels("o1 a yes, o1 b yes, o1 c no, o2 a no, o2 b no, o2 c no, o3 a yes, o3 b yes, o3 c yes, o4 a no, o4 b no, o4 c no", "o1 yes");

        // Error rates 0, 0 (at least .0001) and .25: of .2502 together.
        var (good, bad) = (Math.Log(2_502), Math.Log(0.2502 / 0.25));
        Near([bad / ((2 * good) + bad), 2 * good / ((2 * good) + bad)], LabelBaselines.Crh(problem)[0]);
    }

    [Fact]
    public void Catd_trusts_a_source_of_few_claims_little()
    {
        // The 2.5 % quantiles of chi squared are .48442 for 4 claims, and .00098207 for 1. At first the two sides of o1 tie, and "no" is first in
        // order: a and b have one error, c and d none (at least .01), and so it stays.
        var (one, none, few) = (0.48442, 48.442, 0.098207);

        Near([(none + few) / (none + few + (2 * one)), 2 * one / (none + few + (2 * one))], LabelBaselines.Catd(Disputed)[0], 1e-5);
    }

    [Fact]
    public void One_coin_of_sources_that_always_agree_is_nearly_sure()
    {
        // Each is right of (2 + .01) in (2 + .02): odds of 201 for each of three.
        Near([1 / (1 + Math.Pow(201, 3)), 1 - (1 / (1 + Math.Pow(201, 3)))], LabelBaselines.OneCoin(Unanimous)[0], 1e-9);
    }

    [Fact]
    public void Dawid_and_Skene_count_each_truths_claims_apart()
    {
        // One claim for each truth: (1 + .01) in (1 + .02), odds of 101 for each of three.
        Near([1 / (1 + Math.Pow(101, 3)), 1 - (1 / (1 + Math.Pow(101, 3)))], LabelBaselines.DawidSkene(Unanimous)![0], 1e-8);
    }

    [Fact]
    public void Dawid_and_Skene_is_not_defined_on_open_labels()
    {
        var claims = string.Join(", ", Enumerable.Range(0, 30).Select(i => $"o{i} a city{i}, o{i} b town{i}"));

        Assert.Null(LabelBaselines.DawidSkene(new LabelProblem(Set(claims, "o1 city1"), new Shape(ValueKind.Open))));
    }

    [Fact]
    public void A_mean_has_the_interval_of_Student()
    {
        var mean = Assert.Single(NumberBaselines.Mean(Numbers("o a 1, o b 2, o c 3, o d 6", "o 3.5")));

        // Variance 14 / 3, four claims; t(.95, 3) = 2.353363.
        Near([3, 3 - (2.353363 * Math.Sqrt(14 / 12.0)), 3 + (2.353363 * Math.Sqrt(14 / 12.0))], [mean.Value, mean.Low, mean.High], 1e-5);
    }

    [Fact]
    public void A_median_of_four_lies_midway_between_the_middle_two() =>
        Assert.Equal(2.5, NumberBaselines.Median(Numbers("o a 1, o b 2, o c 3, o d 6", "o 3.5"))[0].Value);

    [Theory]
    [InlineData(1, 3, 2)]
    [InlineData(3, 1, 1)]
    [InlineData(1, 1, 1.5)]
    public void A_weighted_median_is_where_half_of_the_weight_is_reached(double ofOne, double ofTwo, double median) =>
        Assert.Equal(median, Statistics.WeightedMedian([(2, ofTwo), (1, ofOne)]));

    [Fact]
    public void The_gaussian_truth_model_has_the_interval_of_its_posterior()
    {
        var estimate = Assert.Single(NumberBaselines.Gtm(Numbers("o a 0.5, o b 2.5", "o 1.5")));

        // Both lie one standard deviation off: precision (22 + 1) / (20 + 1) each, and 1 of the prior.
        var half = 1.644854 / Math.Sqrt(1 + (2 * 23 / 21.0));
        Near([1.5, 1.5 - half, 1.5 + half], [estimate.Value, estimate.Low, estimate.High], 1e-5);
    }

    [Fact]
    public void Weights_draw_an_estimate_to_the_sources_that_agree()
    {
        var problem = Numbers("o a 10.5, o b 10.5, o c 40.5, p a 20.5, p b 20.5, p c 70.5, q a 5.5, q b 5.5, q c 95.5", "o 10.5");

        Assert.All([NumberBaselines.Crh(problem)[0].Value, NumberBaselines.Catd(problem)[0].Value], x => Assert.InRange(x, 10.5, 11));
        Assert.Equal(10.5, NumberBaselines.CrhMedian(problem)[0].Value);
        Assert.Equal(20.5, NumberBaselines.Mean(problem)[0].Value);
    }

    [Fact]
    public void Probabilities_are_pooled_as_means_of_themselves_or_of_their_odds()
    {
        var problem = new ProbabilityProblem(Set("o a 0.2, o b 0.8, p a 0.8, p b 0.8", "o 1, p 1"), new Shape(ValueKind.Probability) { Labels = ["0", "1"] });

        Near([0.5, 0.8], [.. ProbabilityBaselines.Mean(problem).Select(p => p[1])]);
        Near([0.5, 0.8], [.. ProbabilityBaselines.GeometricMeanOfOdds(problem).Select(p => p[1])]);
        Near([0.5, 16 / 17.0], [.. ProbabilityBaselines.SummedLogOdds(problem).Select(p => p[1])]); // odds 4 x 4
    }

    [Fact]
    public void The_last_word_of_a_source_on_an_object_stands_where_it_was_said()
    {
        var problem = Problem.Of(Set("o a yes, o b no, o a no, p a yes, p b yes, p c no", "o no"));

        Assert.Equal([("o", "b", "no"), ("o", "a", "no"), ("p", "a", "yes"), ("p", "b", "yes"), ("p", "c", "no")], problem.Data.Claims.Select(c => (c.Object, c.Source, c.Value)));
    }

    [Fact]
    public void Labels_that_tie_share_the_accuracy_and_the_first_is_the_one_that_is_calibrated()
    {
        // A tie, its second true: half right, and .5 stated of a first that is wrong. Then .8 on what is true.
        var score = LabelScore.Of([[0.5, 0.5], [0.8, 0.2]], [1, 0], _ => 2);

        Assert.Equal(0.75, score.Accuracy, 1e-12);
        Assert.Equal((0.25 + 0.04) / 2, score.Brier, 1e-12);
        Assert.Equal(-(Math.Log(0.5) + Math.Log(0.8)) / 2, score.LogLoss, 1e-12);
        Assert.Equal((0.5 + 0.2) / 2, score.Ece, 1e-12);
    }

    [Fact]
    public void What_no_label_has_is_shared_out_and_a_truth_that_nobody_claims_is_missed()
    {
        // .6 and .2 of .8 are .75 and .25; an object whose truth is unknown does not count.
        var score = LabelScore.Of([[0.6, 0.2, 0.2], [1, 0]], [LabelProblem.Unclaimed, LabelProblem.Unknown], _ => 2);

        Assert.Equal((0, (0.5625 + 0.0625 + 1) / 2, -Math.Log(1e-6)), (score.Accuracy, score.Brier, score.LogLoss));
    }

    [Fact]
    public void A_truth_outside_an_interval_costs_twenty_times_its_distance()
    {
        var score = NumberScore.Of([new(10, 8, 12), new(5, 4, 6)], [13, 5], new Shape(ValueKind.Number) { Tolerance = 1 });

        Assert.Equal((1.5, 0.5, 0.5), (score.Mae, score.ErrorRate, score.Coverage)); // 3 is more than two tolerances
        Assert.Equal((4 + 20 + 2) / 2.0, score.IntervalScore, 1e-12);
        Assert.Equal(Math.Sqrt(4.5), score.Rmse, 1e-12);
    }

    [Fact]
    public void Ratings_have_no_error_rate() =>
        Assert.True(double.IsNaN(NumberScore.Of([new(1, 0, 2)], [1], new Shape(ValueKind.Rating) { High = 10 }).ErrorRate));

    [Fact]
    public void The_tolerance_is_half_of_how_far_claims_that_differ_lie_apart_as_a_person_would_say_it()
    {
        // Of each object two claims agree and one lies 9 off; half of 9 is nearest to 5 by ratio.
        var claims = string.Join(", ", Enumerable.Range(1, 40).Select(i => $"o{i} a {300 + i}, o{i} b {300 + i}, o{i} c {309 + i}"));
        var shape = Inference.Of(Set(claims, "o1 301"));

        Assert.Equal((ValueKind.Number, Scale.Linear, 5), (shape.Kind, shape.Scale, shape.Tolerance));
    }

    [Fact]
    public void Positive_numbers_that_span_orders_of_magnitude_are_logarithmic()
    {
        var claims = string.Join(", ", Enumerable.Range(1, 40).Select(i => $"o{i} a {Math.Pow(1.3, i):0.00}, o{i} b {1.08 * Math.Pow(1.3, i):0.00}"));

        Assert.Equal((ValueKind.Number, Scale.Logarithmic), (Inference.Of(Set(claims, "o1 1.3")).Kind, Inference.Of(Set(claims, "o1 1.3")).Scale));
    }

    [Fact]
    public void Stated_probabilities_of_what_came_true_or_not_are_probabilities() =>
        Assert.Equal(ValueKind.Probability, Inference.Of(Set("o a 0.2, o b 0.9, p a 0, p b 0.35", "o 1, p 0")).Kind);

    private static LabelProblem Labels(string claims, string truths) => new(Set(claims, truths), new Shape(ValueKind.Labels) { Labels = ["no", "yes"] });

    private static NumberProblem Numbers(string claims, string truths) => new(Set(claims, truths), new Shape(ValueKind.Number) { Tolerance = 1 });

    private static DataSet Set(string claims, string truths) => new(
        "made",
        [.. claims.Split(", ").Select(c => c.Split(' ')).Select(c => new Row(c[0], c[1], c[2]))],
        truths.Split(", ").Select(t => t.Split(' ')).ToDictionary(t => t[0], t => t[1]));

    private static void Near(double[] expected, double[] actual, double tolerance = 1e-9)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, tolerance));
    }
}
