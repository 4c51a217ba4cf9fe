using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Folding;

/// <summary>
/// All that one speaker has said on a topic, in order, and what of it stands: the last statement that says something new.
/// What an earlier statement already implies, or a late repeat of an older one, changes nothing. Statements about a time later
/// than the one asked about wait, unless there are no others. A statement that comes late is heard in its place, and those
/// after it only as far as it makes a difference: O(log n) as a rule, whatever the order of arrival.
/// </summary>
internal sealed class Speaker(TopicDefinition topic, Family family, Func<Utterance, bool> isLater, string key, string voice)
{
    private const int LookedThroughMax = 16;

    private readonly List<Utterance> _said = new(1);
    private Dictionary<Assertion, Utterance>? _first; // where each is said first; null as long as looking through all is as quick
    private Hearing? _restsIn; // null when everything said is known
    private int _number; // in its digest
    private bool _isWeighed; // which the testimony says, once it is known
    private Utterance? _leader;
    private Testimony? _testimony;

    public string Key => key;

    public string Voice => voice;

    public bool IsSilent => !IsAtRest && _said.Count == 0;

    /// <summary>Whether it is known only what stands, and not yet what else was said.</summary>
    public bool IsAtRest => _restsIn is not null;

    /// <summary>The surest of the statements that stand (they all say the same); null when there is none.</summary>
    public Utterance? Leader
    {
        get => _leader ??= _restsIn?.LeaderOf(_number);
        private set => _leader = value;
    }

    /// <summary>Up to when what stands was said to hold.</summary>
    public DateTimeOffset Horizon { get; private set; }

    /// <summary>What stands, and up to when.</summary>
    public (Utterance? Leader, DateTimeOffset Horizon) Stands => (Leader, Horizon);

    /// <summary>What the hearing weighs it as; null when it is not weighed.</summary>
    public Testimony? Testimony
    {
        get
        {
            if (_isWeighed) Testimony = _restsIn!.Recall(this);
            return _testimony;
        }
        set => (_testimony, _isWeighed) = (value, false);
    }

    /// <summary>Why the hearing does not weigh it although it stands.</summary>
    public Hearing.Silence? Silence { get; set; }

    /// <summary>Begins with what a digest tells of the speaker, who has said nothing yet.</summary>
    public void Rest(Hearing hearing, HearingDigest digest, int number)
    {
        (_restsIn, _number, _isWeighed) = (hearing, number, !double.IsNaN(digest.Weights[number]));
        Horizon = new DateTimeOffset(digest.Horizons[number], TimeSpan.Zero);
        Silence = digest.Silences[number] is > 0 and var silence ? (Hearing.Silence)(silence - 1) : null;
    }

    /// <summary>Makes known all that was said.</summary>
    public void Wake()
    {
        if (_restsIn is not { } hearing) return;
        _ = Testimony;
        _restsIn = null;
        AddAll(hearing.SaidBy(_number));
    }

    /// <summary>Adds many statements where there are none; costs less than one by one, and comes to the same.</summary>
    public void AddAll(IEnumerable<Utterance> utterances)
    {
        _said.AddRange(utterances);
        _said.Sort(Utterance.Order);
        if (_said.Count >= LookedThroughMax) _first = _said.DistinctBy(u => u.Said).ToDictionary(u => u.Said);
        HearFrom(0);
    }

    public void Add(Utterance utterance)
    {
        var at = ~_said.BinarySearch(utterance, Utterance.Order);
        var first = FirstOf(utterance.Said);
        var isFirst = first is null || Utterance.Order.Compare(utterance, first) < 0;
        _said.Insert(at, utterance);
        if (_said.Count == LookedThroughMax) _first = _said.DistinctBy(u => u.Said).ToDictionary(u => u.Said);
        if (isFirst && _first is not null) _first[utterance.Said] = utterance;
        HearFrom(at);
        if (isFirst && first is not null) HearFrom(_said.BinarySearch(first, Utterance.Order)); // a repeat now
    }

