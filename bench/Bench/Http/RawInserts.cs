using System.Text;
using Analysis.Journals;
using Microsoft.Data.Sqlite;

namespace Analysis.Bench.Http;

/// <summary>The baseline for storage: the same claims into the same table, with the same durability, and nothing around it.</summary>
internal sealed class RawInserts : IDisposable
{
    private const int Streams = 1_000;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly byte[][] _claims = [.. Enumerable.Range(0, Streams).Select(n => Encoding.UTF8.GetBytes(ClaimText.Of($"topic-{n}", n)))];
    private long _count;

    public RawInserts(string file)
    {
        _connection = new SqliteConnection($"Data Source={file};Pooling=False");
        _connection.Open();
        Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
        using var schema = new StreamReader(
            typeof(SqliteJournal).Assembly.GetManifestResourceStream("Analysis.Journals.Sqlite.schema.sql")
            ?? throw new InvalidOperationException("the journal has no schema"));
        Run(schema.ReadToEnd());

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

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
