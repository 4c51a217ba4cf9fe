using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Views;

namespace Analysis.Domain.Tests.Folding.Weight;

/// <summary>MODEL.md: who gains from what he says.</summary>
public sealed class InterestsTest
{
    private const double SelfServing = 0.5 + (0.3 * (0.9 - 0.5));
    private const double AgainstInterest = 0.97;

    [Fact]
    public void A_self_serving_statement_moves_toward_no_information()
    {
        var entry = new Story(Ask.Whether().Favouring("gov", "no")).Source("gov", Grade.B).Hear(Say.Yes("c1", "post>gov").Denied()).Entry("c1");

        Assert.Equal("self-serving", entry.Interest);
        Assert.Equal(SelfServing, entry.Certainty!.Value, 1e-12);
        Assert.Contains("self-serving: discounted", entry.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_statement_against_interest_moves_toward_certainty_whatever_the_grade()
    {
        var entry = new Story(Ask.Whether().Favouring("gov", "no")).Source("gov", Grade.D).Hear(Say.Yes("c1", "post>gov")).Entry("c1");

        Assert.Equal("against interest", entry.Interest);
        Assert.Equal(AgainstInterest, entry.Certainty!.Value, 1e-12);
        Assert.Equal(0.95 * AgainstInterest, entry.Weight, 1e-12); // grade A is 19 : 1
    }

    [Fact]
    public void An_interest_is_the_origins_not_the_publishers() =>
        Assert.Null(new Story(Ask.Whether().Favouring("gov", "no")).Hear(Say.Yes("c1", "gov>nis").Denied()).Entry("c1").Interest);

    [Theory]
    [InlineData("high", "self-serving", "against interest")]
    [InlineData("low", "against interest", "self-serving")]
    public void A_bound_serves_who_favours_its_open_side(string favours, string atLeast, string atMost)
    {
        var topic = Ask.HowMany().Favouring("gov", favours);

        Assert.Equal(atLeast, Story.Of(topic, Say.AtLeast("c1", 600, "post>gov")).Entry("c1").Interest);
        Assert.Equal(atMost, Story.Of(topic, Say.AtMost("c1", 600, "post>gov")).Entry("c1").Interest);
        Assert.Equal(atMost, Story.Of(topic, Say.AtLeast("c1", 600, "post>gov").Denied()).Entry("c1").Interest);
    }

    [Theory]
    [InlineData("high")]
    [InlineData("low")]
    public void A_figure_of_an_interested_party_is_suspect_either_way(string favours) =>
        Assert.Equal("self-serving", Story.Of(Ask.HowMany().Favouring("gov", favours), Say.Count("c1", 600, "post>gov")).Entry("c1").Interest);

    [Fact]
    public void A_label_serves_who_favours_it_and_its_denial_does_not()
    {
        var topic = Ask.Which("a", "b").Favouring("gov", "a");

        Assert.Equal("self-serving", Story.Of(topic, Say.Label("c1", "a", "post>gov")).Entry("c1").Interest);
        Assert.Equal("against interest", Story.Of(topic, Say.Label("c1", "b", "post>gov")).Entry("c1").Interest);
        Assert.Equal("against interest", Story.Of(topic, Say.Label("c1", "a", "post>gov").Denied()).Entry("c1").Interest);
        Assert.Equal("self-serving", Story.Of(topic, Say.Label("c1", "b", "post>gov").Denied()).Entry("c1").Interest);
    }

    [Fact]
    public void Low_among_stages_is_the_lower_half()
    {
        var topic = Ask.HowFar("none", "support", "staging", "combat").Favouring("gov", "low");

        Assert.Equal("self-serving", Story.Of(topic, Say.Label("c1", "support", "post>gov")).Entry("c1").Interest);
        Assert.Equal("against interest", Story.Of(topic, Say.Label("c1", "combat", "post>gov")).Entry("c1").Interest);
    }

    [Fact]
    public void What_says_nothing_either_way_is_shown_and_not_counted_as_an_origin()
    {
        // Grade D is 4 : 4, even odds: a yes or no of such a source tells nothing.
        var view = new Story(Ask.Whether().Favouring("gov", "no")).Source("gov", Grade.D).Source("nis", Grade.B)
            .Hear(Say.Yes("c1", "post>nis"), Say.Yes("c2", "post>gov").Denied()).View();

        Assert.Equal((2, 1), (view.Claims, view.Origins));
        Assert.Equal(Known.Yes(Known.Odds(Known.B), 1), Assert.IsType<Belief.Proposition>(view.Belief).Likelihood.Probability, 1e-5); // as of one origin alone
        var denial = Assert.Single(view.Camps.SelectMany(c => c.Members), m => m.Denies);
        Assert.Equal((new ClaimId("c2"), new SourceId("gov"), "no"), (denial.Claim, denial.Source, denial.Interest));
        Assert.Contains("denied by gov", view.Confidence.Statement, StringComparison.Ordinal);
    }

    [Fact]
    public void That_there_is_anything_at_all_is_not_what_an_interest_in_its_size_is_about()
    {
        // A figure of 10 or more leaves half the doubt of its words: c = .95. The zero of an ungraded source is .66 and .9.
        var story = new Story(Ask.HowMany().Favouring("nis", "high")).Source("nis", Grade.B)
            .Hear(Say.Count("c1", 600, "post>nis"), Say.Count("c2", 0, "post>gov"));

        Assert.Equal(SelfServing, story.Entry("c1").Certainty!.Value, 1e-12);
        var odds = Known.Odds(Known.B, 0.95) / Known.Odds(Known.Ungraded);
        Assert.Equal(odds / (1 + odds), story.View().Existence!.Value.Probability, 1e-5);
    }

    [Fact]
    public void A_figure_beyond_what_others_say_against_its_interest_is_an_admission()
    {
        // 20,000 lies more than h = .1 past the middle of the others, 600: who would rather have none is believed.
        var story = Told(20_000);

        Assert.Equal("against interest", story.Entry("party").Interest);
        Assert.Equal(0.92, story.Entry("party").Weight, 1e-12);
        Assert.Equal(20_000, Assert.IsType<Belief.Number>(story.View().Belief).Estimate);
    }

    [Fact]
    public void Within_what_others_say_it_is_none() => Assert.Equal("self-serving", Told(610).Entry("party").Interest);

    [Fact]
    public void A_label_against_interest_weighs_as_an_A()
    {
        // accuracy .95 and certainty .97 at least, at the cap of an A: o = q : 1-q = .923 : .077 = 11.99, below 19.
        var story = new Story(Ask.Whether().Favouring("gov", "no")).Source("gov", Grade.D).Hear(Say.Yes("c1", "post>gov"));

        Assert.Equal(Known.Yes(Known.Odds(0.95, 0.97), 1), Assert.IsType<Belief.Proposition>(story.View().Belief).Likelihood.Probability, 2e-6);
    }

    private static Story Told(double admitted) => new Story(Ask.HowMany().Favouring("party", "low")).Source("nis", Grade.C)
        .Hear(Say.Count("c1", 600, "post>nis"), Say.Count("party", admitted, "post>party"));
}
