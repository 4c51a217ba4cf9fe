using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Analysis.Domain.Views;

namespace Analysis.Api.Contracts;

/// <summary>What a view rests on, whole: from the basis and what each origin adds, its numbers can be computed again.</summary>
public sealed record ExplanationJson(
    ViewJson View,
    [property: Description("What the belief follows from; left out when nothing counts.")] BasisJson? Basis,
    [property: Description("Each origin, the strongest first.")] IReadOnlyList<OriginShareJson> Origins,
    [property: Description("The cursor of the next page; left out on the last.")] string? Next)
{
    internal static ExplanationJson Of(Explanation explanation) => new(
        ViewJson.Of(explanation.View),
        explanation.Basis is { } basis ? BasisJson.Of(basis) : null,
        [.. explanation.Origins.Select(o => new OriginShareJson(o.Origin, [.. o.Claims.Select(ClaimShareJson.Of)], ViewJson.Brief(o.Without)))],
        explanation.Next is { } next ? VersionCursor.Encode(next) : null);
}

/// <summary>What one origin adds, and what the view would be without it.</summary>
public sealed record OriginShareJson(
    [property: Description("Whose voice it is, or unknown for everything of unknown lineage.")] string Origin,
    [property: Description("What each of its claims that count adds.")] IReadOnlyList<ClaimShareJson> Claims,
    [property: Description("The view in brief without anything of it.")] ViewJson Without);

/// <summary>What one claim adds.</summary>
public sealed record ClaimShareJson(
    string Claim,
    [property: Description("Of its source, interest included.")] double Accuracy,
    [property: Description("Of the claim, interest included.")] double Certainty,
    [property: Description("The share that still bears on the time asked about.")] double Kept,
    [property: Description("m: it counts one m-th, because its origin says so many things at once.")] int Among,
    [property: Description(
        "Labels: x, what it adds to a sum. Numbers and dates: its part of the log density at the answer, less its "
        + "mean, in nats. Ratings: its share of the weight.")] double Adds,
    [property: Description("Labels: the label that it speaks about; left out when it adds nothing.")] string? To,
    [property: Description(
        "Labels: to which sum it adds. supports: to what speaks for that label, supportsAsNewcomer: to what newcomers "
        + "say for it, denies: to what speaks against it, rulesOutEarlier and rulesOutLater: to what speaks against "
        + "each label before it or after it, divides and dividesAsNewcomer: p of it to yes and the rest to no.")]
    [property: AllowedValues("supports", "supportsAsNewcomer", "denies", "rulesOutEarlier", "rulesOutLater", "divides", "dividesAsNewcomer")] string? Does,
    [property: Description("Labels: of an admission that rules others out, what it adds besides to what speaks for the label itself.")] double? Also,
    [property: Description("Numbers and dates: what its evidence is multiplied by before it is added.")] double? Factor,
    [property: Description("Numbers and dates: e at each candidate of the basis, in nats.")] IReadOnlyList<double>? Evidence)
{
    internal static ClaimShareJson Of(ClaimShare share) => new(
        share.Claim.Value, share.Accuracy, share.Certainty, share.Kept, share.Among, share.Adds, share.To,
        share.Does is { } does ? Vocabulary.Effects[does] : null, share.Also == 0 ? null : share.Also,
        share.Evidence.Count == 0 ? null : share.Factor, share.Evidence.Count == 0 ? null : share.Evidence);
}

/// <summary>What a belief follows from.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Labels), "labels")]
[JsonDerivedType(typeof(Numbers), "numbers")]
[JsonDerivedType(typeof(Rating), "rating")]
public abstract record BasisJson
{
    private BasisJson()
    {
    }

    internal static BasisJson Of(Basis basis) => basis switch
    {
        Basis.Labels b => new Labels([.. b.Each.Select(LabelWeightJson.Of)], b.Exponent),
        Basis.Numbers b =>
            new Numbers([.. b.Candidates.Select(c => new CandidateJson(c.Y, c.LogDensity))], b.Logarithmic, b.Tolerance,
            b.Figures, b.Bounds, b.Denials),
        Basis.Rating b => new Rating(b.Low, b.High, b.Spread, b.Effective),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>
    /// <c>w = prior ((1 + for) (1 + T) / ((1 + against) (1 + T + unlikely)))^(1/c)</c>, <c>P = .99 w / sum w + .01 prior</c>; T is the sum of for - lent over
    /// the other labels.
    /// </summary>
    public sealed record Labels(
        [property: Description(
            "Each label; where any may be claimed, the last is everything else. Of a date that was called off, none "
            + "and the dates, in units of three days since 1970.")] IReadOnlyList<LabelWeightJson> Each,
        [property: Description("c: 1, unless the family has learned that its voices repeat one another less.")] double Exponent) : BasisJson;

    /// <summary><c>ln P(y) = sum of factor times evidence + prior(y)</c>, straight lines between candidates.</summary>
    public sealed record Numbers(
        [property: Description("The values that were computed, in the order of the claims' evidence.")] IReadOnlyList<CandidateJson> Candidates,
        [property: Description("Whether y = ln(value + 1).")] bool Logarithmic,
        [property: Description("h, within which two values agree, on the scale of y.")] double Tolerance,
        [property: Description("tau of figures: what each of those that agree is worth.")] double Figures,
        [property: Description("The same of bounds.")] double Bounds,
        [property: Description("The same of denials.")] double Denials) : BasisJson;

    /// <summary>A weighted mean on a scale.</summary>
    public sealed record Rating(
        double Low,
        double High,
        [property: Description("sigma: how far a single voice is expected to lie from the answer, in the scale's unit.")] double Spread,
        [property: Description("How many independent voices they are worth.")] double Effective) : BasisJson;
}

/// <summary>A label, what speaks for it and against it, and what that comes to.</summary>
public sealed record LabelWeightJson(
    string? Label,
    double Probability,
    double Prior,
    [property: Description(
        "X: what speaks for it, as far as it counts: of those who are proven, of newcomers up to a bound, and what neighbours in order lend.")] double For,
    [property: Description("What newcomers say for it, before that is bounded.")] double Newcomers,
    [property: Description("Y: the sum of what speaks against it alone.")] double Against,
    [property: Description("What of X its neighbours in order, or earlier stages, lend.")] double Lent,
    [property: Description(
        "E: how much less likely than others it is to be confused with what is said; 0 unless the family has learned who confuses what.")] double Unlikely)
{
    public static LabelWeightJson Of(LabelWeight l) =>
        new(l.Label, l.Probability, l.Prior, l.For, l.Newcomers, l.Against, l.Lent, l.Unlikely);
}

/// <summary>A value that the truth may have, on the scale of y, and ln of the belief's density there.</summary>
public sealed record CandidateJson(double Y, double LogDensity);
