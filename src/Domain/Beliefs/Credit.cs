namespace Analysis.Domain.Beliefs;

/// <summary>
/// What one claim has earned its source, in units of 2^-20: stored with the claim, so that crediting it anew subtracts exactly
/// what was added. For ratings <paramref name="Right"/> is the squared error and <paramref name="Wrong"/> its count.
/// </summary>
internal sealed record Credit(long Right, long Wrong)
{
    /// <summary>Fixed sets: the label claimed; -1 where no confusion is counted.</summary>
    public int Claimed { get; private init; } = -1;

    /// <summary>Fixed sets: what the truth may have been, by label.</summary>
    public long[] Truths { get; private init; } = [];

    /// <summary>Ratings: the squared error as a share of the range squared; null for other kinds.</summary>
    public long? Residual { get; private init; }

    /// <summary>
    /// <c>R[v] ~ P[v] q[v]</c>, P without the claim's own origin, or the answer; r = R[claimed]; right += c r, wrong += c (1-r), the
    /// confusion row by row += c R. A denial swaps right and wrong and leaves the confusion. Open sets:
    /// <c>r = P q / (P q + (1-P) o)</c>.
    /// </summary>
    public static Credit Of(LabelEvidence evidence, Testimony testimony, ReadOnlySpan<double> P)
    {
        var (name, form) = (Assertion.Label)testimony.Assertion;
        var likelihood = evidence.Likelihood(testimony);
        var k = evidence.IndexOf(name);
        var c = testimony.Certainty;
        if (evidence.IsOpen)
        {
            var (right, wrong) = (P[k] * likelihood[0], (1 - P[k]) * likelihood[1]);
            return Of(c, form == LabelForm.Not ? wrong / (right + wrong) : right / (right + wrong));
        }

        var z = 0.0;
        for (var v = 0; v < likelihood.Length; v++) z += likelihood[v] *= P[v];
        var r = likelihood[k] / z;
        if (form == LabelForm.Not) return Of(c, 1 - r);
        var truths = new long[likelihood.Length];
        for (var v = 0; v < truths.Length; v++) truths[v] = FixedPoint.Of(c * likelihood[v] / z);
        return Of(c, r) with { Claimed = k, Truths = truths };
    }

    /// <summary>r = a kappa / (a kappa + (1-a) mu), kappa and mu over the posterior without the claim's origin, or at the answer; a vague claim is a weak test of its source.</summary>
    public static Credit Of(NumberEvidence evidence, Testimony testimony, Assertion.Interval? truth)
    {
        var claim = (Assertion.Interval)testimony.Assertion;
        var (kappa, mu) = truth is not null ? evidence.Kernel(claim, truth.Low) : evidence.KernelWithout(testimony.Origin, claim);
        if (claim.Denied) (kappa, mu) = (1 - kappa, 0.5);
        var a = Math.Clamp(testimony.Reliability.Accuracy, 0.02, 0.98);
        return Of(testimony.Certainty * (claim.IsPoint ? 1 : Math.Max(0, 1 - (2 * mu))), a * kappa / ((a * kappa) + ((1 - a) * mu)));
    }

    /// <summary>The squared error against the mean of the other origins, or the answer; null for a denial, and for the only voice.</summary>
    public static Credit? Of(RatingEvidence evidence, Testimony testimony, double range, Assertion.Interval? truth)
    {
        if (((Assertion.Interval)testimony.Assertion).Denied) return null;
        var (centre, weight) = truth is not null ? (truth.Low, double.PositiveInfinity) : evidence.Without(testimony.Origin);
        if (centre is null) return null;
        var error = Math.Pow(evidence.Middle(testimony) - centre.Value, 2);
        var q = testimony.Certainty / (1 + (1 / weight));
        return new Credit(FixedPoint.Of(q * Math.Min(error / evidence.Variance, 25)), FixedPoint.Of(q)) { Residual = FixedPoint.Of(q * error / (range * range)) };
    }

    private static Credit Of(double weight, double right) => new(FixedPoint.Of(weight * right), FixedPoint.Of(weight * (1 - right)));
}
