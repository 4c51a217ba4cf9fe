using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Reference;
using Analysis.Engine.Snapshots;
using Analysis.Engine.Topics;
using Analysis.Journals;
using Analysis.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Analysis.Engine.Tests;

/// <summary>The embedded host over a journal.</summary>
public abstract class EmbeddedTopicsConformance<T> : TopicsConformance
    where T : IJournal, ISnapshots, IReadModel
{
    private readonly T _journal;
    private readonly EmbeddedTopics _topics;
    private readonly Families _families;
    private readonly Sources _sources;

    protected EmbeddedTopicsConformance(T journal)
    {
        _journal = journal;
        _topics = new(journal, journal, journal, new Reports.Plain(), TimeProvider.System, NullLogger<EmbeddedTopics>.Instance);
        _families = new(journal, journal, _topics, TimeProvider.System, NullLogger<Families>.Instance);
        _sources = new(journal, journal, _topics, _families, TimeProvider.System, NullLogger<Sources>.Instance);
    }

    protected override ITopics Topics => _topics;

    protected override ISources Sources => _sources;

    protected override IFamilies Families => _families;

    public override Task InitializeAsync() => Task.CompletedTask;

    public override async Task DisposeAsync()
    {
        await _topics.DisposeAsync();
        _sources.Dispose();
        _families.Dispose();
        await _journal.DisposeAsync();
    }
}

public sealed class EmbeddedTopicsOnMemoryTests() : EmbeddedTopicsConformance<MemoryJournal>(new MemoryJournal());

public sealed class EmbeddedTopicsOnSqliteTests(TempFolder folder)
    : EmbeddedTopicsConformance<SqliteJournal>(SqliteJournal.Open(Path.Combine(folder.Path, $"{Guid.NewGuid():N}"), NullLogger<SqliteJournal>.Instance)), IClassFixture<TempFolder>;

[Needs(Tool.Postgres)]
public sealed class EmbeddedTopicsOnPostgresTests()
    : EmbeddedTopicsConformance<PostgresJournal>(PostgresJournal.Open(PostgresServer.Shared.CreateSchema(), NullLogger<PostgresJournal>.Instance));

/// <summary>What only the embedded host does: idle topics, full queues, closing.</summary>
public sealed class EmbeddedTopicsTests : IAsyncLifetime
{
    private static readonly TopicId Topic = new("t");

