using System.Diagnostics;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;

namespace Analysis.Domain.Topics;

/// <summary>
/// The facts of one topic, evolved from its events. Mutable and owned by one actor or one fold; not thread-safe.
/// </summary>
public sealed class TopicState
{
    private readonly Dictionary<ClaimId, ClaimFacts> _claims = [];
    private readonly Dictionary<ClaimId, Acts> _waiting = [];
    private readonly Acts _settling = new();
    private readonly List<Recorded> _filing = [];
    private readonly Dictionary<SourceId, SourceProfile> _profiles = [];
    private bool _hasMerged; // whether any source is another
    private string? _familyKey;
    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal); // spelling that all share -> one that was claimed

    /// <summary>How many different labels were ever claimed.</summary>
    public int LabelCount => _labels.Count;

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

    /// <summary>What settles the question; null while it is open.</summary>
    public Settlement? Settlement { get; private set; }

    /// <summary>What was done to the question, by version: answers, annulments and what withdrew them.</summary>
    public IReadOnlyList<Recorded> Settling => _settling.All;

    /// <summary>What was done to the topic itself, by version: put away, taken out, led elsewhere.</summary>
    public IReadOnlyList<Recorded> Filing => _filing;

    /// <summary>That and why the topic was put away; null as a rule.</summary>
    public TopicEvent.Archived? Archived { get; private set; }

    /// <summary>Where the topic goes on; null as a rule.</summary>
    public TopicEvent.Redirected? Redirect { get; private set; }

    /// <summary>The id that the topic had before; null as a rule.</summary>
    public TopicId? Formerly { get; private set; }

    /// <summary>Whether it is defined and goes on nowhere else: what readers are shown.</summary>
    public bool Stands => Definition is not null && Redirect is null;

    /// <summary>What settles the question as far as that is known by a time; null while it is open.</summary>
    /// <param name="by">Null for all.</param>
    public Settlement? SettlementBy(DateTimeOffset? by) => by is null ? Settlement : Settlement.Of(_settling, by);

    /// <summary>Every claim taken in, by id.</summary>
    public IReadOnlyDictionary<ClaimId, ClaimFacts> Claims => _claims;

    /// <summary>What was done to claims that are yet to come, by their ids.</summary>
    public IReadOnlyDictionary<ClaimId, Acts> Waiting => _waiting;

    /// <summary>What was done to a claim, whether or not it has come; null when nothing was.</summary>
    public Acts? ActsOn(ClaimId claim) => _claims.TryGetValue(claim, out var facts) ? facts.Acts : _waiting.GetValueOrDefault(claim);

    /// <summary>The topic that a claim was moved to; null while it stands here, or is unknown.</summary>
    public TopicId? MovedTo(ClaimId claim) => _claims.TryGetValue(claim, out var facts) ? facts.Moved?.To : null;

    /// <summary>Whether a label was ever claimed, in any spelling.</summary>
    public bool HasLabel(string label) => _labels.ContainsKey(Spelling.Key(label));

    /// <summary>A label as it is shown: on an open set, the first in ordinal order of the spellings that were claimed.</summary>
    public string ShownLabel(string label) => Topic?.Categories is null ? _labels.GetValueOrDefault(label, label) : label;

    /// <summary>What is held about a source, as far as this stream knows.</summary>
    public SourceProfile Profile(SourceId source) => Known(source) ?? SourceProfile.Unknown(source);

    /// <summary>The same; null when that is nothing.</summary>
    public SourceProfile? Known(SourceId source) => _profiles.GetValueOrDefault(source);

    /// <summary>
    /// The source that a source is, as far as this stream knows: itself, or what it was merged into at last. In a
    /// circle, the first in ordinal order.
    /// </summary>
    public SourceId RootOf(SourceId source) => _hasMerged ? PathOf(source)[^1] : source;

    /// <summary>Whether a source is another, or was merged into it on the way to its root.</summary>
    public bool IsOrBecame(SourceId source, SourceId other) =>
        source == other || (_hasMerged && PathOf(source).Contains(other));

    /// <summary>A source and all that were merged into it.</summary>
    public IReadOnlyList<SourceId> VoicesOf(SourceId source) =>
        !_hasMerged ? [source]
            : [source, .. _profiles.Keys.Where(s => s != source && PathOf(s).Contains(source)).OrderBy(s => s.Value, StringComparer.Ordinal)];

    /// <summary>
    /// The attribution chain of a claim, with the sources that its links are; one that it comes to twice stands where
    /// it stands last.
    /// </summary>
    public IReadOnlyList<SourceId> ChainOf(Claim claim)
    {
        if (!_hasMerged) return claim.Chain;
        var chain = claim.Chain.Reverse().Select(RootOf).Distinct().ToList();
        chain.Reverse();
        return chain;
    }

    /// <summary>The last link of that chain.</summary>
    public SourceId OriginOf(Claim claim) => RootOf(claim.Origin);

    /// <summary>A source, and what it was merged into, step by step.</summary>
    private List<SourceId> PathOf(SourceId source)
    {
        var path = new List<SourceId> { source };
        while (Known(path[^1])?.MergedInto is { } into)
        {
            if (path.IndexOf(into) is var begin and >= 0)
            {
                path.Add(path[begin..].MinBy(s => s.Value, StringComparer.Ordinal));
                break;
            }

            path.Add(into);
        }

        return path;
    }

    /// <summary>What a source has earned in the topic's family, as far as this stream knows; null when that is nothing.</summary>
    public TrackRecord? Record(SourceId source) => Profile(source) is { Records.Count: > 0 } profile ? profile.RecordIn(FamilyKey) : null;

    /// <summary>What the topic's family has learned, as far as this stream knows.</summary>
    public FamilyKnowledge Knowledge => Family?.Learned.FirstOrDefault(l => l.Key == FamilyKey)?.Knowledge ?? FamilyKnowledge.Nothing;

    /// <summary>Within what the topic's sources are judged; it must be defined.</summary>
    public string FamilyKey => _familyKey ??= Families.Of(Topic!, Family).Key;

    /// <summary>All of it, for a snapshot; the topic must be defined.</summary>
    public TopicFacts Facts() => new(Definition!, Family, Version, RecordedAt, [.. _settling.All], _profiles.Values, [.. _claims.Values],
        [.. _waiting.Values.SelectMany(acts => acts.All)], [.. _filing]);

    /// <summary>Starts from a snapshot in place of the events up to its version.</summary>
    internal void Restore(TopicFacts facts)
    {
        Define(facts.Definition, facts.Family);
        (Version, RecordedAt) = (facts.Version, facts.RecordedAt);
        foreach (var act in facts.Settling) Settle(act);
        foreach (var profile in facts.Profiles) _profiles.Add(profile.Source, profile);
        Merge();
        _claims.EnsureCapacity(facts.Claims.Count);
        foreach (var claim in facts.Claims) Add(claim);
        foreach (var act in facts.Waiting) Add(act);
        foreach (var act in facts.Filing) File(act);
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
                var before = Known(assessed.Profile.Source)?.MergedInto;
                _profiles[assessed.Profile.Source] = assessed.Profile with { Records = records };
                if (before != assessed.Profile.MergedInto) Merge();
                break;
            case TopicEvent.ReliabilityLearned learned:
                foreach (var (source, right, wrong) in learned.Records) _profiles[source] = Profile(source).With(new TrackRecord(FamilyKey, right, wrong));
                break;
            case TopicEvent.ClaimAsserted asserted:
                Add(new ClaimFacts(asserted.Claim, recorded.Version, recorded.At, _waiting.GetValueOrDefault(asserted.Claim.Id)));
                _waiting.Remove(asserted.Claim.Id);
                break;
            case TopicEvent.ClaimMoved or TopicEvent.ClaimRetracted or TopicEvent.ClaimRestored:
                Add(recorded);
                break;
            case TopicEvent.ClaimErased erased:
                _claims[erased.Claim].Erase(erased.Fields, recorded.Version);
                break;
            case TopicEvent.Resolved or TopicEvent.Annulled or TopicEvent.ResolutionWithdrawn:
                Settle(recorded);
                break;
            case TopicEvent.Archived or TopicEvent.Restored or TopicEvent.Redirected or TopicEvent.RedirectWithdrawn or TopicEvent.Continued:
                File(recorded);
                break;
            case TopicEvent.Received received:
                Receive(received, recorded.Version);
                break;
            default:
                throw new UnreachableException($"Unknown event {recorded.Event.GetType().Name}.");
        }
    }

    private void Receive(TopicEvent.Received received, long version)
    {
        switch (received.Fact)
        {
            case TopicEvent.ClaimAsserted { Claim: var claim } when _claims.TryGetValue(claim.Id, out var gone):
                gone.Return(received.From);
                break;
            case TopicEvent.ClaimAsserted { Claim: var claim }:
                Add(new ClaimFacts(claim, version, received.At,
                    _waiting.GetValueOrDefault(claim.Id))
                { From = received.From });
                _waiting.Remove(claim.Id);
                break;
            case TopicEvent.ClaimMoved or TopicEvent.ClaimRetracted or TopicEvent.ClaimRestored:
                Add(new Recorded(version, received.At, received.Fact));
                break;
            case TopicEvent.Resolved or TopicEvent.Annulled or TopicEvent.ResolutionWithdrawn:
                Settle(new Recorded(version, received.At, received.Fact));
                break;
            default:
                throw new UnreachableException($"{received.Fact.GetType().Name} is received from nowhere.");
        }
    }

    private void File(Recorded act)
    {
        _filing.Add(act);
        switch (act.Event)
        {
            case TopicEvent.Archived archived:
                Archived = archived;
                break;
            case TopicEvent.Restored:
                Archived = null;
                break;
            case TopicEvent.Redirected redirected:
                Redirect = redirected;
                break;
            case TopicEvent.RedirectWithdrawn:
                Redirect = null;
                break;
            case TopicEvent.Continued continued:
                (Redirect, Formerly) = (null, continued.From);
                break;
        }
    }

    private void Settle(Recorded act)
    {
        _settling.Add(act);
        Settlement = Settlement.Of(_settling, by: null);
    }

    private void Add(Recorded act)
    {
        var claim = act.Event switch
        {
            TopicEvent.ClaimRetracted retracted => retracted.Claim,
            TopicEvent.ClaimRestored restored => restored.Claim,
            TopicEvent.ClaimMoved moved => moved.Claim,
            _ => throw new UnreachableException($"{act.Event.GetType().Name} is no act on a claim."),
        };
        if (!_claims.TryGetValue(claim, out var facts)) (_waiting.TryGetValue(claim, out var acts) ? acts : _waiting[claim] = new Acts()).Add(act);
        else facts.Add(act);
    }

    private void Add(ClaimFacts facts)
    {
        _claims.Add(facts.Claim.Id, facts);
        if (facts.Claim.Value is not ClaimValue.Category { Name: var name }) return;
        var key = Spelling.Key(name);
        if (!_labels.TryGetValue(key, out var shown) || string.CompareOrdinal(name, shown) < 0) _labels[key] = name;
    }

    private void Define(TopicDefinition definition, FamilyDefinition? family) =>
        (Definition, Family, Topic, _familyKey) = (definition, family, Heard(definition, family), null);

    /// <summary>With what it leaves to its family, and the interests of those who its sources are.</summary>
    private TopicDefinition Heard(TopicDefinition definition, FamilyDefinition? family) => definition with
    {
        HalfLife = definition.HalfLife ?? family?.HalfLife,
        Interests = _hasMerged ? [.. definition.Interests.Select(i => i with { Source = RootOf(i.Source) })] : definition.Interests,
    };

    private void Merge()
    {
        _hasMerged = _profiles.Values.Any(profile => profile.MergedInto is not null);
        if (Definition is not null) Topic = Heard(Definition, Family);
    }
}

