namespace Analysis.Domain.Beliefs;

/// <summary>What a family has learned: an argument of the evidence, replaced as a whole when it changes. Sums are in units of 2^-20.</summary>
public sealed record FamilyKnowledge
{
    /// <summary>What is held of a family before it has learned anything.</summary>
    public static FamilyKnowledge Nothing { get; } = new();

    /// <summary>Fixed sets: all sources' confusion counts; null until learned, and for open sets and numbers.</summary>
    public Confusion? Confusion { get; init; }

    /// <summary>
    /// Two labels: sum of the posteriors of the family's topics, per label. More: sum of the shares of voices that name each. Null until learned.
    /// </summary>
    public ValueList<long>? Balance { get; init; }

    /// <summary>How many topics that is the sum of.</summary>
    public int BalanceTopics { get; init; }

    /// <summary>c of the law of labels: how far voices that agree repeat one another. 1 until learned; smaller where each is a proof of its own.</summary>
    public double Exponent { get; init; } = 1;

    /// <summary>g: the factor on the half-widths of intervals.</summary>
    public double WidthFactor { get; init; } = 1;

    /// <summary>Ratings: sum of squared residuals as shares of the range squared.</summary>
    public long Residual { get; init; } = FixedPoint.Of(1 / 25.0);

    /// <summary>Ratings: how many residuals that is the sum of.</summary>
    public long ResidualCount { get; init; } = FixedPoint.One;
}
