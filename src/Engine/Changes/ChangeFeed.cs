using Analysis.Domain.Claims;
using Analysis.Engine.Journal;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Analysis.Engine.Changes;

/// <summary>One fact of a topic's stream, without what it says.</summary>
/// <param name="Position">Its place in the journal.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Version">Its place in the topic's stream.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Event">Its stored name, such as <c>claim-asserted</c>.</param>
/// <param name="Claim">The claim that it asserts or retracts, if it does either.</param>
/// <param name="Until">Until when it is not told of, since its claim is dated ahead; null as a rule.</param>
public sealed record Change(long Position, TopicId Topic, long Version, DateTimeOffset At, string Event, ClaimId? Claim, DateTimeOffset? Until = null)
{
    /// <summary>Null when the event is not on a topic's stream.</summary>
    public static Change? Of(RecordedEvent stored) => TopicStream.TopicOf(stored.Stream) is { } topic
        ? new Change(stored.Position, topic, stored.Version, stored.Event.RecordedAt, EventCodec.NameOf(stored), EventCodec.ClaimOf(stored),
        EventCodec.EmbargoOf(stored))
        : null;
}

/// <summary>Some changes, in order of position.</summary>
/// <param name="Changes">May be none, also where there are more to come.</param>
/// <param name="Position">Where to go on from.</param>
public sealed record ChangePage(IReadOnlyList<Change> Changes, long Position);

/// <summary>
/// What happens to topics, for many followers at the cost of one: while there are any, one tail reads the journal and keeps the last
/// changes in memory, where they find them. Who is further behind reads the journal, page by page. Skips nothing, and shows nothing that
/// is not durable. Thread-safe.
/// </summary>
public sealed class ChangeFeed(IJournal journal, TimeProvider clock, ILogger<ChangeFeed> log) : BackgroundService
{
    /// <summary>The most followers at a time; one more is refused as busy.</summary>
    public const int FollowersMax = 1_000;

    /// <summary>The least changes that are kept while there are followers, and half of the most.</summary>
    public const int RecentMax = 4_096;

    /// <summary>Between two looks of the tail: changes that come together go out together.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(2); // as a rule the journal is away, and stays away for a while

    private static readonly TimeSpan NewsPatience = TimeSpan.FromSeconds(5);

    private const int EventsMax = 1_000; // that the tail reads at once
    private const int ReadsMax = 4; // at a time, of those who are behind: they must not keep others from the journal
    private const long Nowhere = -1;

    private readonly SemaphoreSlim _joined = new(0);
    private readonly SemaphoreSlim _reads = new(ReadsMax);
    private readonly Lock _lock = new();
    private readonly List<Change> _recent = []; // every change in (_from, _position], while the tail is anywhere
    private TaskCompletionSource _moved = NewSignal();
    private long _from = Nowhere;
    private long _position = Nowhere;
    private int _followers;

    /// <summary>How many follow.</summary>
    public int Followers => Volatile.Read(ref _followers);

    /// <summary>Makes the caller a follower, until what is returned is disposed of.</summary>
    /// <exception cref="BusyException">There are as many as there may be.</exception>
    public IDisposable Join()
    {
        var seat = new Seat(this);
        if (Followers <= FollowersMax) return seat;
        seat.Dispose();
        throw new BusyException($"{FollowersMax} follow already.");
    }

    /// <summary>The position from which on a follower misses nothing that happens from now on.</summary>
    public Task<long> End(CancellationToken cancellationToken) => journal.End(cancellationToken);

    /// <summary>Whether the journal has come as far as a position: else that is of another journal, or of this one before it was restored.</summary>
    public async Task<bool> Knows(long position, CancellationToken cancellationToken) => position <= await journal.Position(cancellationToken);

    /// <summary>Whether a topic's stream has come as far as a version.</summary>
    public async Task<bool> Knows(TopicId topic, long version, CancellationToken cancellationToken) =>
        version == 0 || await journal.ReadStream(TopicStream.Of(topic), version - 1, cancellationToken).AnyAsync(cancellationToken);

    /// <summary>Whether more than so many events can be read after a position.</summary>
    public async Task<bool> HasMore(long after, int than, CancellationToken cancellationToken) => (await journal.Changed(after, than + 1, cancellationToken)).More;

