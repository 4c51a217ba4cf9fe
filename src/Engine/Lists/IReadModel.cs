using Analysis.Engine.Journal;

namespace Analysis.Engine.Lists;

/// <summary>The order of a list. Ties are in order of id, so every order is total.</summary>
public enum RowOrder
{
    /// <summary>By id.</summary>
    Id,

    /// <summary>Newest first.</summary>
    Updated,

    /// <summary>Highest first; rows without a confidence come last.</summary>
    Confidence,

    /// <summary>By title, without regard to case.</summary>
    Title,
}

/// <summary>One page of a list. Text and tag narrow it together.</summary>
/// <param name="Category">Which rows: <c>topic</c>, <c>source</c>, ...; each has indexes of its own.</param>
/// <param name="Text">Words in any case and normal form; with each of them a word of the search text must begin. Null
/// or blank for every row.</param>
/// <param name="Tag">A tag that the row must have, in any spelling; null for every row.</param>
/// <param name="Order">The order of the list.</param>
/// <param name="Limit">In [1, <see cref="LimitMax"/>].</param>
/// <param name="After">The previous page's <see cref="RowPage.Next"/>, used with the same order; null for the first page.</param>
/// <param name="Besides">A second category, whose rows stand among those of the first; null for none. Costs a page of
/// its own.</param>
public sealed record RowQuery(string Category, string? Text, string? Tag, RowOrder Order, int Limit, string? After,
    string? Besides = null)
{
    /// <summary>The largest page, 1,000.</summary>
    public const int LimitMax = 1_000;
}

/// <summary>What the read model keeps of a stream.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Version">The version that it shows.</param>
/// <param name="Category">By what lists tell rows apart: the kind of stream, and of topics what has become of them. May
/// change with the stream.</param>
/// <param name="Id">Unique within its category; lists are paged by it.</param>
/// <param name="Title">What a person reads; sorted without regard to case.</param>
/// <param name="SearchText">What a search looks through, word by word.</param>
/// <param name="Tags">Compared regardless of case, normal form and spaces; no order, no duplicates.</param>
/// <param name="Confidence">In [0, 1]; null where there is none to show.</param>
/// <param name="UpdatedAt">Recorded time of the stream's last event, kept to 100 ns and read back in UTC.</param>
/// <param name="HoldsUntil">Until when <paramref name="Brief"/> and <paramref name="Whole"/> hold if no event comes.</param>
/// <param name="Brief">What a list shows, as bytes that only their writer understands; same rules as <see cref="StoredEvent.Data"/>.</param>
/// <param name="Whole">What a reader of this stream alone is shown, likewise.</param>
/// <param name="Stamp">Names the code that rendered them, as <see cref="Checkpoint.Stamp"/>; empty where they depend on no code but the event codec's.</param>
public sealed record SummaryRow(
    string Stream,
    long Version,
    string Category,
    string Id,
    string Title,
    string SearchText,
    IReadOnlyList<string> Tags,
    double? Confidence,
    DateTimeOffset UpdatedAt,
    DateTimeOffset HoldsUntil,
    ReadOnlyMemory<byte> Brief,
    ReadOnlyMemory<byte> Whole,
    string Stamp)
{
    /// <summary>Names how rows are found and sorted; raised with every change of it.</summary>
    public const int Form = 2;
}

/// <summary>A page of rows.</summary>
/// <param name="Rows">In the order of the query; without <see cref="SummaryRow.Whole"/>, which no list needs.</param>
/// <param name="Next">An opaque place to go on from, safe in a URL; null when this page is the last.</param>
public sealed record RowPage(IReadOnlyList<SummaryRow> Rows, string? Next);

/// <summary>How far the read model has followed the journal.</summary>
/// <param name="Position">Every event up to here is in it.</param>
/// <param name="Stamp">Names the code that rendered the rows; under another stamp all must be rendered anew.</param>
public sealed record Checkpoint(long Position, string Stamp);

/// <summary>
/// What can be asked across streams. It follows the journal by a checkpoint and can be forgotten and computed again; only
/// which source is used where is written with the appends, for that must never lag.
/// </summary>
public interface IReadModel
{
    /// <summary>
    /// A page of the rows that match. A row that moves in the order between two pages may be seen twice or not at
    /// all; every other row is seen once. Cost: O(page) from an index; with words or a tag, also O(rows that match).
    /// </summary>
    /// <exception cref="FormatException">The cursor is malformed, or comes from a list in another order.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The limit is out of range.</exception>
    Task<RowPage> List(RowQuery query, CancellationToken ct);

    /// <summary>The row of a stream, if it shows the stream's last event; else null. Cost: one look-up.</summary>
    Task<SummaryRow?> Find(string stream, CancellationToken ct);

    /// <summary>
    /// The streams that use a source, by name in ordinal order, after <paramref name="after"/> (exclusive; null for
    /// the first page), at most <paramref name="limit"/>, which is in [1, <see cref="RowQuery.LimitMax"/>].
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is out of range.</exception>
    Task<IReadOnlyList<string>> StreamsUsing(string source, string? after, int limit, CancellationToken ct);

    /// <summary>
    /// The streams whose rows no longer hold at an instant, the longest overdue first, at most <paramref name="limit"/>, which is in [1,
    /// <see cref="RowQuery.LimitMax"/>]. Cost: O(rows), of which it reads no bytes.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is out of range.</exception>
    Task<IReadOnlyList<string>> Overdue(DateTimeOffset at, int limit, CancellationToken ct);

    /// <summary>How far it has come; position 0 and an empty stamp at first.</summary>
    Task<Checkpoint> Checkpoint(CancellationToken ct);

    /// <summary>
    /// Replaces rows, but never a newer one by an older, and moves the checkpoint, together or not at all. At most
    /// <see cref="RowQuery.LimitMax"/> rows, no stream twice.
    /// </summary>
    Task Write(IReadOnlyList<SummaryRow> rows, Checkpoint checkpoint, CancellationToken ct);

    /// <summary>Forgets all rows and goes back to position 0 under a stamp.</summary>
    Task Restart(string stamp, CancellationToken ct);
}

/// <summary>Whoever makes the rows of some of the streams. Thread-safe.</summary>
public interface IRowSource
{
    /// <summary>Whether it keeps the stream.</summary>
    bool Keeps(string stream);

    /// <summary>What the read model keeps of one of its streams; null when that is empty.</summary>
    Task<SummaryRow?> Row(string stream, CancellationToken cancellationToken);
}

/// <summary>How far the read model has followed the journal, wherever it is kept. Thread-safe.</summary>
public interface ILists
{
    /// <summary>Waits until everything answered here so far is in the lists, at most a second: a list that lags a little beats none.</summary>
    Task CatchUp(CancellationToken cancellationToken);

    /// <summary>For how long the lists have been behind the journal; zero when they are not.</summary>
    Task<TimeSpan> Lag(CancellationToken cancellationToken);
}
