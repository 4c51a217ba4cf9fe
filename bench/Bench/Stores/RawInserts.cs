using Microsoft.Data.Sqlite;

namespace Analysis.Bench.Stores;

/// <summary>The baseline for the embedded journal: the same events into the same table, with the same durability, and nothing around it.</summary>
internal sealed class RawInserts : IDisposable
{
    private const int Streams = 1_000;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly byte[][] _claims = [.. Enumerable.Range(0, Streams).Select(n => Claims.Stored($"topic-{n}", n).Data.ToArray())];
    private long _count;

    /// <param name="file">Of a journal that nobody has open.</param>
    public RawInserts(string file)
    {
        _connection = new SqliteConnection($"Data Source={file};Pooling=False");
        _connection.Open();
        using var durable = _connection.CreateCommand();
        durable.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL";
        durable.ExecuteNonQuery();

        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO event (stream, version, type, recorded_at, claim_id, data) VALUES ($0, $1, 'claim-asserted.v1', $2, $3, $4)";
        for (var i = 0; i < 5; i++) _insert.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        _insert.Prepare();
    }

    /// <summary>So many rows in one transaction, durable on return.</summary>
    public int Insert(int rows)
    {
        using var transaction = _connection.BeginTransaction();
        _insert.Transaction = transaction;
        for (var i = 0; i < rows; i++)
        {
            var (n, version) = (_count % Streams, 1 + (_count / Streams));
            object[] values = [$"topic/topic-{n}", version, DateTime.UtcNow.Ticks, $"c{_count}", _claims[n]];
            for (var p = 0; p < values.Length; p++) _insert.Parameters[p].Value = values[p];
            _insert.ExecuteNonQuery();
            _count++;
        }

        transaction.Commit();
        return rows;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }
}
