using Analysis.Belief.Data;
using Analysis.Belief.Metrics;
using MathNet.Numerics.Distributions;

namespace Analysis.Belief.Baselines;

/// <summary>
/// Batch methods on numbers. As a rule they come without intervals, so each is given the usual one: the estimate +- t(.95, n-1) standard errors of the
/// weighted mean of the object's claims, n being the effective number (sum w)^2 / sum w^2, at least 2.
/// </summary>
internal static class NumberBaselines
{
    private const int Rounds = 20;
    private const double Z90 = 1.6448536269514722;

    public static Estimate[] Mean(NumberProblem problem) => Answer(problem, _ => 1, isMedian: false);

    public static Estimate[] Median(NumberProblem problem) => Answer(problem, _ => 1, isMedian: true);

    /// <summary>CRH (Li et al., SIGMOD 2014) with squared loss over the spread of the object's claims: the truth is a weighted mean.</summary>
    public static Estimate[] Crh(NumberProblem problem) => Crh(problem, isMedian: false);

    /// <summary>CRH with absolute loss: the truth is a weighted median.</summary>
    public static Estimate[] CrhMedian(NumberProblem problem) => Crh(problem, isMedian: true);

    /// <summary>CATD (Li et al., VLDB 2014), from the medians: w = chi2(.025; n) / sum of the source's squared errors; the truth is a weighted mean.</summary>
    public static Estimate[] Catd(NumberProblem problem)
    {
        var quantile = Array.ConvertAll(SumPerSource(problem, _ => 1), n => ChiSquared.InvCDF(n, 0.025));
        var spread = Spreads(problem);
        return Iterate(problem, Median(problem), isMedian: false, (c, t) => Math.Pow((c.Value - t) / spread[c.Object], 2), errors =>
            [.. errors.Zip(quantile, (e, q) => q / Math.Max(e, 1e-9))]);
    }

    /// <summary>
    /// Gaussian truth model: Zhao and Han, QDB 2012. On claims standardised by object, a source has a variance with the prior InverseGamma(10, 10), and
    /// a truth the prior N(0, 1); EM from the medians; it alone has an interval of its own.
    /// </summary>
    public static Estimate[] Gtm(NumberProblem problem)
    {
        var spread = Spreads(problem);
        var centre = Array.ConvertAll(ByObject(problem), c => c.Average(x => x.Value));
        var counts = SumPerSource(problem, _ => 1);
        var truths = Array.ConvertAll(Median(problem), e => e.Value);
        var precision = new double[counts.Length];
        for (var i = 0; i < Rounds; i++)
        {
            var squares = SumPerSource(problem, c => Math.Pow((c.Value - truths[c.Object]) / spread[c.Object], 2));
            for (var s = 0; s < precision.Length; s++) precision[s] = ((2 * (10 + 1)) + counts[s]) / ((2 * 10) + squares[s]);
            truths = [.. ByObject(problem).Select((claims, o) =>
            {
                var weight = claims.Sum(c => precision[c.Source]);
                return centre[o] + (claims.Sum(c => precision[c.Source] * (c.Value - centre[o])) / (1 + weight));
            })];
        }

        return [.. ByObject(problem).Select((claims, o) =>
        {
            var half = Z90 * spread[o] / Math.Sqrt(1 + claims.Sum(c => precision[c.Source]));
            return new Estimate(truths[o], truths[o] - half, truths[o] + half);
        })];
    }

    private static Estimate[] Crh(NumberProblem problem, bool isMedian)
    {
        var counts = SumPerSource(problem, _ => 1);
        var spread = Spreads(problem);
        double Loss(NumberClaim c, double truth) => Math.Pow(Math.Abs(c.Value - truth), isMedian ? 1 : 2) / spread[c.Object];
        return Iterate(problem, Answer(problem, _ => 1, isMedian), isMedian, Loss, errors =>
        {
            var loss = errors.Zip(counts, (e, n) => Math.Max(e / n, 1e-4)).ToArray();
            var total = loss.Sum();
            return Array.ConvertAll(loss, l => Math.Max(-Math.Log(l / total), 1e-6));
        });
    }

    private static Estimate[] Iterate(NumberProblem problem, Estimate[] start, bool isMedian, Func<NumberClaim, double, double> loss, Func<double[], double[]> weights)
    {
        var estimates = start;
        for (var i = 0; i < Rounds; i++)
        {
            var known = estimates;
            var w = weights(SumPerSource(problem, c => loss(c, known[c.Object].Value)));
            estimates = Answer(problem, s => w[s], isMedian);
        }

        return estimates;
    }

    /// <summary>Standard deviation of each object's claims; 1 where all agree.</summary>
    private static double[] Spreads(NumberProblem problem) => Array.ConvertAll(ByObject(problem), claims =>
    {
        var mean = claims.Average(c => c.Value);
        var spread = Math.Sqrt(claims.Average(c => Math.Pow(c.Value - mean, 2)));
        return spread > 0 ? spread : 1;
    });

    private static Estimate[] Answer(NumberProblem problem, Func<int, double> weight, bool isMedian) => Array.ConvertAll(ByObject(problem), claims =>
    {
        var w = Array.ConvertAll(claims, c => weight(c.Source));
        var total = w.Sum();
        var value = isMedian
            ? Statistics.WeightedMedian(claims.Zip(w, (c, x) => (c.Value, x)))
            : claims.Zip(w, (c, x) => c.Value * x).Sum() / total;
        if (claims.Length == 1) return new Estimate(value, value, value);
        var variance = claims.Zip(w, (c, x) => x * Math.Pow(c.Value - value, 2)).Sum() / total;
        var freedom = Math.Max((total * total / w.Sum(x => x * x)) - 1, 1);
        var half = StudentT.InvCDF(0, 1, freedom, 0.95) * Math.Sqrt(variance / freedom);
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
