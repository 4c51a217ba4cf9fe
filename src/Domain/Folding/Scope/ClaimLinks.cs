using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding.Scope;

/// <summary>
/// How the claims of a topic hang together: which corrects which, which was computed from which, and in whose chains
/// sources stand. O(1) a claim.
/// </summary>
internal sealed class ClaimLinks
{
    private static readonly SortedSet<string> None = [];

    private readonly Dictionary<ClaimId, SortedSet<string>> _corrections = [];
    private readonly Dictionary<ClaimId, SortedSet<string>> _derived = [];
    private readonly Dictionary<SourceId, List<ClaimFacts>> _bySource = [];

    public void Add(ClaimFacts facts)
    {
        var claim = facts.Claim;
        foreach (var source in claim.Chain)
        {
            if (!_bySource.TryGetValue(source, out var claims)) _bySource.Add(source, claims = []);
            claims.Add(facts);
        }

        if (claim.Corrects is { } wrong) Note(_corrections, wrong, claim.Id);
        foreach (var basis in Derivation.From(claim)) Note(_derived, basis, claim.Id);
    }

    /// <summary>Whether a source stands in the chain of any claim.</summary>
    public bool Knows(SourceId source) => _bySource.ContainsKey(source);

    /// <summary>The claims in whose chain a source stands, in the order in which they were taken in.</summary>
    public IReadOnlyList<ClaimFacts> Of(SourceId source) => _bySource.TryGetValue(source, out var claims) ? claims : [];

    /// <summary>Ids of the claims that say they correct it, in ordinal order.</summary>
    public IReadOnlyCollection<string> CorrectionsOf(ClaimId claim) => _corrections.GetValueOrDefault(claim) ?? None;

    /// <summary>Ids of the claims that were computed from it, in ordinal order.</summary>
    public IReadOnlyCollection<string> DerivedFrom(ClaimId claim) => _derived.GetValueOrDefault(claim) ?? None;

    private static void Note(Dictionary<ClaimId, SortedSet<string>> links, ClaimId to, ClaimId from)
    {
        if (!links.TryGetValue(to, out var all)) links.Add(to, all = new(StringComparer.Ordinal));
        all.Add(from.Value);
    }
}
