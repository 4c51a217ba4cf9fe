using System.ComponentModel;
using Analysis.Domain;
using Analysis.Domain.Views;

namespace Analysis.Api.Contracts;

/// <summary>Why a claim that was taken in does not count, or not as its sender may think.</summary>
public sealed record WarningJson(
    [property: Description("JSON Pointer into the claim.")] string Pointer,
    string Code,
    [property: Description("A sentence.")] string Reason,
    [property: Description("The label, unit, status or hedge that comes nearest to what was sent; left out where none is near.")] string? Nearest)
{
    /// <summary>Null where there is nothing to say.</summary>
    internal static IReadOnlyList<WarningJson>? Of(ValueList<ClaimWarning>? warnings) =>
        warnings is null ? null : [.. warnings.Select(w => new WarningJson(w.Pointer, Vocabulary.Warnings[w.Code], w.Reason, w.Nearest))];
}

/// <summary>What a definition puts out of scope that was in it.</summary>
public sealed record LostClaimsJson(
    [property: Description("JSON Pointer into the definition.")] string Pointer,
    [property: Description("As of a claim that is posted now.")] string Code,
    [property: Description("A sentence.")] string Reason,
    [property: Description("How many claims.")] int Claims)
{
    internal static LostClaimsJson Of(LostClaims lost)
    {
        var (pointer, why) = lost.Code switch
        {
            WarningCode.UnknownUnit or WarningCode.MissingUnit => ("/unit", "count something else, or name no unit"),
            WarningCode.UnknownLabel => ("/categories", "name none of the topic's categories"),
            WarningCode.OtherStatus => ("/accepts", "are of a status that the topic does not accept"),
            WarningCode.OutsideScale or WarningCode.Denial => ("/scale", "say nothing on this scale"),
            _ => ("", "do not answer the question as it is put now"),
        };
        return new(pointer, Vocabulary.Warnings[lost.Code],
            $"{lost.Claims} {(lost.Claims == 1 ? "claim falls" : "claims fall")} out of scope: they {why}.", lost.Claims);
    }
}

/// <summary>The last line of the answer to a batch.</summary>
public sealed record SummaryLineJson(SummaryJson Summary);

/// <summary>What became of the lines of a batch.</summary>
public sealed record SummaryJson(
    long Created,
    long Duplicate,
    long Rejected,
    [property: Description("How many of those created do not count.")] long NotCounted,
    [property: Description("These by the code of the warning that says why, or by standing where their origin has said something else.")]
    IReadOnlyDictionary<string, long> Reasons);
