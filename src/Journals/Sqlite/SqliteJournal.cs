using System.Runtime.CompilerServices;
using Analysis.Engine.Journal;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Analysis.Journals;

/// <summary>
/// The embedded journal: one SQLite file in a folder that this process owns. Write-ahead log, one writer, a full sync at
/// every commit; readers never wait for the writer. <c>schema.*.sql</c> say what is in the file.
/// </summary>
public sealed partial class SqliteJournal : IJournal
{
    /// <summary>Events read at once. Between pages no transaction is open, so a slow reader does not hold up the log.</summary>
    internal const int EventsPageMax = 500;

    /// <summary>The most that read at a time: each holds a connection, whose cache comes to 2 MiB, and a thread.</summary>
    private const int ReadersMax = 16;

    private const string EventColumns = "position, stream, version, type, recorded_at, claim_id, data, written_by";

    private readonly SemaphoreSlim _reading = new(ReadersMax);
    private readonly DataFolder _folder;
    private readonly bool _mayChange;
    private readonly string _readOnly;
    private readonly GroupCommit _appends;
    private readonly News _news = new(Timeout.InfiniteTimeSpan); // nobody else has the folder

    /// <summary>Guards the writer: appends come one batch at a time, snapshots in between.</summary>
    private readonly Lock _writing = new();
    private SqliteWriter? _writer;
    private bool _closed;

    private SqliteJournal(DataFolder folder, bool mayChange, ILogger log)
    {
        (_folder, _mayChange) = (folder, mayChange);
        _writer = OpenWriter();
        _readOnly = ConnectionString(folder.JournalFile, SqliteOpenMode.ReadOnly, pooling: true);
        _appends = new GroupCommit(Commit, log);
    }

    /// <summary>Opens the journal in a folder, creating both when they are missing.</summary>
    /// <exception cref="JournalOpenException">Another process has the folder, or a newer program wrote the file.</exception>
    public static SqliteJournal Open(string folder, ILogger<SqliteJournal> log) => Open(DataFolder.Take(folder), mayChange: true, log);

    /// <summary>Opens a journal that is there and up to date; opening it changes nothing.</summary>
    /// <exception cref="JournalOpenException">There is none, it is not up to date, or another process has the folder.</exception>
    public static SqliteJournal OpenExisting(string folder, ILogger<SqliteJournal> log) => Open(DataFolder.TakeExisting(folder), mayChange: false, log);

