using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding.Weight;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Tests.Folding.Weight;

/// <summary>MODEL.md parts 1.5 and 1.7: credibility times hedge times .95 for each relay.</summary>
public sealed class CertaintyTest
{
    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(2, 0.9)]
    [InlineData(3, 0.75)]
    [InlineData(4, 0.6)]
    [InlineData(5, 0.5)]
    [InlineData(6, 0.8)] // cannot be judged: near the ungraded, never a half
    public void Each_credibility_has_its_certainty(int credibility, double certainty) =>
        Assert.Equal(certainty, Certainty.Of(Say.Count("c1", 600, "post>nis").Credible(credibility), links: 2, originIsNamed: true), 1e-12);

    [Fact]
    public void An_ungraded_claim_counts_nine_tenths() => Assert.Equal(0.9, Of("post>nis"), 1e-12);

    [Theory]
    [InlineData("highly likely", 0.9 * 0.9)]
    [InlineData("likely", 0.9 * 0.8)]
    [InlineData("reportedly", 0.9 * 0.75)]
    [InlineData("could", 0.9 * 0.55)]
    [InlineData("COULD", 0.9 * 0.55)]
    [InlineData("confirmed", 0.9)]
    [InlineData("as it were", 0.9 * 0.9)] // not in the table: counts as slight
    public void Each_hedge_takes_its_share(string hedge, double certainty) => Assert.Equal(certainty, Of("post>nis", hedge), 1e-12);

    [Theory]
    [InlineData("1984", 0.9)]
    [InlineData("1984~", 0.9 * 0.9)]
    [InlineData("1984?", 0.9 * 0.75)]
    [InlineData("1984%", 0.9 * 0.9 * 0.75)]
    [InlineData("1984~/1986?", 0.9 * 0.9 * 0.75)]
    [InlineData("198X", 0.9)]
    public void A_date_that_is_said_to_be_approximate_or_uncertain_is_hedged(string edtf, double certainty) =>
        Assert.Equal(certainty, Certainty.Of(Say.Date("c1", edtf, "post>nis"), links: 2, originIsNamed: true), 1e-12);

    [Fact]
    public void What_a_date_says_of_itself_is_one_of_its_hedges() =>
        Assert.Equal(0.9 * 0.55, Certainty.Of(Say.Date("c1", "1984?", "post>nis").Hedged("could"), links: 2, originIsNamed: true), 1e-12);

    [Fact]
    public void If_the_links_disagree_the_weaker_word_wins()
    {
        Assert.Equal(0.9 * 0.9, Of("post>minister", "confirmed", "highly likely"), 1e-12);
        Assert.Equal(0.9 * 0.55, Of("post>minister", "could", "as it were", "likely"), 1e-12);
    }

    [Fact]
    public void The_hedges_stay_on_the_claim_as_they_came() =>
        Assert.Equal(["confirmed", "as it were"], Story.Of(Ask.HowMany(), Say.Count("c1", 600, "post>nis").Hedged("confirmed", "as it were")).Entry("c1").Claim.Hedges!);

    [Theory]
    [InlineData("nis", 0.9)]
    [InlineData("post>nis", 0.9)]
    [InlineData("post>agency>nis", 0.9 * 0.95)]
    [InlineData("post>agency>legislator>nis", 0.9 * 0.95 * 0.95)]
    public void Each_relay_between_publisher_and_origin_costs_a_twentieth(string chain, double certainty) => Assert.Equal(certainty, Of(chain), 1e-12);

    [Fact]
    public void An_origin_without_a_name_is_at_least_one_relay_away()
    {
        Assert.Equal(0.9 * 0.95, Story.Of(Ask.HowMany(), Say.Count("c1", 600, "post>unnamed-officials")).Entry("c1").Certainty!.Value, 1e-12);
        Assert.Equal(0.9 * 0.95, new Story(Ask.HowMany()).Source("officials", Grade.F, "unattributed").Hear(Say.Count("c1", 600, "post>officials")).Entry("c1").Certainty!.Value, 1e-12);
    }

    [Fact]
    public void A_source_called_unnamed_of_which_more_is_known_has_a_name() =>
        Assert.Equal(0.9, new Story(Ask.HowMany()).Source("unnamed-band", Grade.C, "militia").Hear(Say.Count("c1", 600, "post>unnamed-band")).Entry("c1").Certainty!.Value, 1e-12);

    [Fact]
    public void A_computed_value_is_no_surer_than_the_least_sure_claim_it_came_from()
    {
        var story = Story.Of(
            Ask.HowMany(),
            Say.Count("brigades", 4, "post>chosun").Hedged("could") with { Unit = "brigades" },
            Say.Count("size", 5_000, "post").Credible(5) with { Unit = "persons/brigade" },
            Say.Count("product", 20_000, "post>chosun").DerivedFrom("brigades", "size").Qualified("derivation", "4 brigades x 5,000"));

        Assert.Equal(0.9 * 0.55, story.Entry("product").Certainty!.Value, 1e-12);
        Assert.Contains("computed: 4 brigades x 5,000", story.Entry("product").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_computed_value_inherits_from_a_claim_that_comes_later()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("product", 20_000, "post>chosun").DerivedFrom("size"), Say.Count("size", 5_000, "post>army").Credible(5));

        Assert.Equal(0.5, story.Entry("product").Certainty!.Value, 1e-12);
    }

    [Fact]
    public void A_computed_value_inherits_when_the_source_of_its_basis_turns_out_to_be_nobody()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("product", 20_000, "post>chosun").DerivedFrom("size"), Say.Count("size", 5_000, "herald>officials"));
        var fold = story.Fold();
        Assert.Equal(0.9, fold.Entry(new("product"))!.Certainty!.Value, 1e-12);

        fold.Apply(new Recorded(4, Story.Recording, new TopicEvent.SourceAssessed(new(new("officials"), null, "unattributed", Grade.F))));

        Assert.Equal(0.9 * 0.95, fold.Entry(new("product"))!.Certainty!.Value, 1e-12);
    }

    [Fact]
    public void Hedges_of_the_trade_are_in_the_table_in_any_spelling()
    {
        foreach (var (word, leaves) in new[] { ("Highly likely", 0.9), ("probably", 0.8), ("reported", 0.75),
            ("not independently verified", 0.65), ("rumoured", 0.55), ("to our knowledge", 1.0) })
            Assert.Equal(leaves, HedgeWords.Find(word));
        Assert.Null(HedgeWords.Find("as it were"));
    }

    [Fact]
    public void A_hedge_that_nobody_knows_is_told()
    {
        var story = Story.Of(Ask.HowMany(), Say.Count("c1", 600, "post>nis").Hedged("as it were"));

        Assert.Equal(["the hedge \"as it were\" of c1 is not in the table: it counts as slight"], story.View().Notices);
        Assert.Contains("not in the table", story.Entry("c1").Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("confirmed", 1)]
    [InlineData("officially announced", 1)]
    [InlineData("officially acknowledged", 1)]
    [InlineData("likely", 0.9 * 0.8)]
    public void A_yes_or_a_label_that_was_confirmed_is_certain_without_a_grade(string hedge, double certainty)
    {
        Assert.Equal(certainty, Story.Of(Ask.Whether(), Say.Yes("c1", "post>nis").Hedged(hedge)).Entry("c1").Certainty!.Value, 1e-12);
        Assert.Equal(certainty, Story.Of(Ask.Which("a", "b"), Say.Label("c1", "a", "post>nis").Hedged(hedge)).Entry("c1").Certainty!.Value, 1e-12);
    }

    [Fact]
    public void A_graded_claim_is_as_sure_as_its_grade_though_it_was_confirmed() =>
        Assert.Equal(0.6, Story.Of(Ask.Whether(), Say.Yes("c1", "post>nis").Credible(4).Hedged("confirmed")).Entry("c1").Certainty!.Value, 1e-12);

    [Theory]
    [InlineData(1)]
    [InlineData(0.7)]
    [InlineData(0.5)]
    [InlineData(0)]
    public void A_stated_probability_is_a_yes_with_p_and_a_no_with_the_rest(double p)
    {
        // x = o - 1 of grade B, without p; p x to yes and (1-p) x to no.
        var x = Known.Odds(Known.B) - 1;
        var claim = Say.Yes("c1", "post>nis") with { Value = new ClaimValue.Proposition(true, p) };
        double P(Claim c) => Probability(new Story(Ask.Whether()).Source("nis", Grade.B).Hear(c));

        Assert.Equal(Known.Yes(1 + (p * x), 1 + ((1 - p) * x)), P(claim), 2e-6);
        Assert.Equal(1 - P(claim), P(claim with { Value = new ClaimValue.Proposition(false, p) }), 2e-6); // holds: false makes p that of no
    }

    [Fact]
    public void However_weak_a_claim_is_never_evidence_for_the_opposite()
    {
        // .5 x .55 is less than even: shown, and not counted.
        var story = new Story(Ask.Whether()).Source("nis", Grade.B).Hear(Say.Yes("c1", "post>nis").Credible(5).Hedged("could"));

        Assert.Contains("says nothing either way", story.Entry("c1").Reason, StringComparison.Ordinal);
        Assert.Equal(0.5, Probability(story), 1e-12);
        Assert.Equal((1, 0), (story.View().Claims, story.View().Origins));
    }

    private static double Of(string chain, params string[] hedges)
    {
        var claim = Say.Count("c1", 600, chain);
        return Certainty.Of(hedges.Length == 0 ? claim : claim.Hedged(hedges), claim.Chain.Count, originIsNamed: true);
    }

    private static double Probability(Story story) => Assert.IsType<Belief.Proposition>(story.View().Belief).Likelihood.Probability;
}
