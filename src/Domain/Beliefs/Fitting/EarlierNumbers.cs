namespace Analysis.Domain.Beliefs.Fitting;

/// <summary>The law of numbers of the first edition, until the second one is there.</summary>
public sealed class EarlierNumbers : INumberLaw
{
    /// <inheritdoc/>
    public IReadOnlyList<(double Weight, double Right)> Mark(Family family, IReadOnlyList<WeightedClaim> claims, double? answer)
    {
        var evidence = Of(family, claims);
        return [.. claims.Select(c => Mark(evidence, c, answer))];
    }

    /// <inheritdoc/>
    public (double Estimate, double Low, double High)? Interval(Family family, IReadOnlyList<WeightedClaim> claims)
    {
        var evidence = Of(family, claims);
        if (evidence.Candidates.Length == 0) return null;
        var belief = new NumberBelief(evidence);
        return (family.Forward(belief.Estimate), family.Forward(belief.Quantile(0.05)), family.Forward(belief.Quantile(0.95)));
    }

    /// <summary>r = a kappa / (a kappa + (1-a) mu): kappa and mu over the posterior without the claim's origin, or at the answer; a vague claim is a weak test.</summary>
    private static (double Weight, double Right) Mark(NumberEvidence evidence, WeightedClaim claim, double? answer)
    {
        if (answer is null && evidence.Origins < 2) return (0, 0);
        var said = Of((Said.Number)claim.Said);
        var (kappa, mu) = answer is { } y ? evidence.Kernel(said, y) : evidence.KernelWithout(claim.Origin, said);
        if (said.Denied) (kappa, mu) = (1 - kappa, 0.5);
        var a = Math.Clamp(claim.Accuracy, 0.02, 0.98);
        return (claim.Certainty * (said.IsPoint ? 1 : Math.Max(0, 1 - (2 * mu))), a * kappa / ((a * kappa) + ((1 - a) * mu)));
    }

    private static NumberEvidence Of(Family family, IReadOnlyList<WeightedClaim> claims)
    {
        var evidence = (NumberEvidence)Evidence.Of(family);
        evidence.Admit([.. claims.Select(c => (Assertion)Of((Said.Number)c.Said))]);
        foreach (var c in claims) evidence.Enter(new Testimony(c.Id, c.Origin, Of((Said.Number)c.Said), c.Certainty, c.Reliability));
        return evidence;
    }

    private static Assertion.Interval Of(Said.Number said) => new(said.Low, said.High, said.Denied);
}
