using System.ComponentModel;
using System.Text.Json.Serialization;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Views;

namespace Analysis.Api.Contracts;

/// <summary>What a view rests on, whole: its numbers can be computed again from the basis and the sums.</summary>
public sealed record ExplanationJson(
    ViewJson View,
    [property: Description("What the sums are over; left out when nothing counts.")] BasisJson? Basis,
    [property: Description("Of all origins; the origins and the rest add up to them exactly.")] SumsJson Sums,
    [property: Description("Of quantities: the same of whether there is anything to count, from labels no and yes; left out where the view has no existence.")] TermsJson? Existence,
    [property: Description("Each origin, the strongest first.")] IReadOnlyList<OriginShareJson> Origins,
    [property: Description("Of all origins that are not on this page.")] SumsJson Rest,
    [property: Description("The cursor of the next page; left out on the last.")] string? Next)
{
    internal static ExplanationJson Of(Explanation explanation) => new(
        ViewJson.Of(explanation.View),
        explanation.Basis is { } basis ? BasisJson.Of(basis) : null,
        SumsJson.Of(explanation.Sums),
        explanation.Existence is { } existence ? new TermsJson(BasisJson.Of(existence.Basis), SumsJson.Of(existence.Sums)) : null,
        [.. explanation.Origins.Select(o => new OriginShareJson(
            o.Origin, [.. o.Claims.Select(c => c.Value)], SumsJson.Of(o.Sums), o.Existence is { } existence ? SumsJson.Of(existence) : null, ViewJson.Brief(o.Without)))],
        SumsJson.Of(explanation.Rest),
        explanation.Next is { } next ? VersionCursor.Encode(next) : null);
}

/// <summary>What a probability follows from.</summary>
public sealed record TermsJson(BasisJson Basis, [property: Description("Of all origins.")] SumsJson Sums);

/// <summary>Evidence for each label or candidate, in the basis's order.</summary>
public sealed record SumsJson(
    [property: Description("S, in units of 2^-20 nats; of a rating, sum w and sum w x in units of 2^-20, sum w x^2 in units of 2^-4.")] IReadOnlyList<long> Evidence,
    [property: Description("The same of newcomers, who are tempered apart; left out of ratings.")] IReadOnlyList<long>? Newcomers,
    [property: Description("Of numbers, at each candidate the sum of ln(1 - a r), in units of 2^-40.")] IReadOnlyList<long>? Misses)
{
    internal static SumsJson Of(Sums sums) => new(sums.Evidence, sums.Newcomers.Count == 0 ? null : sums.Newcomers, sums.Misses.Count == 0 ? null : sums.Misses);
}

/// <summary>What one origin adds, and what the view would be without it.</summary>
public sealed record OriginShareJson(
    [property: Description("Whose voice it is, or unknown for everything of unknown lineage.")] string Origin,
    [property: Description("The claims that speak for it, one for each thing that it says.")] IReadOnlyList<string> Claims,
    SumsJson Sums,
    [property: Description("What it adds to the sums of existence; left out where those are.")] SumsJson? Existence,
    [property: Description("The view in brief without anything of it.")] ViewJson Without);

/// <summary>What sums are over, and the terms by which the belief follows from them.</summary>
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
        Basis.Labels b => new Labels(b.Names, b.Prior, TemperingJson.Of(b.Tempering), b.MassOnPrior),
        Basis.Numbers b => new Numbers(
            [.. b.Candidates.Select(c => new CandidateJson(c.Y, c.Bandwidth, c.Mass))], b.Logarithmic, TemperingJson.Of(b.EstimateTempering), TemperingJson.Of(b.Tempering), b.MissFloor, b.MissScale,
            b.Miss == MissShape.Cauchy ? "anywhere" : "nearby", b.WidthFactor),
        Basis.Rating b => new Rating(b.Low, b.High, b.Step, b.Variance, b.VarianceCount, b.Origins, b.DesignEffect, b.WidthFactor),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary><c>P[v] = (1-eps) softmax(ln prior[v] + (tau S[v] + tau_new S_new[v]) / 2^20) + eps prior[v]</c>.</summary>
    public sealed record Labels(
        [property: Description("In the order of the sums.")] IReadOnlyList<string> Names,
        [property: Description("Of each label, and, where any may be claimed, of all others together, whose S is 0.")] IReadOnlyList<double> Prior,
        TemperingJson Tempering,
        [property: Description("eps.")] double MassOnPrior) : BasisJson;

    /// <summary><c>P[c] ~ exp((tau S[c] + tau_new S_new[c]) / 2^20) mass_c</c>; the estimate is the lower median candidate.</summary>
    public sealed record Numbers(
        [property: Description("The values that the truth may have, in the order of the sums.")] IReadOnlyList<CandidateJson> Candidates,
        [property: Description("Whether y = ln(value + 1).")] bool Logarithmic,
        [property: Description("Of the posterior whose median is the estimate, and of the miss mass.")] TemperingJson EstimateTempering,
        [property: Description("Of the posterior that the intervals are of.")] TemperingJson Tempering,
        [property: Description("The least mass outside all candidates.")] double MissFloor,
        [property: Description("How far a miss lands, on the scale of y.")] double MissScale,
        [property: Description("anywhere (Cauchy) or nearby (skewed Laplace).")] string Misses,
        [property: Description("By which the intervals are stretched about the estimate.")] double WidthFactor) : BasisJson;

    /// <summary><c>mean = low + (sum w x / sum w) step</c>; the interval is <c>mean +- t sqrt(s^2 (1 + rho (n-1)) / sum w) g</c>, within the scale.</summary>
    public sealed record Rating(
        double Low,
        double High,
        [property: Description("The unit of x.")] double Step,
        [property: Description("sigma^2: how far a single voice is expected to lie from the truth.")] double Variance,
        [property: Description("k: how many voices that is worth. s^2 = (k sigma^2 + sum w (value - mean)^2) / (k + n); t is Student's of k + n degrees of freedom.")] double VarianceCount,
        [property: Description("n.")] int Origins,
        [property: Description("rho.")] double DesignEffect,
        [property: Description("g, by which intervals are stretched.")] double WidthFactor) : BasisJson;
}

/// <summary>A value that the truth may have.</summary>
public sealed record CandidateJson(double Y, double Bandwidth, double Mass);

/// <summary>By what sums are multiplied: 1 where one speaks, less where many do.</summary>
public sealed record TemperingJson(
    [property: Description("tau.")] double Proven,
    [property: Description("tau_new, of newcomers: ungraded, and marked on fewer than three claims.")] double Newcomers)
{
    internal static TemperingJson Of(Tempering tempering) => new(tempering.Proven, tempering.Newcomers);
}
