using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Views;

namespace Analysis.Domain.Folding;

/// <summary>Reads off the evidence what it adds up from.</summary>
internal static class Why
{
    /// <summary>What the sums are over; null when nothing counts.</summary>
    public static Basis? BasisOf(Evidence evidence) => evidence switch
    {
        { Count: 0 } => null,
        LabelEvidence labels => Of(labels, labels.Tempering),
        NumberEvidence numbers => new Basis.Numbers(
            [.. numbers.Candidates.ToArray().Select((c, i) => new CandidateValue(c.Y, numbers.Bandwidth(i), c.Mass))], numbers.Family.Logarithmic,
            numbers.SharperTempering, numbers.Tempering, Rules.MissFloor, numbers.MissScale, numbers.Family.Miss, numbers.Knowledge.WidthFactor),
        RatingEvidence ratings => new Basis.Rating(
            ratings.Low, ratings.High, ratings.Step, ratings.Variance, Rules.RatingVarianceCount, ratings.Origins, Rules.NumberDesignEffect, ratings.Knowledge.WidthFactor),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Of whether there is anything to count.</summary>
    public static Terms OfExistence(LabelEvidence existence) => new(Of(existence, existence.TemperingAt(Rendering.ExistenceDesignEffect)), SumsOf(existence));

    /// <summary>What an origin adds.</summary>
    public static Sums ShareOf(Evidence evidence, string origin) => Of(evidence, evidence.ShareOf(origin));

    /// <summary>Of all origins.</summary>
    public static Sums SumsOf(Evidence evidence) => Of(evidence, evidence.Sums());

    /// <summary>Each origin, strongest first, with the claims that lead its assertions and what it adds.</summary>
    public static IEnumerable<(string Origin, ValueList<ClaimId> Claims, Sums Sums)> Shares(Evidence evidence) =>
        evidence.Voices().OrderByDescending(v => v.Weight).ThenBy(v => v.Origin, StringComparer.Ordinal)
            .Select(v => (v.Origin, (ValueList<ClaimId>)[.. v.Leads.Order(StringComparer.Ordinal).Select(id => new ClaimId(id))], ShareOf(evidence, v.Origin)));

    private static Basis.Labels Of(LabelEvidence labels, Tempering tempering) => new([.. labels.Labels], [.. labels.Prior()], tempering, labels.MassOnPrior);

    private static Sums Of(Evidence evidence, ReadOnlySpan<long> all) => evidence switch
    {
        LabelEvidence { Labels.Count: var K } labels => new([.. all[..K].ToArray()], [.. all.Slice(labels.NewcomersAt, K).ToArray()], []),
        NumberEvidence => new(Plane(all, 0), Plane(all, NumberEvidence.NewcomersPlane), Plane(all, 1)),
        _ => new([all[0], all[1], all[2]], [], []),
    };

    private static ValueList<long> Plane(ReadOnlySpan<long> all, int plane)
    {
        var sums = new long[all.Length / NumberEvidence.Planes];
        for (var i = 0; i < sums.Length; i++) sums[i] = all[(i * NumberEvidence.Planes) + plane];
        return [.. sums];
    }
}
