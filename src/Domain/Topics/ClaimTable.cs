using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Analysis.Domain.Claims;

namespace Analysis.Domain.Topics;

/// <summary>Claims put away in a compact form, each at its place from 0 on.</summary>
public interface IClaimArchive : IReadOnlyList<ClaimFacts>
{
    /// <summary>The place of a claim; -1 when it is not there.</summary>
    int Find(ClaimId claim);
}

/// <summary>Every claim of a topic, by id. Those that were put away are brought back one by one, when they are asked for.</summary>
internal sealed class ClaimTable : IReadOnlyDictionary<ClaimId, ClaimFacts>
{
    private readonly Dictionary<ClaimId, ClaimFacts> _known = [];
    private IClaimArchive? _archive; // null when nothing was put away
    private int _added; // besides those put away

    public int Count => (_archive?.Count ?? 0) + _added;

    public IEnumerable<ClaimId> Keys => All.Keys;

    public IEnumerable<ClaimFacts> Values => All.Values;

    public ClaimFacts this[ClaimId claim] => TryGetValue(claim, out var facts) ? facts : throw new KeyNotFoundException($"There is no claim {claim}.");

    public void Add(ClaimFacts facts)
    {
        _known.Add(facts.Claim.Id, facts);
        _added++;
    }

    /// <summary>Begins with claims that were put away; there may be none here yet.</summary>
    public void Begin(IClaimArchive archive) => _archive = archive;

    /// <summary>The claim at a place of the archive.</summary>
    public ClaimFacts At(int place)
    {
        var facts = _archive![place];
        return _known.TryAdd(facts.Claim.Id, facts) ? facts : _known[facts.Claim.Id]; // one object a claim: it may be withdrawn
    }

    /// <summary>Its place in the archive; -1 when it was not put away.</summary>
    public int PlaceOf(ClaimId claim) => _archive?.Find(claim) ?? -1;

    public bool ContainsKey(ClaimId claim) => _known.ContainsKey(claim) || PlaceOf(claim) >= 0;

    public bool TryGetValue(ClaimId claim, [MaybeNullWhen(false)] out ClaimFacts facts)
    {
        if (_known.TryGetValue(claim, out facts)) return true;
        if (PlaceOf(claim) is not (>= 0 and var place)) return false;
        facts = At(place);
        return true;
    }

    public IEnumerator<KeyValuePair<ClaimId, ClaimFacts>> GetEnumerator() => All.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Wake()
    {
        for (var place = 0; place < _archive!.Count; place++) At(place);
    }

    private Dictionary<ClaimId, ClaimFacts> All
    {
        get
        {
            if (_known.Count < Count) Wake();
            return _known;
        }
    }
}