    private static SqliteJournal Open(DataFolder taken, bool mayChange, ILogger log)
    {
        try
        {
            var journal = new SqliteJournal(taken, mayChange, log);
            log.JournalOpened(taken.JournalFile);
            return journal;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    public Task<AppendResult> Append(StreamAppend append)
    {
        Limits.Check(append);
        return _appends.Append(append);
    }

    public async Task<ChangedStreams> Changed(long afterPosition, int max, CancellationToken ct)
    {
        var rows = await Query(
            """
            SELECT stream, max(version), max(position), count(*)
            FROM (SELECT stream, version, position FROM event WHERE position > $0 ORDER BY position LIMIT $1) GROUP BY stream
            """,
            row => (Stream: new ChangedStream(row.GetString(0), row.GetInt64(1)), Position: row.GetInt64(2), Count: row.GetInt64(3)),
            [afterPosition, max],
            ct);
        return new ChangedStreams(rows.Count == 0 ? afterPosition : rows.Max(r => r.Position), rows.ConvertAll(r => r.Stream), rows.Sum(r => r.Count) == max);
    }

    public Task WaitForNews(long afterPosition, TimeSpan patience, CancellationToken ct) => _news.Wait(afterPosition, patience, Position, ct);

    public async IAsyncEnumerable<RecordedEvent> ReadStream(
        string stream, long afterVersion, [EnumeratorCancellation] CancellationToken ct)
    {
        const string Sql = $"SELECT {EventColumns} FROM event WHERE stream = $0 AND version > $1 ORDER BY version LIMIT $2";
        List<RecordedEvent> page;
        do
        {
            page = await Query(Sql, ReadEvent, [stream, afterVersion, EventsPageMax], ct);
            foreach (var e in page) yield return e;
            if (page.Count > 0) afterVersion = page[^1].Version;
        }
        while (page.Count == EventsPageMax);
    }

    public async IAsyncEnumerable<RecordedEvent> ReadAll(
        long afterPosition, int max, [EnumeratorCancellation] CancellationToken ct)
    {
        const string Sql = $"SELECT {EventColumns} FROM event WHERE position > $0 ORDER BY position LIMIT $1";
        while (max > 0)
        {
            var limit = Math.Min(max, EventsPageMax);
            var page = await Query(Sql, ReadEvent, [afterPosition, limit], ct);
            foreach (var e in page) yield return e;
            if (page.Count < limit) yield break;
            afterPosition = page[^1].Position;
            max -= limit;
        }
    }

    public async Task<long> Position(CancellationToken ct)
    {
        var rows = await Query("SELECT ifnull(max(position), 0) FROM event", row => row.GetInt64(0), [], ct);
        return rows[0];
    }

    public Task<long> End(CancellationToken ct) => Position(ct);

    /// <summary>Answers every append that was accepted, then closes the file and gives the folder back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _appends.DisposeAsync();
        lock (_writing)
        {
            if (_closed) return;
            _closed = true;

            // The writer goes last: the last connection to close folds the log into the file and removes it.
            using (var reader = new SqliteConnection(_readOnly)) SqliteConnection.ClearPool(reader);
            _writer?.Dispose();
            _folder.Dispose();
        }
    }

    private Task Commit(IReadOnlyList<PendingAppend> batch)
    {
        Write(writer => writer.Commit(batch));
        _news.Tell();
        return Task.CompletedTask;
    }

    /// <summary>After a fault nobody knows what state the connection is in, so the next write opens another.</summary>
    private void Write(Action<SqliteWriter> write)
    {
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            var writer = _writer ?? OpenWriter();
            _writer = null;
            try
            {
                write(writer);
                _writer = writer;
            }
            finally
            {
                if (_writer is null) writer.Dispose();
            }
        }
    }

    private SqliteWriter OpenWriter()
    {
        var connection = OpenForWriting(_folder.JournalFile);
        try
        {
            SqliteSchema.Ensure(connection, _mayChange);
            return new SqliteWriter(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Of the writer: the leaves of two indexes that many topics are being added to.</summary>
    private const int CacheKiB = 32_768;

    /// <summary>32 MiB. Until then a page that is written again and again is written to the log alone, and copied from there once.</summary>
    private const int WalPages = 8_192;

    /// <summary>A connection on which a commit is on the disk when it returns.</summary>
    internal static SqliteConnection OpenForWriting(string file)
    {
        var connection = new SqliteConnection(ConnectionString(file, SqliteOpenMode.ReadWriteCreate, pooling: false));
        connection.Open();
        using var pragmas = connection.CreateCommand();
        pragmas.CommandText = $"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -{CacheKiB}; PRAGMA wal_autocheckpoint = {WalPages}";
        pragmas.ExecuteNonQuery();
        return connection;
    }

    private static string ConnectionString(string file, SqliteOpenMode mode, bool pooling) =>
        new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = pooling }.ToString();

    /// <summary>
    /// Runs a query on a pooled connection and on a pool thread, because SQLite blocks and the caller may be an actor that
    /// shares its thread. Parameters are <c>$0</c>, <c>$1</c> and so on.
    /// </summary>
    private async Task<List<T>> Query<T>(string sql, Func<SqliteDataReader, T> read, object?[] values, CancellationToken ct)
    {
        await _reading.WaitAsync(ct);
        try
        {
            return await Task.Run(() => Rows(sql, read, values), ct);
        }
        finally
        {
            _reading.Release();
        }
    }

    private List<T> Rows<T>(string sql, Func<SqliteDataReader, T> read, object?[] values)
    {
        using var connection = new SqliteConnection(_readOnly);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i}", values[i] ?? DBNull.Value);

        var rows = new List<T>();
        using var row = command.ExecuteReader();
        while (row.Read()) rows.Add(read(row));
        return rows;
    }

    private static RecordedEvent ReadEvent(SqliteDataReader row) =>
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
