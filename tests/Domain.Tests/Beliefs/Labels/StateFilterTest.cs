using Analysis.Domain.Beliefs;
using Analysis.Domain.Beliefs.Labels;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Tests.Beliefs.Labels;

public sealed class StateFilterTest
{
    private static readonly string[] States = ["no", "yes"];

    [Fact]
    public void One_report_stands_at_face_value_whatever_its_age()
    {
        Assert.Equal(0.85, Believe(At(0, "a", "yes", Grade.B)).Of("yes"), 1e-12);
        Assert.Equal(0.85, Believe(At(900, "a", "yes", Grade.B)).Of("yes"), 1e-12);
    }

    [Fact]
    public void A_newer_report_takes_half_of_what_was_believed_and_then_what_time_takes()
    {
        Assert.Equal(1, StateFilter.Held(0, 30));
        Assert.Equal(0.5 * (0.5 + (0.5 * Math.Pow(2, -30))), StateFilter.Held(30, 30), 1e-12);
        Assert.Equal(1, StateFilter.Held(30, null));

        // b = s .85 + (1-s) .5, then .85 against it: w = 1, since nobody said this before.
        var s = StateFilter.Held(30, 30);
        var yes = (s * 0.85) + ((1 - s) * 0.5);
        Assert.Equal(0.15 * yes / ((0.15 * yes) + (0.85 * (1 - yes))), Believe(At(0, "a", "yes", Grade.B), At(30, "b", "no", Grade.B)).Of("yes"), 1e-9);
    }

    [Fact]
    public void A_second_report_of_the_same_counts_less() // T(2) - T(1) = 2 / 1.4 - 1
    {
        var belief = Believe(At(0, "a", "yes", Grade.B), At(0, "b", "yes", Grade.B));

        Assert.Equal([1, (2 / 1.4) - 1], belief.Voices.Select(v => Math.Round(v.Weight, 12)), new Near());
    }

    [Fact]
    public void What_is_older_than_all_that_stands_for_the_state_is_history()
    {
        var belief = Believe(At(0, "a", "no", Grade.B), At(60, "b", "yes", Grade.B));

        Assert.Equal(("yes", 0), (belief.Leading.State, belief.Disagreement));
        Assert.True(belief.Voices[0].IsHistory);
        Assert.Equal(60, belief.AsOf);
    }

    [Fact]
    public void Who_contradicts_later_is_a_camp()
    {
        var belief = Believe(At(0, "a", "yes", Grade.A), At(0, "b", "yes", Grade.A), At(1, "c", "no", Grade.C));

        Assert.Equal("yes", belief.Leading.State);
        Assert.InRange(belief.Disagreement, 0.5, 1);
        Assert.True(belief.Voices[2].Opposes);
    }

    [Fact]
    public void Order_of_arrival_does_not_matter()
    {
        var random = new Random(1);
        for (var trial = 0; trial < 300; trial++)
        {
            WeightedClaim[] claims = [.. Enumerable.Range(0, random.Next(1, 9)).Select(i => At(random.Next(4) * 10, $"{i}", States[random.Next(2)], (Grade)random.Next(6)))];
            var before = Believe(claims);
            random.Shuffle(claims);
            var after = Believe(claims);

            Assert.Equal(before.States, after.States);
            Assert.Equal(before.Disagreement, after.Disagreement);
        }
    }

    [Fact]
    public void Without_reports_the_prior_stands() => Assert.Equal((0.5, null), (Believe().Of("yes"), Believe().AsOf));

    private static StateBelief Believe(params WeightedClaim[] claims) => StateFilter.Believe(States, [0.5, 0.5], 30, claims);

    private static WeightedClaim At(double day, string id, string state, Grade grade) => Given.Claim(id, state, grade) with { Horizon = day };

    private sealed class Near : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) < 1e-9;

        public int GetHashCode(double x) => 0;
    }
}
