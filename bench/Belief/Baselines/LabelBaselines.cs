using Analysis.Belief.Data;
using MathNet.Numerics.Distributions;

namespace Analysis.Belief.Baselines;

/// <summary>Batch methods on labels: they see all claims at once, and answer with a probability for each label of each object.</summary>
internal static class LabelBaselines
{
    private const int IterationsMax = 100;
    private const double Converged = 1e-6;
    private const double Smoothing = 0.01; // pseudo-counts of the EM methods
    private const int Rounds = 20;

    /// <summary>Each claim one vote, and half a vote for each label (Jeffreys); the shares are the probabilities.</summary>
    public static double[][] MajorityVote(LabelProblem problem) => Shares(problem, _ => 1, everyLabel: 0.5);

    /// <summary>
    /// Conflict resolution on heterogeneous data: Li, Li, Gao, Zhao, Fan and Han, SIGMOD 2014: w = -ln(share of the source's claims that differ from
    /// the truths / sum of those shares), truth = the label of the greatest weight.
    /// </summary>
    public static double[][] Crh(LabelProblem problem)
    {
        var counts = SumPerSource(problem, _ => 1);
        return Iterate(problem, errors =>
        {
            var loss = errors.Zip(counts, (e, n) => Math.Max(e / n, 1e-4)).ToArray();
            var total = loss.Sum();
            return Array.ConvertAll(loss, l => Math.Max(-Math.Log(l / total), 1e-6));
        });
    }

    /// <summary>
    /// Confidence-aware truth discovery: Li, Li, Gao, Su, Zhao, Demirbas, Fan and Han, VLDB 2014:
    /// w = chi2(.025; n) / the source's errors, so that a source of few claims counts for little.
    /// </summary>
    public static double[][] Catd(LabelProblem problem)
    {
        var quantile = Array.ConvertAll(SumPerSource(problem, _ => 1), n => ChiSquared.InvCDF(n, 0.025));
        return Iterate(problem, errors => [.. errors.Zip(quantile, (e, q) => q / Math.Max(e, 0.01))]);
    }

    /// <summary>
    /// One coin a source, by EM: Demartini, Difallah and Cudre-Mauroux (ZenCrowd), WWW 2012. A source is right with its probability, and its
    /// wrong claims fall evenly on the other labels.
    /// </summary>
    public static double[][] OneCoin(LabelProblem problem)
    {
        var P = Shares(problem, _ => 1);
        var counts = SumPerSource(problem, _ => 1);
        for (var i = 0; i < IterationsMax; i++)
        {
            var right = SumPerSource(problem, c => P[c.Object][c.Label]);
            var next = Array.ConvertAll(P, p => new double[p.Length]);
            foreach (var c in problem.Claims)
            {
                var q = Math.Clamp((right[c.Source] + Smoothing) / (counts[c.Source] + (2 * Smoothing)), 1e-4, 1 - 1e-4);
                var K = Math.Max(P[c.Object].Length, 2);
                for (var v = 0; v < P[c.Object].Length; v++) next[c.Object][v] += Math.Log(v == c.Label ? q : (1 - q) / (K - 1));
            }

            if (Step(ref P, next)) break;
        }

        return P;
    }

    /// <summary>Dawid and Skene, Applied Statistics 28, 1979: a confusion matrix a source and a class balance, by EM from the vote's shares.</summary>
    /// <returns>Null for open labels, on which it is not defined.</returns>
    public static double[][]? DawidSkene(LabelProblem problem)
    {
        if (problem.IsOpen) return null;
        var K = problem.Shape.Labels.Count;
        var P = Shares(problem, _ => 1);
        for (var i = 0; i < IterationsMax; i++)
        {
            var balance = new double[K];
            foreach (var p in P)
            {
                for (var v = 0; v < K; v++) balance[v] += p[v] / P.Length;
            }

            var confusion = new double[problem.Sources.Count, K, K];
            var rows = new double[problem.Sources.Count, K];
            foreach (var c in problem.Claims)
            {
                for (var v = 0; v < K; v++)
                {
                    confusion[c.Source, v, c.Label] += P[c.Object][v];
                    rows[c.Source, v] += P[c.Object][v];
                }
            }

            var next = Array.ConvertAll(P, _ => Array.ConvertAll(balance, b => Math.Log(Math.Max(b, 1e-12))));
            foreach (var c in problem.Claims)
            {
                for (var v = 0; v < K; v++)
                    next[c.Object][v] += Math.Log((confusion[c.Source, v, c.Label] + Smoothing) / (rows[c.Source, v] + (K * Smoothing)));
            }

            if (Step(ref P, next)) break;
        }

        return P;
    }

    private static bool Step(ref double[][] P, double[][] logarithms)
    {
        var change = 0.0;
        for (var o = 0; o < P.Length; o++)
        {
            var next = Softmax(logarithms[o]);
            for (var v = 0; v < next.Length; v++) change = Math.Max(change, Math.Abs(next[v] - P[o][v]));
            P[o] = next;
        }

        return change < Converged;
    }

    private static double[] Softmax(double[] logarithms)
    {
        var top = logarithms.Max();
        var P = Array.ConvertAll(logarithms, l => Math.Exp(l - top));
        var z = P.Sum();
        return Array.ConvertAll(P, p => p / z);
    }

    /// <summary>Truths from weights, weights from how often a source differs from them, and again.</summary>
    private static double[][] Iterate(LabelProblem problem, Func<double[], double[]> weights)
    {
        var P = Shares(problem, _ => 1);
        for (var i = 0; i < Rounds; i++)
        {
            var truths = Array.ConvertAll(P, p => Array.IndexOf(p, p.Max()));
            var w = weights(SumPerSource(problem, c => c.Label == truths[c.Object] ? 0 : 1));
            P = Shares(problem, s => w[s]);
        }

        return P;
    }

    private static double[][] Shares(LabelProblem problem, Func<int, double> weight, double everyLabel = 0)
    {
        var P = Array.ConvertAll(problem.Labels, l => Enumerable.Repeat(everyLabel, l.Count).ToArray());
        foreach (var c in problem.Claims) P[c.Object][c.Label] += weight(c.Source);
        return Array.ConvertAll(P, p =>
        {
            var z = p.Sum();
            return Array.ConvertAll(p, x => x / z);
        });
    }

    private static double[] SumPerSource(LabelProblem problem, Func<LabelClaim, double> of)
    {
        var sums = new double[problem.Sources.Count];
        foreach (var c in problem.Claims) sums[c.Source] += of(c);
        return sums;
    }
}
