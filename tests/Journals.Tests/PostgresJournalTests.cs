using Analysis.Engine;
using Analysis.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Analysis.Journals.Tests;

public sealed class PostgresJournalTests : JournalConformance
{
    private string _database = "";
    private PostgresJournal? _journal;

    protected override IJournal Journal => Open;

    protected override ISnapshots Snapshots => Open;

    protected override IReadModel Lists => Open;

    private PostgresJournal Open => _journal ?? throw new InvalidOperationException("not open");

    public override async Task InitializeAsync()
    {
        _database = PostgresServer.Shared.NewSchema();
        await Run($"CREATE SCHEMA {new NpgsqlConnectionStringBuilder(_database).SearchPath}");
        _journal = OpenAgain();
    }

    public override async Task DisposeAsync()
    {
        if (_journal is not null) await _journal.DisposeAsync();
    }

    [Fact]
    public async Task Closing_again_is_harmless()
    {
        await Open.DisposeAsync();
        await Open.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => Append("late", 0));
    }

    private PostgresJournal OpenAgain() => PostgresJournal.Open(_database, NullLogger<PostgresJournal>.Instance);

    private async Task<object?> Run(string sql)
    {
        await using var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
