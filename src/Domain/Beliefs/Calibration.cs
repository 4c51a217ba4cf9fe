namespace Analysis.Domain.Beliefs;

/// <summary>
/// How well the beliefs of a family fared once the answers were known: rho, by which many voices are tempered, and g, the factor on
/// the half-widths of intervals. Scored with what was believed just before an answer was.
/// </summary>
internal sealed class Calibration
{
    private const double EvenRatios = 40; // as many answers that lay just on the end of their interval

    private readonly double[] _logLoss = new double[Rules.DesignEffectGrid.Length];
    private readonly List<double> _ratios = [];

    /// <summary>How many answers rho has been scored by.</summary>
    public int Answers { get; private set; }

    /// <summary>g = clamp((n q90 + 40) / (n + 40), .25, 4). Costs O(n log n).</summary>
    public double WidthFactor
    {
        get
        {
            var n = _ratios.Count;
            if (n == 0) return 1;
            var q90 = _ratios.Order().ElementAt(Math.Min(n - 1, (int)Math.Ceiling(0.9 * (n + 1)) - 1));
            return Math.Clamp(((n * q90) + EvenRatios) / (n + EvenRatios), 0.25, 4);
        }
    }

    /// <summary>rho = argmin (log loss + 4 ln^2(rho/start)) over a grid; the start as long as there is no answer.</summary>
    public double DesignEffect(double start) => Answers == 0 ? start
        : Rules.DesignEffectGrid.Zip(_logLoss).MinBy(r => r.Second + (4 * Math.Pow(Math.Log(r.First / start), 2))).First;

    /// <summary>Scores what the evidence says against the answer.</summary>
    public void Score(Family family, Evidence evidence, Assertion truth)
    {
        switch (evidence, truth)
        {
            case (LabelEvidence labels, Assertion.Label label):
                var at = labels.IndexOf(label.Name);
                if (at < 0 || labels.Origins < 2) return;
                Answers++;
                for (var i = 0; i < _logLoss.Length; i++) _logLoss[i] -= Math.Log(labels.PosteriorAt(Rules.DesignEffectGrid[i])[at]);
                return;
            case (NumberEvidence { Candidates.Length: > 0 } numbers, Assertion.Interval number):
                var belief = new NumberBelief(numbers);
                Score(evidence, number.Low, family.Forward(belief.Estimate), family.Forward(belief.Quantile(0.05)), family.Forward(belief.Quantile(0.95)));
                return;
            case (RatingEvidence { Mean: { } mean } ratings, Assertion.Interval rating):
                var half = ratings.HalfWidth(0.95);
                Score(evidence, rating.Low, mean, Math.Max(family.Low, mean - half), Math.Min(family.High, mean + half));
                return;
        }
    }

    private void Score(Evidence evidence, double truth, double estimate, double low, double high)
    {
        var half = (truth > estimate ? high - estimate : estimate - low) / evidence.Knowledge.WidthFactor; // as it would be with g = 1
        _ratios.Add(truth == estimate ? 0 : Math.Abs(truth - estimate) / Math.Max(half, 1e-12));
    }
}
