namespace Analysis.Domain.Beliefs.Fitting;

/// <summary>What one claim has earned its source, in units of 2^-20. Of ratings the squared error and its weight.</summary>
/// <param name="Right">Credit for being right; of ratings the squared error, in units of the family's variance.</param>
/// <param name="Wrong">Credit for being wrong; of ratings the weight of that error.</param>
internal readonly record struct Mark(long Right, long Wrong)
{
    /// <summary>Fixed sets: the place of the label that is claimed; -1 where no confusion is counted.</summary>
    public int Claimed { get; init; } = -1;

    /// <summary>Fixed sets: what the truth may have been, by label.</summary>
    public long[]? Truths { get; init; }

    /// <summary>Ratings: the squared error as a share of the range squared.</summary>
    public long Residual { get; init; }

    public static Mark Of(double weight, double right) => new(FixedPoint.Of(weight * right), FixedPoint.Of(weight * (1 - right)));
}
