using Analysis.Belief.Data;
using MathNet.Numerics.Distributions;

namespace Analysis.Belief.Baselines;

/// <summary>Batch methods on labels: they see all claims at once, and answer with a probability for each label of each object.</summary>
internal static class LabelBaselines
{
    private const int IterationsMax = 100;
    private const double Converged = 1e-6;

    /// <summary>Each claim one vote; the shares are the probabilities.</summary>
    public static double[][] MajorityVote(LabelProblem problem) => Shares(problem, _ => 1);

    /// <summary>
    /// Conflict resolution on heterogeneous data: Li, Li, Gao, Zhao, Fan and Han, SIGMOD 2014, with probabilistic truths and squared
    /// loss for categories (their section 2.4.1): w = -ln(loss of the source / sum of losses), truth = weighted mean of the votes.
    /// </summary>
    public static double[][] Crh(LabelProblem problem)
    {
        var P = MajorityVote(problem);
        for (var i = 0; i < 20; i++)
        {
            var loss = MeanPerSource(problem, c => 1 - P[c.Object][c.Label]);
            var total = loss.Sum();
            P = Shares(problem, s => Math.Max(-Math.Log(Math.Max(loss[s], 1e-9) / total), 1e-9));
        }

        return P;
    }

    /// <summary>
    /// Confidence-aware truth discovery: Li, Li, Gao, Su, Zhao, Demirbas, Fan and Han, VLDB 2014:
    /// w = chi2(.025; n) / sum of the source's errors, so that a source of few claims counts for little.
    /// </summary>
    public static double[][] Catd(LabelProblem problem)
    {
        var counts = CountPerSource(problem);
        var quantile = Array.ConvertAll(counts, n => ChiSquared.InvCDF(n, 0.025));
        var P = MajorityVote(problem);
        for (var i = 0; i < 20; i++)
        {
            var top = Array.ConvertAll(P, Top);
            var error = SumPerSource(problem, c => c.Label == top[c.Object] ? 0 : 1);
            P = Shares(problem, s => quantile[s] / Math.Max(error[s], 1e-3));
        }

        return P;
    }

    /// <summary>
    /// One coin a source, by EM: Demartini, Difallah and Cudre-Mauroux (ZenCrowd), WWW 2012. A source is right with its probability, and its
    /// wrong claims fall evenly on the other labels.
    /// </summary>
    public static double[][] OneCoin(LabelProblem problem)
    {
        var P = MajorityVote(problem);
        for (var i = 0; i < IterationsMax; i++)
        {
            var right = SumPerSource(problem, c => P[c.Object][c.Label]);
            var counts = CountPerSource(problem);
            var next = Array.ConvertAll(P, p => new double[p.Length]);
            foreach (var c in problem.Claims)
            {
                var q = Math.Clamp(right[c.Source] / counts[c.Source], 1e-6, 1 - 1e-6);
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
        var P = MajorityVote(problem);
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
                    next[c.Object][v] += Math.Log((confusion[c.Source, v, c.Label] + 0.01) / (rows[c.Source, v] + (0.01 * K)));
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

    private static double[][] Shares(LabelProblem problem, Func<int, double> weight)
    {
        var P = Array.ConvertAll(problem.Labels, l => new double[l.Count]);
        foreach (var c in problem.Claims) P[c.Object][c.Label] += weight(c.Source);
        foreach (var p in P)
        {
            var z = p.Sum();
            for (var v = 0; v < p.Length; v++) p[v] /= z;
        }

        return P;
    }

    private static int Top(double[] P) => Array.IndexOf(P, P.Max());

    private static double[] SumPerSource(LabelProblem problem, Func<LabelClaim, double> of)
    {
        var sums = new double[problem.Sources.Count];
        foreach (var c in problem.Claims) sums[c.Source] += of(c);
        return sums;
    }

    private static double[] CountPerSource(LabelProblem problem) => SumPerSource(problem, _ => 1);

    private static double[] MeanPerSource(LabelProblem problem, Func<LabelClaim, double> of)
    {
        var (sums, counts) = (SumPerSource(problem, of), CountPerSource(problem));
        for (var s = 0; s < sums.Length; s++) sums[s] /= counts[s];
        return sums;
    }
}
