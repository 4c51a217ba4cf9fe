using Analysis.Domain.Beliefs.Labels;

namespace Analysis.Domain.Tests.Beliefs.Labels;

public sealed class ExistenceTest
{
    [Fact]
    public void Log_odds_of_origins_add()
    {
        // q = .85 x .9 + .15 x .1 = .78 twice.
        var odds = Math.Pow(0.78 / 0.22, 2);

        Assert.Equal(odds / (1 + odds), Existence.Probability([new("a", true, 0.85, 0.9), new("b", true, 0.85, 0.9)])!.Value, 1e-6);
        Assert.Null(Existence.Probability([]));
    }

    [Fact]
    public void An_origin_is_one_voice_the_surest_of_what_it_has_said() =>
        Assert.Equal(0.78, Existence.Probability([new("a", true, 0.85, 0.9), new("a", true, 0.85, 0.6)])!.Value, 1e-6);

    [Fact]
    public void A_denial_replaces_what_came_before_and_is_replaced_by_what_follows()
    {
        ExistenceVoice[] said = [new("a", true, 0.85, 0.9), new("a", false, 0.85, 0.9), new("a", true, 0.85, 0.8)];

        Assert.Equal(0.22, Existence.Probability(said[..2])!.Value, 1e-6);
        Assert.Equal((0.85 * 0.8) + (0.15 * 0.2), Existence.Probability(said)!.Value, 1e-6);
    }

    [Fact]
    public void Many_leave_half_the_doubt_of_the_words_and_an_admission_is_worth_an_A()
    {
        Assert.Equal((0.85 * 0.9) + (0.15 * 0.1), Existence.Probability([new("a", true, 0.85, 0.8, IsMany: true)])!.Value, 1e-6);
        Assert.Equal((0.95 * 0.97) + (0.05 * 0.03), Existence.Probability([new("a", true, 0.5, 0.5, Admits: true)])!.Value, 1e-6);
    }
}
