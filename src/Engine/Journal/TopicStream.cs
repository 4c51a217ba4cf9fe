using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Engine.Journal;

/// <summary>How topics' streams are called, and what they use. These names are on disk.</summary>
public static class TopicStream
{
    private const string Prefix = "topic/";

    /// <summary>The name of a topic's stream.</summary>
    public static string Of(TopicId topic) => Prefix + topic.Value;

    /// <summary>The topic of a stream; null when it is not a topic's.</summary>
    public static TopicId? TopicOf(string stream) =>
        stream.StartsWith(Prefix, StringComparison.Ordinal) ? new TopicId(stream[Prefix.Length..]) : null;

    /// <summary>What topics are told of sources and families: stored names, without their versions.</summary>
    public static IReadOnlyList<string> Told { get; } = ["source-assessed", "source-merged", "source-split", "family-defined", "reliability-learned"];

    /// <summary>As what a topic's appends name its family, which is also the family's stream: no id of a source has a slash in it.</summary>
    public static string UseOf(TopicDefinition topic) => UseOf(FamilyDefinition.NameFor(topic));

    /// <summary>The same of a family by name.</summary>
    public static string UseOf(string family) => $"family/{family}";

    /// <summary>
    /// What a topic uses from an event on: the sources of a claim's chain and what they were merged into, the family of
    /// a definition.
    /// </summary>
    public static IEnumerable<string> UsesOf(TopicEvent fact) => fact switch
    {
        TopicEvent.ClaimAsserted asserted => asserted.Claim.Chain.Select(source => source.Value),
        TopicEvent.Defined defined => [UseOf(defined.Definition)],
        TopicEvent.Received received => UsesOf(received.Fact),
        TopicEvent.SourceAssessed { Profile.MergedInto: { } into } => [into.Value],
        _ => [],
    };
}
