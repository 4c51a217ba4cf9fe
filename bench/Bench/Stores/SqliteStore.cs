using Analysis.Bench.Http;
using Analysis.Journals;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Analysis.Bench.Stores;

/// <summary>The embedded journal's file, on the disk that the working directory is on.</summary>
internal sealed class SqliteStore : IStore
{
    private const string JournalOption = "--Analysis:DataFolder=";
    private const string File = "journal.db";
    private const int ManyRows = 1_000;

    private readonly DirectoryInfo _folder;
    private readonly RawInserts _table;

    private SqliteStore(DirectoryInfo folder, RawInserts table) => (_folder, _table) = (folder, table);

    public string Name => "SQLite";

    public string OneName => "bare INSERT of one event a transaction";

    public string ManyName => $"bare INSERT of {ManyRows:#,0} events a transaction";

    public static async Task<SqliteStore> Start()
    {
        var folder = Machine.NewDataFolder();
        var bare = Path.Combine(folder.FullName, "bare");
        await SqliteJournal.Open(bare, NullLogger<SqliteJournal>.Instance).DisposeAsync(); // for the tables
        return new SqliteStore(folder, new RawInserts(Path.Combine(bare, File)));
    }

    public Task<string> NewJournal() => Task.FromResult(JournalOption + Path.Combine(_folder.FullName, Guid.NewGuid().ToString("N")));

    public Task<Load> One(TimeSpan span, double? perSecond) => Load.Run(span, Spent, [() => new(_table.Insert(1))], perSecond);

    public Task<Load> Many(TimeSpan span) => Load.Run(span, Spent, [() => new(_table.Insert(ManyRows))]);

    public async IAsyncEnumerable<byte[]> Read(string journal, string stream)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(journal[JournalOption.Length..], File)};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT version, type, recorded_at, claim_id, data FROM event WHERE stream = $stream ORDER BY version";
        command.Parameters.AddWithValue("$stream", stream);
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync()) yield return row.GetFieldValue<byte[]>(4);
    }

    /// <summary>It does nothing by itself.</summary>
    public Task Settle() => Task.CompletedTask;

    /// <summary>It has no processes of its own.</summary>
    public TimeSpan CpuTime() => default;

    public ValueTask DisposeAsync()
    {
        _table.Dispose();
        _folder.Delete(recursive: true);
        return default;
    }

    private Cpu Spent() => new(default, default, Environment.CpuUsage.TotalTime);
}
