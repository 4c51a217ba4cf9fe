using System.Runtime.InteropServices;

namespace Analysis.Domain.Folding.Succession;

/// <summary>
/// All that one speaker has said, in order, and what of it stood after each statement. A statement that comes late is heard in its place, and
/// those after it only as far as it makes a difference: O(log n) as a rule, whatever the order of arrival.
/// </summary>
/// <param name="rule">How a statement follows on what stands.</param>
/// <param name="key">The speaker.</param>
internal sealed class SupersessionChain(SuccessionRule rule, string key)
{
    private readonly List<ScopedClaim> _said = new(1);
    private readonly List<Stands> _stands = new(1); // after each; shorter than what was said while that waits to be heard
    private int _looksBack; // how many statements are judged by all that was said before them

    public string Key => key;

    public bool IsEmpty => _said.Count == 0;

    /// <summary>All that was said, in the order in which it stands.</summary>
    public IReadOnlyList<ScopedClaim> Said
    {
        get
        {
            Settle();
            return _said;
        }
    }

    /// <summary>What stands after all that was said.</summary>
    public Stands Last => At(_said.Count);

    /// <summary>What stands after the first <paramref name="count"/> statements.</summary>
    public Stands At(int count)
    {
        Settle();
        return count == 0 ? Stands.Nothing : _stands[count - 1];
    }

    /// <summary>How many statements speak up to a time: those whose horizon is not after it, in a chain that is in the order of horizons.</summary>
    public int CountUntil(DateTimeOffset time)
    {
        Settle();
        if (_said.Count == 0 || _said[^1].Horizon <= time) return _said.Count;
        var (low, high) = (0, _said.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_said[middle].Horizon <= time) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>Adds a statement; where others wait to be heard, it waits with them.</summary>
    public void Add(ScopedClaim claim)
    {
        if (_stands.Count < _said.Count)
        {
            AddLater(claim);
            return;
        }

        var at = ~_said.BinarySearch(claim, rule.Order);
        Count(claim, 1);
        _said.Insert(at, claim);
        _stands.Insert(at, Stands.Nothing);
        HearFrom(at);
    }

    /// <summary>Adds a statement that is heard when somebody asks what stands: many at once cost less so.</summary>
    public void AddLater(ScopedClaim claim)
    {
        Count(claim, 1);
        _said.Add(claim);
    }

    public void Remove(ScopedClaim claim)
    {
        Settle();
        var at = _said.BinarySearch(claim, rule.Order);
        Count(claim, -1);
        _said.RemoveAt(at);
        _stands.RemoveAt(at);
        if (at > 0) Forget(_stands[at - 1], claim);
        HearFrom(at);
    }

    /// <summary>What a statement replaced when it was last heard, it may not replace now.</summary>
    private static void Forget(Stands stands, ScopedClaim successor)
    {
        foreach (var standing in stands.Claims)
        {
            if (standing.Lead.Successor == successor) standing.Lead.Successor = null;
        }
    }

    private void Count(ScopedClaim claim, int change) => _looksBack += rule.LooksBack(claim) ? change : 0;

    private void Settle()
    {
        if (_stands.Count == _said.Count) return;
        _said.Sort(rule.Order);
        CollectionsMarshal.SetCount(_stands, _said.Count);
        CollectionsMarshal.AsSpan(_stands).Clear(); // no state equals it: all are heard
        HearFrom(0);
    }

    /// <summary>Hears the statements from one on, until what stands is what stood there before.</summary>
    private void HearFrom(int at)
    {
        var stands = at == 0 ? Stands.Nothing : _stands[at - 1];
        for (var i = at; i < _said.Count; i++)
        {
            Forget(stands, _said[i]);
            (_said[i].Passed, _said[i].Remark) = (null, null);
            stands = rule.Next(stands, _said, i);
            if (i > at && _looksBack == 0 && stands.Equals(_stands[i])) break;
            _stands[i] = stands;
        }
    }
}

/// <summary>Stage 3: of one origin, which statement stands? One rule a kind of answer.</summary>
internal abstract class SuccessionRule
{
    /// <summary>In which order one speaker's statements are heard. Ends with the claim's id: order of arrival plays no part.</summary>
    public abstract IComparer<ScopedClaim> Order { get; }

    /// <summary>Whether a statement is judged by all that was said before it, and not by what stands alone.</summary>
    public virtual bool LooksBack(ScopedClaim claim) => false;

    /// <summary>What stands once the statement at <paramref name="at"/> has been heard after those before it.</summary>
    public abstract Stands Next(Stands stands, IReadOnlyList<ScopedClaim> said, int at);
}
