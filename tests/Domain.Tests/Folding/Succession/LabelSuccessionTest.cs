using Analysis.Domain.Views;

namespace Analysis.Domain.Tests.Folding.Succession;

/// <summary>MODEL.md S2 of labels: an assertion replaces an assertion, a denial what was said of that label; denials of other labels stand.</summary>
public sealed class LabelSuccessionTest
{
    [Fact]
    public void Who_changes_his_mind_has_changed_it()
    {
        var story = Story.Of(Ask.Whether(), Say.Yes("c1", "post>nis", "2025-06-01"), Say.Yes("c2", "post>nis", "2025-06-02").Denied());

        Assert.Equal(Standing.Superseded, story.Standing("c1"));
        Assert.True(Assert.IsType<Belief.Proposition>(story.View().Belief).Likelihood.Probability < 0.5);
    }

    [Fact]
    public void A_denial_of_another_label_stands_beside_what_is_asserted()
    {
        var story = Story.Of(Ask.Which("a", "b", "c"), Say.Label("c1", "a", "post>nis", "2025-06-01"), Say.Label("c2", "b", "post>nis", "2025-06-02").Denied());

        Assert.Equal((Standing.Counted, Standing.Counted), (story.Standing("c1"), story.Standing("c2")));
        Assert.Equal((2, 1), (story.View().Claims, story.View().Origins));
    }

    [Fact]
    public void A_denial_takes_back_what_was_said_of_its_label_and_no_more()
    {
        var story = Story.Of(
            Ask.Which("a", "b", "c"), Say.Label("c1", "b", "post>nis", "2025-06-01").Denied(),
                Say.Label("c2", "a", "post>nis", "2025-06-02"),
                Say.Label("c3", "a", "post>nis", "2025-06-03").Denied());

        Assert.Equal((Standing.Counted, Standing.Superseded, Standing.Counted), (story.Standing("c1"), story.Standing("c2"), story.Standing("c3")));
    }

    [Fact]
    public void A_newer_label_replaces_the_denial_of_it()
    {
        var story = Story.Of(Ask.Which("a", "b", "c"), Say.Label("c1", "a", "post>nis", "2025-06-01").Denied(), Say.Label("c2", "a", "post>nis", "2025-06-02"));

        Assert.Equal((Standing.Superseded, Standing.Counted), (story.Standing("c1"), story.Standing("c2")));
    }

    [Fact]
    public void One_spelling_of_an_open_label_is_as_good_as_another()
    {
        var story = Story.Of(Ask.Which(), Say.Label("c1", "North  Gate", "post>nis", "2025-06-01"), Say.Label("c2", "north gate", "post>army", "2025-06-02"));

        Assert.Equal(2, Assert.IsType<Belief.Categories>(story.View().Belief).Probabilities.Count); // it, and something else
    }
}
