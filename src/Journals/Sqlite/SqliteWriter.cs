using Analysis.Engine.Journal;
using Analysis.Engine.Snapshots;
using Microsoft.Data.Sqlite;

namespace Analysis.Journals;

/// <summary>The writing connection and its prepared statements. Used by one thread at a time; after a fault, discarded.</summary>
internal sealed partial class SqliteWriter : IDisposable
{
    private const int SqliteConstraint = 19;

    private readonly SqliteConnection _connection;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _rollback;
    private readonly Statement _mark;
    private readonly Statement _keep;
    private readonly Statement _undo;
    private readonly Statement _version;
    private readonly Statement _position;
    private readonly Statement _event;
    private readonly Statement _source;
    private readonly Statement _snapshot;

    /// <param name="connection">Open, with the schema in place; the writer disposes it.</param>
    public SqliteWriter(SqliteConnection connection)
    {
        _connection = connection;
        _begin = new(connection, "BEGIN IMMEDIATE");
        _commit = new(connection, "COMMIT");
        _rollback = new(connection, "ROLLBACK");
        _mark = new(connection, "SAVEPOINT append");
        _keep = new(connection, "RELEASE append");
        _undo = new(connection, "ROLLBACK TO append");
        _version = new(connection, "SELECT ifnull(max(version), 0) FROM event WHERE stream = $0", 1);
        _position = new(connection, "SELECT ifnull(max(position), 0) FROM event");
        _event = new(
            connection,
            """
            INSERT INTO event (stream, version, type, recorded_at, claim_id, data, written_by)
            VALUES ($0, $1, $2, $3, $4, $5, $6)
            RETURNING position
            """,
            7);
        _source = new(connection, "INSERT OR IGNORE INTO source_use (source, stream) VALUES ($0, $1)", 2);
        _snapshot = new(
            connection,
            """
            INSERT INTO snapshot (stream, version, stamp, data) VALUES ($0, $1, $2, $3)
            ON CONFLICT (stream) DO UPDATE SET version = $1, stamp = $2, data = $3
            """,
            4);
    }

    /// <summary>Writes a batch in one transaction; durable on return. Throws when the whole of it failed.</summary>
    public void Commit(IReadOnlyList<PendingAppend> batch)
    {
        _begin.Run();
        try
        {
            foreach (var pending in batch) pending.Succeed(Append(pending.Append));
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode == SqliteConstraint)
        {
            _rollback.Run();
            _begin.Run();
            AppendEach(batch);
        }

        _commit.Run();
    }

    /// <summary>Such that what is refused fails alone; savepoints are for this alone, for each costs a copy of every page that is written after it.</summary>
    private void AppendEach(IReadOnlyList<PendingAppend> batch)
    {
        foreach (var pending in batch)
        {
            _mark.Run();
            try
            {
                pending.Succeed(Append(pending.Append));
            }
            catch (SqliteException fault) when (fault.SqliteErrorCode == SqliteConstraint)
            {
                _undo.Run();
                pending.Fail(Refused(pending.Append, fault));
            }

            _keep.Run();
        }
    }

    public void Replace(string stream, long version, ReadOnlyMemory<byte> data)
    {
        using var replace = new Statement(
            _connection, "UPDATE event SET data = $2 WHERE stream = $0 AND version = $1", 3);
        replace.Run(stream, version, data.ToArray());
    }

    public void Forget(string snapshot)
    {
        using var forget = new Statement(_connection, "DELETE FROM snapshot WHERE stream = $0", 1);
        forget.Run(snapshot);
    }

    /// <summary>Every page is written anew, and those that nothing is left on are cut off.</summary>
    public void Vacuum()
    {
        using var vacuum = new Statement(_connection, "VACUUM");
        vacuum.Run();
    }

    /// <summary>Brings the log into the file and cuts it to nothing; false while a reader is at it.</summary>
    public bool TryEmptyLog()
    {
        using var empty = new Statement(_connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        return empty.Number() == 0; // else it was busy
    }

    public void Write(Snapshot snapshot) =>
        _snapshot.Run(snapshot.Stream, snapshot.Version, snapshot.Stamp, snapshot.Data.ToArray());

    /// <summary>Closing rolls back whatever was not committed.</summary>
    public void Dispose() => _connection.Dispose();

    private AppendResult Append(StreamAppend append)
    {
        // Rows of earlier appends in this transaction count: two appends to one stream may share a batch.
        var version = _version.Number(append.Stream);
        if (version != append.ExpectedVersion) return new AppendResult.Conflict(version);

        var position = append.Events.Count > 0 ? 0 : _position.Number();
        foreach (var e in append.Events)
        {
            position = _event.Number(
                append.Stream, ++version, e.Type, e.RecordedAt.UtcTicks, e.ClaimId, e.Data.ToArray(), e.By);
        }

        foreach (var source in append.NewSources) _source.Run(source, append.Stream);
        return new AppendResult.Appended(position, version);
    }

    private static InvalidOperationException Refused(StreamAppend append, SqliteException fault) =>
        new($"{append.Stream} at version {append.ExpectedVersion} refuses an append: {fault.Message}", fault);
}