/// <summary>What the events of a topic up to a version come to, before any question is asked of them.</summary>
public sealed record TopicFacts(
    TopicDefinition Definition,
    FamilyDefinition? Family,
    long Version,
    DateTimeOffset RecordedAt,
    IReadOnlyCollection<Recorded> Settling,
    IReadOnlyCollection<SourceProfile> Profiles,
    IReadOnlyCollection<ClaimFacts> Claims,
    IReadOnlyCollection<Recorded> Waiting,
    IReadOnlyCollection<Recorded> Filing);

/// <summary>A claim as the stream holds it.</summary>
public sealed class ClaimFacts(Claim claim, long version, DateTimeOffset recordedAt, Acts? acts = null)
{
    /// <summary>The claim as it came in, but for what was erased.</summary>
    public Claim Claim { get; private set; } = claim;

    /// <summary>The version of the event that brought it.</summary>
    public long Version { get; } = version;

    /// <summary>When it was taken in, here or on the topic it came from.</summary>
    public DateTimeOffset RecordedAt { get; } = recordedAt;

    /// <summary>The topic it came from; null when it was posted here.</summary>
    public TopicId? From { get; set; }

    /// <summary>That it was moved to another topic, where it stands; null while it stands here.</summary>
    public Recorded? Departure { get; private set; }

