using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Snapshots;
using Analysis.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Analysis.Journals.Tests;

[Needs(Tool.Postgres)]
public sealed class PostgresJournalTests : JournalConformance
{
    private string _database = "";
    private PostgresJournal? _journal;

    protected override IJournal Journal => Open;

    protected override IAudit Audit => Open;

    protected override IRedactions Redactions => Open;

    protected override ISnapshots Snapshots => Open;

    protected override IReadModel Lists => Open;

    private PostgresJournal Open => _journal ?? throw new InvalidOperationException("not open");

    public override Task InitializeAsync()
    {
        _database = PostgresServer.Shared.CreateSchema();
        _journal = OpenAgain();
        return Task.CompletedTask;
    }

    public override async Task DisposeAsync()
    {
        if (_journal is not null) await _journal.DisposeAsync();
    }

    [NeedyFact]
    public async Task Closing_again_is_harmless()
    {
        await Open.DisposeAsync();
        await Open.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => Append("late", 0));
    }

    [NeedyFact]
    public async Task A_follower_does_not_pass_over_an_event_that_is_committed_late()
    {
        await using var late = new NpgsqlConnection(_database);
        await late.OpenAsync();
        await using var transaction = await late.BeginTransactionAsync();
        await using (var append = new NpgsqlCommand(
            "SELECT append(ARRAY['late'], ARRAY[0], ARRAY[1], ARRAY['late'], ARRAY[1], ARRAY['e.v1'], ARRAY[0], ARRAY[NULL], ARRAY[''::bytea], '{}', '{}')", late))
        {
            await append.ExecuteNonQueryAsync();
        }

        Assert.IsType<AppendResult.Appended>(await Append("early", 0)); // began after, and is committed before
        Assert.Single(await Read("early"));
        Assert.Empty(await Journal.ReadAll(0, 10, default).ToListAsync());
        Assert.Empty((await Journal.Changed(0, 10, default)).Streams);
        Assert.Equal(0, await Journal.End(default));
        Assert.NotEqual(0, await Journal.Position(default));

        await transaction.CommitAsync();

        Assert.Equal(["late", "early"], (await Visible(2)).Select(e => e.Stream));
    }

    [NeedyFact]
    public async Task A_follower_sees_everything_once_although_transactions_commit_in_any_order()
    {
        const int Writers = 6;
        const int Each = 25;
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(() => WriteSlowly(w))));
        var seen = new List<RecordedEvent>();
        while (!writing.IsCompleted) seen.AddRange(await Journal.ReadAll(seen.Count == 0 ? 0 : seen[^1].Position, 7, default).ToListAsync());
        await writing;
        await Visible(Writers * Each);
        seen.AddRange(await Journal.ReadAll(seen.Count == 0 ? 0 : seen[^1].Position, int.MaxValue, default).ToListAsync());
        Assert.Equal(Writers * Each, seen.Count);
        Assert.Equal(seen.OrderBy(e => e.Position), seen);
        Assert.All(seen.GroupBy(e => e.Stream), s => Assert.Equal(Enumerable.Range(1, Each).Select(v => (long)v), s.Select(e => e.Version)));

        async Task WriteSlowly(int writer)
        {
            var random = new Random(writer);
            await using var connection = new NpgsqlConnection(_database);
            await connection.OpenAsync();
            for (var version = 0; version < Each; version++)
            {
                await using var transaction = await connection.BeginTransactionAsync();
                await Task.Delay(random.Next(3));
                await using var append = new NpgsqlCommand(
                    $"SELECT append(ARRAY['s{writer}'], ARRAY[{version}], ARRAY[{version + 1}], ARRAY['s{writer}'], ARRAY[{version + 1}], ARRAY['e.v1'], ARRAY[0], ARRAY[NULL], ARRAY[''::bytea], '{{}}', '{{}}')",
                    connection);
                await append.ExecuteNonQueryAsync();
                await Task.Delay(random.Next(10));
                await transaction.CommitAsync();
            }
        }
    }

    [NeedyFact]
    public async Task Two_processes_that_write_to_the_same_streams_neither_lose_nor_double_nor_block_each_other()
    {
        await using var other = OpenAgain();
        PostgresJournal[] journals = [Open, other];
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(async () =>
        {
            var journal = journals[i % 2];
            var (left, version) = (10, 0L);
            while (left > 0)
            {
                var result = await journal.Append(new StreamAppend($"s{i % 5}", version, [Event()], []));
                if (result is AppendResult.Appended) left--;
                version = result switch
                {
                    AppendResult.Appended appended => appended.Version,
                    AppendResult.Conflict conflict => conflict.ActualVersion,
                    _ => throw new InvalidOperationException(),
                };
            }
        })));

        foreach (var stream in Enumerable.Range(0, 5))
            Assert.Equal(Enumerable.Range(1, 80).Select(v => (long)v), (await Read($"s{stream}")).Select(e => e.Version));
    }

    [NeedyFact]
    public async Task News_from_another_process_is_heard()
    {
        await using var other = OpenAgain();
        await Append("a", 0);
        var waiting = Journal.WaitForNews(await Journal.Position(default), TimeSpan.FromMinutes(1), default);

        await other.Append(new StreamAppend("b", 0, [Event()], []));

        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [NeedyFact]
    public async Task A_database_that_a_newer_release_wrote_is_refused_and_left_alone()
    {
        await Run("UPDATE journal SET version = 99");

        var refused = Assert.Throws<JournalOpenException>(() => OpenAgain());

        Assert.Contains("schema version 99; this program knows version ", refused.Message);
        Assert.Equal(99, await Run("SELECT version FROM journal"));
    }

    [NeedyFact]
    public async Task A_database_of_an_earlier_version_is_brought_up_to_date_with_all_that_is_in_it()
    {
        var earlier = PostgresServer.Shared.CreateSchema();
        await using (var connection = new NpgsqlConnection(earlier))
        {
            await connection.OpenAsync();
            using var first = typeof(PostgresJournal).Assembly.GetManifestResourceStream("Analysis.Journals.Postgres.schema.001.sql")!;
            await using var setUp = new NpgsqlCommand(await new StreamReader(first).ReadToEndAsync(), connection);
            await setUp.ExecuteNonQueryAsync();
            await using var use = new NpgsqlCommand(
                "INSERT INTO journal VALUES (1, 0); SELECT append(ARRAY['a'], ARRAY[0], ARRAY[1], ARRAY['a'], ARRAY[1], ARRAY['e.v1'], ARRAY[0], ARRAY['c1'], ARRAY['old'::bytea], '{}', '{}')", connection);
            await use.ExecuteNonQueryAsync();
        }

        await using var journal = PostgresJournal.Open(earlier, NullLogger<PostgresJournal>.Instance);

        Assert.IsType<AppendResult.Appended>(await journal.Append(new StreamAppend("a", 1, [Event()], [])));
        var events = await journal.ReadStream("a", 0, default).ToListAsync();
        Assert.Equal(["old"u8.ToArray(), events[1].Event.Data.ToArray()], events.Select(e => e.Event.Data.ToArray()));
        Assert.Null(events[0].Event.By);
        await using (var old = new NpgsqlConnection(earlier)) // a program of before that still runs
        {
            await old.OpenAsync();
            await using var use = new NpgsqlCommand(
                "SELECT append(ARRAY['a'], ARRAY[2], ARRAY[3], ARRAY['a'], ARRAY[3], ARRAY['e.v1'], ARRAY[0], "
                + "ARRAY['c2'], ARRAY['old'::bytea], '{}', '{}')", old);
            await use.ExecuteNonQueryAsync();
        }

        Assert.Equal("c2", (await journal.ReadStream("a", 2, default).SingleAsync()).Event.ClaimId);
        await journal.Write(new Snapshot("a", 2, "s", new byte[100_000]));
        Assert.Equal(100_000, (await journal.Read("a", default))?.Data.Length);
    }

    [NeedyTheory]
    [InlineData("Host=127.0.0.1;Port=1;Timeout=2")]
    [InlineData("nonsense")]
    [InlineData("Host=127.0.0.1;Nonsense=1")]
    public void A_database_that_is_not_there_is_said_in_a_sentence(string connection)
    {
        var refused = Assert.Throws<JournalOpenException>(() => PostgresJournal.Open(connection, NullLogger<PostgresJournal>.Instance));

        Assert.StartsWith("The journal cannot be opened: ", refused.Message);
    }

    [NeedyFact]
    public async Task Opened_by_many_at_once_it_is_set_up_once()
    {
        var database = PostgresServer.Shared.CreateSchema();

        var journals = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            Task.Run(() => PostgresJournal.Open(database, NullLogger<PostgresJournal>.Instance))));

        Assert.IsType<AppendResult.Appended>(await journals[0].Append(new StreamAppend("a", 0, [Event()], [])));
        foreach (var journal in journals) await journal.DisposeAsync();
    }

    [NeedyFact]
    public async Task It_needs_no_more_than_a_schema_of_its_own()
    {
        var (role, schema) = ($"role_{Guid.NewGuid():N}", $"schema_{Guid.NewGuid():N}");
        await Run($"CREATE ROLE {role} LOGIN PASSWORD 'secret'; CREATE SCHEMA {schema} AUTHORIZATION {role}");
        var connection = new NpgsqlConnectionStringBuilder(_database) { Username = role, Password = "secret", SearchPath = schema };

        await using var journal = PostgresJournal.Open(connection.ToString(), NullLogger<PostgresJournal>.Instance);

        Assert.IsType<AppendResult.Appended>(await journal.Append(new StreamAppend("a", 0, [Event()], ["s1"])));
        await journal.Write([], new Checkpoint(1, "rules 1"), default);
        Assert.Equal(1, (await journal.Checkpoint(default)).Position);
        await journal.Restart("rules 2", default);
    }

    [NeedyFact]
    public async Task Positions_rise_on_after_a_dump_was_restored_on_a_younger_server()
    {
        await Append("a", 0, events: 2);
        await Run($"UPDATE event SET position = position + (1000000000::bigint << 20)"); // as if the old server had seen a billion transactions more
        await Journal.DisposeAsync();
        _journal = OpenAgain();

        await Append("a", 2);
        await Append("b", 0);

        Assert.Equal(["a", "a", "a", "b"], (await Visible(4)).Select(e => e.Stream));
    }

    [NeedyFact]
    public async Task What_was_answered_survives_a_crash_of_the_server_and_the_next_append_works()
    {
        var server = PostgresServer.Own();
        try
        {
            await using var journal = PostgresJournal.Open(server.ConnectionString, NullLogger<PostgresJournal>.Instance);
            var answered = new int[20];
            using var stopping = new CancellationTokenSource();
            var writing = Enumerable.Range(0, answered.Length).Select(i => Task.Run(async () =>
            {
                while (!stopping.IsCancellationRequested)
                {
                    var result = await journal.Append(new StreamAppend($"s{i}", answered[i], [Event()], []));
                    answered[i] = (int)Assert.IsType<AppendResult.Appended>(result).Version;
                }
            })).ToArray();
            await Task.Delay(500);
            server.Kill();
            await Task.WhenAll(writing).ContinueWith(_ => { }, TaskScheduler.Default); // each ends with a fault
            Assert.All(writing, w => Assert.IsType<JournalUnavailableException>(w.Exception?.InnerException));
            server.Start();

            for (var i = 0; i < answered.Length; i++)
            {
                var there = (await journal.ReadStream($"s{i}", 0, default).ToListAsync()).Count;
                Assert.InRange(there, answered[i], answered[i] + 1); // one was under way
                Assert.IsType<AppendResult.Appended>(await journal.Append(new StreamAppend($"s{i}", there, [Event()], [])));
            }

            Assert.All(answered, n => Assert.True(n > 0));
        }
        finally
        {
            server.Dispose();
        }
    }

    private PostgresJournal OpenAgain() => PostgresJournal.Open(_database, NullLogger<PostgresJournal>.Instance);

    private async Task<object?> Run(string sql)
    {
        await using var connection = new NpgsqlConnection($"{_database};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
