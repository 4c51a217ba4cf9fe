using Analysis.Domain.Claims;

namespace Analysis.Domain.Folding;

/// <summary>The claims that a computed value was computed from (qualifier <c>derivedFrom</c>).</summary>
internal static class Derivation
{
    public static IEnumerable<ClaimId> From(Claim claim) => claim.Qualified("derivedFrom") switch
    {
        QualifierValue.Text text => [new ClaimId(text.Value)],
        QualifierValue.Texts texts => texts.Values.Select(id => new ClaimId(id)),
        _ => [],
    };
}
