namespace Analysis.Engine;

/// <summary>A fold saved at a version, so that a reload need not start at the first event.</summary>
/// <param name="Stream">The stream that was folded.</param>
/// <param name="Version">The last event that is in the fold.</param>
/// <param name="Stamp">
/// Names the code that made the bytes: format and rules revision. A reader with another stamp ignores the snapshot.
/// </param>
/// <param name="Data">Same ownership rules as <see cref="StoredEvent.Data"/>; no size limit but memory.</param>
public sealed record Snapshot(string Stream, long Version, string Stamp, ReadOnlyMemory<byte> Data);

/// <summary>
/// A cache of folds, never the truth: losing any of it costs time and nothing else. Safe for any number of callers.
/// </summary>
public interface ISnapshots
{
    /// <summary>The stream's snapshot, or null.</summary>
    Task<Snapshot?> Read(string stream, CancellationToken ct);

    /// <summary>Replaces the stream's snapshot, whatever its version was.</summary>
    Task Write(Snapshot snapshot);
}
