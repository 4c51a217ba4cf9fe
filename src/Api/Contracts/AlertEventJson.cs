using System.Text.Json.Serialization;
using Analysis.Domain.Claims;
using Analysis.Engine.Alerts;

namespace Analysis.Api.Contracts;

/// <summary>A change as a CloudEvent 1.0, structured.</summary>
public sealed record AlertEventJson(
    [property: JsonPropertyName("specversion")] string SpecVersion,
    string Id, string Source, string Type, string? Subject, DateTime Time,
    [property: JsonPropertyName("datacontenttype")] string DataContentType, AlertChangeJson Data)
{
    internal static AlertEventJson Of(AlertChange change, string? statement, string? link) => new(
        "1.0", change.Id, $"/v1/alerts/{change.Alert}", $"analysis.alert.{AlertWords.ConditionOf(change)}",
        change.Rule is null ? null : change.Topic.Value, change.At.UtcDateTime, "application/json",
        AlertChangeJson.Of(change, statement, link));
}

/// <summary>What has changed.</summary>
public sealed record AlertChangeJson(
    string Alert, string? Topic, string? Title, long? Version, string Condition, double? Value, string? Label,
    string? Claim, string Summary, string? Statement, string? Url, ViewFactsJson? Before, ViewFactsJson? After)
{
    internal static AlertChangeJson Of(AlertChange change, string? statement, string? link) =>
        change.Rule is not { } rule
        ? new(change.Alert, null, null, null, AlertWords.Test, null, null, null, change.Summary, null, null, null, null)
        : new(change.Alert, change.Topic.Value, change.Title, change.After.Version, AlertWords.ConditionOf(change),
            rule.Value, rule.Label,
            change.Claim?.Value, change.Summary, statement, link, ViewFactsJson.Of(change.Before),
            ViewFactsJson.Of(change.After));
}

/// <summary>A view in numbers and labels.</summary>
public sealed record ViewFactsJson(
    long Version, double? Estimate, double? LowerBound, double? UpperBound, IReadOnlyList<double?>? Interval90,
    string? Answer,
    IReadOnlyList<string>? Dates90, IReadOnlyDictionary<string, double>? Probabilities, bool Disputed, bool Stale,
    int Origins, double? Confidence)
{
    internal static ViewFactsJson Of(ViewFacts facts)
    {
        var hasEnds = facts.Low is not null || facts.High is not null;
        return new(
            facts.Version, facts.Estimate, facts.LowerBound, facts.UpperBound,
            hasEnds && !facts.IsDate ? [End(facts.Low), End(facts.High)] : null,
            facts.Answer,
            facts is { IsDate: true, Low: { } from, High: { } to }
                ? [Instant.OfDays(from).ToString(), Instant.OfDays(to).ToString()] : null,
            facts.Labels?.ToDictionary(l => l.Key, l => Rounding.Probability(l.Value)),
            facts.Disputed, facts.Stale, facts.Origins,
            facts.Confidence is { } confidence ? Rounding.Probability(confidence) : null);

        static double? End(double? end) => end is { } value ? Rounding.End(value) : null;
    }
}

/// <summary>A message for Slack.</summary>
public sealed record SlackMessageJson(string Text, IReadOnlyList<SlackBlockJson> Blocks);

/// <summary>A block of it.</summary>
public sealed record SlackBlockJson(string Type, SlackTextJson? Text, IReadOnlyList<SlackTextJson>? Elements);

/// <summary>A text of a block.</summary>
public sealed record SlackTextJson(string Type, string Text);
