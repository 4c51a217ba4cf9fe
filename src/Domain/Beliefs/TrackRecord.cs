namespace Analysis.Domain.Beliefs;

/// <summary>What a source has earned in one family; sums are in units of 2^-20.</summary>
/// <param name="Family">The family's key, as <see cref="Family.Key"/> gives it.</param>
/// <param name="Right">Credit for claims that proved right.</param>
/// <param name="Wrong">Credit for claims that proved wrong.</param>
public sealed record TrackRecord(string Family, long Right, long Wrong)
{
    /// <summary>What of <see cref="Right"/> came from established answers, not from agreement.</summary>
    public long AnsweredRight { get; init; }

    /// <summary>The same of <see cref="Wrong"/>.</summary>
    public long AnsweredWrong { get; init; }

    /// <summary>Fixed label sets: which label it claims when which is true; null where that is not kept.</summary>
    public Confusion? Confusion { get; init; }

    /// <summary>Ratings: squared errors, in units of the family's variance.</summary>
    public long SquaredError { get; init; }

    /// <summary>Ratings: how many errors that is the sum of.</summary>
    public long Rated { get; init; }
}
