using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Engine.Transfers;

/// <summary>
/// What a topic's stream holds that another can receive: as it was recorded, with who wrote it. Not thread-safe.
/// </summary>
internal sealed class HeldFacts(TopicId topic)
{
    private readonly Dictionary<ClaimId, HeldClaim> _claims = [];

    public TopicId Topic => topic;

    public TopicDefinition? Definition { get; private set; }

    public long Version { get; private set; }

    /// <summary>Whether the topic goes on elsewhere.</summary>
    public bool IsElsewhere { get; private set; }

    /// <summary>Where it went on last, though it may stand by itself again; null when it always has.</summary>
    public TopicId? LedTo { get; private set; }

    public TopicEvent.Archived? Archived { get; private set; }

    /// <summary>Every claim, in the order in which it was first heard of; some are yet to come.</summary>
    public IReadOnlyDictionary<ClaimId, HeldClaim> Claims => _claims;

    /// <summary>Whether a claim stands here.</summary>
    public bool Has(ClaimId id) => _claims.TryGetValue(id, out var claim) && claim is { Claim: not null, Moved: null };

    /// <summary>What settled the question or opened it, by version.</summary>
    public List<(long Version, TopicEvent.Received Fact)> Settling { get; } = [];

    /// <summary>Takes the stream's next event in.</summary>
    public void Add(Recorded recorded, Writer? writer)
    {
        Version = recorded.Version;
        var received = recorded.Event as TopicEvent.Received ?? new TopicEvent.Received(topic, recorded.At, writer,
            recorded.Event);
        var origin = recorded.Event is TopicEvent.Received { From: var from } ? from : (TopicId?)null;
        var fact = received with { From = topic }; // to whom it is passed on, it comes from here
        switch (received.Fact)
        {
            case TopicEvent.Defined defined:
                Definition = defined.Definition;
                break;
            case TopicEvent.ClaimAsserted { Claim: var claim }:
                About(claim.Id).Arrive(claim, origin, fact, recorded.Version);
                break;
            case TopicEvent.ClaimMoved moved:
                About(moved.Claim).Leave(moved, fact, recorded.Version);
                break;
            case TopicEvent.ClaimRetracted { Claim: var id }:
                About(id).Act(fact, recorded.Version);
                break;
            case TopicEvent.ClaimRestored { Claim: var id }:
                About(id).Act(fact, recorded.Version);
                break;
            case TopicEvent.ClaimErased erased:
                About(erased.Claim).Erase(erased.Fields, recorded.Version);
                break;
            case TopicEvent.Resolved or TopicEvent.Annulled or TopicEvent.ResolutionWithdrawn:
                Settling.Add((recorded.Version, fact));
                break;
            case TopicEvent.Archived archived:
                Archived = archived;
                break;
            case TopicEvent.Restored:
                Archived = null;
                break;
            case TopicEvent.Redirected redirected:
                (IsElsewhere, LedTo) = (true, redirected.To);
                break;
            case TopicEvent.RedirectWithdrawn or TopicEvent.Continued:
                IsElsewhere = false;
                break;
        }
    }

    private HeldClaim About(ClaimId id)
    {
        if (!_claims.TryGetValue(id, out var claim)) _claims.Add(id, claim = new HeldClaim(id));
        return claim;
    }
}

/// <summary>A claim of a topic, and what was done to it. Not thread-safe.</summary>
internal sealed class HeldClaim(ClaimId id)
{
    private readonly List<TopicEvent.Received> _acts = [];
    private TopicEvent.Received? _arrival;
    private TopicEvent.Received? _departure;

    public ClaimId Id => id;

    /// <summary>Null while it is yet to come.</summary>
    public Claim? Claim { get; private set; }

    /// <summary>The topic it came from; null when it was posted.</summary>
    public TopicId? From { get; private set; }

    /// <summary>Where it stands instead; null while it stands here.</summary>
    public TopicEvent.ClaimMoved? Moved { get; private set; }

    /// <summary>As <see cref="ClaimFacts.LastVersion"/>.</summary>
    public long LastVersion { get; private set; }

    /// <summary>The version of the last event about it, be it that it left or came back.</summary>
    public long LastChange { get; private set; }

    public void Arrive(Claim claim, TopicId? from, TopicEvent.Received arrival, long version)
    {
        LastChange = version;
        (Moved, _departure) = (null, null);
        if (Claim is not null) // it has come back
        {
            From = from;
            return;
        }

        (Claim, From, _arrival, LastVersion) = (claim, from, arrival, version);
    }

    public void Act(TopicEvent.Received act, long version)
    {
        _acts.Add(act);
        LastChange = LastVersion = version;
    }

    /// <summary>That it left for yet another topic, as one that has it still must hear; null while it stands here.</summary>
    public TopicEvent.Received? Departure => _departure;

    public void Erase(IEnumerable<string> fields, long version)
    {
        Claim = ClaimTexts.Without(Claim!, fields); // nothing is erased of what has not come
        LastChange = LastVersion = version;
    }

    public void Leave(TopicEvent.ClaimMoved moved, TopicEvent.Received departure, long version) =>
        (Moved, _departure, LastChange) = (moved, departure, version);

    /// <summary>The claim as it would stand on another topic.</summary>
    public Claim? At(TopicId topic) => Claim is null ? null : Claim with { Topic = topic };

    /// <summary>What a topic receives for the claim to stand there.</summary>
    public IEnumerable<TopicEvent.Received> Standing(TopicId at) => _arrival is null
        ? _acts
        : [_arrival with { Fact = new TopicEvent.ClaimAsserted(At(at)!) }, .. _acts];

    /// <summary>What a topic receives that this one is led to.</summary>
    /// <param name="target">What it has.</param>
    /// <param name="isSame">Whether it is the same topic under another id: then it shows also what has left.</param>
    public IEnumerable<TopicEvent.Received> For(HeldFacts target, bool isSame)
    {
        if (Claim is null && target.Has(id)) return []; // what waits here was done to another claim than that
        if (_departure is null) return Standing(target.Topic);
        if (!target.Claims.TryGetValue(id, out var there)) return isSame ? [.. Standing(target.Topic), _departure] : [];
        return isSame || there.From == _departure.From ? [_departure] : [];
    }
}
