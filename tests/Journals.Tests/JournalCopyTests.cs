using Analysis.Domain.Beliefs;
using Analysis.Domain.Topics;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Testing;
using Microsoft.Data.Sqlite;

namespace Analysis.Journals.Tests;

public sealed class JournalCopyTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new DateTimeOffset(2025, 10, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(7);

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [NeedyFact]
    public async Task A_copy_of_a_folder_has_the_same_events_and_views()
    {
        var (from, to) = (Folder(), Folder());
        await Fill(from, topics: 7, claims: 40);

        Assert.Equal(new CopyResult.Done(289, 289, 7), await Copy(from, to)); // a definition, an assessment of one source, the claims

        await AssertSame(from, to);
    }

    [NeedyFact]
    [Needs(Tool.Postgres)]
    public async Task From_a_folder_over_two_databases_and_back_nothing_changes()
    {
        JournalPlace[] places = [Folder(), Database(), Database(), Folder()];
        await Fill(places[0], topics: 5, claims: 30);

        foreach (var (from, to) in places.Zip(places.Skip(1))) Assert.Equal(new CopyResult.Done(157, 157, 5), await Copy(from, to));

        foreach (var place in places.Skip(1)) await AssertSame(places[0], place);
    }

    [NeedyFact]
    public async Task A_stream_longer_than_an_append_and_a_page_arrives_in_order()
    {
        var (from, to) = (Folder(), Folder());
        await Fill(from, topics: 1, claims: JournalCopy.PageEventsMax + 1);

        Assert.IsType<CopyResult.Done>(await Copy(from, to));

        await AssertSame(from, to);
    }

    [NeedyTheory]
    [Needs(Tool.Postgres)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_copy_that_was_cut_short_goes_on_where_it_stopped(bool toDatabase)
    {
        var from = Folder();
        var to = toDatabase ? Database() : Folder();
        await Fill(from, topics: 30, claims: 200);
        const int All = (30 * 201) + 2;
        foreach (var appends in new[] { 3, 17, 20 })
        {
            await Assert.ThrowsAsync<IOException>(() => Copy(from, to, target => new Breaking(target, appends)));
        }

        var there = await Count(to);
        Assert.InRange(there, 1, All - 1);
        Assert.Equal(new CopyResult.Done(All, All - there, 30), await Copy(from, to));
        await AssertSame(from, to);
    }

    [NeedyFact]
    public async Task A_second_run_changes_nothing_and_a_later_one_brings_what_is_new()
    {
        var (from, to) = (Folder(), Folder());
        await Fill(from, topics: 3, claims: 10);
        await Copy(from, to);
        var before = await Events(to);

        Assert.Equal(new CopyResult.Done(35, 0, 3), await Copy(from, to));
        Assert.Equal(before, await Events(to));

        await Append(from, "topic/t1", 11, Claim("t1", "late", "newcomer"));
        Assert.Equal(new CopyResult.Done(36, 1, 3), await Copy(from, to));
        await AssertSame(from, to);
    }

    [NeedyTheory]
    [InlineData("topic/t1", 11, "longer than the source's")]
    [InlineData("topic/other", 0, "not in the source")]
    public async Task A_target_with_something_of_its_own_is_refused_and_named(string stream, int version, string why)
    {
        var (from, to) = (Folder(), Folder());
        await Fill(from, topics: 3, claims: 10);
        await Copy(from, to);
        await Append(to, stream, version, Claim("t1", why, "ministry"));
        await Append(from, "topic/t2", 11, Claim("t2", "late", "ministry"));
        var before = await Events(to);

        Assert.Equal(stream, Assert.IsType<CopyResult.Refused>(await Copy(from, to)).Stream);

        Assert.Equal(before, await Events(to));
    }

    [NeedyFact]
    public async Task A_target_that_differs_in_one_byte_is_refused_and_named()
    {
        var (from, to) = (Folder(), Folder());
        await Fill(from, topics: 3, claims: 10);
        await Copy(from, to);
        Change(to, "UPDATE event SET data = cast(replace(cast(data AS TEXT), 'ministry', 'ministrz') AS BLOB) WHERE stream = 'topic/t2' AND version = 5");

        Assert.Equal("topic/t2", Assert.IsType<CopyResult.Refused>(await Copy(from, to)).Stream);
    }

    [NeedyFact]
    public async Task A_topic_that_shows_something_else_is_named()
    {
        var (from, to) = (Folder(), Folder());
        await Fill(from, topics: 3, claims: 10);

        var different = Assert.IsType<CopyResult.Different>(await Copy(from, to, target => new Forgetful(target, "topic/t1")));

        Assert.Equal(["t1"], different.Names);
        Assert.Equal("the view", different.Why);
    }

    [NeedyFact]
    [Needs(Tool.Postgres)]
    public async Task The_source_is_only_read()
    {
        var from = Folder();
        await Fill(from, topics: 1, claims: 1);

        await using (var source = from.OpenToRead())
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => source.Append(new StreamAppend("topic/t0", 2, [], [])));
            Assert.Throws<JournalOpenException>(() => from.OpenToRead()); // the folder's lock holds
        }

        Change(from, "UPDATE schema SET version = 1");
        Assert.Contains("schema version 1", Assert.Throws<JournalOpenException>(from.OpenToRead).Message);
        var missing = Folder();
        Assert.Contains("holds no journal", Assert.Throws<JournalOpenException>(missing.OpenToRead).Message);
        Assert.False(Directory.Exists(missing.Text));
        var empty = Database();
        Assert.Contains("holds no journal", Assert.Throws<JournalOpenException>(empty.OpenToRead).Message);
    }

    [NeedyFact]
    public void A_place_with_an_equals_sign_is_a_database()
    {
        Assert.Contains("cannot be opened", Assert.Throws<JournalOpenException>(new JournalPlace("Host=127.0.0.1;Port=1;Timeout=2").Open).Message);
        Assert.Contains("cannot be opened", Assert.Throws<JournalOpenException>(new JournalPlace("no=sense").Open).Message);
        Assert.True(new JournalPlace("data").IsSameAs(new JournalPlace("./data/../data")));
        Assert.False(new JournalPlace("data").IsSameAs(new JournalPlace("Host=data")));
    }

    private static async Task<CopyResult> Copy(JournalPlace from, JournalPlace to, Func<IJournal, IJournal>? through = null)
    {
        await using var source = from.OpenToRead();
        await using var target = to.Open();
        var copy = new JournalCopy(source, through?.Invoke(target) ?? target,
            fold =>
            new Reports.Plain().Whole(new TopicReading(fold.State.Definition!, fold.Render())).Json,
            TimeProvider.System);
        return await copy.Run(new Progress<CopyProgress>(), default);
    }

    /// <summary>Topics t0, t1, ... in turn, so that their events are mixed; every fifth claim has an origin of its own.</summary>
    private static async Task Fill(JournalPlace place, int topics, int claims)
    {
        await using var journal = place.Open();
        foreach (var grade in new[] { Grade.B, Grade.A })
            await Append(journal, "source/ministry", grade == Grade.B ? 0 : 1, new TopicEvent.SourceAssessed(new SourceProfile(new("ministry"), "Ministry", null, grade)));
        for (var version = 0; version <= claims; version++)
        {
            await Task.WhenAll(Enumerable.Range(0, topics).Select(t => Append(
                journal, $"topic/t{t}", version, version == 0 ? new TopicEvent.Defined(Reports.Troops($"t{t}")) : Claim($"t{t}", $"c{version}", version % 5 == 0 ? $"origin-{t}" : "ministry"))));
        }
    }

    private static TopicEvent.ClaimAsserted Claim(string topic, string id, string origin) => new(Reports.Count(topic, id, 600 + id.Length, origin));

    private static async Task Append(JournalPlace place, string stream, int version, TopicEvent fact)
    {
        await using var journal = place.Open();
        await Append(journal, stream, version, fact);
    }

    private static async Task Append(IJournal journal, string stream, int version, TopicEvent fact)
    {
        string[] sources = fact is TopicEvent.ClaimAsserted { Claim: var claim } ? [.. claim.Chain.Select(s => s.Value)] : [];
        var append = new StreamAppend(stream, version,
            [EventCodec.Encode(fact, Noon.AddMinutes(version))
            with { By = version % 2 == 0 ? null : $"writer-{version}" }], sources);
        Assert.IsType<AppendResult.Appended>(await journal.Append(append));
    }

    private static async Task AssertSame(JournalPlace expected, JournalPlace actual)
    {
        Assert.Equal(await Events(expected), await Events(actual));
        await using var one = expected.Open();
        await using var other = actual.Open();
        foreach (var source in new[] { "outlet", "ministry", "origin-1", "newcomer", "nobody" })
        {
            Assert.Equal(
                await ((IReadModel)one).StreamsUsing(source, null, RowQuery.LimitMax, default),
                await ((IReadModel)other).StreamsUsing(source, null, RowQuery.LimitMax, default));
        }
    }

    /// <summary>Everything but positions, stream by stream.</summary>
    private static async Task<List<string>> Events(JournalPlace place)
    {
        await using var journal = place.Open();
        var events = await journal.ReadAll(0, int.MaxValue, default).ToListAsync();
        return [.. events.OrderBy(e => e.Stream, StringComparer.Ordinal).ThenBy(e => e.Position)
            .Select(
            e => $"{e.Stream} {e.Version} {e.Event.Type} {e.Event.RecordedAt.UtcTicks} {e.Event.ClaimId} {e.Event.By} "
                + $"{Convert.ToHexString(e.Event.Data.Span)}")];
    }

    private static async Task<int> Count(JournalPlace place) => (await Events(place)).Count;

    private static void Change(JournalPlace folder, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Text, "journal.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    private static JournalPlace Database() => new(PostgresServer.Shared.CreateSchema());

    private JournalPlace Folder() => new(Path.Combine(_temp.Path, Guid.NewGuid().ToString("N")));

    /// <summary>Fails after so many appends.</summary>
    private sealed class Breaking(IJournal inner, int appends) : DelegatingJournal(inner)
    {
        private int _left = appends;

        public override Task<AppendResult> Append(StreamAppend append) => _left-- > 0 ? base.Append(append) : throw new IOException("cut short");
    }

    /// <summary>Leaves a stream's last events out when it is read alone.</summary>
    private sealed class Forgetful(IJournal inner, string forgotten) : DelegatingJournal(inner)
    {
        public override IAsyncEnumerable<RecordedEvent> ReadStream(string stream, long afterVersion, CancellationToken ct) =>
            base.ReadStream(stream, afterVersion, ct).Where(e => stream != forgotten || e.Version < 3);
    }
}
