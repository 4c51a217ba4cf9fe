using Analysis.Domain.Beliefs;
using Analysis.Domain.Beliefs.Numbers;
using NumberBelief = Analysis.Domain.Beliefs.Numbers.NumberBelief;

namespace Analysis.Domain.Tests.Beliefs.Numbers;

/// <summary>What holds of any claims on a number, whatever the equations.</summary>
public sealed class NumberLawTest
{
    private static readonly NumberSettings Counts = new() { Tolerance = 0.1, IsLogarithmic = true };

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 100)];

    [Fact]
    public void Nobody_says_nothing() => Assert.Null(NumberLaw.Believe(Counts, []));

    [Fact]
    public void A_label_is_no_number()
    {
        var claim = Figure("a", 5) with { Said = new Said.Label("yes", LabelForm.Is) };

        Assert.Throws<ArgumentException>(() => NumberLaw.Believe(Counts, [claim]));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_order_of_claims_changes_no_bit(int seed)
    {
        var random = new Random(seed);
        var claims = Any(random, random.Next(1, 40));
        var shuffled = claims.ToArray();
        random.Shuffle(shuffled);

        var (belief, again) = (NumberLaw.Believe(Counts, claims)!, NumberLaw.Believe(Counts, shuffled)!);

        Assert.Equal(Bits(belief), Bits(again));
        var ofClaims = claims.Select((c, i) => (c.Id, Of: belief.Of(i))).ToDictionary(c => c.Id, c => c.Of);
        Assert.All(shuffled.Index(), c => Assert.Equal(ofClaims[c.Item.Id], again.Of(c.Index)));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Who_agrees_neither_lowers_the_estimates_share_nor_widens_the_interval(int seed)
    {
        var random = new Random(seed);
        var claims = Enumerable.Range(0, random.Next(1, 9)).Select(i => AnyFigure(random, i)).ToList();
        var before = NumberLaw.Believe(Counts, claims)!;
        if (before.Estimate is not { } estimate) return;

        var after = NumberLaw.Believe(Counts, [.. claims, Figure("who agrees", estimate)])!;

        // Some thousandths of h: the candidates differ.
        Assert.True(Share(after, estimate) >= Share(before, estimate) - 0.002, $"{Share(before, estimate)} to {Share(after, estimate)}");
        Assert.True(Width(after) <= Width(before) + 0.01 * Counts.Tolerance, $"{Width(before)} to {Width(after)}");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void One_claim_moves_the_odds_of_two_values_no_farther_than_its_peak_over_nonsense(int seed)
    {
        var random = new Random(seed);
        var claims = Enumerable.Range(0, random.Next(1, 9)).Select(i => AnyFigure(random, i)).ToList();
        var one = AnyFigure(random, claims.Count);
        var kernel = KernelSet.Of(Counts, [one]).Kernels[0];
        var (before, after) = (KernelSet.Of(Counts, claims), KernelSet.Of(Counts, [.. claims, one]));
        var values = Candidates.All(after.Kernels, after.Tolerance, 0);
        var rows = new double[Real.Room(values.Length)];
        values.CopyTo(rows, 0);
        rows.AsSpan(values.Length).Fill(values[^1]);
        var (without, with) = (new Sums(before, rows).Evidence, new Sums(after, rows).Evidence);

        // ln(1 + a K / (f u)) with the whole mass of what is not nonsense at the peak of K.
        var top = kernel.Hit.Sum(p => p.Weight / (p.Left + p.Right));
        var bound = Math.Log(1 + (1 - kernel.F) * top / (kernel.F * kernel.Nonsense));
        var moved = Enumerable.Range(0, values.Length).Select(i => with[i] - without[i]).ToArray();
        Assert.True(moved.Max() - moved.Min() <= bound, $"{moved.Max() - moved.Min()} of {bound}");
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(1000)]
    public void Two_graded_voices_that_agree_beside_an_ungraded_third_stay_within_a_ceiling(double away)
    {
        var third = Figure("ungraded", 8 + away * Counts.Tolerance) with { Accuracy = 0.65, Plain = (0.65, 0.9), IsNewcomer = true };

        var belief = NumberLaw.Believe(Counts, [Figure("a", 8), Figure("b", 8), third])!;

        Assert.Equal(8, belief.Estimate);
        Assert.InRange(Width(belief), 0, 14 * Counts.Tolerance);
    }

    [Fact]
    public void Newcomers_together_weigh_as_a_third_of_the_others()
    {
        var officials = Enumerable.Range(0, 3).Select(i => Figure($"official {i}", 8)).ToList();
        var crowd = Enumerable.Range(0, 1000).Select(i => Figure($"crowd {i}", 10) with { Accuracy = 0.65, Plain = (0.65, 0.9), IsNewcomer = true });

        var belief = NumberLaw.Believe(Counts, [.. officials, .. crowd])!;

        Assert.Equal(8, belief.Median, 0.05);
    }

    [Fact]
    public void Mirrored_figures_are_believed_mirrored()
    {
        // Of candidates that lie together the lowest is taken, which has no mirror: hence a tenth of h.
        var linear = new NumberSettings { Tolerance = 1, Misses = MissShape.Cauchy };
        for (var seed = 1; seed <= 100; seed++)
        {
            var claims = Any(new Random(seed), 6).FindAll(c => c.Said is Said.Number { Form: NumberForm.Figure })
                .ConvertAll(c => c with { GrowthUp = 0, SoFar = false });
            if (claims.Count == 0) continue;
            var (belief, mirrored) = (NumberLaw.Believe(linear, claims)!, NumberLaw.Believe(linear, claims.ConvertAll(Mirror))!);

            Assert.Equal(belief.Quantile(0.05), -mirrored.Quantile(0.95), 0.1);
            Assert.Equal(belief.Quantile(0.95), -mirrored.Quantile(0.05), 0.1);
        }
    }

    [Fact]
    public void An_admission_of_less_is_one_of_more_in_the_mirror()
    {
        var linear = new NumberSettings { Tolerance = 1, Misses = MissShape.Cauchy };
        var more = new List<WeightedClaim> { Figure("a", 3), Figure("party", 9) with { Stake = Stake.AdmitsMore, Accuracy = 0.5, Plain = (0.5, 0.9) } };

        var (belief, mirrored) = (NumberLaw.Believe(linear, more)!, NumberLaw.Believe(linear, more.ConvertAll(Mirror))!);

        Assert.Equal(belief.Quantile(0.05), -mirrored.Quantile(0.95), 1e-9);
        Assert.Equal(9, belief.Estimate);
        Assert.Equal(-9, mirrored.Estimate);
    }

    [Fact]
    public void The_width_factor_stretches_about_the_estimate()
    {
        List<WeightedClaim> claims = [Figure("a", 8), Figure("b", 8.05)];

        var (plain, stretched) = (NumberLaw.Believe(Counts, claims)!, NumberLaw.Believe(Counts with { WidthFactor = 2 }, claims)!);

        var estimate = plain.Estimate!.Value;
        Assert.Equal(estimate - 2 * (estimate - plain.Interval90.Low), stretched.Interval90.Low, 1e-12);
        Assert.Equal(estimate + 2 * (plain.Interval50.High - estimate), stretched.Interval50.High, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Intervals_hold_the_estimate_and_one_another(int seed)
    {
        var random = new Random(seed);
        var belief = NumberLaw.Believe(Counts, Any(random, random.Next(1, 30)))!;

        if (belief.Estimate is not { } estimate) return;
        Assert.InRange(estimate, belief.Interval50.Low, belief.Interval50.High);
        Assert.InRange(belief.Interval50.Low, belief.Interval90.Low, estimate);
        Assert.InRange(belief.Interval50.High, estimate, belief.Interval90.High);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_candidates_of_many_figures_move_no_quantile_by_a_fifth_of_the_tolerance(int seed)
    {
        var random = new Random(seed);

        var off = Off([.. Enumerable.Range(0, 25 + seed).Select(i => Figure($"{i}", 8 + random.NextDouble() + random.NextDouble()))]);

        Assert.InRange(off.Max(), 0, 0.2);
    }

    [Fact]
    public void The_candidates_of_many_who_contradict_one_another_in_every_form_move_quantiles_by_a_third_of_the_tolerance_on_the_whole()
    {
        var off = Enumerable.Range(1, 100).SelectMany(seed => Off(Any(new Random(seed), 25 + seed))).ToList();

        Assert.InRange(off.Average(), 0, 0.34);
        Assert.InRange(off.Max(), 0, 3);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Parts_and_the_prior_make_up_what_the_answer_has_over_the_mean(int seed)
    {
        var random = new Random(seed);
        var claims = Any(random, random.Next(1, 12));
        var belief = NumberLaw.Believe(Counts, claims)!;
        var explanation = belief.Explain();
        var candidates = explanation.Candidates();
        var at = Enumerable.Range(0, candidates.Count).MinBy(i => Math.Abs(candidates[i].Y - belief.At));
        if (candidates[at].Y != belief.At) return;

        var evidence = Enumerable.Range(0, claims.Count).Sum(i => explanation.Factor(i) * explanation.Evidence(i)[at]);
        var prior = new Prior(KernelSet.Of(Counts, claims));
        var constant = candidates[at].LogDensity - evidence - prior.At(belief.At);
        foreach (var i in Enumerable.Range(0, candidates.Count))
        {
            var there = Enumerable.Range(0, claims.Count).Sum(c => explanation.Factor(c) * explanation.Evidence(c)[i]) + prior.At(candidates[i].Y) + constant;
            Assert.Equal(candidates[i].LogDensity, there, 1e-6);
        }
    }

    /// <summary>How far the mesh moves five quantiles, in h.</summary>
    private static double[] Off(List<WeightedClaim> claims)
    {
        var kernels = KernelSet.Of(Counts, claims);
        var mesh = Mesh.Of(kernels, 0, out _);
        Assert.InRange(mesh.Length, 2, 128);
        var all = NumberLaw.Believe(kernels, Candidates.All(kernels.Kernels, kernels.Tolerance, 0), out _);
        var few = NumberLaw.Believe(kernels, mesh, out _);
        return Array.ConvertAll<double, double>([0.05, 0.25, 0.5, 0.75, 0.95], q => Math.Abs(all.Quantile(q) - few.Quantile(q)) / kernels.Tolerance);
    }

    internal static WeightedClaim Figure(string id, double y) => new()
    {
        Id = id,
        Origin = id,
        Said = new Said.Number(NumberForm.Figure, y, y),
        Reliability = Reliability.Of(Grade.B),
        Accuracy = 0.85,
        Certainty = 0.9,
        Plain = (0.85, 0.9),
        Horizon = 20000,
    };

    private static WeightedClaim AnyFigure(Random random, int i)
    {
        var (accuracy, certainty) = (0.55 + 0.4 * random.NextDouble(), 0.9);
        return Figure($"{i}", 8 + random.Next(-3, 4) * random.NextDouble()) with { Accuracy = accuracy, Certainty = certainty, Plain = (accuracy, certainty) };
    }

    internal static List<WeightedClaim> Any(Random random, int count) => [.. Enumerable.Range(0, count).Select(i =>
    {
        var claim = AnyFigure(random, i);
        var y = Math.Round(((Said.Number)claim.Said).Low, random.Next(4));
        return claim with
        {
            Said = random.Next(6) switch
            {
                0 => new Said.Number(NumberForm.AtLeast, y, double.PositiveInfinity),
                1 => new Said.Number(NumberForm.Range, y, y + 1),
                2 when random.Next(2) == 0 => new Said.Number(NumberForm.AtMost, double.NegativeInfinity, y),
                3 when random.Next(2) == 0 => new Said.Number(NumberForm.Figure, y, y) { Denied = true },
                _ => new Said.Number(NumberForm.Figure, y, y),
            },
            IsNewcomer = random.Next(4) == 0,
            GrowthUp = random.Next(4) == 0 ? random.NextDouble() : 0,
            SoFar = random.Next(8) == 0,
            Among = random.Next(6) == 0 ? 2 : 1,
            Horizon = 20000 + random.Next(10),
        };
    })];

    private static WeightedClaim Mirror(WeightedClaim claim)
    {
        var said = (Said.Number)claim.Said;
        return claim with
        {
            Said = said with
            {
                Form = said.Form switch { NumberForm.AtLeast => NumberForm.AtMost, NumberForm.AtMost => NumberForm.AtLeast, _ => said.Form },
                Low = -said.High,
                High = -said.Low,
            },
            Stake = claim.Stake switch { Stake.AdmitsMore => Stake.AdmitsLess, Stake.AdmitsLess => Stake.AdmitsMore, _ => claim.Stake },
        };
    }

    private static double Share(NumberBelief belief, double y) => belief.Below(y + Counts.Tolerance) - belief.Below(y - Counts.Tolerance);

    private static double Width(NumberBelief belief) => belief.Interval90.High - belief.Interval90.Low;

    private static (double?, double?, double?, double?, double, NumberInterval, NumberInterval, double, bool, double) Bits(NumberBelief belief) => (
        belief.Estimate, belief.LowerBound, belief.UpperBound, belief.Second, belief.Median, belief.Interval50,
            belief.Interval90, belief.Disagreement, belief.IsDisputed, belief.Quantile(0.05));
}
