using Analysis.Belief.Data;

namespace Analysis.Belief.Metrics;

/// <summary>How good probabilities of labels are, over the objects whose truth is known.</summary>
/// <param name="Accuracy">Share of objects whose most probable label is true; of k that tie each counts one k-th.</param>
/// <param name="Brier">Mean of half the sum of squares.</param>
/// <param name="LogLoss">Mean of -ln P(truth), P being at least <see cref="ProbabilityMin"/>.</param>
/// <param name="Ece">Expected calibration error of the most probable label's probability, in 15 bins of equal width.</param>
internal sealed record LabelScore(double Accuracy, double Brier, double LogLoss, double Ece)
{
    public const double ProbabilityMin = 1e-12;
    private const int Bins = 15;

    /// <summary>
    /// Scores the answers: of each object a probability for each of its labels, and where there is one more, for "none of these". A
    /// truth that nobody claimed is that, or nothing to the methods that have no such answer.
    /// </summary>
    public static LabelScore Of(IReadOnlyList<double[]> answers, int[] truth, Func<int, int> labels)
    {
        var (count, right, brier, loss) = (0, 0.0, 0.0, 0.0);
        var bins = new (double Right, double Stated, int Count)[Bins];
        for (var o = 0; o < truth.Length; o++)
        {
            if (truth[o] == LabelProblem.Unknown) continue;
            var P = answers[o];
            var at = truth[o] != LabelProblem.Unclaimed ? truth[o] : P.Length > labels(o) ? labels(o) : -1;
            var top = P.Max();
            var ties = P.Count(p => p >= top - 1e-12);
            var hit = at >= 0 && P[at] >= top - 1e-12 ? 1.0 / ties : 0;
            count++;
            right += hit;
            brier += (P.Where((_, v) => v != at).Sum(p => p * p) + (at < 0 ? 1 : (1 - P[at]) * (1 - P[at]))) / 2;
            loss -= Math.Log(Math.Max(at < 0 ? 0 : P[at], ProbabilityMin));
            ref var bin = ref bins[Math.Min((int)(top * Bins), Bins - 1)];
            bin = (bin.Right + hit, bin.Stated + top, bin.Count + 1);
        }

        return new LabelScore(right / count, brier / count, loss / count, bins.Sum(b => Math.Abs(b.Right - b.Stated)) / count);
    }
}
