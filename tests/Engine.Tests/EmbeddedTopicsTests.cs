using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Journals;
using Analysis.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Analysis.Engine.Tests;

public sealed class EmbeddedTopicsOnMemoryTests : TopicsConformance
{
    private readonly MemoryJournal _journal = new();
    private readonly EmbeddedTopics _topics;
    private readonly Sources _sources;

    public EmbeddedTopicsOnMemoryTests()
    {
        _topics = new EmbeddedTopics(_journal, _journal, new Reports.NoBrief(), TimeProvider.System, NullLogger<EmbeddedTopics>.Instance);
        _sources = new Sources(_journal, _journal, _topics, TimeProvider.System, NullLogger<Sources>.Instance);
    }

    protected override ITopics Topics => _topics;

    protected override ISources Sources => _sources;

    public override Task InitializeAsync() => Task.CompletedTask;

    public override async Task DisposeAsync()
    {
        await _topics.DisposeAsync();
        _sources.Dispose();
    }
}

public sealed class EmbeddedTopicsOnSqliteTests : TopicsConformance
{
    private readonly TempFolder _folder = new();
    private readonly SqliteJournal _journal;
    private readonly EmbeddedTopics _topics;
    private readonly Sources _sources;

    public EmbeddedTopicsOnSqliteTests()
    {
        _journal = SqliteJournal.Open(_folder.Path, NullLogger<SqliteJournal>.Instance);
        _topics = new EmbeddedTopics(_journal, _journal, new Reports.NoBrief(), TimeProvider.System, NullLogger<EmbeddedTopics>.Instance);
        _sources = new Sources(_journal, _journal, _topics, TimeProvider.System, NullLogger<Sources>.Instance);
    }

    protected override ITopics Topics => _topics;

    protected override ISources Sources => _sources;

    public override Task InitializeAsync() => Task.CompletedTask;

    public override async Task DisposeAsync()
    {
        await _topics.DisposeAsync();
        _sources.Dispose();
        await _journal.DisposeAsync();
        _folder.Dispose();
    }
}

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
        _topics = new EmbeddedTopics(_journal, _memory, new Reports.NoBrief(), _clock, NullLogger<EmbeddedTopics>.Instance);
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
        await Until(() =>
        {
            _clock.Pass(TimeSpan.Zero);
            return _topics.Active == 0;
        });

        Assert.Equal(before, (await _topics.Read(Topic, Lens.Current, default))!.View);
    }

    [Fact]
    public async Task Asking_for_topics_that_do_not_exist_keeps_nothing_in_memory()
    {
        for (var i = 0; i < 50; i++) Assert.Null(await _topics.Read(new($"nobody-{i}"), Lens.Current, default));

        await Until(() =>
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

    /// <summary>Documented in ITopics: a topic's queue.</summary>
    private const int TopicMailboxLimit = 1_024;

    private static async Task Until(Func<bool> condition)
    {
        for (var i = 0; i < 500 && !condition(); i++) await Task.Delay(10);
        Assert.True(condition());
    }

    /// <summary>A journal whose appends wait while it is held.</summary>
    private sealed class HeldJournal(IJournal inner) : IJournal
    {
        private TaskCompletionSource _gate = Open();

        public void Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => _gate.TrySetResult();

        public async Task<AppendResult> Append(StreamAppend append)
        {
            await _gate.Task;
            return await inner.Append(append);
        }

        public IAsyncEnumerable<RecordedEvent> ReadStream(string stream, long afterVersion, CancellationToken ct) => inner.ReadStream(stream, afterVersion, ct);

        public IAsyncEnumerable<RecordedEvent> ReadAll(long afterPosition, int max, CancellationToken ct) => inner.ReadAll(afterPosition, max, ct);

        public Task<long> Position(CancellationToken ct) => inner.Position(ct);

        public ValueTask DisposeAsync() => inner.DisposeAsync();

        private static TaskCompletionSource Open()
        {
            var gate = new TaskCompletionSource();
            gate.SetResult();
            return gate;
        }
    }
}
