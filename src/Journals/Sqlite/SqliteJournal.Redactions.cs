using Analysis.Engine.Journal;

namespace Analysis.Journals;

/// <summary>What must be gone from the file and from its log.</summary>
public sealed partial class SqliteJournal : IRedactions
{
    /// <summary>How often a reader may still be at the log when it is to be emptied.</summary>
    private const int TriesMax = 100;

    private static readonly TimeSpan TryPause = TimeSpan.FromMilliseconds(50);

    public Task Replace(string stream, long version, ReadOnlyMemory<byte> data)
    {
        Limits.CheckData(data);
        return Task.Run(() => Write(writer => writer.Replace(stream, version, data)));
    }

    /// <summary>Readers go on meanwhile; only the last of the log waits until none is at it.</summary>
    public async Task Scrub()
    {
        await Task.Run(() => Write(writer => writer.Vacuum()));
        for (var tries = 0; tries < TriesMax; tries++)
        {
            var isEmpty = false;
            await Task.Run(() => Write(writer => isEmpty = writer.TryEmptyLog()));
            if (isEmpty) return;
            await Task.Delay(TryPause);
        }

        throw new IOException("The write-ahead log could not be emptied: somebody keeps reading.");
    }
}
