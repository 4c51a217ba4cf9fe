namespace Analysis.Domain.Beliefs.Labels;

/// <summary>
/// How much likelier a claim is if it is true than if it is not. For a claim of label k among K by a source of accuracy acc
/// and certainty c:
/// <code>
/// base[v][k] = acc                                                        v = k
///            = (1-acc) (G[v][k] + 1) / (sum_{j != v} G[v][j] + K - 1)     otherwise     G: the family's confusion, if known
/// q[v]       = (N[v][k] + 5 base[v][k]) / (row_v + 5)                     N: the source's own, if known
/// q         := c q + (1-c)(1-q)/(K-1)
/// o          = q[k] / mean_{v != k} q[v]         denied: mean_{v != k} (1 - q[v]) / (1 - q[k])
/// </code>
/// A grade alone never makes o less than 1, nor does a hedge: below it are those whom their record shows to be wrong more often than right.
/// </summary>
internal sealed class Odds(FamilyKnowledge knowledge, int labels, bool isOpen)
{
    private readonly Confusion? _family = !isOpen && knowledge.Confusion is { } G && G.Labels == labels ? G : null;

    /// <param name="claim">Whose odds.</param>
    /// <param name="k">The label's place in the fixed set.</param>
    /// <param name="denied">Whether it is denied.</param>
    /// <param name="plain">As it would be without any interest.</param>
    public double Of(WeightedClaim claim, int k, bool denied, bool plain = false)
    {
        var (accuracy, certainty) = plain ? claim.Plain : (claim.Accuracy, claim.Certainty);
        var r = claim.Reliability;
        var isOwn = accuracy == r.Accuracy; // an admission is judged by what is admitted, not by who he is
        if (isOwn && r.PriorWrong > r.PriorRight)
        {
            var half = (r.PriorRight + r.PriorWrong) / 2;
            if (labels == 2) accuracy = (half + FixedPoint.ToDouble(r.Right)) / ((2 * half) + FixedPoint.ToDouble(r.Right + r.Wrong));
        }

        accuracy = Math.Clamp(accuracy, LabelRules.AccuracyMin, LabelRules.AccuracyMax);
        var own = isOwn && !isOpen && r.Confusion is { } N && N.Labels == labels ? N : null;
        double plainOdds, hedged;
        if (own is null && (_family is null || !isOwn))
        {
            var miss = (1 - accuracy) / (labels - 1);
            plainOdds = Ratio(accuracy, miss, denied);
            hedged = certainty == 1 ? plainOdds : Ratio(Hedge(accuracy, certainty), Hedge(miss, certainty), denied);
        }
        else
        {
            var (at, elsewhere, sure, unsure) = (0.0, 0.0, 0.0, 0.0);
            for (var v = 0; v < labels; v++)
            {
                var q = Said(own, accuracy, v, k);
                if (v == k) (at, sure) = (q, Hedge(q, certainty));
                else (elsewhere, unsure) = (elsewhere + q, unsure + Hedge(q, certainty));
            }

            plainOdds = Ratio(at, elsewhere / (labels - 1), denied);
            hedged = Ratio(sure, unsure / (labels - 1), denied);
        }

        return plainOdds >= 1 ? Math.Max(hedged, 1) : Math.Min(hedged, 1);
    }

    /// <summary>
    /// q[v] of an assertion of k, after its certainty; null where all but k are alike. Without a record of its own no
    /// source is taken to mean another label than it says, and no hedge turns its word round.
    /// </summary>
    public double[]? Row(WeightedClaim claim, int k)
    {
        var isOwn = claim.Accuracy == claim.Reliability.Accuracy;
        var hasOwn = claim.Reliability.Confusion?.Labels == labels;
        if (isOpen || !isOwn || (_family is null && !hasOwn)) return null;
        var certainty = Math.Max(claim.Certainty, 1.0 / labels);
        var q = new double[labels];
        for (var v = 0; v < labels; v++) q[v] = Likelihood(claim, v, k, certainty);
        for (var v = 0; v < labels && !hasOwn; v++) q[v] = Math.Min(q[v], q[k]);
        return q;
    }

    /// <summary>P(a claim of k | the truth is v) on a fixed set, of a source at such certainty.</summary>
    /// <param name="claim">Whose source.</param>
    /// <param name="v">The truth.</param>
    /// <param name="k">The label claimed.</param>
    /// <param name="certainty">In [0, 1].</param>
    /// <param name="less">A count of just this in the source's confusion that is left out.</param>
    public double Likelihood(WeightedClaim claim, int v, int k, double certainty, long less = 0)
    {
        var isOwn = claim.Accuracy == claim.Reliability.Accuracy;
        var own = isOwn && !isOpen && claim.Reliability.Confusion is { } N && N.Labels == labels ? N : null;
        return Hedge(Said(own, Math.Clamp(claim.Accuracy, LabelRules.AccuracyMin, LabelRules.AccuracyMax), v, k, less), certainty);
    }

    /// <summary>The same of what a claim says, for every truth: of a denial 1 - q, of "at least k" that of k from k on.</summary>
    public double[] Likelihoods(WeightedClaim claim, Said.Label said, int k, double certainty)
    {
        if (LabelLaw.Probability(claim) < 0.5) k = 1 - k;
        var q = new double[labels];
        for (var v = 0; v < labels; v++)
        {
            q[v] = Likelihood(claim, said.Form == LabelForm.AtLeast ? Math.Min(v, k) : v, k, certainty);
            if (said.Form == LabelForm.Not) q[v] = 1 - q[v];
        }

        return q;
    }

    /// <summary>The same on an open set of K answers: of the label claimed if it is true, and if it is not.</summary>
    public static (double True, double False) OpenLikelihood(WeightedClaim claim, double certainty, int answers)
    {
        var q = Math.Clamp(claim.Accuracy, LabelRules.AccuracyMin, LabelRules.AccuracyMax);
        double Hedged(double x) => (certainty * x) + ((1 - certainty) * (1 - x) / (answers - 1));
        return (Hedged(q), Hedged((1 - q) / (answers - 1)));
    }

    private double Said(Confusion? own, double accuracy, int v, int k, long less = 0)
    {
        var q = accuracy;
        if (v != k)
        {
            q = 1 - accuracy;
            if (_family is null) q /= labels - 1;
            else q *= (FixedPoint.ToDouble(_family[v, k]) + 1) / (FixedPoint.ToDouble(_family.Row(v) - _family[v, v]) + labels - 1);
        }

        if (own is not null)
        {
            q = (FixedPoint.ToDouble(own[v, k] - less) + (LabelRules.RowStrength * q))
                / (FixedPoint.ToDouble(own.Row(v) - less) + LabelRules.RowStrength);
        }
        return Math.Clamp(q, 1e-4, 1 - 1e-4);
    }

    private double Hedge(double q, double certainty) => (certainty * q) + ((1 - certainty) * (1 - q) / (labels - 1));

    private static double Ratio(double at, double elsewhere, bool denied) => denied ? (1 - elsewhere) / (1 - at) : at / elsewhere;
}
