using System.Collections.Concurrent;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Microsoft.Extensions.Logging;

namespace Analysis.Engine;

/// <summary>All topics in one process: an actor each while it is in use, one turn at a time. Contains no rule about claims.</summary>
public sealed class EmbeddedTopics : ITopics, IAsyncDisposable
{
    /// <summary>After how long without a request a topic gives up its memory.</summary>
    public static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(10);

    /// <summary>The most folds of the past that run at once: each costs memory in proportion to its stream.</summary>
    public const int PastFoldsMax = 4;

    /// <summary>The most questions about the past that wait; one more is refused as busy.</summary>
    public const int PastFoldsWaitingMax = 256;

    /// <summary>The most points of a timeline.</summary>
    public const int TimelinePointsMax = 200;

    private readonly ConcurrentDictionary<TopicId, TopicMailbox> _active = new();
    private readonly Lock _makingRoom = new();
    private readonly SemaphoreSlim _pastFolds = new(PastFoldsMax);
    private int _pastFoldsWaiting;
    private readonly IJournal _journal;
    private readonly ISnapshots _snapshots;
    private readonly IReadModel _readModel;
    private readonly IViewRenderer _renderer;
    private readonly TimeProvider _clock;
    private readonly ILogger<EmbeddedTopics> _log;
    private readonly ITimer _sweep;
    private volatile bool _closed;

    /// <summary>Hosts the topics of a journal.</summary>
    public EmbeddedTopics(
        IJournal journal, ISnapshots snapshots, IReadModel readModel, IViewRenderer renderer, TimeProvider clock, ILogger<EmbeddedTopics> log)
    {
        (_journal, _snapshots, _readModel, _renderer, _clock, _log) = (journal, snapshots, readModel, renderer, clock, log);
        _sweep = clock.CreateTimer(_ => Sweep(), null, IdleLimit / 10, IdleLimit / 10);
    }

    /// <summary>The most topics that stay active: beyond, those not used for longest give up their memory before <see cref="IdleLimit"/>.</summary>
    public int ActiveMax { get; init; } = 10_000;

    /// <summary>How many topics are active.</summary>
    public int Active => _active.Count;

    /// <inheritdoc/>
    public async Task<Reply> Execute(TopicId topic, TopicCommand command, ReplyWith with = ReplyWith.View)
    {
        while (true)
        {
            var mailbox = await Open(topic);
            if (!mailbox.TryExecute(command, with, out var reply)) continue;
            if (await reply is Reply.Refused { Rejection: Rejection.UnknownTopic }) mailbox.Close();
            return await reply;
        }
    }

    /// <inheritdoc/>
    public async Task<Representation?> Show(TopicId topic, CancellationToken cancellationToken)
    {
        if (Shown(topic) is { } shown) return shown.Representation;
        if (!_active.ContainsKey(topic) && await _readModel.Find(TopicActor.StreamOf(topic), cancellationToken) is { } head
            && head.Stamp == _renderer.Stamp && _clock.GetUtcNow() < head.HoldsUntil) return _renderer.Restore(head.Whole, head.Version);
        return (await Ask(topic, actor => actor.Read(cancellationToken)))?.Representation;
    }

    /// <inheritdoc/>
    public async Task<Representation?> ShowAfter(TopicId topic, long after, TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = _clock.GetTimestamp();
        while (true)
        {
            var mailbox = await Open(topic);
            mailbox.Watch(1);
            try
            {
                var changed = mailbox.Changed; // taken before reading, so that no change falls between
                var shown = await Show(topic, cancellationToken);
                var left = patience - _clock.GetElapsedTime(started);
                if (shown is null || shown.Version > after || left <= TimeSpan.Zero) return shown;
                using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                await Task.WhenAny(changed, mailbox.Completion, Task.Delay(left, _clock, waiting.Token));
                await waiting.CancelAsync();
                cancellationToken.ThrowIfCancellationRequested();
            }
            finally
            {
                mailbox.Watch(-1);
            }
        }
    }

