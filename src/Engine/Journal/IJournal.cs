namespace Analysis.Engine.Journal;

/// <summary>One fact as a journal keeps it: bytes with a label. The journal never looks into the bytes.</summary>
/// <param name="Type">Stored name and version, such as <c>claim-asserted.v1</c>; an explicit constant, never a CLR name.</param>
/// <param name="RecordedAt">When we took the fact in; kept to 100 ns and read back in UTC.</param>
/// <param name="ClaimId">The claim that this event asserts, unique within its stream; null for every other event.</param>
/// <param name="Data">
/// At most <see cref="DataBytesMax"/> bytes. Whoever appends must not change them until the append completes; the
/// journal keeps its own copy. Bytes that were read belong to the journal and must not be changed at all.
/// </param>
/// <param name="By">Who wrote it; null when nobody is known, as of whatever was written before writers were kept.</param>
public sealed record StoredEvent(string Type, DateTimeOffset RecordedAt, string? ClaimId, ReadOnlyMemory<byte> Data, string? By = null)
{
    /// <summary>The largest event, 1 MiB. A request body has a smaller limit, so reaching this one is a fault.</summary>
    public const int DataBytesMax = 1024 * 1024;
}

/// <summary>An event and its place.</summary>
/// <param name="Position">Its place in the journal: strictly increasing in the order of commits, from 1; gaps are allowed.</param>
/// <param name="Stream">The stream that it belongs to.</param>
/// <param name="Version">Its 1-based place in the stream, without gaps.</param>
/// <param name="Event">The fact itself.</param>
public sealed record RecordedEvent(long Position, string Stream, long Version, StoredEvent Event);

/// <summary>What one turn of an actor writes: all of it or nothing.</summary>
/// <param name="Stream">The stream's name; not empty.</param>
/// <param name="ExpectedVersion">The version that the events were decided on; 0 for a stream that does not exist yet.</param>
/// <param name="Events">
/// At most <see cref="EventsMax"/>, in order. May be empty: then only the sources are written, still guarded by
/// <paramref name="ExpectedVersion"/>.
/// </param>
/// <param name="NewSources">Sources that this stream uses from now on; naming one again changes nothing.</param>
public sealed record StreamAppend(
    string Stream,
    long ExpectedVersion,
    IReadOnlyList<StoredEvent> Events,
    IReadOnlyList<string> NewSources)
{
    /// <summary>The most events in one append, 1,000. Longer imports are several appends.</summary>
    public const int EventsMax = 1_000;
}

/// <summary>How an append ended. A fault is an exception; being too late is not.</summary>
public abstract record AppendResult
{
    private AppendResult()
    {
    }

    /// <summary>Durable.</summary>
    /// <param name="Position">Of the last event; of the journal when the append had no events.</param>
    /// <param name="Version">Of the stream now.</param>
    public sealed record Appended(long Position, long Version) : AppendResult;

    /// <summary>Nothing was written: the stream is not at the expected version. Reload and decide again.</summary>
    /// <param name="ActualVersion">The stream's version; 0 when it does not exist.</param>
    public sealed record Conflict(long ActualVersion) : AppendResult;
}

/// <summary>
/// The append-only store of all streams, and the only truth: views, snapshots and lists can be computed again from it.
/// Safe for any number of callers at once.
/// </summary>
/// <remarks>
/// <para>Atomicity: an append's events and sources become visible together, or not at all.</para>
/// <para>Conflict: the version is checked per stream, so one stream's conflict or fault never fails another's append.</para>
/// <para>
/// Doubt: when <see cref="Append"/> throws, nobody knows whether the events are there. Drop what was folded, read the
/// stream again and decide again; the unique claim id makes that harmless.
/// </para>
/// </remarks>
public interface IJournal : IAsyncDisposable
{
    /// <summary>
    /// Appends to one stream; durable and readable when it completes. Takes no token: once begun, it finishes.
    /// Cost: one transaction shared with whatever else is waiting; O(log n) in the length of the stream.
    /// </summary>
    /// <exception cref="BusyException">Too many appends are waiting; nothing was written.</exception>
    /// <exception cref="JournalUnavailableException">The store cannot be reached, or gave up.</exception>
    /// <exception cref="InvalidOperationException">The stream already holds one of the claim ids; nothing was written.</exception>
    /// <exception cref="ArgumentException">A limit or rule of <see cref="StreamAppend"/> is broken; nothing was written.</exception>
    /// <exception cref="ObjectDisposedException">The journal is closing; nothing was written.</exception>
    Task<AppendResult> Append(StreamAppend append);

    /// <summary>
    /// The events of one stream after a version, in order; none when the stream does not exist. Events appended while
    /// reading may or may not be seen. No transaction is held between two events.
    /// </summary>
    IAsyncEnumerable<RecordedEvent> ReadStream(string stream, long afterVersion, CancellationToken ct);

    /// <summary>
    /// At most <paramref name="max"/> events of all streams after a position, in order of position. Never skips: once
    /// an event has been returned, no event can appear at a lower position.
    /// </summary>
    IAsyncEnumerable<RecordedEvent> ReadAll(long afterPosition, int max, CancellationToken ct);

    /// <summary>
    /// The streams of the events after a position, each once with its last version among them, looking at no more than
    /// <paramref name="max"/> events: what a follower that only wants to know what changed reads. Never skips, as <see cref="ReadAll"/>.
    /// </summary>
    Task<ChangedStreams> Changed(long afterPosition, int max, CancellationToken ct);

    /// <summary>Completes when there may be events after a position, and at the latest after <paramref name="patience"/>. A hint: it may be early.</summary>
    Task WaitForNews(long afterPosition, TimeSpan patience, CancellationToken ct);

    /// <summary>
    /// The position up to which a follower must read to have seen every append answered so far, in whatever process; 0 when there is
    /// none. It may not be readable yet.
    /// </summary>
    Task<long> Position(CancellationToken ct);

    /// <summary>
    /// The position of the last event that can be read; 0 when there is none. No event can appear at or below it any more, so who reads
    /// on from there skips nothing, also of what is being written now. At most <see cref="Position"/>.
    /// </summary>
    Task<long> End(CancellationToken ct);
}

/// <summary>Which streams the events up to a position are on.</summary>
/// <param name="Position">That of the last event looked at; where to go on from.</param>
/// <param name="Streams">In no particular order, none twice.</param>
/// <param name="More">Whether the limit was reached, so that there may be more at once.</param>
public sealed record ChangedStreams(long Position, IReadOnlyList<ChangedStream> Streams, bool More);

/// <summary>A stream and the last version of those looked at.</summary>
public readonly record struct ChangedStream(string Name, long Version);

/// <summary>The journal does not answer now. Whether something was written nobody knows; a retry by the claim's id makes it whole.</summary>
public sealed class JournalUnavailableException(string message, Exception cause) : IOException(message, cause);

/// <summary>Somebody else kept writing to the stream. Nothing was written; try again.</summary>
public sealed class ConcurrencyException(string message) : Exception(message);

/// <summary>A queue is full; the caller should come back after <see cref="RetryAfter"/>.</summary>
public sealed class BusyException(string message) : Exception(message)
{
    /// <summary>How long to wait before trying again.</summary>
    public static TimeSpan RetryAfter { get; } = TimeSpan.FromSeconds(1);
}