    public void Remove(Utterance utterance)
    {
        var at = _said.BinarySearch(utterance, Utterance.Order);
        var wasFirst = FirstOf(utterance.Said) == utterance;
        _said.RemoveAt(at);
        var next = wasFirst ? _said.FindIndex(at, u => u.Said == utterance.Said) : -1;
        if (next >= 0 && _first is not null) _first[utterance.Said] = _said[next];
        else if (wasFirst) _first?.Remove(utterance.Said);
        HearFrom(at);
        if (next >= 0) HearFrom(next); // no repeat any more
    }

    private Utterance? FirstOf(Assertion said)
    {
        if (_first is not null) return _first.GetValueOrDefault(said);
        foreach (var utterance in _said)
        {
            if (utterance.Said == said) return utterance;
        }

        return null;
    }

    /// <summary>What became of a statement.</summary>
    public Fate FateOf(Utterance utterance)
    {
        if (utterance.Passed is { } passed) return passed;
        if (utterance == Leader) return new(Standing.Counted, "");
        var next = utterance.Successor!; // it stood, and stands no more
        return next.Said == utterance.Said ? Restated(next) : new(Standing.Superseded, Succession(utterance, next));
    }

    private string Succession(Utterance old, Utterance next)
    {
        var agrees = Assertions.Implies(topic, family, next.Said, old.Said);
        var kind = agrees && topic.Dynamics == Dynamics.Cumulative && old.Claim.Value is ClaimValue.Quantity
            ? "an earlier partial count, in agreement with"
            : agrees ? "less specific than" : "an earlier statement, replaced by";
        return $"{kind} {next.Claim.Id} of the same origin";
    }

    private static Fate Restated(Utterance speaks) => new(Standing.Implied, $"says the same as {speaks.Claim.Id}");

    /// <summary>Hears the statements from one on, until what stands is what stood there before.</summary>
    private void HearFrom(int at)
    {
        (Leader, Horizon) = at == 0 ? default : _said[at - 1].Stands;
        for (var i = at; i < _said.Count; i++)
        {
            var stood = _said[i].Stands;
            Hear(_said[i]);
            _said[i].Stands = (Leader, Horizon);
            if (_said[i].Stands == stood) break;
        }

        (Leader, Horizon) = _said.Count == 0 ? default : _said[^1].Stands;
    }

    private void Hear(Utterance next)
    {
        next.Passed = Leader is { } leader ? Objection(leader, next) : null;
        var restates = Leader?.Said == next.Said && !isLater(next);
        if (restates ? next.Horizon > Horizon : next.Passed is null) Horizon = next.Horizon; // what says the same holds up to the latest
        if (next.Passed is not null) return;
        if (Leader is not null) Leader.Successor = next;
        Leader = next;
    }

    /// <summary>Why a statement does not stand in the place of the one that does; null when it does.</summary>
    private Fate? Objection(Utterance leader, Utterance next)
    {
        if (isLater(next)) return new(Standing.OutOfScope, "speaks about a time after the one asked about");
        if (leader.Said == next.Said) return Rank(next).CompareTo(Rank(leader)) > 0 ? null : Restated(leader);
        if (Assertions.Implies(topic, family, leader.Said, next.Said)) return new(Standing.Implied, $"{leader.Claim.Id} of the same origin already says this and more");
        var isRepeat = topic.Dynamics != Dynamics.Changing && FirstOf(next.Said) != next;
        return isRepeat ? new(Standing.Implied, $"a late repeat of an older figure; {leader.Claim.Id} stands") : null;
    }

    /// <summary>Which of two equal statements is the surer, at any time: both age alike, from their own horizon.</summary>
    private (double Sure, string Id) Rank(Utterance u)
    {
        var age = topic is { Dynamics: Dynamics.Changing, HalfLife: { } half } ? (u.Horizon - DateTimeOffset.UnixEpoch) / half.Length : 0;
        return (Math.Log2(Math.Max(u.Certainty, 1e-9)) + age, u.Claim.Id.Value);
    }
}
