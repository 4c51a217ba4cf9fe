using Analysis.Domain.Beliefs;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using MathNet.Numerics.Distributions;
using Belief = Analysis.Domain.Views.Belief;

namespace Analysis.Domain.Tests.Folding;

/// <summary>What a view rests on reproduces the view: computed again here from the published equations, of random histories.</summary>
public sealed class WhyTest
{
    [Fact]
    public void The_origins_add_up_to_the_sums_exactly_page_by_page() => Holds(history =>
    {
        var fold = history.Fold();
        var (whole, pages) = (fold.Explain(0, 1_000), new List<Explanation> { fold.Explain(0, 2) });
        while (pages[^1].Next is { } next) pages.Add(fold.Explain(next, 2));

        Assert.Null(whole.Next);
        Assert.All(whole.Rest.Evidence.Concat(whole.Rest.Newcomers).Concat(whole.Rest.Misses), rest => Assert.Equal(0, rest));
        Assert.Equal(whole.Origins, pages.SelectMany(p => p.Origins));
        foreach (var page in pages)
        {
            for (var i = 0; i < whole.Sums.Evidence.Count; i++)
                Assert.Equal(whole.Sums.Evidence[i], page.Rest.Evidence[i] + page.Origins.Sum(o => o.Sums.Evidence[i]));
        }
    });

    [Fact]
    public void The_belief_follows_from_the_sums()
    {
        var compared = new HashSet<Type>();
        Holds(history => Compare(history.Fold().Explain(0, 1_000), compared));
        Assert.Equal(typeof(Basis).GetNestedTypes().Length + 1, compared.Count); // of each kind, and of existence, some had a belief
    }

    private static void Compare(Explanation why, HashSet<Type> compared)
    {
        if (why.View.Belief is not Belief.Number { Estimate: null } && why.Basis is not null) compared.Add(why.Basis.GetType());
        switch (why.Basis, why.View.Belief)
        {
            case (Basis.Labels basis, Belief.Proposition proposition):
                Assert.Equal(Math.Clamp(Posterior(basis, why.Sums)[1], 0.01, 0.99), proposition.Likelihood.Probability, 1e-12);
                break;
            case (Basis.Labels basis, Belief.Categories categories):
                foreach (var (expected, actual) in Posterior(basis, why.Sums).Zip(categories.Probabilities)) Assert.Equal(expected, actual.Probability, 1e-12);
                break;
            case (Basis.Numbers basis, Belief.Number { Estimate: { } estimate } number):
                var again = new Again(basis, why.Sums);
                Near(again.Value(again.Centre), estimate);
                foreach (var (p, end) in new[] { (0.05, number.Interval90.Low), (0.25, number.Interval50.Low), (0.75, number.Interval50.High), (0.95, number.Interval90.High) })
                    Near(again.Value(again.Quantile(p)), end);
                break;
            case (Basis.Rating basis, Belief.Number { Estimate: { } mean } number):
                Assert.Equal(Mean(basis, why.Sums), mean, 1e-3 * basis.Step * 65_536);
                foreach (var (p, low, high) in new[] { (0.75, number.Interval50.Low, number.Interval50.High), (0.95, number.Interval90.Low, number.Interval90.High) })
                {
                    var half = HalfWidth(basis, why.Sums, p);
                    Assert.Equal(Math.Max(basis.Low, Mean(basis, why.Sums) - half), low, 2e-3 * half);
                    Assert.Equal(Math.Min(basis.High, Mean(basis, why.Sums) + half), high, 2e-3 * half);
                }

                break;
        }

        Assert.Equal(why.View.Existence is null, why.Existence is null);
        if (why.Existence is not { Basis: Basis.Labels exists } terms) return;
        compared.Add(typeof(Terms));
        Assert.Equal(Math.Clamp(Posterior(exists, terms.Sums)[1], 0.01, 0.99), why.View.Existence!.Value.Probability, 1e-12);
        for (var v = 0; v < 2; v++) Assert.Equal(terms.Sums.Evidence[v], why.Origins.Sum(o => o.Existence!.Evidence[v]));
    }

    private static double Mean(Basis.Rating basis, Sums sums) => basis.Low + ((double)sums.Evidence[1] / sums.Evidence[0] * basis.Step);

    private static double HalfWidth(Basis.Rating basis, Sums sums, double p)
    {
        var (w, x, squares) = (sums.Evidence[0] / 1048576.0, sums.Evidence[1] / 1048576.0, sums.Evidence[2] / 16.0);
        var (scatter, count) = ((squares - (x * x / w)) * basis.Step * basis.Step, basis.VarianceCount + basis.Origins);
        var variance = ((basis.VarianceCount * basis.Variance) + Math.Max(scatter, 0)) / count;
        return StudentT.InvCDF(0, 1, count, p) * Math.Sqrt(variance * (1 + (basis.DesignEffect * (basis.Origins - 1))) / w) * basis.WidthFactor;
    }

