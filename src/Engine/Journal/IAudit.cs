namespace Analysis.Engine.Journal;

/// <summary>Who did what: the events of a journal by time, newest first. Thread-safe.</summary>
public interface IAudit
{
    /// <summary>
    /// At most <see cref="AuditQuery.Limit"/> events. Whatever was answered before the first page is on one of the pages. Costs a walk
    /// along one index: of the stream, else of the writer, else of the act unless that is the commonest, else of time.
    /// </summary>
    Task<IReadOnlyList<RecordedEvent>> List(AuditQuery query, CancellationToken ct);

    /// <summary>
    /// The position after which stands what was recorded at or after an instant, and perhaps a little that was recorded
    /// shortly before it;
    /// the end of the journal when nothing was. Cost: one look-up.
    /// </summary>
    Task<long> Before(DateTimeOffset from, CancellationToken ct);
}

/// <summary>Which events to list; what is null does not matter.</summary>
/// <param name="By">Only those that this writer wrote.</param>
/// <param name="Act">Only those of this stored name, without its version.</param>
/// <param name="Stream">
/// Only those of one stream. Without it, what topics were told of sources and families is left out: it was written once, in a stream of its own.
/// </param>
/// <param name="From">Only those recorded at or after it.</param>
/// <param name="To">Only those recorded before it.</param>
/// <param name="After">Go on after this place.</param>
/// <param name="Limit">In [1, 1000].</param>
public sealed record AuditQuery(string? By, string? Act, string? Stream, DateTimeOffset? From, DateTimeOffset? To, AuditPlace? After, int Limit);

/// <summary>The place of an event in that order.</summary>
/// <param name="At">When it was recorded.</param>
/// <param name="Position">Its position: decides between events of one instant.</param>
/// <param name="Version">Its version in its stream.</param>
public readonly record struct AuditPlace(DateTimeOffset At, long Position, long Version)
{
    /// <summary>That of an event.</summary>
    public static AuditPlace Of(RecordedEvent stored) => new(stored.Event.RecordedAt, stored.Position, stored.Version);
}