    /// <summary>What happened after a position, at most so much. Costs no I/O for a follower that keeps up.</summary>
    public async Task<ChangePage> Read(long after, int limit, CancellationToken cancellationToken)
    {
        if (Recent(after, limit) is { } recent) return Told(recent);
        var (changes, position) = (new List<Change>(), after);
        await _reads.WaitAsync(cancellationToken);
        try
        {
            await foreach (var stored in journal.ReadAll(after, limit, cancellationToken))
            {
                if (Change.Of(stored) is { } change) changes.Add(change);
                position = stored.Position;
            }
        }
        finally
        {
            _reads.Release();
        }

        return Told(new ChangePage(changes, position));
    }

    /// <summary>Without what is under embargo.</summary>
    private ChangePage Told(ChangePage page)
    {
        var now = clock.GetUtcNow();
        return page.Changes.Any(c => c.Until > now) ? page with { Changes = [.. page.Changes.Where(c => !(c.Until > now))] } : page;
    }

    /// <summary>What happened to one topic after a version of its stream, at most so much. Reads the journal.</summary>
    public async Task<IReadOnlyList<Change>> Read(TopicId topic, long afterVersion, int limit, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await _reads.WaitAsync(cancellationToken);
        try
        {
            return await journal.ReadStream(TopicStream.Of(topic), afterVersion, cancellationToken).Select(Change.Of)
                .OfType<Change>().Where(c => !(c.Until > now)).Take(limit).ToListAsync(cancellationToken);
        }
        finally
        {
            _reads.Release();
        }
    }

    /// <summary>
    /// For a follower: completes when there may be changes after a position, after <paramref name="patience"/>, or when it is cancelled; never throws. A hint: it may be early.
    /// </summary>
    public async Task Wait(long after, TimeSpan patience, CancellationToken cancellationToken)
    {
        Task moved;
        lock (_lock)
        {
            if (_position > after) return;
            moved = _moved.Task;
        }

        if (patience > TimeSpan.Zero) await moved.WaitAsync(patience, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _joined.Dispose();
        _reads.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await _joined.WaitAsync(stoppingToken);
                while (Followers > 0) await Task.Delay(await TryFollow(stoppingToken) ? Pause : PauseAfterFault, clock, stoppingToken);
                MoveTo(Nowhere, []);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping, and with it the followers go.
        }
    }

    private ChangePage? Recent(long after, int limit)
    {
        lock (_lock)
        {
            if (_position == Nowhere || after < _from) return null;
            var next = _recent.FindLastIndex(change => change.Position <= after) + 1; // from the end, where followers are
            var changes = _recent.GetRange(next, Math.Min(limit, _recent.Count - next));
            var isLast = next + changes.Count == _recent.Count;
            return new ChangePage(changes, isLast ? Math.Max(after, _position) : changes[^1].Position);
        }
    }

    private async Task<bool> TryFollow(CancellationToken cancellationToken)
    {
        try
        {
            if (_position == Nowhere) MoveTo(await journal.End(cancellationToken), []);
            await journal.WaitForNews(_position, NewsPatience, cancellationToken);
            List<RecordedEvent> events;
            do
            {
                events = await journal.ReadAll(_position, EventsMax, cancellationToken).ToListAsync(cancellationToken);
                if (events.Count > 0) MoveTo(events[^1].Position, [.. events.Select(Change.Of).OfType<Change>()]);
            }
            while (events.Count == EventsMax);
            return true;
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            log.FeedPutOff(fault); // goes on from the same position
            return false;
        }
    }

    private void MoveTo(long position, IReadOnlyList<Change> changes)
    {
        TaskCompletionSource moved;
        lock (_lock)
        {
            if (position == Nowhere) _recent.Clear();
            if (_position == Nowhere) _from = position;
            _recent.AddRange(changes);
            if (_recent.Count > 2 * RecentMax)
            {
                var forgotten = _recent.Count - RecentMax;
                _from = _recent[forgotten - 1].Position;
                _recent.RemoveRange(0, forgotten);
            }

            _position = position;
            (moved, _moved) = (_moved, NewSignal());
        }

        moved.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>One follower's.</summary>
    private sealed class Seat : IDisposable
    {
        private ChangeFeed? _feed;

        public Seat(ChangeFeed feed)
        {
            _feed = feed;
            if (Interlocked.Increment(ref feed._followers) == 1) feed._joined.Release();
            Telemetry.Followers.Add(1);
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _feed, null) is not { } feed) return;
            Interlocked.Decrement(ref feed._followers);
            Telemetry.Followers.Add(-1);
        }
    }
}
