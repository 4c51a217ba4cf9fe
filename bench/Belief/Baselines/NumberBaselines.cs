using Analysis.Belief.Data;
using Analysis.Belief.Metrics;
using MathNet.Numerics.Distributions;

namespace Analysis.Belief.Baselines;

/// <summary>
/// Batch methods on numbers. None but a fitted variance comes with an interval, so each is given the usual one: the estimate
/// +- 1.645 standard errors of the weighted mean of the object's claims.
/// </summary>
internal static class NumberBaselines
{
    private const double Z90 = 1.6448536269514722;
    private const int Iterations = 20;

    public static Estimate[] Mean(NumberProblem problem) => Answer(problem, _ => 1, median: false);

    public static Estimate[] Median(NumberProblem problem) => Answer(problem, _ => 1, median: true);

    /// <summary>CRH (Li et al., SIGMOD 2014) with squared loss, normalised by the spread of each object's claims: the truth is a weighted mean.</summary>
    public static Estimate[] Crh(NumberProblem problem) => Crh(problem, median: false);

    /// <summary>CRH with absolute loss: the truth is a weighted median.</summary>
    public static Estimate[] CrhMedian(NumberProblem problem) => Crh(problem, median: true);

    /// <summary>CATD (Li et al., VLDB 2014): w = chi2(.025; n) / sum of the source's squared errors; the truth is a weighted mean.</summary>
    public static Estimate[] Catd(NumberProblem problem)
    {
        var counts = SumPerSource(problem, _ => 1);
        var quantile = Array.ConvertAll(counts, n => ChiSquared.InvCDF(n, 0.025));
        var spread = Spreads(problem);
        var estimates = Median(problem);
        var w = new double[counts.Length];
        for (var i = 0; i < Iterations; i++)
        {
            var error = SumPerSource(problem, c => Math.Pow((c.Value - estimates[c.Object].Value) / spread[c.Object], 2));
            for (var s = 0; s < w.Length; s++) w[s] = quantile[s] / Math.Max(error[s], 1e-9);
            estimates = Answer(problem, s => w[s], median: false);
        }

        return estimates;
    }

    private static Estimate[] Crh(NumberProblem problem, bool median)
    {
        var counts = SumPerSource(problem, _ => 1);
        var spread = Spreads(problem);
        var estimates = Answer(problem, _ => 1, median);
        for (var i = 0; i < Iterations; i++)
        {
            var loss = SumPerSource(problem, c =>
            {
                var d = (c.Value - estimates[c.Object].Value) / spread[c.Object];
                return (median ? Math.Abs(d) : d * d) / counts[c.Source];
            });
            var total = loss.Sum();
            estimates = Answer(problem, s => Math.Max(-Math.Log(Math.Max(loss[s], 1e-9) / total), 1e-9), median);
        }

        return estimates;
    }

    private static double[] Spreads(NumberProblem problem)
    {
        var claims = ByObject(problem);
        return Array.ConvertAll(claims, c =>
        {
            var mean = c.Average(x => x.Value);
            var spread = Math.Sqrt(c.Average(x => Math.Pow(x.Value - mean, 2)));
            return spread > 0 ? spread : 1; // all agree
        });
    }

    private static Estimate[] Answer(NumberProblem problem, Func<int, double> weight, bool median) => Array.ConvertAll(ByObject(problem), claims =>
    {
        var w = Array.ConvertAll(claims, c => weight(c.Source));
        var total = w.Sum();
        var mean = claims.Zip(w, (c, x) => c.Value * x).Sum() / total;
        var variance = claims.Zip(w, (c, x) => x * Math.Pow(c.Value - mean, 2)).Sum() / total;
        var effective = total * total / w.Sum(x => x * x);
        var value = median ? Statistics.WeightedMedian(claims.Zip(w, (c, x) => (c.Value, x))) : mean;
        var half = Z90 * Math.Sqrt(variance / effective);
        return new Estimate(value, value - half, value + half);
    });

    private static NumberClaim[][] ByObject(NumberProblem problem) =>
        [.. problem.Claims.GroupBy(c => c.Object).OrderBy(g => g.Key).Select(g => g.ToArray())];

    private static double[] SumPerSource(NumberProblem problem, Func<NumberClaim, double> of)
    {
        var sums = new double[problem.Sources.Count];
        foreach (var c in problem.Claims) sums[c.Source] += of(c);
        return sums;
    }
}
