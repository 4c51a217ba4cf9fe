using Analysis.Domain.Beliefs;
using Analysis.Domain.Beliefs.Labels;

namespace Analysis.Domain.Tests.Beliefs.Labels;

/// <summary>The laws, on random topics.</summary>
public sealed class LabelLawsTest
{
    private const int Trials = 3_000;
    private const double Rounding = 1e-12;

    [Fact]
    public void Who_agrees_never_lowers_a_label() => Try((settings, claims, random) =>
    {
        var before = settings.Belief(claims);
        var label = before.Labels[random.Next(before.Labels.Count)];

        var after = settings.Belief([.. claims, Voice(random, "more", label.Label, LabelForm.Is)]);

        Assert.True(after.Of(label.Label) >= label.Probability - Rounding, $"{label.Probability} to {after.Of(label.Label)}");
    });

    [Fact]
    public void Who_denies_never_raises_a_label() => Try((settings, claims, random) =>
    {
        var before = settings.Belief(claims);
        var label = before.Labels[random.Next(before.Labels.Count)];

        var after = settings.Belief([.. claims, Voice(random, "more", label.Label, LabelForm.Not)]);

        Assert.True(after.Of(label.Label) <= label.Probability + Rounding, $"{label.Probability} to {after.Of(label.Label)}");
    });

    [Fact]
    public void Who_names_another_never_raises_a_label_unless_he_is_the_first_to_bound_newcomers() => Try((settings, claims, random) =>
    {
        var before = settings.Belief(claims);
        var (label, other) = (before.Labels[random.Next(before.Labels.Count)], before.Labels[random.Next(before.Labels.Count)]);
        var more = Voice(random, "more", other.Label, LabelForm.Is);
        var isFirst = settings.Labels?.Count != 2 && (more.IsNewcomer ? before.Labels.All(l => l.Proven == 0) : other.Proven == 0);
        if (label == other || isFirst || settings.Labels is null && claims.Count == 0) return;

        Assert.True(settings.Belief([.. claims, more]).Of(label.Label) <= label.Probability + Rounding);
    });

    [Fact]
    public void One_voice_moves_the_log_odds_by_no_more_than_its_own_and_a_third() => Try((settings, claims, random) =>
    {
        var labels = settings.Belief(claims).Labels;
        var label = labels[random.Next(labels.Count)].Label;
        var isFirst = settings.Belief(claims).Of(label) > 0 && settings.Belief(claims).Labels.Single(l => l.Label == label).Proven == 0;
        var grade = random.NextDouble() < 0.5 && !isFirst ? Grade.A : Grade.F; // the first who is proven bounds the newcomers for all others
        double Odds(LabelBelief b) => b.Of(label) / (1 - b.Of(label));

        var (before, after) = (Odds(settings.Belief(claims)), Odds(settings.Belief([.. claims, Given.Claim("more", label, grade)])));

        var K = settings.Labels?.Count ?? 3;
        // a third more where newcomers wait to be let in
        Assert.InRange(Math.Log(after / before), -1e-9,
            Math.Log((grade == Grade.A ? 19 : 4) * (K - 1) * 4 / 3.0) + 1e-9);
    });

    [Fact]
    public void Newcomers_of_a_label_weigh_at_most_half_a_voice_or_a_third_of_the_proven_ones_for_it() => Try((settings, claims, random) =>
    {
        var label = settings.Belief(claims).Labels[0].Label;
        var belief = settings.Belief([.. claims, .. Given.Many(200, label, Grade.F, "flood")]);
        var part = belief.Labels.Single(l => l.Label == label);
        var one = (4 * ((settings.Labels?.Count ?? 3) - 1)) - 1;
        var opposed = belief.Labels.Any(l => l.Label != label && l.Proven > 0);

        Assert.True(part.NewcomersCounted <= Math.Max(Given.Units((opposed ? 0.5 : 10) * one), part.Proven / 3));
    });

    [Fact]
    public void Order_does_not_matter_to_the_bit_and_what_is_removed_is_as_never_said() => Try((settings, claims, random) =>
    {
        var before = settings.Belief(claims);
        WeightedClaim[] shuffled = [.. claims];
        random.Shuffle(shuffled);
        var after = settings.Belief(shuffled);

        Assert.Equal(before.Labels, after.Labels);
        Assert.Equal(before.Disagreement, after.Disagreement);
        Assert.Equal(before.Voices.OrderBy(v => v.Id), after.Voices.OrderBy(v => v.Id));

        // The sums without a voice are the sums less its own part.
        var frame = LabelFrame.Of(settings, FamilyKnowledge.Nothing, claims);
        var voices = LabelVoices.Of(frame, FamilyKnowledge.Nothing, claims, exponent: 1);
        var (all, fewer) = (new LabelSums(frame, 1), new LabelSums(frame, 1));
        foreach (var voice in voices) all.Add(voice, 0.3);
        all.Add(voices[0], 0.3, -1);
        foreach (var voice in voices.Skip(1)) fewer.Add(voice, 0.3);
        Assert.Equal(fewer.Posterior(), all.Posterior());
    });

    [Fact]
    public void Probabilities_are_never_certain_and_sum_to_one() => Try((settings, claims, _) =>
    {
        var belief = settings.Belief(claims);

        Assert.Equal(1, belief.Labels.Sum(l => l.Probability) + belief.SomethingElse, 1e-9);
        Assert.All(belief.Labels, l => Assert.InRange(l.Probability, 0.01 * l.Prior, 1 - (0.01 * (1 - l.Prior))));
        Assert.InRange(belief.Disagreement, 0, 1);
    });

    private static void Try(Action<LabelSettings, List<WeightedClaim>, Random> law)
    {
        for (var seed = 0; seed < Trials; seed++)
        {
            var random = new Random(seed);
            var settings = random.Next(4) switch { 0 => Given.Open, 1 => Given.Of(2), 2 => Given.Of(3), _ => Given.Of(5) };
            List<WeightedClaim> claims = [.. Enumerable.Range(0, random.Next(1, 12))
                .Select(i => Voice(random, $"c{i}", $"l{random.Next(settings.Labels?.Count ?? 4)}",
                random.Next(6) == 0 ? LabelForm.Not : LabelForm.Is))];
            if (settings.Labels?.Count == 2)
            {
                claims = [.. claims.Select(c => c
                    with { Said = (Said.Label)c.Said
                    with { Name = ((Said.Label)c.Said).Name == "l0" ? "no" : "yes" } })];
            }
            law(settings, claims, random);
        }
    }

    private static WeightedClaim Voice(Random random, string id, string label, LabelForm form)
    {
        var reliability = Reliability.Of((Grade)random.Next(6));
        var isWrongMoreOften = id != "more" && random.Next(10) == 0;
        if (random.Next(2) == 0) reliability = reliability.Earned(isWrongMoreOften ? 0 : 8 + random.Next(30), random.Next(8), answered: random.Next(3) == 0);
        return Given.Claim(id, label, reliability, 0.5 + (random.NextDouble() / 2), form);
    }
}
