using Analysis.Engine.Alerts;
using Analysis.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Analysis.Journals.Tests;

public sealed class MemoryAlertStoreTests : AlertStoreConformance
{
    private readonly MemoryJournal _journal = new();

    protected override IAlertStore Store => _journal;

    public override Task DisposeAsync() => _journal.DisposeAsync().AsTask();
}

public sealed class SqliteAlertStoreTests : AlertStoreConformance
{
    private readonly TempFolder _folder = new();
    private SqliteJournal? _journal;

    protected override IAlertStore Store => _journal ?? throw new InvalidOperationException("not open");

    public override Task InitializeAsync()
    {
        _journal = SqliteJournal.Open(_folder.Path, NullLogger<SqliteJournal>.Instance);
        return Task.CompletedTask;
    }

    public override async Task DisposeAsync()
    {
        if (_journal is not null) await _journal.DisposeAsync();
        _folder.Dispose();
    }
}

[Needs(Tool.Postgres)]
public sealed class PostgresAlertStoreTests : AlertStoreConformance
{
    private PostgresJournal? _journal;

    protected override IAlertStore Store => _journal ?? throw new InvalidOperationException("not open");

    public override Task InitializeAsync()
    {
        _journal = PostgresJournal.Open(PostgresServer.Shared.CreateSchema(), NullLogger<PostgresJournal>.Instance);
        return Task.CompletedTask;
    }

    public override async Task DisposeAsync()
    {
        if (_journal is not null) await _journal.DisposeAsync();
    }
}
