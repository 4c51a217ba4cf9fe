namespace Analysis.Domain.Beliefs.Labels;

/// <summary>
/// What a voice of odds o adds to what speaks for its label:
/// <code>
/// h = o                                     for o up to cap: face value
///   = cap (1 + ln o) / (1 + ln cap)         beyond: what it earned by agreeing counts like further voices
/// x = fx(h^c - 1)
/// </code>
/// so that one voice alone has the odds h : 1 whatever c is, and for c = 1 two of 4 : 1 make 7 : 1.
/// </summary>
internal static class Worth
{
    /// <summary>x, in units of 2^-20, of a voice of odds o of 1 or more.</summary>
    public static long Of(double odds, double cap, double exponent)
    {
        var h = odds <= cap ? odds : cap * (1 + Math.Log(odds)) / (1 + Math.Log(cap));
        return FixedPoint.Of((exponent == 1 ? h : Math.Pow(h, exponent)) - 1);
    }

    /// <summary>cap = (K-1) max(4, what grade and answers vouch for).</summary>
    public static double Cap(WeightedClaim claim, bool admits, int labels) =>
        (labels - 1) * Math.Max(LabelRules.FaceValue, admits ? LabelRules.AdmissionVouched : claim.Reliability.Vouched);
}
