using System.Runtime.CompilerServices;
using Analysis.Engine.Journal;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Analysis.Journals;

/// <summary>
/// The journal on PostgreSQL 15 or newer. Any number of processes may share one database: the guard row of a stream decides
/// between two that write to it. Keeps no state in a session but that of the listener, so it works through a proxy that pools
/// transactions. <c>schema.*.sql</c> say what is in the database.
/// </summary>
public sealed partial class PostgresJournal : IJournal
{
    /// <summary>Events read at once. Between pages no transaction is open, so a slow reader holds up nobody.</summary>
    internal const int EventsPageMax = 2_000;

    private const int StatementsPreparedMax = 32;

    private const string EventColumns = "position, stream, version, type, recorded_at, claim_id, data, written_by";

    private readonly NpgsqlDataSource _database;
    private readonly NpgsqlDataSource _toWrite; // a connection of its own, so that readers never keep the writer waiting
    private readonly GroupCommit _appends;
    private readonly PostgresNotifications _notifications;
    private long _answered;
    private bool _closed;

    private PostgresJournal(NpgsqlConnectionStringBuilder settings, ILogger log)
    {
        _database = NpgsqlDataSource.Create(settings);
        (settings.MinPoolSize, settings.MaxPoolSize) = (0, 1);
        _toWrite = NpgsqlDataSource.Create(settings);
        _notifications = new PostgresNotifications(_database, log);
        _appends = new GroupCommit(new PostgresWriter(_toWrite, Written).Commit, log);
    }

    /// <summary>Opens the journal in a database, creating or bringing up to date its tables.</summary>
    /// <param name="connection">An Npgsql connection string.</param>
    /// <param name="log">Hears of faults.</param>
    /// <exception cref="JournalOpenException">The database does not answer, refuses, or was written by a newer program; or the string makes no sense.</exception>
    public static PostgresJournal Open(string connection, ILogger<PostgresJournal> log) => Open(connection, mayChange: true, log);

    /// <summary>Opens a journal that is there and up to date; opening it changes nothing.</summary>
    /// <param name="connection">An Npgsql connection string.</param>
    /// <param name="log">Hears of faults.</param>
    /// <exception cref="JournalOpenException">As <see cref="Open(string, ILogger{PostgresJournal})"/>, or there is none, or it is not up to date.</exception>
    public static PostgresJournal OpenExisting(string connection, ILogger<PostgresJournal> log) => Open(connection, mayChange: false, log);

    private static PostgresJournal Open(string connection, bool mayChange, ILogger log)
    {
        try
        {
            var settings = Settle(connection);
            using (var database = NpgsqlDataSource.Create(settings)) PostgresSchema.Ensure(database, mayChange);
            var place = new NpgsqlConnectionStringBuilder(connection) { Password = null }.ToString();
            log.JournalOpened(place);
            return new PostgresJournal(settings, log);
        }
        catch (NpgsqlException fault)
        {
            throw new JournalOpenException($"The journal cannot be opened: {(fault as PostgresException)?.MessageText ?? fault.Message}", fault);
        }
        catch (ArgumentException fault)
        {
            throw new JournalOpenException(
                $"""The journal cannot be opened: {fault.Message.TrimEnd('.')}. What is wanted is an Npgsql connection string, such as "Host=db;Username=analysis;Database=analysis" """.TrimEnd(), fault);
        }
    }

    public Task<AppendResult> Append(StreamAppend append)
    {
        Limits.Check(append);
        return append.Events.Count > 0 ? _appends.Append(append) : AppendNothing(append);
    }

    public async IAsyncEnumerable<RecordedEvent> ReadStream(string stream, long afterVersion, [EnumeratorCancellation] CancellationToken ct)
    {
        List<RecordedEvent> page;
        do
        {
            page = await Query(
                $"SELECT {EventColumns} FROM event WHERE stream = $1 AND version > $2 ORDER BY version LIMIT $3",
                ReadEvent, ct, stream, afterVersion, EventsPageMax);
            foreach (var e in page)
            {
                ct.ThrowIfCancellationRequested();
                yield return e;
            }

            if (page.Count > 0) afterVersion = page[^1].Version;
        }
        while (page.Count == EventsPageMax);
    }

    public async IAsyncEnumerable<RecordedEvent> ReadAll(long afterPosition, int max, [EnumeratorCancellation] CancellationToken ct)
    {
        while (max > 0)
        {
            var limit = Math.Min(max, EventsPageMax);
            var page = await Query(
                $"SELECT {EventColumns} FROM event WHERE position > $1 AND position < (SELECT horizon()) ORDER BY position LIMIT $2",
                ReadEvent, ct, afterPosition, limit);
            foreach (var e in page) yield return e;
            if (page.Count < limit) yield break;
            afterPosition = page[^1].Position;
            max -= limit;
        }
    }

