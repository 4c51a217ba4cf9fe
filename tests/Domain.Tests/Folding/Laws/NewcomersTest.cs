using Analysis.Domain.Beliefs;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Tests.Folding.Laws;

/// <summary>Numbers alone do not move what sources that somebody knows agree on.</summary>
public sealed class NewcomersTest
{
    [Fact]
    public void Any_number_of_newcomers_counts_as_one_against_three()
    {
        // Three of grade B: ln(.78/.22) = 1.2657 each; one newcomer ln(.74/.26) = 1.0460. n = 4, tau = 1/2.2: 1.2505 nats, .99 x .77740 + .005.
        foreach (var number in new[] { 1, 3, 10, 1_000 })
            Assert.Equal(0.77463, Yes(number, Grade.B), 1e-4);
    }

    [Fact]
    public void Among_newcomers_each_counts() => Assert.True(Yes(10, Grade.F) < 0.25);

    [Fact]
    public void A_figure_is_not_outvoted_by_newcomers_either()
    {
        var story = new Story(Ask.HowMany()).Source("a", Grade.B).Source("b", Grade.B).Source("c", Grade.B)
            .Hear(Say.Count("a", 600, "post>a"), Say.Count("b", 610, "post>b"), Say.Count("c", 600, "post>c"));
        for (var i = 0; i < 200; i++) story.Hear(Say.Count($"n{i}", 11_000, $"post>new-{i}"));

        Assert.Equal(600, Assert.IsType<Belief.Number>(story.View().Belief).Estimate);
    }

    private static double Yes(int newcomers, Grade grade)
    {
        var story = new Story(Ask.Whether()).Source("a", grade).Source("b", grade).Source("c", grade)
            .Hear(Say.Yes("a", "post>a"), Say.Yes("b", "post>b"), Say.Yes("c", "post>c"));
        for (var i = 0; i < newcomers; i++) story.Hear(Say.Yes($"n{i}", $"post>new-{i}").Denied());
        return Assert.IsType<Belief.Proposition>(story.View().Belief).Likelihood.Probability;
    }
}
