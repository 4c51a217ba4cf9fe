using Analysis.Domain.Claims;

namespace Analysis.Domain.Folding;

/// <summary>
/// How sure a claim is of what it says, in [0, 1]: its credibility grade, times its weakest hedge, times .95 for each
/// relay between publisher and origin; an origin that is not named is at least one relay away.
/// </summary>
public static class Certainty
{
    private const double PerRelay = 0.95;

    /// <summary>Admiralty credibility 1 to 6; the last is for claims without a grade. 6 cannot be judged: near the ungraded, never a half.</summary>
    private static readonly double[] ByCredibility = [1.0, 0.9, 0.75, 0.6, 0.5, 0.8, 0.9];

    /// <summary>
    /// What a hedge leaves of a statement. A word that is not here counts as none, and is kept. Between the words that
    /// MODEL.md gives, others stand beside their nearest relative in ordinary use.
    /// </summary>
    public static IReadOnlyDictionary<string, double> Hedges { get; } = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase)
    {
        ["confirmed"] = 1, ["officially announced"] = 1, ["officially acknowledged"] = 1,
        ["almost certainly"] = 0.95, ["highly likely"] = 0.9, ["very likely"] = 0.9, ["evidently"] = 0.9,
        ["likely"] = 0.8, ["probably"] = 0.8, ["expected to"] = 0.8, ["believe"] = 0.8, ["believed"] = 0.8, ["unlikely"] = 0.8,
        ["contend"] = 0.8, ["claims"] = 0.8, ["claimed"] = 0.8, ["assess"] = 0.8, ["increased likelihood"] = 0.8,
        ["reportedly"] = 0.75, ["reported"] = 0.75, ["suggest"] = 0.75, ["suggests"] = 0.75, ["suggested"] = 0.75,
        ["indicate"] = 0.75, ["indicates"] = 0.75, ["apparently"] = 0.75, ["allegedly"] = 0.7, ["alleged"] = 0.7,
        ["possibly"] = 0.7, ["purportedly"] = 0.65, ["potentially"] = 0.6, ["potential"] = 0.6,
        ["could"] = 0.55, ["may"] = 0.55, ["might"] = 0.55, ["speculate"] = 0.55, ["speculation"] = 0.55, ["rumoured"] = 0.55,
        ["burgeoning possibility"] = 0.55, ["if"] = 0.5,
    };

    /// <summary>Words that make a figure a count so far.</summary>
    private static readonly HashSet<string> PartialWords = new(["already", "so far", "to date at least"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The certainty of <paramref name="claim"/> as it was made: before interest, age and derivation.</summary>
    public static double Of(Claim claim, bool originIsNamed) =>
        ByCredibility[(claim.Credibility ?? 7) - 1] * Hedge(claim) * Math.Pow(PerRelay, Math.Max(claim.Chain.Count - 2, 0) + (originIsNamed ? 0 : 1));

    /// <summary>Whether the report itself says that the count goes on.</summary>
    public static bool IsPartial(Claim claim) => claim.Hedges?.Any(PartialWords.Contains) ?? false;

    /// <summary>How far the claim answers this very question, in [0, 1]: less when its scope matches in part, or when it is only implied.</summary>
    public static double Fit(Claim claim)
    {
        var scope = claim.Qualified("scopeMatch") is QualifierValue.Text { Value: "partial" } ? 0.85 : 1;
        return claim.Qualified("implicature") is QualifierValue.Flag { Value: true } ? scope * 0.1 : scope;
    }

    /// <summary>How sure a claim sounds, in [.5, 1]: its probability, or its hedges.</summary>
    public static double Stated(Claim claim) =>
        claim.Value is ClaimValue.Proposition { Probability: { } p } ? Math.Max(p, 1 - p) : Math.Max(Hedge(claim), 0.5);

    /// <summary>The weaker word wins.</summary>
    private static double Hedge(Claim claim) =>
        claim.Hedges is { Count: > 0 } hedges ? hedges.Min(h => Hedges.TryGetValue(h, out var factor) ? factor : 1) : 1;
}
