using Analysis.Engine.Snapshots;

namespace Analysis.Journals;

/// <summary>Snapshots stand in the same database, so a dump never has a snapshot that is ahead of its events.</summary>
public sealed partial class PostgresJournal : ISnapshots
{
    public async Task<Snapshot?> Read(string stream, CancellationToken ct)
    {
        var rows = await Query(
            "SELECT stream, version, stamp, data FROM snapshot WHERE stream = $1",
            row => new Snapshot(row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetFieldValue<byte[]>(3)),
            ct,
            stream);
        return rows.FirstOrDefault();
    }

    public Task Write(Snapshot snapshot) => Query(
        """
        INSERT INTO snapshot (stream, version, stamp, data) VALUES ($1, $2, $3, $4)
        ON CONFLICT (stream) DO UPDATE SET version = $2, stamp = $3, data = $4
        """,
        row => 0,
        default,
        snapshot.Stream, snapshot.Version, snapshot.Stamp, snapshot.Data);

    public Task Forget(string stream) => Query("DELETE FROM snapshot WHERE stream = $1", row => 0, default, stream);
}
