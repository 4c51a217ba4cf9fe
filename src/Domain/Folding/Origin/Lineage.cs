using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding.Scope;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding.Origin;

/// <summary>
/// Stage 2: whose word is a claim? A named origin is one voice however many publishers carry it. Everything of unknown lineage ("reports
/// say", an outlet in its own voice) is together one voice, unless the topic's sources are observers. A value that was computed from other
/// claims has their origin, and never adds one. A source that was merged into another is that other.
/// </summary>
/// <param name="Origin">The origin's id, or <see cref="Unknown"/>.</param>
/// <param name="Speaker">Whose statements replace each other. Within the unknown voice everybody speaks for himself: a
/// rumour by one outlet does not replace another's.</param>
/// <param name="Source">The source whose reliability counts.</param>
/// <param name="IsNamed">Whether the last link of the chain is somebody.</param>
internal readonly record struct Lineage(string Origin, string Speaker, SourceId Source, bool IsNamed)
{
    /// <summary>The voice of everything of unknown lineage.</summary>
    public const string Unknown = "unknown";

    private const string PlansOf = " ahead"; // no id has a space

    /// <summary>Kinds of source that pass on what others know when they name nobody.</summary>
    private static readonly HashSet<string> Carriers =
        new(["news-outlet", "aggregator", "blog", "news-agency", "social-media", "unattributed"], StringComparer.OrdinalIgnoreCase);

    public bool IsUnknown { get; } = Origin == Unknown;

    public static Lineage Of(TopicState state, Claim claim)
    {
        var bases = Derivation.BasesOf(claim, state);
        var said = bases.Count == 0 ? claim : state.Claims[bases[0]].Claim;
        var chain = state.ChainOf(said);
        var origin = chain[^1];
        var profile = state.Profile(origin);
        var isNamed = !IsUnattributed(profile);
        var ahead = claim.LooksAhead && state.Topic!.Kind != TopicKind.Date ? PlansOf : ""; // a plan does not replace a report of what is
        return IsSomebody(state.Topic!, chain.Count, profile)
            ? new Lineage(origin.Value, origin.Value + ahead, origin, isNamed)
            : new Lineage(Unknown, $"{chain[0].Value}>{origin.Value}{ahead}", origin, isNamed);
    }

    /// <summary>Whether it makes a difference to anybody's lineage that this is held about a source, and no longer that.</summary>
    public static bool Differ(SourceProfile before, SourceProfile after) =>
        IsUnattributed(before) != IsUnattributed(after) || SpeaksForItself(before) != SpeaksForItself(after);

    private static bool IsSomebody(TopicDefinition topic, int links, SourceProfile profile)
    {
        if (IsUnattributed(profile)) return false;
        return links > 1 || topic.Sources == Voices.Observers || SpeaksForItself(profile);
    }

    /// <summary>In its own voice: a desk that grades a source, or says what it is, knows who it is.</summary>
    private static bool SpeaksForItself(SourceProfile profile) => profile.Kind is null ? profile.Grade != Grade.F : !Carriers.Contains(profile.Kind);

    /// <summary>Said to be so, or, where nobody has said what it is, called so.</summary>
    private static bool IsUnattributed(SourceProfile profile) =>
        profile.Kind is { } kind ? kind == "unattributed" : profile.Source.Value.StartsWith("unnamed", StringComparison.OrdinalIgnoreCase);
}
