using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding.Succession;

/// <summary>The claims that speak to one question, by speaker: kept up claim by claim, at O(log n) as a rule. Not thread-safe.</summary>
internal sealed class Chains
{
    private readonly SuccessionRule _rule;
    private readonly Dictionary<string, SupersessionChain> _bySpeaker = new(StringComparer.Ordinal);
    private readonly Dictionary<ClaimId, ScopedClaim> _claims = [];
    private readonly Ordered<ChainPlace> _ordered = new();

    public Chains(TopicDefinition topic, Family family)
    {
        _rule = topic.Kind switch
        {
            TopicKind.Quantity => new NumberSuccession(topic, family),
            TopicKind.Date => new DateSuccession(),
            _ => new LabelSuccession(topic),
        };
        Figures = topic is { Kind: TopicKind.Quantity, Sources: Voices.Reporters } ? new FigureIndex(family.Forward(1), _claims.Values) : null;
    }

    /// <summary>Chains in the order of their speakers: no two folds of the same claims differ in it.</summary>
    public IEnumerable<SupersessionChain> All => _ordered.Ascending.Select(place => place.Chain);

    public bool IsEmpty => _claims.Count == 0;

    public int Count => _claims.Count;

    /// <summary>How many chains there are.</summary>
    public int Speakers => _ordered.Count;

    /// <summary>What named origins have given as figures; null where nobody can copy them.</summary>
    public FigureIndex? Figures { get; }

    public ScopedClaim? Find(ClaimId claim) => _claims.GetValueOrDefault(claim);

    public SupersessionChain ChainOf(ScopedClaim claim) => _bySpeaker[claim.Lineage.Speaker];

    /// <summary>All that an origin has said.</summary>
    public IEnumerable<ClaimId> OfOrigin(string origin) =>
        All.Where(chain => chain.Said[0].Lineage.Origin == origin).SelectMany(chain => chain.Said).Select(claim => claim.Claim.Id).ToList();

    public void Add(ScopedClaim claim) => Enter(claim).Add(claim);

    /// <summary>Makes room for so many claims that come at once.</summary>
    public void Expect(int claims) => _claims.EnsureCapacity(claims);

    /// <summary>Adds a claim that is heard when somebody asks: many at once cost less so.</summary>
    public void AddLater(ScopedClaim claim) => Enter(claim).AddLater(claim);

    public void Remove(ClaimId id)
    {
        if (!_claims.Remove(id, out var claim)) return;
        var chain = ChainOf(claim);
        chain.Remove(claim);
        Figures?.Remove(claim);
        if (!chain.IsEmpty) return;
        _bySpeaker.Remove(chain.Key);
        _ordered.Remove(new ChainPlace(chain));
    }

    private SupersessionChain Enter(ScopedClaim claim)
    {
        _claims.Add(claim.Claim.Id, claim);
        Figures?.Add(claim);
        if (_bySpeaker.TryGetValue(claim.Lineage.Speaker, out var chain)) return chain;
        _bySpeaker.Add(claim.Lineage.Speaker, chain = new SupersessionChain(_rule, claim.Lineage.Speaker));
        _ordered.Add(new ChainPlace(chain));
        return chain;
    }

    private readonly record struct ChainPlace(SupersessionChain Chain) : IComparable<ChainPlace>
    {
        public int CompareTo(ChainPlace other) => string.CompareOrdinal(Chain.Key, other.Chain.Key);
    }
}