    /// <inheritdoc/>
    public async Task<TopicReading?> Read(TopicId topic, Lens lens, CancellationToken cancellationToken)
    {
        if (lens == Lens.Current) return (Shown(topic) ?? await Ask(topic, actor => actor.Read(cancellationToken)))?.Reading;
        return await Past(topic, lens, fold => new TopicReading(fold.State.Definition!, fold.Render()), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StreamHead?> Head(TopicId topic, CancellationToken cancellationToken) => Ask(topic, actor => actor.Head(cancellationToken));

    /// <inheritdoc/>
    public Task<IReadOnlyList<LedgerEntry>?> Ledger(TopicId topic, Lens lens, long afterVersion, int limit, bool without, CancellationToken cancellationToken)
    {
        IReadOnlyList<LedgerEntry> Page(TopicFold fold) => fold.Ledger(afterVersion, limit, without);
        return lens == Lens.Current ? Ask(topic, actor => actor.Ask(Page, cancellationToken)) : Past(topic, lens, Page, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<LedgerEntry?> Entry(TopicId topic, ClaimId claim, CancellationToken cancellationToken) =>
        (await Ask(topic, actor => actor.Ask(fold => new[] { fold.Entry(claim) }, cancellationToken)))?[0];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HistoryStep>?> History(
        TopicId topic, DateTimeOffset? from, DateTimeOffset? to, long afterVersion, int limit, CancellationToken cancellationToken)
    {
        await EnterPast(cancellationToken);
        try
        {
            var fold = new TopicFold(TopicFold.Hour(_clock.GetUtcNow()));
            var steps = new List<HistoryStep>();
            await foreach (var stored in _journal.ReadStream(TopicActor.StreamOf(topic), 0, cancellationToken))
            {
                var recorded = EventCodec.Decode(stored);
                if (recorded.At >= to || steps.Count == limit) break;
                fold.Apply(recorded);
                if (recorded.Version <= afterVersion || recorded.At < from) continue;
                fold.MoveTo(TopicFold.Hour(recorded.At));
                steps.Add(new HistoryStep(recorded.Version, recorded.At, EventCodec.NameOf(recorded.Event), ClaimOf(recorded.Event), fold.Render()));
            }

            return fold.State.Definition is null ? null : steps;
        }
        finally
        {
            _pastFolds.Release();
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<TimelinePoint>?> Timeline(TopicId topic, Lens lens, CancellationToken cancellationToken) =>
        Past<IReadOnlyList<TimelinePoint>>(topic, lens, fold =>
        {
            var last = fold.ValidAt;
            var turns = fold.Turns().Where(t => t < last).ToList();
            var every = Math.Max(1, (turns.Count + TimelinePointsMax - 2) / (TimelinePointsMax - 1));
            var points = new List<TimelinePoint>();
            foreach (var validAt in turns.Where((_, i) => i % every == 0).Append(last))
            {
                cancellationToken.ThrowIfCancellationRequested();
                fold.MoveTo(validAt);
                points.Add(new TimelinePoint(validAt, fold.Render()));
            }

            return points;
        }, cancellationToken);

    /// <summary>Answers what waits, then gives everything up.</summary>
    public async ValueTask DisposeAsync()
    {
        _closed = true;
        await _sweep.DisposeAsync();
        foreach (var mailbox in _active.Values) mailbox.Close();
        await Task.WhenAll(_active.Values.Select(m => m.Completion));
        _active.Clear();
        _pastFolds.Dispose();
    }

    private static ClaimId? ClaimOf(TopicEvent fact) => fact switch
    {
        TopicEvent.ClaimAsserted e => e.Claim.Id,
        TopicEvent.ClaimRetracted e => e.Claim,
        _ => null,
    };

    /// <summary>What an active topic shows without a turn.</summary>
    private Published? Shown(TopicId topic)
    {
        if (!_active.TryGetValue(topic, out var mailbox) || mailbox.Shown is not { } shown || _clock.GetUtcNow() >= shown.Until) return null;
        mailbox.Touch();
        return shown.ForReader();
    }

    private async Task<T> Ask<T>(TopicId topic, Func<TopicActor, Task<T>> question)
    {
        while (true)
        {
            var mailbox = await Open(topic);
            if (!mailbox.TryAsk(question, out var answer)) continue;
            if (await answer is null) mailbox.Close(); // nobody has defined it: asking for what is not there costs no memory
            return await answer;
        }
    }

    private async Task<T?> Past<T>(TopicId topic, Lens lens, Func<TopicFold, T> question, CancellationToken cancellationToken)
        where T : class
    {
        await EnterPast(cancellationToken);
        try
        {
            var fold = await TopicActor.Fold(_journal, _snapshots, topic, lens, _clock.GetUtcNow(), cancellationToken);
            return fold.State.Definition is null ? null : question(fold);
        }
        finally
        {
            _pastFolds.Release();
        }
    }

    private async Task EnterPast(CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _pastFoldsWaiting) > PastFoldsWaitingMax)
                throw new BusyException($"{PastFoldsWaitingMax} questions about the past are waiting.");
            await _pastFolds.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _pastFoldsWaiting);
        }
    }

    /// <summary>The topic's mailbox; a closing one is waited for, so that a topic never has two actors here.</summary>
    private async ValueTask<TopicMailbox> Open(TopicId topic)
    {
        while (true)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (!_active.TryGetValue(topic, out var mailbox))
            {
                if (_active.Count >= ActiveMax) MakeRoom();
                mailbox = new TopicMailbox(new TopicActor(topic, _journal, _snapshots, _renderer, _clock), _clock, _log);
                if (!_active.TryAdd(topic, mailbox)) continue;
                _ = mailbox.Completion.ContinueWith(_ => _active.TryRemove(KeyValuePair.Create(topic, mailbox)), TaskScheduler.Default);
            }

            if (!mailbox.IsClosed) return mailbox;
            await mailbox.Completion;
            _active.TryRemove(KeyValuePair.Create(topic, mailbox));
        }
    }

    private void Sweep() => Close(_active.Where(m => m.Value.IdleFor > IdleLimit));

    /// <summary>Closes a tenth, so that sorting all is rare; whoever comes meanwhile goes on without.</summary>
    private void MakeRoom()
    {
        if (!_makingRoom.TryEnter()) return;
        try
        {
            var idle = _active.Select(m => (Topic: m, For: m.Value.IdleFor)).Where(m => m.For is not null).OrderByDescending(m => m.For);
            Close(idle.Take((ActiveMax / 10) + 1).Select(m => m.Topic));
        }
        finally
        {
            _makingRoom.Exit();
        }
    }

    private void Close(IEnumerable<KeyValuePair<TopicId, TopicMailbox>> idle)
    {
        var topics = idle.ToList();
        foreach (var topic in topics)
        {
            topic.Value.Close();
            if (topic.Value.Completion.IsCompleted) _active.TryRemove(topic); // as a rule it was at rest; else it goes after its last turn
        }

        if (topics.Count > 0) _log.IdleTopicsClosed(topics.Count, _active.Count);
    }
}
