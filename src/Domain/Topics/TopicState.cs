using System.Diagnostics;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding;

namespace Analysis.Domain.Topics;

/// <summary>
/// The facts of one topic, evolved from its events. Mutable and owned by one actor or one fold; not thread-safe.
/// </summary>
public sealed class TopicState
{
    private readonly ClaimTable _claims = new();
    private readonly Dictionary<SourceId, SourceProfile> _profiles = [];
    private string? _familyKey;
    private readonly HashSet<string> _labels = new(StringComparer.Ordinal);

    /// <summary>Every label that was ever claimed.</summary>
    public IReadOnlySet<string> Labels => _labels;

    /// <summary>Null until the topic is defined.</summary>
    public TopicDefinition? Definition { get; private set; }

    /// <summary>What is held about the topic's family, as far as this stream knows; null when nobody has defined it.</summary>
    public FamilyDefinition? Family { get; private set; }

    /// <summary>The definition, with what it leaves to its family; null until the topic is defined.</summary>
    public TopicDefinition? Topic { get; private set; }

    /// <summary>How many events it has seen.</summary>
    public long Version { get; private set; }

    /// <summary>When the last of them was recorded.</summary>
    public DateTimeOffset RecordedAt { get; private set; }

    /// <summary>The established answer, if there is one.</summary>
    public Resolution? Resolution { get; private set; }

    /// <summary>From which version on claims come after the answer; null while there is none.</summary>
    public long? ResolvedAtVersion { get; private set; }

    /// <summary>When the answer was established; null while there is none.</summary>
    public DateTimeOffset? ResolvedAt { get; private set; }

    /// <summary>Every claim taken in, by id.</summary>
    public IReadOnlyDictionary<ClaimId, ClaimFacts> Claims => _claims;

    /// <summary>The same, with those that were put away.</summary>
    internal ClaimTable Table => _claims;

    /// <summary>What is held about a source, as far as this stream knows.</summary>
    public SourceProfile Profile(SourceId source) => _profiles.GetValueOrDefault(source) ?? SourceProfile.Unknown(source);

    /// <summary>What a source has earned in the topic's family, as far as this stream knows; null when that is nothing.</summary>
    public TrackRecord? Record(SourceId source) => Profile(source) is { Records.Count: > 0 } profile ? profile.RecordIn(FamilyKey) : null;

    /// <summary>What the topic's family has learned, as far as this stream knows.</summary>
    public FamilyKnowledge Knowledge => Family?.Learned.FirstOrDefault(l => l.Key == FamilyKey)?.Knowledge ?? FamilyKnowledge.Nothing;

    /// <summary>Within what the topic's sources are judged; it must be defined.</summary>
    public string FamilyKey => _familyKey ??= Families.Of(Topic!, Family).Key;

    /// <summary>All of it, for a snapshot; the topic must be defined.</summary>
    public TopicFacts Facts() => new(Definition!, Family, Version, RecordedAt, Resolution, ResolvedAtVersion, ResolvedAt, _profiles.Values, [.. _claims.Values]);

    /// <summary>Starts from a snapshot in place of the events up to its version.</summary>
    internal void Restore(TopicFacts facts)
    {
        Define(facts.Definition, facts.Family);
        (Version, RecordedAt, Resolution, ResolvedAtVersion, ResolvedAt) = (facts.Version, facts.RecordedAt, facts.Resolution, facts.ResolvedAtVersion, facts.ResolvedAt);
        foreach (var profile in facts.Profiles) _profiles.Add(profile.Source, profile);
        if (facts is { Digest: not null, Claims: IClaimArchive archive })
        {
            _claims.Begin(archive);
            _labels.UnionWith(facts.Labels);
            return;
        }

        foreach (var claim in facts.Claims)
        {
            _claims.Add(claim);
            if (claim.Claim.Value is ClaimValue.Category category) _labels.Add(category.Name);
        }
    }

