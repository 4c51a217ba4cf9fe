using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Analysis.Bench.Http;
using Analysis.Journals;
using Analysis.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NpgsqlTypes;

namespace Analysis.Bench.Stores;

/// <summary>A PostgreSQL of our own that syncs, beside pgbench and psql of the same distribution.</summary>
internal sealed partial class PostgresStore : IStore
{
    private const string JournalOption = "--Analysis:Journal=";
    private const int Clients = 64;
    private const int CopiedRows = 50_000;
    private const int Topics = 1_000;

    /// <summary>A small server: a quarter of a small machine's memory, and no checkpoint within a round.</summary>
    private readonly PostgresServer _server = PostgresServer.Own("shared_buffers=1GB", "max_wal_size=8GB", "max_connections=200");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("analysis-bench-");
    private readonly string _connection;
    private readonly NpgsqlDataSource _database;
    private readonly string _claim = Encoding.UTF8.GetString(Claims.Stored("topic-1", 1).Data.Span);
    private string _rows = "";
    private int _run;

    private PostgresStore()
    {
        _connection = _server.CreateSchema();
        _database = NpgsqlDataSource.Create(_connection);
    }

    public string Name => "PostgreSQL";

    public string OneName => $"pgbench: INSERT of one event, {Clients} clients";

    public string ManyName => $"psql: binary COPY of {CopiedRows:#,0} events";

    public static bool IsInstalled => PostgresServer.FindPrograms() is not null;

    private string Script => Path.Combine(_folder.FullName, "insert.sql");

    public static async Task<PostgresStore> Start()
    {
        var store = new PostgresStore();
        try
        {
            await store.Prepare();
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    public Task<string> NewJournal() => Task.FromResult(JournalOption + _server.CreateSchema());

    public async Task<Load> One(TimeSpan span, double? perSecond)
    {
        var log = Path.Combine(_folder.FullName, $"run-{++_run}");
        var seconds = 1 + (int)Math.Ceiling(span.TotalSeconds); // one for connecting, which does not count
        string[] rate = perSecond is { } r ? ["-R", r.ToString("0.0", CultureInfo.InvariantCulture)] : [];
        var before = Spent();
        var said = await Run("pgbench",
        [
            "-n", "-M", "prepared", "-c", $"{Clients}", "-j", "1", "-T", $"{seconds}", "-l", "--log-prefix", log, "-f", Script,
            "-D", "n=0", "-D", $"run={_run}", "-D", $"claim={_claim}", .. rate,
        ]);
        var spent = Spent() - before;
        var logs = Directory.GetFiles(_folder.FullName, Path.GetFileName(log) + ".*");
        var ms = logs.SelectMany(File.ReadLines).Select(line => long.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture) / 1e3).ToList();
        foreach (var file in logs) File.Delete(file);
        return Load.Of(TimeSpan.FromSeconds(ms.Count / Number(Tps(), said)), ms.Count, ms, spent);
    }

    public async Task<Load> Many(TimeSpan span)
    {
        var (started, before, ms) = (Stopwatch.GetTimestamp(), Spent(), new List<double>());
        do
        {
            var said = await Run("psql", "-X", "-q", "-c", "TRUNCATE many", "-c", @"\timing on", "-c", $"COPY many FROM '{_rows}' WITH (FORMAT binary)");
            ms.Add(Number(Time(), said));
        }
        while (Stopwatch.GetElapsedTime(started) < span);
        return Load.Of(TimeSpan.FromMilliseconds(ms.Sum()), ms.Count * CopiedRows, [], Spent() - before);
    }

    public async IAsyncEnumerable<byte[]> Read(string journal, string stream)
    {
        await using var connection = new NpgsqlConnection(journal[JournalOption.Length..]);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT version, type, recorded_at, claim_id, data FROM event WHERE stream = $1 ORDER BY version", connection)
        {
            Parameters = { new() { Value = stream } },
        };
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync()) yield return row.GetFieldValue<byte[]>(4);
    }

    public Task Settle() => Do("VACUUM ANALYZE");

    public TimeSpan CpuTime() => Processor.OfFamily(_server.ProcessId);

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _server.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Two tables of the journal's shape, indexes and all; a file of rows for one, a script for the other.</summary>
    private async Task Prepare()
    {
        await PostgresJournal.Open(_connection, NullLogger<PostgresJournal>.Instance).DisposeAsync();
        await Do(
            """
            CREATE TABLE one (LIKE event INCLUDING ALL);
            ALTER TABLE one ALTER position ADD GENERATED BY DEFAULT AS IDENTITY;
            CREATE TABLE many (LIKE event INCLUDING ALL);
            CREATE TABLE source (LIKE event);
            """);
        await Fill();
        await using var place = _database.CreateCommand("SHOW data_directory");
        _rows = $"{await place.ExecuteScalarAsync()}/rows.bin"; // where the server may read and write
        await Do($"COPY source TO '{_rows}' WITH (FORMAT binary)");
        await File.WriteAllTextAsync(Script,
            """
            \set n :n + 1
            \set topic :client_id * 16 + :n % 16
            \set version :run * 10000000 + :n
            INSERT INTO one (stream, version, type, recorded_at, claim_id, data) VALUES ('topic/topic-' || :topic::text, :version, 'claim-asserted.v1', 638000000000000000, 'c' || :version::text, convert_to(:claim, 'UTF8'));

            """);
    }

    private async Task Fill()
    {
        await using var connection = await _database.OpenConnectionAsync();
        await using var rows = await connection.BeginBinaryImportAsync("COPY source FROM STDIN WITH (FORMAT binary)");
        for (var n = 0L; n < CopiedRows; n++)
        {
            var claim = Claims.Stored($"topic-{n % Topics}", n);
            await rows.StartRowAsync();
            await rows.WriteAsync(n + 1, NpgsqlDbType.Bigint);
            await rows.WriteAsync($"topic/topic-{n % Topics}", NpgsqlDbType.Text);
            await rows.WriteAsync(1 + (n / Topics), NpgsqlDbType.Bigint);
            await rows.WriteAsync(claim.Type, NpgsqlDbType.Text);
            await rows.WriteAsync(claim.RecordedAt.UtcTicks, NpgsqlDbType.Bigint);
            await rows.WriteAsync(claim.ClaimId, NpgsqlDbType.Text);
            await rows.WriteAsync(claim.Data, NpgsqlDbType.Bytea);
        }

        await rows.CompleteAsync();
    }

    private async Task Do(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    private Cpu Spent() => new(default, CpuTime(), Processor.OfEndedChildren());

    /// <summary>Runs a program of the distribution to its end; what it wrote.</summary>
    private async Task<string> Run(string program, params IEnumerable<string> arguments)
    {
        var settings = new NpgsqlConnectionStringBuilder(_connection);
        var start = new ProcessStartInfo(Path.Combine(PostgresServer.FindPrograms() ?? "", program), arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["PGHOST"] = settings.Host,
                ["PGPORT"] = settings.Port.ToString(CultureInfo.InvariantCulture),
                ["PGUSER"] = settings.Username,
                ["PGDATABASE"] = settings.Database,
                ["PGOPTIONS"] = $"-c search_path={settings.SearchPath}",
            },
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program}: {await output}{await error}");
    }

    private static double Number(Regex what, string text) =>
        double.Parse(what.Match(text) is { Success: true } match ? match.Groups[1].ValueSpan : throw new InvalidOperationException(text), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"tps = ([0-9.]+) \(without initial")]
    private static partial Regex Tps();

    [GeneratedRegex(@"Time: ([0-9.]+) ms")]
    private static partial Regex Time();
}
