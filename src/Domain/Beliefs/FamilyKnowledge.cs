namespace Analysis.Domain.Beliefs;

/// <summary>What a family has learned: an argument of the evidence, replaced as a whole when it changes. Sums are in units of 2^-20.</summary>
public sealed record FamilyKnowledge
{
    /// <summary>What is held of a family before it has learned anything.</summary>
    public static FamilyKnowledge Nothing { get; } = new();

    /// <summary>Fixed sets: all sources' confusion counts; null until learned, and for open sets and numbers.</summary>
    public Confusion? Confusion { get; init; }

    /// <summary>Sum of the posteriors of the family's topics, per label; null until learned.</summary>
    public ValueList<long>? Balance { get; init; }

    /// <summary>How many topics that is the sum of.</summary>
    public int BalanceTopics { get; init; }

    /// <summary>rho: how much each further origin repeats the others.</summary>
    public double DesignEffect { get; init; } = Rules.LabelDesignEffect;

    /// <summary>g: the factor on the half-widths of intervals.</summary>
    public double WidthFactor { get; init; } = 1;

    /// <summary>Ratings: sum of squared residuals as shares of the range squared.</summary>
    public long Residual { get; init; } = FixedPoint.Of(1 / 25.0);

    /// <summary>Ratings: how many residuals that is the sum of.</summary>
    public long ResidualCount { get; init; } = FixedPoint.One;
}
