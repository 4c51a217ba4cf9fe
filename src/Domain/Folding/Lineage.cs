using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding;

/// <summary>
/// Whose voice a claim is. A named origin is one voice however many publishers carry it. Everything of unknown lineage
/// ("reports say", an outlet in its own voice) is together one voice, unless the topic's sources are observers.
/// </summary>
internal static class Lineage
{
    /// <summary>The voice of everything of unknown lineage.</summary>
    public const string Unknown = "unknown";

    /// <summary>Kinds of source that pass on what others know when they name nobody.</summary>
    private static readonly HashSet<string> Carriers =
        new(["news-outlet", "aggregator", "blog", "news-agency", "social-media", "unattributed"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The origin's id, or <see cref="Unknown"/>.</summary>
    public static string VoiceOf(TopicDefinition topic, Claim claim, Func<SourceId, SourceProfile> profile)
    {
        var origin = claim.Origin;
        var known = profile(origin);
        if (IsUnattributed(known)) return Unknown;
        var inItsOwnVoice = claim.Chain.Count == 1;
        if (!inItsOwnVoice || topic.Sources == Voices.Observers) return origin.Value;
        var isSomebody = known.Kind is null ? known.Grade != Grade.F : !Carriers.Contains(known.Kind); // a desk that grades a source knows who it is
        return isSomebody ? origin.Value : Unknown;
    }

    /// <summary>Within the unknown voice everybody speaks for himself: a rumour by one outlet does not replace another's.</summary>
    public static string SpeakerOf(string voice, Claim claim) => voice == Unknown ? $"{claim.Chain[0].Value}>{claim.Origin.Value}" : voice;

    /// <summary>Whether the last link of the chain is somebody.</summary>
    public static bool IsNamed(Claim claim, Func<SourceId, SourceProfile> profile) => !IsUnattributed(profile(claim.Origin));

    /// <summary>Said to be so, or, where nobody has said what it is, called so.</summary>
    private static bool IsUnattributed(SourceProfile profile) =>
        profile.Kind is { } kind ? kind == "unattributed" : profile.Source.Value.StartsWith("unnamed", StringComparison.OrdinalIgnoreCase);
}
