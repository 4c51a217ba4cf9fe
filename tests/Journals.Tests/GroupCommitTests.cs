using Analysis.Engine.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Analysis.Journals.Tests;

public sealed class GroupCommitTests : IAsyncLifetime
{
    private readonly SemaphoreSlim _begun = new(0);
    private readonly SemaphoreSlim _proceed = new(0);
    private readonly List<int> _batches = [];
    private readonly GroupCommit _writer;
    private Exception? _fault;

    public GroupCommitTests() => _writer = new GroupCommit(Commit, NullLogger.Instance);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _proceed.Release(1_000);
        await _writer.DisposeAsync();
    }

    [Fact]
    public async Task Appends_that_arrive_during_a_commit_share_the_next_one()
    {
        var first = Append();
        await _begun.WaitAsync();
        var others = Enumerable.Range(0, 10).Select(_ => Append()).ToArray();

        _proceed.Release(2);
        await Task.WhenAll([first, .. others]);

        Assert.Equal([1, 10], _batches);
    }

    [Fact]
    public async Task Nobody_is_answered_before_the_commit()
    {
        var append = Append();
        await _begun.WaitAsync();

        Assert.False(append.IsCompleted);

        _proceed.Release();
        await append;
    }

    [Fact]
    public async Task A_batch_has_a_limit()
    {
        var first = Append();
        await _begun.WaitAsync();
        var appends = Enumerable.Range(0, GroupCommit.BatchAppendsMax + 1).Select(_ => Append()).ToArray();
        var imports = Enumerable.Range(0, 6).Select(_ => Append(events: StreamAppend.EventsMax)).ToArray();

        _proceed.Release(100);
        await Task.WhenAll([first, .. appends, .. imports]);

        // The second full batch: one append, then imports until there are at least 4,096 events.
        Assert.Equal([1, GroupCommit.BatchAppendsMax, 6, 1], _batches);
    }

    [Fact]
    public async Task A_fault_goes_to_every_caller_of_the_batch_and_to_nobody_else()
    {
        var first = Append();
        await _begun.WaitAsync();
        var second = Append();
        var third = Append();

        _fault = new IOException("disk full");
        _proceed.Release();
        await Assert.ThrowsAsync<IOException>(() => first);
        await _begun.WaitAsync();
        _fault = null;
        _proceed.Release();

        Assert.IsType<AppendResult.Appended>(await second);
        Assert.IsType<AppendResult.Appended>(await third);
    }

    [Fact]
    public async Task A_full_queue_is_busy()
    {
        var first = Append();
        await _begun.WaitAsync();
        var waiting = Enumerable.Range(0, GroupCommit.WaitingMax).Select(_ => Append()).ToArray();

        await Assert.ThrowsAsync<BusyException>(() => Append());

        _proceed.Release(1_000);
        await Task.WhenAll([first, .. waiting]);
        await Append();
    }

    [Fact]
    public async Task Disposing_answers_those_who_wait_and_refuses_the_rest()
    {
        var first = Append();
        await _begun.WaitAsync();
        var waiting = Append();

        var disposing = _writer.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Append());
        Assert.False(disposing.IsCompleted);
        _proceed.Release(2);
        await disposing;

        Assert.IsType<AppendResult.Appended>(await first);
        Assert.IsType<AppendResult.Appended>(await waiting);
    }

    private async Task<AppendResult> Append(int events = 1)
    {
        var e = new StoredEvent("e.v1", DateTimeOffset.UnixEpoch, null, default);
        return await _writer.Append(new StreamAppend("a", 0, [.. Enumerable.Repeat(e, events)], []));
    }

    private async Task Commit(IReadOnlyList<PendingAppend> batch)
    {
        _batches.Add(batch.Count);
        _begun.Release();
        await _proceed.WaitAsync();
        foreach (var pending in batch) pending.Succeed(new AppendResult.Appended(1, 1));
        if (_fault is not null) throw _fault;
    }
}
