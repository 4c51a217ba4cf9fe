using System.Diagnostics;
using Analysis.Engine.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Analysis.Engine.Lists;

/// <summary>
/// Keeps the read model: follows the journal, asks for the row of each stream that changed, and writes rows and checkpoint
/// together. A topic that changes a thousand times a second is rendered once in a round, and rounds take a tenth of the time, so
/// lists cost claims little. Whoever reads a list waits for it with <see cref="CatchUp"/>. Thread-safe.
/// </summary>
public sealed class Projector(IJournal journal, IReadModel readModel, IEnumerable<IRowSource> sources,
    IViewRenderer renderer, TimeProvider clock, ILogger<Projector> log)
    : BackgroundService, ILists
{
    /// <summary>Between two rounds while nobody waits.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Between two rounds at most, however long they take.</summary>
    public static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(10);

    /// <summary>The longest that <see cref="CatchUp"/> waits: a list that lags a little beats none.</summary>
    public static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(1);

    /// <summary>Between two looks for rows that no longer hold though nothing was written: a view ages by the hour, and an embargo ends.</summary>
    public static readonly TimeSpan RefreshPause = TimeSpan.FromMinutes(1);

    private const int RefreshedMax = 500; // at one look: what ages beside claims must not cost them their time
    private const int EventsMax = 10_000;

    /// <summary>So many times as long as a round took, while nobody waits: lists may lag a little, but not cost claims their time.</summary>
    private const int RestFactor = 10;

    private static readonly TimeSpan NewsPatience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _asked = new(0);
    private HashSet<string> _owed = []; // streams whose row could not be had; the checkpoint stays before them
    private TaskCompletionSource _moved = NewSignal();
    private long _position = -1;
    private long _checkpoint;
    private long _currentAt = clock.GetTimestamp();
    private long _refreshedAt = clock.GetTimestamp();

    /// <summary>Up to where the read model has followed the journal; -1 before the first look.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <inheritdoc/>
    public async Task<TimeSpan> Lag(CancellationToken cancellationToken) =>
        Position >= await journal.Position(cancellationToken) ? TimeSpan.Zero : clock.GetElapsedTime(Volatile.Read(ref _currentAt));

    private string Stamp => renderer.Stamp;

    /// <inheritdoc/>
    public async Task CatchUp(CancellationToken cancellationToken) => await CatchUpTo(await journal.Position(cancellationToken), cancellationToken);

    /// <summary>Waits until everything up to a position is in the lists, at most <see cref="PatienceMax"/>.</summary>
    public async Task CatchUpTo(long until, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            var moved = Volatile.Read(ref _moved).Task; // taken before looking, so that no move falls between
            var left = PatienceMax - clock.GetElapsedTime(started);
            if (Position >= until || left <= TimeSpan.Zero) return;
            if (_asked.CurrentCount == 0) _asked.Release();
            await Task.WhenAny(moved, Task.Delay(left, clock, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Follows the journal to its end. For one caller at a time.</summary>
    /// <param name="progress">Hears the position after each step.</param>
    /// <param name="cancellationToken">Gives up between two steps.</param>
    public async Task Follow(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (Position < 0) await Begin(cancellationToken);
        ChangedStreams changed;
        do
        {
            var (asked, until) = (clock.GetTimestamp(), await journal.Position(cancellationToken));
            changed = await journal.Changed(Position, EventsMax, cancellationToken);
            if (changed.Streams.Count + _owed.Count > 0) await Write(changed, cancellationToken);
            if (Position >= until) Volatile.Write(ref _currentAt, asked);
            progress?.Report(Position);
        }
        while (changed.More);
    }

    /// <summary>
    /// Renders the rows anew that held until now, the longest overdue first, some hundreds at a time. For one caller at a time, after
    /// <see cref="Follow"/>.
    /// </summary>
    public async Task Refresh(CancellationToken cancellationToken)
    {
        _refreshedAt = clock.GetTimestamp();
        var (rows, failed) = (new List<SummaryRow>(), new HashSet<string>());
        foreach (var stream in await readModel.Overdue(clock.GetUtcNow(), RefreshedMax, cancellationToken))
        {
            if (await TryRow(stream, failed, cancellationToken) is { } row) rows.Add(row);
        }

        if (rows.Count > 0) await readModel.Write(rows, new Checkpoint(_checkpoint, Stamp), cancellationToken);
    }

    /// <summary>
    /// Forgets all rows and renders them anew, to the journal's end. Others may follow meanwhile; lists lack what is not
    /// rendered yet. If it is cut short while others follow, rows may be missing until it is done again. For one caller at a time.
    /// </summary>
    /// <returns>The streams that could not be rendered, as a rule none.</returns>
    public async Task<IReadOnlyList<string>> Rebuild(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        await readModel.Restart(Stamp, cancellationToken);
        _owed.Clear();
        _checkpoint = 0;
        MoveTo(0); // whatever checkpoint another follower has written since
        await Follow(progress, cancellationToken);
        return [.. _owed.Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _asked.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var rest = await TryFollow(stoppingToken) * RestFactor;
                await _asked.WaitAsync(rest < Pause ? Pause : rest > PauseMax ? PauseMax : rest, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping; what is not in the lists yet is rendered after the next start.
        }
    }

    /// <summary>Waits for news and follows the journal to its end.</summary>
    /// <returns>How long following took.</returns>
    private async Task<TimeSpan> TryFollow(CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        try
        {
            if (Position >= 0) await journal.WaitForNews(Position, _owed.Count > 0 ? Pause : NewsPatience, cancellationToken);
            started = clock.GetTimestamp();
            await Follow(null, cancellationToken);
            if (clock.GetElapsedTime(_refreshedAt) >= RefreshPause) await Refresh(cancellationToken);
            Telemetry.ProjectionDuration.Record(clock.GetElapsedTime(started).TotalSeconds);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            log.ProjectionPutOff(fault); // due again in the next round
        }

        return clock.GetElapsedTime(started);
    }

    private async Task Begin(CancellationToken cancellationToken)
    {
        var checkpoint = await readModel.Checkpoint(cancellationToken);
        if (checkpoint.Stamp != Stamp)
        {
            await readModel.Restart(Stamp, cancellationToken);
            checkpoint = new Checkpoint(0, Stamp);
        }

        _checkpoint = checkpoint.Position;
        MoveTo(checkpoint.Position);
    }

    private async Task Write(ChangedStreams changed, CancellationToken cancellationToken)
    {
        var streams = changed.Streams.Select(s => s.Name).Union(_owed).ToList();
        var owed = new HashSet<string>();
        for (var at = 0; at < streams.Count; at += RowQuery.LimitMax)
        {
            var some = streams[at..Math.Min(at + RowQuery.LimitMax, streams.Count)];
            var rows = new List<SummaryRow>(some.Count);
            foreach (var stream in some)
            {
                if (await TryRow(stream, owed, cancellationToken) is { } row) rows.Add(row);
            }

            var isWhole = at + some.Count == streams.Count && owed.Count == 0;
            await readModel.Write(rows, new Checkpoint(isWhole ? changed.Position : _checkpoint, Stamp), cancellationToken);
            if (isWhole) _checkpoint = changed.Position;
        }

        _owed = owed;
        MoveTo(changed.Position);
    }

    /// <summary>A stream that cannot be rendered must not keep the others from the lists; it is tried again in each round.</summary>
    private async Task<SummaryRow?> TryRow(string stream, HashSet<string> owed, CancellationToken cancellationToken)
    {
        try
        {
            var source = sources.FirstOrDefault(s => s.Keeps(stream)) ?? throw new UnreachableException($"Nobody keeps the stream {stream}.");
            var row = await source.Row(stream, cancellationToken);
            if (row is null or { Stamp: "" } || row.Stamp == Stamp) return row;
            owed.Add(stream); // rendered by a process of another release; asked again until that one is gone
            return null;
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            log.RowOwed(stream, fault);
            owed.Add(stream);
            return null;
        }
    }

    private void MoveTo(long position)
    {
        Volatile.Write(ref _position, position);
        Interlocked.Exchange(ref _moved, NewSignal()).SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
