namespace Analysis.Engine.Journal;

/// <summary>
/// The one exception to a journal's being append-only: bytes that must be gone are gone from its files too. Thread-safe.
/// </summary>
public interface IRedactions
{
    /// <summary>
    /// Puts other bytes in place of those of one event; type, version, position, time, claim and writer stay. Durable
    /// when it completes; harmless again.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There are no bytes, or too many; nothing was changed.</exception>
    Task Replace(string stream, long version, ReadOnlyMemory<byte> data);

    /// <summary>
    /// Writes what the journal keeps anew, so that nothing that was replaced or deleted before is left in its files.
    /// Appends wait meanwhile. Costs time and room on the disk in proportion to all that there is.
    /// </summary>
    Task Scrub();
}
