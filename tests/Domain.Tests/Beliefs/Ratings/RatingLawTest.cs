using Analysis.Domain.Beliefs;
using Analysis.Domain.Beliefs.Ratings;

namespace Analysis.Domain.Tests.Beliefs.Ratings;

public sealed class RatingLawTest
{
    [Fact]
    public void Twelve_polls_within_five_points_are_near_their_mean()
    {
        var belief = Believe(100, [44, 45, 45, 46, 46, 46, 47, 47, 47, 48, 48, 49]);

        Assert.Equal(558 / 12.0, belief.Mean!.Value, 0.002); // steps of 1/655
        Assert.InRange(belief.Interval90.Low, 43, 45);
        Assert.InRange(belief.Interval90.High, 48, 50);
        Assert.True(belief.Interval90.Low < belief.Interval50.Low && belief.Interval50.High < belief.Interval90.High);
    }

    [Fact]
    public void One_rating_is_as_uncertain_as_its_family()
    {
        // n = 1: P(j) is the prior, of e^j with j normal about 0 of v^2 = .02 + .98 / (1 + 1e6/20): nearly sigma itself.
        var belief = RatingLaw.Believe(0, 100, spread: 10, learnedFrom: 1e6, widthFactor: 1, [Rated("a", 50)]);

        Assert.Equal(10 * 1.645, belief.Interval90.High - 50, 0.3);
    }

    [Fact]
    public void Raters_who_agree_are_no_nearer_the_truth_where_their_family_is_known()
    {
        var alike = Enumerable.Range(0, 10).Select(i => Rated($"{i}", 50)).ToList();
        double Width(double learnedFrom) => RatingLaw.Believe(0, 100, 10, learnedFrom, 1, alike) is var b ? b.Interval90.High - b.Interval90.Low : 0;

        Assert.True(Width(1e6) > 3 * Width(0));
    }

    [Fact]
    public void A_range_counts_with_its_middle_and_the_less_the_wider_it_is()
    {
        // Half 10 where sigma is 10: 1 / (1 + 100 / 300) = .75.
        var belief = RatingLaw.Believe(0, 100, 10, 0, 1, [Rated("a", 20), Rated("b", 50, 70)]);

        Assert.Equal([1, 0.75], belief.Voices.Select(v => Math.Round(v.Weight, 9)));
        Assert.Equal((20 + (0.75 * 60)) / 1.75, belief.Mean!.Value, 0.002);
    }

    [Fact]
    public void Who_errs_little_weighs_more_up_to_three_times()
    {
        var good = Reliability.Of(Grade.F) with { SquaredError = 0, Rated = Labels.Given.Units(1_000) };
        var belief = RatingLaw.Believe(0, 10, 1, 0, 1, [Rated("a", 2), Rated("b", 6) with { Reliability = good }]);

        Assert.Equal([1, 3], belief.Voices.Select(v => v.Weight));
        Assert.Equal(5, belief.Mean!.Value, 0.001);
    }

    [Fact]
    public void The_order_of_claims_does_not_matter_to_the_bit()
    {
        var random = new Random(1);
        for (var trial = 0; trial < 300; trial++)
        {
            WeightedClaim[] claims = [.. Enumerable.Range(0, random.Next(1, 20))
                .Select(i => Rated($"{i}", random.Next(101)) with { Certainty = random.NextDouble() })];
            var before = RatingLaw.Believe(0, 100, 20, 50, 1, claims);
            random.Shuffle(claims);
            var after = RatingLaw.Believe(0, 100, 20, 50, 1, claims);

            Assert.Equal((before.Mean, before.Interval50, before.Interval90, before.Disagreement),
                (after.Mean, after.Interval50, after.Interval90, after.Disagreement));
        }
    }

    [Fact]
    public void Without_ratings_there_is_no_mean() => Assert.Null(Believe(10, []).Mean);

    private static RatingBelief Believe(double high, double[] ratings) =>
        RatingLaw.Believe(0, high, high / 5, 0, 1, [.. ratings.Select((x, i) => Rated($"{i}", x))]);

    private static WeightedClaim Rated(string id, double low, double? high = null) => new()
    {
        Id = id, Origin = id,
        Said = new Said.Number(high is null ? NumberForm.Figure : NumberForm.Range, low, high ?? low),
        Reliability = Reliability.Of(Grade.F),
        Accuracy = 0.8, Certainty = 1, Plain = (0.8, 1),
    };
}