    /// <summary>Takes an event in.</summary>
    /// <exception cref="InvalidOperationException">The event does not follow on: the stream is damaged.</exception>
    public void Evolve(Recorded recorded)
    {
        if (recorded.Version != Version + 1)
            throw new InvalidOperationException($"Topic {Definition?.Id}: event {recorded.Version} follows on {Version}.");
        Version = recorded.Version;
        RecordedAt = recorded.At;
        switch (recorded.Event)
        {
            case TopicEvent.Defined defined:
                Define(defined.Definition, Family?.Name == FamilyDefinition.NameFor(defined.Definition) ? Family : null);
                break;
            case TopicEvent.FamilyDefined defined when Definition is not null:
                Define(Definition, defined.Family);
                break;
            case TopicEvent.SourceAssessed assessed:
                var records = assessed.Profile.Records.Count > 0 ? assessed.Profile.Records : Profile(assessed.Profile.Source).Records; // an older stream has them from elsewhere
                _profiles[assessed.Profile.Source] = assessed.Profile with { Records = records };
                break;
            case TopicEvent.ReliabilityLearned learned:
                foreach (var (source, right, wrong) in learned.Records) _profiles[source] = Profile(source).With(new TrackRecord(FamilyKey, right, wrong));
                break;
            case TopicEvent.ClaimAsserted asserted:
                _claims.Add(new ClaimFacts(asserted.Claim, recorded.Version, recorded.At));
                if (asserted.Claim.Value is ClaimValue.Category category) _labels.Add(category.Name);
                break;
            case TopicEvent.ClaimRetracted retracted:
                _claims[retracted.Claim].Retraction = retracted;
                break;
            case TopicEvent.Resolved resolved:
                Resolution = resolved.Resolution;
                ResolvedAtVersion ??= recorded.Version;
                ResolvedAt = recorded.At;
                break;
            default:
                throw new UnreachableException($"Unknown event {recorded.Event.GetType().Name}.");
        }
    }

    private void Define(TopicDefinition definition, FamilyDefinition? family) =>
        (Definition, Family, Topic, _familyKey) = (definition, family, definition with { HalfLife = definition.HalfLife ?? family?.HalfLife }, null);
}

/// <summary>What the events of a topic up to a version come to, before any question is asked of them.</summary>
public sealed record TopicFacts(
    TopicDefinition Definition,
    FamilyDefinition? Family,
    long Version,
    DateTimeOffset RecordedAt,
    Resolution? Resolution,
    long? ResolvedAtVersion,
    DateTimeOffset? ResolvedAt,
    IReadOnlyCollection<SourceProfile> Profiles,
    IReadOnlyCollection<ClaimFacts> Claims)
{
    /// <summary>Every label that was ever claimed; given with a digest.</summary>
    public IReadOnlyCollection<string> Labels { get; init; } = [];

    /// <summary>What the claims come to; null where they are to be heard again.</summary>
    public FoldDigest? Digest { get; init; }
}

/// <summary>A claim as the stream holds it.</summary>
public sealed class ClaimFacts(Claim claim, long version, DateTimeOffset recordedAt, TopicEvent.ClaimRetracted? retraction = null)
{
    /// <summary>The claim as it came in.</summary>
    public Claim Claim { get; } = claim;

    /// <summary>The version of the event that brought it.</summary>
    public long Version { get; } = version;

    /// <summary>When that was recorded.</summary>
    public DateTimeOffset RecordedAt { get; } = recordedAt;

    /// <summary>Set when it was withdrawn.</summary>
    public TopicEvent.ClaimRetracted? Retraction { get; internal set; } = retraction;

    /// <summary>From when on it can be known: when it counts as reported, but not later than we took it in.</summary>
    public DateTimeOffset KnownBy => ReportedBy < RecordedAt ? ReportedBy : RecordedAt;

    /// <summary>When it counts as reported: the end of the reported time, or when it was recorded if that is unknown.</summary>
    public DateTimeOffset ReportedBy => Claim.ReportedTime?.To ?? Claim.ReportedTime?.From ?? RecordedAt;
}
