using Analysis.Domain.Claims;

namespace Analysis.Domain.Folding.Weight;

/// <summary>
/// How sure a claim is of what it says, in [0, 1]: its credibility grade, times its weakest hedge, times .95 for each relay between publisher
/// and origin (an origin that is not named is at least one relay away), times how far it answers this very question.
/// </summary>
public static class Certainty
{
    private const double PerRelay = 0.95;
    private const double Confirmed = 1;

    /// <summary>Admiralty credibility 1 to 6; the last is for claims without a grade. 6 cannot be judged: near the ungraded, never a half.</summary>
    private static readonly double[] ByCredibility = [1.0, 0.9, 0.75, 0.6, 0.5, 0.8, 0.9];

    /// <summary>The certainty of <paramref name="claim"/> as it was made: before interest, age and derivation.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="links">How many sources its chain names.</param>
    /// <param name="originIsNamed">Whether the last of them is somebody.</param>
    public static double Of(Claim claim, int links, bool originIsNamed)
    {
        var isFinding = claim.Credibility is null && claim.Value is ClaimValue.Proposition or ClaimValue.Category && HedgeWords.Confirm(claim);
        var graded = claim.Credibility is null && isFinding ? Confirmed : ByCredibility[(claim.Credibility ?? 7) - 1];
        return graded * HedgeWords.Weakest(claim) * Math.Pow(PerRelay, Math.Max(links - 2, 0) + (originIsNamed ? 0 : 1)) * Fit(claim);
    }

    /// <summary>How far the claim answers this very question, in [0, 1]: less when its scope matches in part, or when it is only implied.</summary>
    public static double Fit(Claim claim)
    {
        var scope = claim.Qualified("scopeMatch") is QualifierValue.Text { Value: "partial" } ? 0.85 : 1;
        return claim.Qualified("implicature") is QualifierValue.Flag { Value: true } ? scope * 0.1 : scope;
    }

    /// <summary>How sure a claim sounds, in [.5, 1]: its probability, or its hedges.</summary>
    public static double Stated(Claim claim) =>
        claim.Value is ClaimValue.Proposition { Probability: { } p } ? Math.Max(p, 1 - p) : Math.Max(HedgeWords.Weakest(claim), 0.5);
}
