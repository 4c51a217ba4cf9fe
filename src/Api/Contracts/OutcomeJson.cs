using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Analysis.Domain.Claims;
using Analysis.Domain.Views;
using Analysis.Engine.Lists;

namespace Analysis.Api.Contracts;

/// <summary>What became of a write to a topic. Sending the same again changes nothing and says so.</summary>
public sealed record OutcomeJson(
    string Topic,
    string? Claim,
    [property: Description("waiting: a retraction of a claim that is yet to come, kept until it does.")]
    [property: AllowedValues("created", "duplicate", "retracted", "restored", "erased", "waiting", "resolved", "annulled", "withdrawn",
        "archived", "moved", "renamed", "merged", "separated", "unchanged")] string Result,
    [property: Description("For a claim that was posted, the version of the fact that brought it; else the topic's.")] long Version,
    [property: Description("What the fold did with the claim.")] string? Standing,
    [property: Description("Why, in words.")] string? Reason,
    [property: Description("Why a claim that was posted does not count, or not as its sender may think; left out where there is nothing to say.")]
    IReadOnlyList<WarningJson>? Warnings,
    ViewJson View)
{
    internal static OutcomeJson Of(string result, TopicReading reading, ClaimOutcome? claim = null) => new(
        reading.Definition.Id.Value,
        claim?.Claim.Value,
        result,
        claim?.Version ?? reading.View.Version,
        claim is null ? null : Vocabulary.Standings[claim.Standing],
        claim?.Reason,
        WarningJson.Of(claim?.Warnings),
        ViewJson.Brief(reading.View));

    /// <summary>What became of an act on a claim; it may be yet to come.</summary>
    internal static OutcomeJson OnClaim(string result, TopicReading reading, ClaimId claim, ClaimOutcome? outcome) => Of(result, reading) with
    {
        Claim = claim.Value,
        Standing = outcome is null ? null : Vocabulary.Standings[outcome.Standing],
        Reason = outcome?.Reason,
    };
}

/// <summary>What became of one line of a batch.</summary>
public sealed record LineOutcomeJson(
    [property: Description("Counted from 1; blank lines count too.")] long Line,
    [property: AllowedValues("created", "duplicate", "rejected")] string Result,
    string? Topic,
    string? Claim,
    [property: Description("The version of the fact that brought the claim.")] long? Version,
    [property: Description("What the fold did with the claim.")] string? Standing,
    [property: Description("Why, in words.")] string? Reason,
    [property: Description("As of a claim that is posted alone.")] IReadOnlyList<WarningJson>? Warnings,
    [property: Description("Why it was rejected.")] Problem? Problem)
{
    /// <summary>Why it does not count, in a word; null where it does, or was not created.</summary>
    [JsonIgnore]
    public string? NotCounted { get; private init; }

    internal static LineOutcomeJson Of(long line, string result, Claim claim, ClaimOutcome? entry) => new(line, result, claim.Topic.Value, claim.Id.Value,
        entry?.Version, entry is null ? null : Vocabulary.Standings[entry.Standing], entry?.Reason, WarningJson.Of(entry?.Warnings), null)
    {
        NotCounted = entry is null or { Standing: Domain.Views.Standing.Counted } ? null
            : entry.Warnings?.FirstOrDefault(w => w.IsDecisive) is { } cause ? Vocabulary.Warnings[cause.Code] : Vocabulary.Standings[entry.Standing],
    };
}

/// <summary>How the server is.</summary>
public sealed record HealthJson(
    [property: AllowedValues("live", "ready")] string Status,
    [property: Description("For how long the lists have been behind the journal; 0 when they are not, absent when whoever keeps them does not answer.")] double? ListsLagSeconds);