    /// <summary>Where it stands instead; null while it stands here.</summary>
    public TopicEvent.ClaimMoved? Moved => Departure?.Event as TopicEvent.ClaimMoved;

    /// <summary>The version of the last event about it.</summary>
    public long LastVersion => Math.Max(Math.Max(Version, ErasedAt), Acts?.All.Max(act => act.Version) ?? 0);

    /// <summary>The version of the event that erased texts of it last; 0 while none did.</summary>
    public long ErasedAt { get; set; }

    /// <summary>Its retractions and restorations; null while there are none.</summary>
    public Acts? Acts { get; private set; } = acts;

    /// <summary>From when on it can be known: when it counts as reported, and under an embargo not before that ends.</summary>
    public DateTimeOffset KnownBy => ReportedAt < RecordedAt ? ReportedAt : EmbargoedUntil ?? RecordedAt;

    /// <summary>When it counts as reported; from the first instant of a day, of a longer span at its end; up to two minutes ahead of our clock, now.</summary>
    public DateTimeOffset ReportedAt { get; } = ReportTime.AsTakenIn(claim.ReportedTime, recordedAt);

    /// <summary>Until when it is silent, since it is dated after it was taken in; null when it is not.</summary>
    public DateTimeOffset? EmbargoedUntil => ReportedAt > RecordedAt ? ReportedAt : null;

    /// <summary>The retraction that holds as far as acts are known by a time; null when none does.</summary>
    /// <param name="by">Null for all.</param>
    public TopicEvent.ClaimRetracted? RetractionBy(DateTimeOffset? by) => Acts?.Last(by)?.Event as TopicEvent.ClaimRetracted;

    /// <summary>Notes what was done to it.</summary>
    public void Add(Recorded act)
    {
        if (act.Event is TopicEvent.ClaimMoved) Departure = act;
        else (Acts ??= new Acts()).Add(act);
    }

    internal void Return(TopicId from) => (Departure, From) = (null, from);

    internal void Erase(IEnumerable<string> fields, long version) =>
        (Claim, ErasedAt) = (ClaimTexts.Without(Claim, fields), version);
}
