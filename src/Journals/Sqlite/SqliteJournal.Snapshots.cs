using Analysis.Engine.Snapshots;

namespace Analysis.Journals;

/// <summary>Snapshots stand in the same file, so a copy of the file never has a snapshot that is ahead of its events.</summary>
public sealed partial class SqliteJournal : ISnapshots
{
    public async Task<Snapshot?> Read(string stream, CancellationToken ct)
    {
        var rows = await Query(
            "SELECT stream, version, stamp, data FROM snapshot WHERE stream = $0",
            row => new Snapshot(row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetFieldValue<byte[]>(3)),
            [stream],
            ct);
        return rows.FirstOrDefault();
    }

    public Task Write(Snapshot snapshot) => Task.Run(() => Write(writer => writer.Write(snapshot)));

    public Task Forget(string stream) => Task.Run(() => Write(writer => writer.Forget(stream)));
}
