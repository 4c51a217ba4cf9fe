using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Snapshots;
using Analysis.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Analysis.Journals.Tests;

/// <summary>The same journal through a proxy that pools transactions.</summary>
[Needs(Tool.Postgres), Needs(Tool.PgBouncer)]
public sealed class PooledPostgresJournalTests(PooledPostgresJournalTests.Proxy proxy) : JournalConformance, IClassFixture<PooledPostgresJournalTests.Proxy>
{
    private PostgresJournal? _journal;

    protected override IJournal Journal => Open;

    protected override IAudit Audit => Open;

    protected override IRedactions Redactions => Open;

    protected override ISnapshots Snapshots => Open;

    protected override IReadModel Lists => Open;

    private PostgresJournal Open => _journal ?? throw new InvalidOperationException("not open");

    public override async Task InitializeAsync()
    {
        var (server, name) = (PostgresServer.Shared, $"pooled_{Guid.NewGuid():N}");
        await using (var connection = new NpgsqlConnection($"{server.ConnectionString};Pooling=false"))
        {
            await connection.OpenAsync();
            await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
            await create.ExecuteNonQueryAsync();
        }

        var pooled = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Port = proxy.Port, Database = name };
        _journal = PostgresJournal.Open(pooled.ToString(), NullLogger<PostgresJournal>.Instance);
    }

    public override async Task DisposeAsync()
    {
        if (_journal is not null) await _journal.DisposeAsync();
    }

    /// <summary>One for all tests of the class, started by the first that runs.</summary>
    public sealed class Proxy : IDisposable
    {
        private TransactionPool? _pool;

        public int Port => (_pool ??= new TransactionPool(PostgresServer.Shared)).Port;

        public void Dispose() => _pool?.Dispose();
    }
}
