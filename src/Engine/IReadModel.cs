namespace Analysis.Engine;

/// <summary>The order of a list. Ties are in order of id, so every order is total.</summary>
public enum HeadOrder
{
    /// <summary>By id.</summary>
    Id,

    /// <summary>Newest first.</summary>
    Updated,

    /// <summary>Highest first; heads without a confidence come last.</summary>
    Confidence,

    /// <summary>By title, without regard to case.</summary>
    Title,
}

/// <summary>One page of a list. Text and tag narrow it together.</summary>
/// <param name="Category">Which heads: <c>topic</c> or <c>source</c>.</param>
/// <param name="Text">Words in any case, all of which must occur in the search text; null or blank for every head.</param>
/// <param name="Tag">A tag that the head must have; null for every head.</param>
/// <param name="Order">The order of the list.</param>
/// <param name="Limit">In [1, <see cref="LimitMax"/>].</param>
/// <param name="After">The previous page's <see cref="HeadPage.Next"/>, used with the same order; null for the first page.</param>
public sealed record HeadQuery(string Category, string? Text, string? Tag, HeadOrder Order, int Limit, string? After)
{
    /// <summary>The largest page, 1,000.</summary>
    public const int LimitMax = 1_000;
}

/// <summary>A page of heads.</summary>
/// <param name="Heads">In the order of the query.</param>
/// <param name="Versions">The version of each head's stream when the head was written, in the same order.</param>
/// <param name="Next">An opaque place to go on from, safe in a URL; null when this page is the last.</param>
public sealed record HeadPage(IReadOnlyList<StreamHead> Heads, IReadOnlyList<long> Versions, string? Next);

/// <summary>
/// What can be asked across streams. Every <see cref="StreamAppend"/> writes it in its own transaction, so it never lags.
/// </summary>
public interface IReadModel
{
    /// <summary>
    /// A page of the heads that match. A head that moves in the order between two pages may be seen twice or not at
    /// all; every other head is seen once. Cost: O(heads in the category).
    /// </summary>
    /// <exception cref="FormatException">The cursor is malformed, or comes from a list in another order.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The limit is out of range.</exception>
    Task<HeadPage> List(HeadQuery query, CancellationToken ct);

    /// <summary>
    /// The streams that use a source, by name in ordinal order, after <paramref name="after"/> (exclusive; null for
    /// the first page), at most <paramref name="limit"/>, which is in [1, <see cref="HeadQuery.LimitMax"/>].
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is out of range.</exception>
    Task<IReadOnlyList<string>> StreamsUsing(string source, string? after, int limit, CancellationToken ct);
}
