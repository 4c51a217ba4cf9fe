using System.Buffers.Binary;
using System.IO.Hashing;
using Analysis.Engine.Journal;

namespace Analysis.Engine.Snapshots;

/// <summary>A fold saved at a version, so that a reload need not start at the first event.</summary>
/// <param name="Stream">The stream that was folded.</param>
/// <param name="Version">The last event that is in the fold.</param>
/// <param name="Stamp">
/// Names the code that made the bytes: format and rules revision. A reader with another stamp ignores the snapshot.
/// </param>
/// <param name="Data">Same ownership rules as <see cref="StoredEvent.Data"/>; no size limit but memory.</param>
public sealed record Snapshot(string Stream, long Version, string Stamp, ReadOnlyMemory<byte> Data)
{
    /// <summary>With a checksum behind the content: what was damaged must not be gone on from.</summary>
    internal static Snapshot Seal(string stream, long version, string stamp, ReadOnlySpan<byte> content)
    {
        var data = new byte[content.Length + sizeof(ulong)];
        content.CopyTo(data);
        BinaryPrimitives.WriteUInt64LittleEndian(data.AsSpan(content.Length), XxHash3.HashToUInt64(content));
        return new Snapshot(stream, version, stamp, data);
    }

    /// <summary>What was sealed under this stamp; null when other code made it, or when it is damaged.</summary>
    internal ReadOnlyMemory<byte>? Content(string stamp)
    {
        if (Stamp != stamp) return null;
        var length = Data.Length - sizeof(ulong);
        if (length >= 0 && XxHash3.HashToUInt64(Data.Span[..length]) == BinaryPrimitives.ReadUInt64LittleEndian(Data.Span[length..])) return Data[..length];
        Telemetry.SnapshotsDamaged.Add(1);
        return null;
    }
}

/// <summary>
/// A cache of folds, never the truth: losing any of it costs time and nothing else. Safe for any number of callers.
/// </summary>
public interface ISnapshots
{
    /// <summary>The stream's snapshot, or null.</summary>
    Task<Snapshot?> Read(string stream, CancellationToken ct);

    /// <summary>Replaces the stream's snapshot, whatever its version was.</summary>
    Task Write(Snapshot snapshot);

    /// <summary>Deletes the stream's snapshot, if there is one.</summary>
    Task Forget(string stream);
}
