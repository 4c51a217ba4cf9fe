using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Snapshots;
using Analysis.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Analysis.Journals.Tests;

public sealed class SqliteJournalTests : JournalConformance, IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly string _folder;
    private SqliteJournal _journal;

    public SqliteJournalTests()
    {
        _folder = Path.Combine(_temp.Path, "not", "there", "yet");
        _journal = Open(_folder);
    }

    protected override IJournal Journal => _journal;

    protected override IAudit Audit => _journal;

    protected override IRedactions Redactions => _journal;

    protected override ISnapshots Snapshots => _journal;

    protected override IReadModel Lists => _journal;

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task Everything_is_there_after_a_restart()
    {
        await _journal.Append(new StreamAppend("a", 0, [Event("c1")], ["s1"]));
        await _journal.Write(new Snapshot("a", 1, "rules-1", default));

        await _journal.DisposeAsync();
        _journal = Open(_folder);

        Assert.Single(await Read("a"));
        Assert.Equal(["a"], await _journal.StreamsUsing("s1", null, 10, default));
        Assert.NotNull(await _journal.Read("a", default));
        Assert.Equal(new AppendResult.Appended(2, 2), await Append("a", 1));
    }

    [Fact]
    public async Task What_was_answered_survives_a_crash()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Append($"s{i}", 0)));

        // The files as they are at this moment are all that a killed process leaves behind.
        var left = Path.Combine(_temp.Path, "left");
        Directory.CreateDirectory(left);
        foreach (var file in Directory.EnumerateFiles(_folder, "journal.db*"))
            File.Copy(file, Path.Combine(left, Path.GetFileName(file)));
        await using var after = Open(left);

        Assert.Equal(100, await after.Position(default));
        Assert.Equal(100, (await after.ReadAll(0, 1_000, default).ToListAsync()).Count);
    }

    [Fact]
    public void A_second_process_on_the_same_folder_is_refused()
    {
        var refused = Assert.Throws<JournalOpenException>(() => Open(_folder));

        Assert.Contains("in use by another process", refused.Message);
    }

    [Fact]
    public async Task A_file_from_a_newer_release_is_refused_and_left_alone()
    {
        await _journal.DisposeAsync();
        Run("UPDATE schema SET version = version + 1");

        var refused = Assert.Throws<JournalOpenException>(() => Open(_folder));

        Assert.Matches(@"schema version \d+; this program knows version \d+", refused.Message);
        Run("UPDATE schema SET version = version - 1");
        _journal = Open(_folder);
    }

    [Fact]
    public async Task A_file_of_an_earlier_version_is_brought_up_to_date_with_all_that_is_in_it()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_temp.Path, "earlier")).FullName;
        using (var connection = SqliteJournal.OpenForWriting(Path.Combine(folder, "journal.db")))
        {
            foreach (var step in (string[])["001", "002"])
            {
                using var schema = typeof(SqliteJournal).Assembly.GetManifestResourceStream($"Analysis.Journals.Sqlite.schema.{step}.sql")!;
                Ask(connection, await new StreamReader(schema).ReadToEndAsync());
            }

            Ask(connection,
                "INSERT INTO schema VALUES (2); INSERT INTO event (stream, version, type, recorded_at, claim_id, data) "
                + "VALUES ('a', 1, 'e.v1', 7, 'c1', x'6F6C64')");
        }

        await using var journal = Open(folder);
        await journal.Append(new StreamAppend("a", 1, [new StoredEvent("e.v1", DateTimeOffset.UnixEpoch, null, default, "anna")], []));

        Assert.Equal([("c1", null), (null, "anna")], await journal.ReadStream("a", 0, default).Select(e => (e.Event.ClaimId, e.Event.By)).ToListAsync());
        Assert.Equal([2, 1], (await journal.List(new AuditQuery(null, null, null, null, null, null, 10), default)).Select(e => e.Version));
    }

    [Fact]
    public void A_commit_is_on_the_disk_when_it_returns()
    {
        using var connection = SqliteJournal.OpenForWriting(Path.Combine(_temp.Path, "other.db"));

        Assert.Equal("wal", Ask(connection, "PRAGMA journal_mode"));
        Assert.Equal(2L, Ask(connection, "PRAGMA synchronous"));
    }

    [Fact]
    public async Task After_a_fault_of_the_file_the_next_append_works()
    {
        await Append("a", 0);
        Run("ALTER TABLE event RENAME TO elsewhere");

        await Assert.ThrowsAsync<SqliteException>(() => Append("a", 1));
        Run("ALTER TABLE elsewhere RENAME TO event");

        Assert.Equal(new AppendResult.Appended(2, 2), await Append("a", 1));
    }

    [Fact]
    public async Task Closing_answers_what_was_accepted_and_refuses_the_rest()
    {
        var accepted = Enumerable.Range(0, 500).Select(i => Append($"s{i}", 0)).ToArray();

        await _journal.DisposeAsync();
        await _journal.DisposeAsync();

        Assert.All(accepted, append => Assert.IsType<AppendResult.Appended>(append.Result));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Append("late", 0));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _journal.Write(new Snapshot("late", 1, "rules-1", default)));
        Assert.Equal(["analysis.lock", "journal.db"], Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Order());
    }

    private static SqliteJournal Open(string folder) => SqliteJournal.Open(folder, NullLogger<SqliteJournal>.Instance);

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "journal.db")};Pooling=False");
        connection.Open();
        Ask(connection, sql);
    }

    private static object? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
