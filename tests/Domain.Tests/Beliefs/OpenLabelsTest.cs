using Analysis.Domain.Beliefs;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Tests.Beliefs;

/// <summary>Rho of a family whose labels are open: how far errors go together is learned from its claims too.</summary>
public sealed class OpenLabelsTest
{
    [Fact]
    public void Errors_that_go_alone_let_many_voices_count() => Assert.Equal(0.2, Learned(together: false), 1e-12);

    [Fact]
    public void Errors_that_go_together_do_not() => Assert.True(Learned(together: true) > 0.8);

    /// <summary>Ten sources on 200 topics, each wrong on one topic in five: all but three on the same ones, or each on its own, and each with another label.</summary>
    private static double Learned(bool together)
    {
        var family = new Family("places", FamilyKind.Labels);
        var learning = new Learning([family], _ => Reliability.Of(Grade.F));
        var random = new Random(1);
        for (var topic = 0; topic < 200; topic++)
        {
            var hard = random.Next(5) == 0;
            for (var source = 0; source < 10; source++)
            {
                var wrong = together && source < 7 ? hard : random.Next(5) == 0;
                var said = wrong ? $"wrong-{source}" : "right";
                learning.Add($"{topic}-{source}", $"{topic}", family.Name, $"{source}", $"{source}", new Assertion.Label(said, LabelForm.Is), 1);
            }
        }

        learning.Refine();
        return learning.KnowledgeOf(family.Name).DesignEffect;
    }
}
