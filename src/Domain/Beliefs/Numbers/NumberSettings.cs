namespace Analysis.Domain.Beliefs.Numbers;

/// <summary>What a topic's family and its kind of sources say of its numbers.</summary>
public sealed record NumberSettings
{
    /// <summary>h: within which two values agree, on the y scale; above 0. Of dates the tolerance without any precision, in days.</summary>
    public required double Tolerance { get; init; }

    /// <summary>Whether y = ln(x + 1); no y lies below 0 then.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Whether no y lies below 0, on a linear scale too.</summary>
    public bool NonNegative { get; init; }

    /// <summary>Whether y is a date, in days since 1970: its tolerance follows from the precision of the dates given.</summary>
    public bool IsDate { get; init; }

    /// <summary>Where near misses lie: beside the truth, or (Cauchy) anywhere.</summary>
    public MissShape Misses { get; init; } = MissShape.SkewedLaplace;

    /// <summary>Whether the sources see for themselves: the estimate is then the figure nearest the median.</summary>
    public bool Observers { get; init; }

    /// <summary>g: the factor, above 0, by which half-widths of intervals are stretched about the estimate; 1 without calibration.</summary>
    public double WidthFactor { get; init; } = 1;

    internal double Floor => IsLogarithmic || NonNegative ? 0 : double.NegativeInfinity;
}