    public async Task<ChangedStreams> Changed(long afterPosition, int max, CancellationToken ct)
    {
        var rows = await Query(
            """
            SELECT stream, max(version), max(position), count(*) FROM (
              SELECT stream, version, position FROM event WHERE position > $1 AND position < (SELECT horizon()) ORDER BY position LIMIT $2) AS next
            GROUP BY stream
            """,
            row => (Stream: new ChangedStream(row.GetString(0), row.GetInt64(1)), Position: row.GetInt64(2), Count: row.GetInt64(3)), ct, afterPosition, max);
        return new ChangedStreams(rows.Count == 0 ? afterPosition : rows.Max(r => r.Position), rows.ConvertAll(r => r.Stream), rows.Sum(r => r.Count) == max);
    }

    public Task WaitForNews(long afterPosition, TimeSpan patience, CancellationToken ct) =>
        _notifications.Wait(afterPosition, patience, Position, ct);

    public async Task<long> Position(CancellationToken ct)
    {
        var answered = Volatile.Read(ref _answered);
        var rows = await Query("SELECT coalesce(max(position), 0) FROM event", row => row.GetInt64(0), ct);
        return Math.Max(rows[0], answered);
    }

    public async Task<long> End(CancellationToken ct)
    {
        var rows = await Query("SELECT coalesce(max(position), 0) FROM event WHERE position < (SELECT horizon())", row => row.GetInt64(0), ct);
        return rows[0];
    }

    /// <summary>Answers every append that was accepted, then closes the connections. Again is harmless: a container closes it once for each port.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, true)) return;
        await _appends.DisposeAsync();
        await _notifications.DisposeAsync();
        await _toWrite.DisposeAsync();
        await _database.DisposeAsync();
        _frequent.Dispose();
    }

    /// <summary>
    /// Statements are prepared where the session that answers is the one that was opened. A proxy that pools makes up a session
    /// of its own for its client, so the two then have different process ids.
    /// </summary>
    private static NpgsqlConnectionStringBuilder Settle(string connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection)
        {
            NoResetOnClose = true, // there is nothing to reset, and a proxy may have given the session to somebody else
            Enlist = false,
        };
        settings.ApplicationName ??= "analysis";
        if (settings.MaxAutoPrepare == 0 && IsDirect(settings)) settings.MaxAutoPrepare = StatementsPreparedMax;
        return settings;
    }

    private static bool IsDirect(NpgsqlConnectionStringBuilder settings)
    {
        using var database = NpgsqlDataSource.Create(settings);
        using var connection = database.OpenConnection();
        using var ask = new NpgsqlCommand("SELECT pg_backend_pid()", connection);
        return ask.ExecuteScalar() is int answering && answering == connection.ProcessID;
    }

    private async Task<AppendResult> AppendNothing(StreamAppend append)
    {
        var result = await _appends.Append(append);
        return result is AppendResult.Appended empty ? empty with { Position = await Position(default) } : result;
    }

    /// <summary>Events up to here are durable, and are about to be answered.</summary>
    private void Written(long position)
    {
        for (var known = Volatile.Read(ref _answered); known < position;)
        {
            var found = Interlocked.CompareExchange(ref _answered, position, known);
            if (found == known) break;
            known = found;
        }

        _notifications.Tell();
    }

    private Task<List<T>> Query<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct, params object?[] values) => Connected(
        async connection =>
        {
            await using var command = new NpgsqlCommand(sql, connection);
            foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
            await using var row = await command.ExecuteReaderAsync(ct);
            var rows = new List<T>();
            while (await row.ReadAsync(ct)) rows.Add(read(row));
            return rows;
        },
        ct);

    /// <exception cref="JournalUnavailableException">The connection was lost, or there is none to be had.</exception>
    private async Task<T> Connected<T>(Func<NpgsqlConnection, Task<T>> what, CancellationToken ct)
    {
        try
        {
            await using var connection = await _database.OpenConnectionAsync(ct);
            return await what(connection);
        }
        catch (NpgsqlException fault) when (PostgresFaults.IsPassing(fault))
        {
            throw PostgresFaults.Unavailable(fault);
        }
    }

    private static RecordedEvent ReadEvent(NpgsqlDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetString(1),
            row.GetInt64(2),
            new StoredEvent(
                row.GetString(3),
                new DateTimeOffset(row.GetInt64(4), TimeSpan.Zero),
                row.IsDBNull(5) ? null : row.GetString(5),
                row.GetFieldValue<byte[]>(6),
                row.IsDBNull(7) ? null : row.GetString(7)));
}
