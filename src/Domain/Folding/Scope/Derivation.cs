using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding.Scope;

/// <summary>What one claim has to do with another.</summary>
internal static class Derivation
{
    /// <summary>The claims that a computed value was computed from (qualifier <c>derivedFrom</c>), of this topic or of another.</summary>
    public static IEnumerable<ClaimId> From(Claim claim) => claim.Qualified("derivedFrom") switch
    {
        QualifierValue.Text text => [new ClaimId(text.Value)],
        QualifierValue.Texts texts => texts.Values.Select(id => new ClaimId(id)),
        _ => [],
    };

    /// <summary>Of those, the ones of this topic, at most 64 down to the last: a base may itself be computed.</summary>
    public static IReadOnlyList<ClaimId> BasesOf(Claim claim, TopicState state)
    {
        if (claim.Qualifiers is null) return [];
        List<ClaimId>? bases = null;
        var next = new Queue<ClaimId>(From(claim));
        while (next.TryDequeue(out var id) && (bases?.Count ?? 0) < BasesMax)
        {
            if (id == claim.Id || !state.Claims.TryGetValue(id, out var facts) || bases?.Contains(id) == true) continue;
            (bases ??= []).Add(id);
            foreach (var further in From(facts.Claim)) next.Enqueue(further);
        }

        return bases ?? [];
    }

    /// <summary>Whether a value says that it was computed from itself, directly or through other claims of this topic.</summary>
    public static bool IsOfItself(Claim claim, TopicState state) =>
        claim.Qualifiers is not null && (From(claim).Contains(claim.Id)
            || BasesOf(claim, state).Any(id => From(state.Claims[id].Claim).Contains(claim.Id)));

    /// <summary>
    /// Whether one may take back what the other says: whoever said it, whoever printed it, and who says that it was entered wrongly. From anybody
    /// else it is a contradiction.
    /// </summary>
    public static bool MayCorrect(TopicState state, Claim correction, Claim wrong) =>
        correction.Entry == true || IsOfTheSame(state, correction, wrong);

    /// <summary>Whether both have one origin, or one publisher.</summary>
    public static bool IsOfTheSame(TopicState state, Claim a, Claim b) =>
        state.OriginOf(a) == state.OriginOf(b) || state.RootOf(a.Chain[0]) == state.RootOf(b.Chain[0]);

    private const int BasesMax = 64;
}