    [Fact]
    public void The_view_without_an_origin_is_that_of_a_stream_that_never_heard_it()
    {
        var story = new Story(Ask.HowMany()).Source("nis", Grade.B).Hear(Say.Count("c1", 600, "post>nis"), Say.Count("c2", 620, "wire>nis"), Say.Count("c3", 11_000, "post>army"));

        var share = story.Fold().Explain(0, 10).Origins.Single(o => o.Origin == "nis");

        Assert.Equal("c2", Assert.Single(share.Claims).Value); // the last word of nis
        Assert.Equal(11_000, Assert.IsType<Belief.Number>(share.Without.Belief).Estimate);
    }

    private static double[] Posterior(Basis.Labels basis, Sums sums)
    {
        var nats = Nats(basis.Tempering, sums);
        var logs = basis.Prior.Select((prior, v) => Math.Log(prior) + (v < nats.Count ? nats[v] : 0)).ToList();
        var z = logs.Sum(l => Math.Exp(l - logs.Max()));
        return [.. logs.Zip(basis.Prior, (l, prior) => ((1 - basis.MassOnPrior) * Math.Exp(l - logs.Max()) / z) + (basis.MassOnPrior * prior))];
    }

    private static List<double> Nats(Tempering tempering, Sums sums) =>
        [.. sums.Evidence.Zip(sums.Newcomers, (proven, newcomers) => ((tempering.Proven * proven) + (tempering.Newcomers * newcomers)) / (1 << 20))];

    private static void Near(double expected, double actual) => Assert.Equal(expected, actual, 1e-7 * (1 + Math.Abs(expected)));

    private static void Holds(Action<History> law)
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var history = Histories.Random(seed);
            var fault = Record.Exception(() => law(history));
            if (fault is not null) Assert.Fail($"{fault.Message}\n{history}");
        }
    }

    /// <summary>The belief about a number, by bisection.</summary>
    private sealed class Again
    {
        private readonly Basis.Numbers _basis;
        private readonly double[] _posterior;
        private readonly double _miss;

        public Again(Basis.Numbers basis, Sums sums)
        {
            _basis = basis;
            _posterior = Posterior(basis.Tempering);
            var sharper = Posterior(basis.EstimateTempering);
            var (at, cumulative) = (0, sharper[0]);
            while (cumulative < 0.5 - 1e-9) cumulative += sharper[++at];
            Centre = basis.Candidates[at].Y;
            _miss = Math.Max(basis.MissFloor, Math.Exp(basis.EstimateTempering.Proven * sums.Misses[at] / (1L << 40)));

            double[] Posterior(Tempering tempering)
            {
                var nats = Nats(tempering, sums);
                var odds = nats.Zip(basis.Candidates, (s, c) => Math.Exp(s - nats.Max()) * c.Mass).ToList();
                return [.. odds.Select(o => o / odds.Sum())];
            }
        }

        public double Centre { get; }

        public double Value(double y) => Math.Max(_basis.Logarithmic ? Math.Exp(y) - 1 : y, 0);

        public double Quantile(double p)
        {
            var (low, high) = (_basis.Candidates[0].Y - (1e4 * _basis.MissScale), _basis.Candidates[^1].Y + (1e4 * _basis.MissScale));
            for (var i = 0; i < 200; i++)
            {
                var middle = (low + high) / 2;
                (low, high) = Cumulative(middle) < p ? (middle, high) : (low, middle);
            }

            return Centre + (_basis.WidthFactor * (p < 0.5 ? Math.Min(low - Centre, 0) : Math.Max(low - Centre, 0)));
        }

        private double Cumulative(double z) => ((1 - _miss) * _basis.Candidates.Zip(_posterior, (c, p) => p * Laplace(z - c.Y, c.Bandwidth, c.Bandwidth)).Sum())
            + (_miss * (_basis.Miss == MissShape.Cauchy ? 0.5 + (Math.Atan((z - Centre) / _basis.MissScale) / Math.PI) : Laplace(z - Centre, 0.7 * _basis.MissScale, 1.3 * _basis.MissScale)));

        private static double Laplace(double d, double below, double above) => d < 0 ? 0.5 * Math.Exp(d / below) : 1 - (0.5 * Math.Exp(-d / above));
    }
}