    private readonly ManualClock _clock = new(new DateTimeOffset(2025, 7, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly MemoryJournal _memory = new();
    private readonly HeldJournal _journal;
    private readonly EmbeddedTopics _topics;

    public EmbeddedTopicsTests()
    {
        _journal = new HeldJournal(_memory);
        _topics = new EmbeddedTopics(_journal, _memory, _memory, new Reports.Plain(), _clock, NullLogger<EmbeddedTopics>.Instance);
    }

    public async Task InitializeAsync() => await _topics.Execute(Topic, new TopicCommand.Define(Reports.Troops("t"), null));

    public async Task DisposeAsync()
    {
        _journal.Release();
        await _topics.DisposeAsync();
    }

    [Fact]
    public async Task An_idle_topic_gives_up_its_memory_and_comes_back_the_same()
    {
        await _topics.Execute(Topic, Reports.Assert(Reports.Count("t", "c1", 600)));
        var before = (await _topics.Read(Topic, Lens.Current, default))!.View;

        _clock.Pass(EmbeddedTopics.IdleLimit + TimeSpan.FromMinutes(1));
        await Eventually.IsSo(() =>
        {
            _clock.Pass(TimeSpan.Zero);
            return _topics.Active == 0;
        });

        Assert.Equal(before, (await _topics.Read(Topic, Lens.Current, default))!.View);
    }

    [Fact]
    public async Task An_idle_topic_leaves_a_snapshot_of_all_that_has_come()
    {
        const int claims = TopicActor.SnapshotVersionMin + 300;
        await Task.WhenAll(Enumerable.Range(0, claims).Chunk(500).Select(async chunk => { foreach (var i in chunk) await Submit($"c{i}"); }));
        var before = (await _topics.Read(Topic, Lens.Current, default))!.View;
        var kept = (await _memory.Read(TopicStream.Of(Topic), default))!.Version;

        _clock.Pass(EmbeddedTopics.IdleLimit + TimeSpan.FromMinutes(1));
        await Eventually.IsSo(() =>
        {
            _clock.Pass(TimeSpan.Zero);
            return _topics.Active == 0;
        });

        Assert.InRange(kept, TopicActor.SnapshotVersionMin, claims);
        Assert.Equal(claims + 1, (await _memory.Read(TopicStream.Of(Topic), default))!.Version);
        Assert.Equal(before, (await _topics.Read(Topic, Lens.Current, default))!.View);
    }

    [Fact]
    public async Task Of_too_many_topics_those_not_used_for_longest_give_up_their_memory()
    {
        await using var topics = new EmbeddedTopics(_memory, _memory, _memory, new Reports.Plain(), _clock, NullLogger<EmbeddedTopics>.Instance) { ActiveMax = 20 };
        var patience = topics.ShowAfter(Topic, 1, TimeSpan.FromDays(1), default); // used first, and watched
        for (var i = 0; i < 100; i++)
        {
            _clock.Pass(TimeSpan.FromSeconds(1));
            await topics.Execute(new($"t{i}"), new TopicCommand.Define(Reports.Troops($"t{i}"), null));
            Assert.InRange(topics.Active, 1, 25);
        }

        for (var i = 0; i < 100; i++) Assert.Equal(1, (await topics.Read(new($"t{i}"), Lens.Current, default))!.View.Version);
        Assert.False(patience.IsCompleted);
        await topics.Execute(Topic, Reports.Assert(Reports.Count("t", "c1", 600)));
        Assert.Equal(2, (await patience)?.Version);
    }

    [Fact]
    public async Task As_of_a_time_a_topic_is_shown_exactly_as_it_was_shown_then()
    {
        var topic = Reports.Troops("a") with { Dynamics = Dynamics.Changing, HalfLife = new Period("P10D", TimeSpan.FromDays(10)) };
        await _topics.Execute(new("a"), new TopicCommand.Define(topic, null));
        var shown = new List<(DateTimeOffset At, View View)>();
        for (var i = 0; i < 12; i++)
        {
            _clock.Pass(TimeSpan.FromHours(31));
            var on = _clock.GetUtcNow().AddDays(-1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            if (i % 3 == 0) await _topics.Execute(new("a"), Reports.Assert(Reports.Count("a", $"c{i}", 600 + i, $"origin-{i % 2}", on)));
            if (i % 5 == 4) await _topics.Execute(new("a"), new TopicCommand.RetractClaim(new("c3"), "misread", null));
            shown.Add((_clock.GetUtcNow(), (await _topics.Read(new("a"), Lens.Current, default))!.View));
        }

        foreach (var (at, view) in shown) Assert.Equal(view, (await _topics.Read(new("a"), new Lens(AsOf: at), default))!.View);
        Assert.Equal(12, shown.DistinctBy(s => s.View.Confidence.Score).Count()); // it aged between
    }

    [Fact]
    public async Task After_a_fault_of_the_journal_everybody_who_waited_can_try_again()
    {
        _journal.Hold();
        var first = Submit("first");
        await Eventually.IsSo(() => _journal.Waiting == 1);
        var waited = Enumerable.Range(0, 20).Select(i => Submit($"c{i}")).ToList();
        _journal.FailNext();
        _journal.Release();

        await Assert.ThrowsAsync<IOException>(() => first);
        foreach (var reply in waited) Assert.IsType<Reply.Done>(await reply);
        Assert.IsType<Reply.Unchanged>(await Submit("first"));
        Assert.Equal(22, (await _topics.Read(Topic, Lens.Current, default))!.View.Version);
    }

    [Fact]
    public async Task A_fault_behind_an_append_of_many_leaves_each_of_them_there_once()
    {
        _journal.Hold();
        var first = Submit("first");
        await Eventually.IsSo(() => _journal.Waiting == 1);
        var waited = Enumerable.Range(0, 20).Select(i => Submit($"c{i}")).ToList();
        _journal.FailNext(skip: 1);
        _journal.Release();

        await first;
        foreach (var reply in waited) await Assert.ThrowsAsync<IOException>(() => reply);
        for (var i = 0; i < 20; i++) Assert.IsType<Reply.Unchanged>(await Submit($"c{i}"));
        Assert.Equal(22, (await _topics.Read(Topic, Lens.Current, default))!.View.Version);
    }

    [Fact]
    public async Task Who_waits_for_a_change_keeps_the_topic_in_memory()
    {
        var waiting = _topics.ShowAfter(Topic, 1, TimeSpan.FromDays(1), default);
        for (var i = 0; i < 20; i++) _clock.Pass(EmbeddedTopics.IdleLimit);

        Assert.Equal(1, _topics.Active);
        await Submit("c1");
        Assert.Equal(2, (await waiting)?.Version);
    }

    [Fact]
    public async Task After_closing_nothing_is_taken_in()
    {
        var waiting = _topics.ShowAfter(Topic, 1, TimeSpan.FromDays(1), default);
        await Task.Delay(20);
        await _topics.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => Submit("late"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        Assert.Equal(0, _topics.Active);
    }

    [Fact]
    public async Task Asking_for_topics_that_do_not_exist_keeps_nothing_in_memory()
    {
        for (var i = 0; i < 50; i++) Assert.Null(await _topics.Read(new($"nobody-{i}"), Lens.Current, default));

        await Eventually.IsSo(() =>
        {
            _clock.Pass(TimeSpan.FromMinutes(1));
            return _topics.Active == 1;
        });
    }

    [Fact]
    public async Task A_full_queue_is_refused_as_busy_and_what_waits_is_answered()
    {
        _journal.Hold();
        var accepted = new List<Task<Reply>>();
        var refused = 0;
        for (var i = 0; i < TopicMailboxLimit + (2 * TopicActor.CommandsMax) && refused == 0; i++)
        {
            var reply = _topics.Execute(Topic, Reports.Assert(Reports.Count("t", $"c{i}", 600 + i, $"origin-{i}")));
            if (reply.IsFaulted) refused++;
            else accepted.Add(reply);
        }

        Assert.Equal(1, refused);
        _journal.Release();
        Assert.All(await Task.WhenAll(accepted), reply => Assert.IsType<Reply.Done>(reply));
        Assert.Equal(accepted.Count + 1, (await _topics.Read(Topic, Lens.Current, default))!.View.Version);
    }

    [Fact]
    public async Task Closing_answers_what_waits()
    {
        _journal.Hold();
        var replies = Enumerable.Range(0, 50).Select(i => _topics.Execute(Topic, Reports.Assert(Reports.Count("t", $"c{i}", 600 + i, $"origin-{i}")))).ToList();
        var closing = _topics.DisposeAsync();
        _journal.Release();
        await closing;

        Assert.All(await Task.WhenAll(replies), reply => Assert.IsType<Reply.Done>(reply));
    }

    private Task<Reply> Submit(string id) => _topics.Execute(Topic, Reports.Assert(Reports.Count("t", id, 600, "origin-" + id)));

    /// <summary>Documented in ITopics: a topic's queue.</summary>
    private const int TopicMailboxLimit = 1_024;

    /// <summary>A journal whose appends wait while it is held.</summary>
    private sealed class HeldJournal(IJournal inner) : DelegatingJournal(inner)
    {
        private TaskCompletionSource _gate = Open();
        private int _failAt;

        public void Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => _gate.TrySetResult();

        /// <summary>How many appends are being held.</summary>
        public int Waiting { get; private set; }

        /// <summary>The next append but <paramref name="skip"/> is written, and fails.</summary>
        public void FailNext(int skip = 0) => _failAt = skip + 1;

        public override async Task<AppendResult> Append(StreamAppend append)
        {
            Waiting++;
            await _gate.Task;
            Waiting--;
            var fails = _failAt > 0 && --_failAt == 0;
            var result = await base.Append(append);
            return fails ? throw new IOException("fault behind the append") : result;
        }

        private static TaskCompletionSource Open()
        {
            var gate = new TaskCompletionSource();
            gate.SetResult();
            return gate;
        }
    }
}
