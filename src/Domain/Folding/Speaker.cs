using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Folding;

/// <summary>
/// All that one speaker has said on a topic, in order, and what of it stands: the last statement that says something new.
/// What an earlier statement already implies, or a late repeat of an older one, changes nothing. Statements about a time later
/// than the one asked about wait, unless there are no others.
/// </summary>
internal sealed class Speaker(TopicDefinition topic, Family family, Func<Utterance, bool> isLater, string key, string voice)
{
    private readonly List<Utterance> _said = [];
    private readonly HashSet<Assertion> _before = [];

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
        Leader = null;
        _before.Clear();
        foreach (var utterance in _said) Hear(utterance);
    }

    private void Hear(Utterance next)
    {
        if (Leader is not { } leader) Stand(next);
        else if (isLater(next)) next.Fate = new(Standing.OutOfScope, "speaks about a time after the one asked about");
        else if (leader.Said == next.Said) Restate(leader, next);
        else if (Assertions.Implies(topic, family, leader.Said, next.Said))
            next.Fate = new(Standing.Implied, $"{leader.Claim.Id} of the same origin already says this and more");
        else if (topic.Dynamics != Dynamics.Changing && _before.Contains(next.Said))
            next.Fate = new(Standing.Implied, $"a late repeat of an older figure; {leader.Claim.Id} stands");
        else
        {
            leader.Fate = new(Standing.Superseded, Succession(leader, next));
            Stand(next);
        }

        _before.Add(next.Said);
    }

    private void Stand(Utterance next)
    {
        next.Fate = new(Standing.Counted, "");
        Leader = next;
        Horizon = next.Horizon;
    }

    /// <summary>Of statements that say the same, the surest speaks, and all hold up to the latest horizon.</summary>
    private void Restate(Utterance leader, Utterance next)
    {
        var surer = Rank(next).CompareTo(Rank(leader)) > 0;
        var (speaks, other) = surer ? (next, leader) : (leader, next);
        speaks.Fate = new(Standing.Counted, "");
        other.Fate = new(Standing.Implied, $"says the same as {speaks.Claim.Id}");
        Leader = speaks;
        if (next.Horizon > Horizon) Horizon = next.Horizon;
    }

    /// <summary>Which of two equal statements is the surer, at any time: both age alike, from their own horizon.</summary>
    private (double Sure, string Id) Rank(Utterance u)
    {
        var age = topic is { Dynamics: Dynamics.Changing, HalfLife: { } half } ? (u.Horizon - DateTimeOffset.UnixEpoch) / half.Length : 0;
        return (Math.Log2(Math.Max(u.Certainty, 1e-9)) + age, u.Claim.Id.Value);
    }
}
