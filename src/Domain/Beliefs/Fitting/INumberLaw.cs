namespace Analysis.Domain.Beliefs.Fitting;

/// <summary>What learning needs of the law of numbers.</summary>
public interface INumberLaw
{
    /// <summary>
    /// Of each claim, in their order, how much it says of its source, in [0, 1], and how probably it was right, in [0, 1]: by the belief without anything of its
    /// origin, or by the answer. A weight of 0 where there is nothing to mark it against.
    /// </summary>
    /// <param name="family">Whose topic it is.</param>
    /// <param name="claims">Those that stand.</param>
    /// <param name="answer">On the family's scale; null without one.</param>
    IReadOnlyList<(double Weight, double Right)> Mark(Family family, IReadOnlyList<WeightedClaim> claims, double? answer);

    /// <summary>The estimate and its 90 % interval, on the family's scale and before calibration (g = 1); null where there is none.</summary>
    (double Estimate, double Low, double High)? Interval(Family family, IReadOnlyList<WeightedClaim> claims);
}
