using Analysis.Engine.Articles;
using Analysis.Engine.Drafts;
using Analysis.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Analysis.Journals.Tests;

public sealed class MemoryDraftsTests : DraftsConformance
{
    private readonly MemoryDrafts _drafts = new();

    protected override IDrafts Drafts => _drafts;

    protected override IArticles Articles => _drafts;
}

public sealed class SqliteDraftsTests : DraftsConformance, IDisposable
{
    private readonly TempFolder _folder = new();
    private SqliteJournal _journal;

    public SqliteDraftsTests() => _journal = Open();

    protected override IDrafts Drafts => _journal;

    protected override IArticles Articles => _journal;

    public override async Task DisposeAsync()
    {
        await _journal.DisposeAsync();
        await base.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task They_are_there_after_a_restart()
    {
        await Drafts.Add([new Draft("a", DateTimeOffset.UnixEpoch, null, null, null, "{}"u8.ToArray())], default);

        await _journal.DisposeAsync();
        _journal = Open();

        Assert.NotNull(await Drafts.Find("a", default));
    }

    private SqliteJournal Open() => SqliteJournal.Open(_folder.Path, NullLogger<SqliteJournal>.Instance);
}

[Needs(Tool.Postgres)]
public sealed class PostgresDraftsTests : DraftsConformance
{
    private PostgresJournal? _journal;

    protected override IDrafts Drafts => _journal ?? throw new InvalidOperationException("not open");

    protected override IArticles Articles => _journal ?? throw new InvalidOperationException("not open");

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
