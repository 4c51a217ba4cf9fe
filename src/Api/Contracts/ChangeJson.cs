using System.ComponentModel;
using Analysis.Engine.Changes;

namespace Analysis.Api.Contracts;

/// <summary>One fact of a topic's stream, without what it says.</summary>
public sealed record ChangeJson(
    [property: Description("Its place in the journal; what /v1/changes goes on from.")] long Position,
    string Topic,
    [property: Description("Its place in the topic's stream; what the topic's changes go on from.")] long Version,
    DateTime RecordedAt,
    [property: Description(ChangeJson.Kinds)] string Event,
    [property: Description("The claim that it is about, if it is about one.")] string? Claim)
{
    /// <summary>What <see cref="Event"/> may be, for whoever reads the document.</summary>
    internal const string Kinds =
        "What happened: topic-defined, family-defined, claim-asserted, claim-retracted, claim-restored, claim-erased, source-assessed, "
        + "source-merged, source-split, "
        + "reliability-learned, topic-resolved, topic-annulled, resolution-withdrawn, topic-archived, topic-restored, claim-moved, "
        + "fact-received, topic-redirected, redirect-withdrawn, topic-continued.";

    internal static ChangeJson Of(Change change) =>
        new(change.Position, change.Topic.Value, change.Version, change.At.UtcDateTime, change.Event, change.Claim?.Value);
}

/// <summary>A page of changes, oldest first.</summary>
public sealed record ChangePageJson(
    IReadOnlyList<ChangeJson> Changes,
    [property: Description("Where to go on from, as after: always there, also while there is no more.")] string Next);
