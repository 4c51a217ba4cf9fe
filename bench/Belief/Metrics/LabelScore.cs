using Analysis.Belief.Data;

namespace Analysis.Belief.Metrics;

/// <summary>How good probabilities of labels are, over the objects whose truth is known.</summary>
/// <param name="Accuracy">Share of objects whose most probable label is true; of k that tie each counts one k-th.</param>
/// <param name="Brier">Mean of half the sum of squares.</param>
/// <param name="LogLoss">Mean of -ln P(truth), P being at least <see cref="ProbabilityMin"/>.</param>
/// <param name="Ece">
/// Expected calibration error of the most probable label's probability, in 15 bins of equal width; of labels that tie the first in order,
/// as a program would choose that has to.
/// </param>
internal sealed record LabelScore(double Accuracy, double Brier, double LogLoss, double Ece)
{
    public const double ProbabilityMin = 1e-6;
    private const int Bins = 15;
    private const double Tie = 1e-12;

    /// <summary>
    /// Scores the answers: of each object a probability for each of its labels. Where an answer has one more, for "none of these", it is shared out
    /// among the labels in proportion, for the batch methods have no such answer.
    /// </summary>
    public static LabelScore Of(IReadOnlyList<double[]> answers, int[] truth, Func<int, int> labels)
    {
        var (count, right, brier, loss) = (0, 0.0, 0.0, 0.0);
        var bins = new (double Right, double Stated)[Bins];
        for (var o = 0; o < truth.Length; o++)
        {
            if (truth[o] == LabelProblem.Unknown) continue;
            var P = AmongClaimed(answers[o], labels(o));
            var top = P.Max();
            double stated = truth[o] == LabelProblem.Unclaimed ? 0 : P[truth[o]];
            count++;
            right += stated >= top - Tie ? 1.0 / P.Count(p => p >= top - Tie) : 0;
            brier += (P.Sum(p => p * p) - (stated * stated) + ((1 - stated) * (1 - stated))) / 2;
            loss -= Math.Log(Math.Max(stated, ProbabilityMin));
            ref var bin = ref bins[Math.Min((int)(top * Bins), Bins - 1)];
            bin = (bin.Right + (Array.FindIndex(P, p => p >= top - Tie) == truth[o] ? 1 : 0), bin.Stated + top);
        }

        return new LabelScore(right / count, brier / count, loss / count, bins.Sum(b => Math.Abs(b.Right - b.Stated)) / count);
    }

    private static double[] AmongClaimed(double[] answer, int labels)
    {
        if (answer.Length == labels) return answer;
        var claimed = answer[..labels];
        var sum = claimed.Sum();
        return Array.ConvertAll(claimed, p => p / sum);
    }
}
