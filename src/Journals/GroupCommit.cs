using System.Diagnostics;
using System.Threading.Channels;
using Analysis.Engine;
using Analysis.Engine.Journal;
using Microsoft.Extensions.Logging;

namespace Analysis.Journals;

/// <summary>
/// The one writer of a process. Appends wait in a queue; whatever has gathered while the last transaction was on its
/// way to the disk goes into the next one, so the price of a commit is shared exactly when there is somebody to share
/// it with, and a lone append never waits for company.
/// </summary>
internal sealed class GroupCommit : IAsyncDisposable
{
    /// <summary>The most appends that wait; one more is refused as busy. Sixteen full transactions.</summary>
    public const int WaitingMax = 4_096;

    /// <summary>The most appends in one transaction.</summary>
    public const int BatchAppendsMax = 256;

    /// <summary>No append is added to a transaction that has this many events, so that imports do not delay a click.</summary>
    public const int BatchEventsMax = 4_096;

    /// <summary>Nor to one of so many bytes.</summary>
    public const int BatchBytesMax = 16 * 1_024 * 1_024;

    private readonly Channel<PendingAppend> _waiting =
        Channel.CreateBounded<PendingAppend>(new BoundedChannelOptions(WaitingMax) { SingleReader = true });

    private readonly Func<IReadOnlyList<PendingAppend>, Task> _commit;
    private readonly ILogger _log;
    private readonly Task _writing;
    private volatile bool _closing;

    /// <param name="commit">
    /// Writes a batch in one transaction and sets each append's outcome. Returns after the commit. When it throws,
    /// every append of the batch faults with that exception, whatever its outcome was.
    /// </param>
    /// <param name="log">Hears of faults; the callers get them too, but each sees only its own.</param>
    public GroupCommit(Func<IReadOnlyList<PendingAppend>, Task> commit, ILogger log)
    {
        _commit = commit;
        _log = log;
        _writing = Task.Run(Write);
    }

    /// <summary>Queues an append; completes after its transaction is committed.</summary>
    public Task<AppendResult> Append(StreamAppend append)
    {
        var pending = new PendingAppend(append);
        if (_waiting.Writer.TryWrite(pending)) return pending.Answer;

        ObjectDisposedException.ThrowIf(_closing, this);
        throw new BusyException($"{WaitingMax} appends are waiting for the journal");
    }

    /// <summary>Refuses new appends, writes those that wait, and returns when the last caller has its answer.</summary>
    public async ValueTask DisposeAsync()
    {
        _closing = true;
        _waiting.Writer.TryComplete();
        await _writing;
    }

    private async Task Write()
    {
        var batch = new List<PendingAppend>(BatchAppendsMax);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            Fill(batch);
            await Commit(batch);
            batch.Clear();
        }
    }

    private void Fill(List<PendingAppend> batch)
    {
        var (events, bytes) = (0, 0L);
        while (batch.Count < BatchAppendsMax && events < BatchEventsMax && bytes < BatchBytesMax && _waiting.Reader.TryRead(out var next))
        {
            batch.Add(next);
            events += next.Append.Events.Count;
            for (var i = 0; i < next.Append.Events.Count; i++) bytes += next.Append.Events[i].Data.Length;
        }
    }

    private async Task Commit(List<PendingAppend> batch)
    {
        using var commit = Telemetry.Activities.StartActivity("journal commit")?.SetTag("appends", batch.Count);
        var started = Stopwatch.GetTimestamp();
        try
        {
            await _commit(batch);
            Telemetry.CommitDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
            Telemetry.CommitAppends.Record(batch.Count);
        }
#pragma warning disable CA1031 // the exception goes to every caller of the batch; the writer must live on
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _log.BatchFaulted(batch.Count, fault);
            foreach (var pending in batch) pending.Fail(fault);
        }

        foreach (var pending in batch) pending.Publish();
    }
}

/// <summary>An append on its way: what to write, and the caller who waits. Only the writer touches the outcome.</summary>
internal sealed class PendingAppend(StreamAppend append)
{
    // Continuations run elsewhere: a caller must not hold up the writer.
    private readonly TaskCompletionSource<AppendResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AppendResult? _result;
    private Exception? _fault;

    public StreamAppend Append { get; } = append;

    public Task<AppendResult> Answer => _answer.Task;

    /// <summary>What to answer if the transaction commits.</summary>
    public void Succeed(AppendResult result) => _result = result;

    /// <summary>What to answer instead of a result; the last fault counts.</summary>
    public void Fail(Exception fault) => _fault = fault;

    public void Publish()
    {
        if (_fault is not null) _answer.SetException(_fault);
        else if (_result is not null) _answer.SetResult(_result);
        else _answer.SetException(new InvalidOperationException($"no outcome for an append to {Append.Stream}"));
    }
}
