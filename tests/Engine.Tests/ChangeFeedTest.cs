using Analysis.Engine.Changes;
using Analysis.Engine.Journal;
using Analysis.Journals;
using Analysis.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Analysis.Engine.Tests;

public sealed class ChangeFeedTest : IAsyncLifetime
{
    private readonly Watched _journal = new(new MemoryJournal());
    private readonly ChangeFeed _feed;

    public ChangeFeedTest() => _feed = new ChangeFeed(_journal, TimeProvider.System, NullLogger<ChangeFeed>.Instance);

    public Task InitializeAsync() => _feed.StartAsync(default);

    public async Task DisposeAsync()
    {
        await _feed.StopAsync(default);
        _feed.Dispose();
    }

    [Fact]
    public async Task Followers_that_keep_up_share_one_reader()
    {
        await Append(3);
        using var seat = _feed.Join();
        await TailAt(3);
        var reads = _journal.Reads;

        await Append(5);
        await TailAt(8);

        var own = _journal.Reads - reads;
        for (var n = 0; n < 100; n++) Assert.Equal([4, 5, 6, 7, 8], (await _feed.Read(3, 200, default)).Changes.Select(c => c.Position));
        var page = await _feed.Read(3, 2, default);
        Assert.Equal([4, 5], page.Changes.Select(c => c.Position));
        Assert.Equal(5, page.Position);
        Assert.Equal(own, _journal.Reads - reads); // none but the tail's
    }

    [Fact]
    public async Task Who_falls_behind_what_is_kept_goes_on_in_the_journal()
    {
        const int Kept = 2 * ChangeFeed.RecentMax;
        using var seat = _feed.Join();
        await Append(1);
        await TailAt(1);
        await Append(Kept + 100);
        await TailAt(Kept + 101);

        var (seen, position) = (new List<long>(), 0L);
        while (await _feed.Read(position, 1_000, default) is { Changes.Count: > 0 } page)
        {
            seen.AddRange(page.Changes.Select(c => c.Position));
            position = page.Position;
        }

        Assert.Equal(Enumerable.Range(1, Kept + 101).Select(n => (long)n), seen);
    }

    [Fact]
    public async Task The_tail_rests_while_nobody_follows_and_begins_at_the_end()
    {
        await Append(2);
        await Task.Delay(10 * ChangeFeed.Pause);
        Assert.Equal(0, _journal.Reads);

        using var seat = _feed.Join();
        await TailAt(2);
        Assert.Equal([1, 2], (await _feed.Read(0, 200, default)).Changes.Select(c => c.Position)); // of before its time, from the journal
    }

    [Fact]
    public async Task After_a_fault_nothing_is_missing()
    {
        using var seat = _feed.Join();
        await Append(1);
        await TailAt(1);

        _journal.IsAway = true;
        var before = _journal.Reads;
        await Append(2);
        while (_journal.Reads == before) await Task.Delay(ChangeFeed.Pause); // until the tail has found it away
        _journal.IsAway = false;
        await Append(1);
        await TailAt(4);

        Assert.Equal([2, 3, 4], (await _feed.Read(1, 200, default)).Changes.Select(c => c.Position));
    }

    [Fact]
    public async Task Waiting_ends_when_patience_does_or_who_waits_gives_up()
    {
        using var seat = _feed.Join();
        await Append(1);
        await TailAt(1);

        await _feed.Wait(1, TimeSpan.FromMilliseconds(20), default);
        await _feed.Wait(1, TimeSpan.FromSeconds(-1), default);
        using var giveUp = new CancellationTokenSource();
        var waiting = _feed.Wait(1, TimeSpan.FromMinutes(5), giveUp.Token);
        Assert.False(waiting.IsCompleted);
        await giveUp.CancelAsync();
        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
    }

    /// <summary>Waits until the tail has come so far.</summary>
    private async Task TailAt(long position)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        for (var before = position - 1; !patience.IsCancellationRequested;)
        {
            await _feed.Wait(before, TimeSpan.FromSeconds(30), patience.Token);
            var waiting = _feed.Wait(before, TimeSpan.FromMinutes(1), patience.Token);
            if (waiting.IsCompleted) return;
        }

        Assert.Fail($"the tail did not come to {position}");
    }

    private async Task Append(int events)
    {
        var version = await _journal.ReadStream("topic/t", 0, default).CountAsync();
        foreach (var some in Enumerable.Range(0, events).Chunk(StreamAppend.EventsMax))
        {
            await _journal.Append(new StreamAppend("topic/t", version, [.. some.Select(_ => new StoredEvent("source-assessed.v3", DateTimeOffset.UnixEpoch, null, default))], []));
            version += some.Length;
        }
    }

    /// <summary>Counts who reads across streams, and can be away.</summary>
    private sealed class Watched(IJournal inner) : DelegatingJournal(inner)
    {
        private int _reads;

        public int Reads => Volatile.Read(ref _reads);

        public volatile bool IsAway;

        public override IAsyncEnumerable<RecordedEvent> ReadAll(long afterPosition, int max, CancellationToken ct)
        {
            Interlocked.Increment(ref _reads);
            return IsAway ? throw new JournalUnavailableException("away", new IOException()) : base.ReadAll(afterPosition, max, ct);
        }
    }
}
