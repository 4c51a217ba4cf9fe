using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Folding;

/// <summary>
/// All that one speaker has said on a topic, in order, and what of it stands: the last statement that says something new.
/// What an earlier statement already implies, or a late repeat of an older one, changes nothing.
/// </summary>
internal sealed class Speaker(TopicDefinition topic, Family family, string key, string voice)
{
    private readonly List<Utterance> _said = [];
    private readonly Dictionary<Assertion, int> _times = [];
    private readonly List<Utterance> _held = [];

    public string Key => key;

    public string Voice => voice;

    public bool IsSilent => _said.Count == 0;

    /// <summary>The surest of the statements that stand (they all say the same); null when there is none.</summary>
    public Utterance? Leader { get; private set; }

    /// <summary>Up to when what stands was said to hold.</summary>
    public DateTimeOffset Horizon { get; private set; }

    public void Add(Utterance utterance)
    {
        var at = ~_said.BinarySearch(utterance, Utterance.Order);
        _said.Insert(at, utterance);
        if (at == _said.Count - 1) Hear(utterance);
        else HearAgain();
    }

    public void Remove(Utterance utterance)
    {
        _said.RemoveAt(_said.BinarySearch(utterance, Utterance.Order));
        HearAgain();
    }

    /// <summary>What became of each statement, and by which claim.</summary>
    public IEnumerable<(Utterance Utterance, Standing Standing, string Reason)> Account()
    {
        Utterance? current = null;
        var earlier = new HashSet<Assertion>();
        var account = new Dictionary<Utterance, (Standing, string)>();
        foreach (var next in _said)
        {
            switch (Relate(current, next, earlier.Contains))
            {
                case Relation.Restates:
                    account[next] = (Standing.Implied, $"says the same as {current!.Claim.Id}");
                    break;
                case Relation.Implied:
                    account[next] = (Standing.Implied, $"{current!.Claim.Id} of the same origin already says this and more");
                    break;
                case Relation.Repeats:
                    account[next] = (Standing.Implied, $"a late repeat of an older figure; {current!.Claim.Id} stands");
                    break;
                default:
                    if (current is not null) account[current] = (Standing.Superseded, Succession(current, next));
                    current = next;
                    account[next] = (Standing.Counted, "");
                    break;
            }

            earlier.Add(next.Said);
        }

        // Of statements that say the same, the surest speaks.
        if (Leader is not null && current != Leader && current is not null)
        {
            account[current] = (Standing.Implied, $"says the same as {Leader.Claim.Id}, less surely");
            account[Leader] = (Standing.Counted, "");
        }

        return account.Select(a => (a.Key, a.Value.Item1, a.Value.Item2));
    }

    private string Succession(Utterance old, Utterance next)
    {
        var agrees = Assertions.Implies(topic, family, next.Said, old.Said);
        var kind = agrees && topic.Dynamics == Dynamics.Cumulative && old.Claim.Value is ClaimValue.Quantity
            ? "an earlier partial count, in agreement with"
            : agrees ? "less specific than" : "an earlier statement, replaced by";
        return $"{kind} {next.Claim.Id} of the same origin";
    }

    private void HearAgain()
    {
        _held.Clear();
        _times.Clear();
        foreach (var utterance in _said) Hear(utterance);
        if (_said.Count > 0) return;
        Leader = null;
    }

    private void Hear(Utterance next)
    {
        switch (Relate(_held.Count > 0 ? _held[0] : null, next, _times.ContainsKey))
        {
            case Relation.Restates:
                _held.Add(next);
                if (Rank(next).CompareTo(Rank(Leader!)) > 0) Leader = next;
                if (next.Horizon > Horizon) Horizon = next.Horizon;
                break;
            case Relation.New:
                _held.Clear();
                _held.Add(next);
                Leader = next;
                Horizon = next.Horizon;
                break;
        }

        _times[next.Said] = _times.GetValueOrDefault(next.Said) + 1;
    }

    private Relation Relate(Utterance? current, Utterance next, Func<Assertion, bool> saidBefore)
    {
        if (current is null) return Relation.New;
        if (current.Said == next.Said) return Relation.Restates;
        if (Assertions.Implies(topic, family, current.Said, next.Said)) return Relation.Implied;
        return topic.Dynamics != Dynamics.Changing && saidBefore(next.Said) ? Relation.Repeats : Relation.New;
    }

    /// <summary>Which of two equal statements is the surer, at any time: both age alike, from their own horizon.</summary>
    private (double Sure, string Id) Rank(Utterance u)
    {
        var age = topic is { Dynamics: Dynamics.Changing, HalfLife: { } half } ? (u.Horizon - DateTimeOffset.UnixEpoch) / half.Length : 0;
        return (Math.Log2(Math.Max(u.Certainty, 1e-9)) + age, u.Claim.Id.Value);
    }

    private enum Relation
    {
        New,
        Restates,
        Implied,
        Repeats,
    }
}
