using System.Collections.Concurrent;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Snapshots;
using Microsoft.Extensions.Logging;

namespace Analysis.Engine.Topics;

/// <summary>All topics in one process: an actor each while it is in use, one turn at a time. Contains no rule about claims.</summary>
public sealed class EmbeddedTopics : ITopics, IActiveTopics, IAsyncDisposable
{
    /// <summary>After how long without a request a topic gives up its memory.</summary>
    public static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<TopicId, TopicMailbox> _active = new();
    private readonly Lock _makingRoom = new();
    private readonly IJournal _journal;
    private readonly ISnapshots _snapshots;
    private readonly IReadModel _readModel;
    private readonly IViewRenderer _renderer;
    private readonly TimeProvider _clock;
    private readonly ILogger<EmbeddedTopics> _log;
    private readonly PastTopics _past;
    private readonly ITimer _sweep;
    private Task _sweeping = Task.CompletedTask;
    private volatile bool _closed;

    /// <summary>Hosts the topics of a journal.</summary>
    public EmbeddedTopics(
        IJournal journal, ISnapshots snapshots, IReadModel readModel, IViewRenderer renderer, TimeProvider clock, ILogger<EmbeddedTopics> log)
    {
        (_journal, _snapshots, _readModel, _renderer, _clock, _log) = (journal, snapshots, readModel, renderer, clock, log);
        _past = new PastTopics(journal, snapshots, clock);
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
            if (await reply is Reply.Refused { Rejection: Rejection.UnknownTopic }) Close(topic, mailbox);
            return await reply;
        }
    }

    /// <inheritdoc/>
    public async Task<Representation?> Show(TopicId topic, CancellationToken cancellationToken) =>
        Shown(topic) is { } shown ? shown.Representation : await Ask(topic, actor => actor.Show(cancellationToken));

    /// <inheritdoc/>
    public async Task<Representation?> ShowAfter(TopicId topic, long after, TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = _clock.GetTimestamp();
        while (true)
        {
            var mailbox = await Open(topic);
            var shown = await mailbox.ReadAfter(after, patience - _clock.GetElapsedTime(started), cancellationToken);
            if (shown is not null) return shown.Representation;
            if (mailbox.IsClosed) continue; // by somebody else, and so it does not tell whether there is the topic
            Close(topic, mailbox);
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<TopicReading?> Read(TopicId topic, Lens lens, CancellationToken cancellationToken) =>
        lens == Lens.Current
            ? (Shown(topic) ?? await Ask(topic, actor => actor.Read(cancellationToken)))?.Reading
            : await _past.Read(topic, lens, cancellationToken);

    /// <inheritdoc/>
    public Task<Forwarding?> Forwarding(TopicId topic, CancellationToken cancellationToken) =>
        Ask(topic, actor => actor.Forwarding(cancellationToken));

    /// <inheritdoc/>
    public Task<SummaryRow?> Row(TopicId topic, CancellationToken cancellationToken) => Ask(topic, actor => actor.Row(cancellationToken));

    /// <inheritdoc/>
    public Task<IReadOnlyList<LedgerEntry>?> Ledger(TopicId topic, Lens lens, long afterVersion, int limit, bool without, CancellationToken cancellationToken) =>
        lens == Lens.Current
            ? Ask(topic, actor => actor.Ask(fold => fold.Ledger(afterVersion, limit, without), cancellationToken))
            : _past.Ledger(topic, lens, afterVersion, limit, without, cancellationToken);

    /// <inheritdoc/>
    public async Task<LedgerEntry?> Entry(TopicId topic, ClaimId claim, CancellationToken cancellationToken) =>
        (await Ask(topic, actor => actor.Ask(fold => new[] { fold.Entry(claim) }, cancellationToken)))?[0];

    /// <inheritdoc/>
    public Task<IReadOnlyList<HistoryStep>?> History(
        TopicId topic, DateTimeOffset? from, DateTimeOffset? to, long afterVersion, int limit, CancellationToken cancellationToken) =>
        _past.History(topic, from, to, afterVersion, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<Timeline?> Timeline(TopicId topic, Lens lens, TimeAxis over, int max, int claims, CancellationToken cancellationToken) =>
        _past.Timeline(topic, lens, over, max, claims, cancellationToken);

    /// <inheritdoc/>
    public Task<Explanation?> Explain(TopicId topic, Lens lens, int skip, int limit, CancellationToken cancellationToken) =>
        _past.Explain(topic, lens, skip, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<SourceOutcomes?> Outcomes(TopicId topic, SourceId source, CancellationToken cancellationToken) =>
        _past.Outcomes(topic, source, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LedgerEntry>?> LedgerOf(TopicId topic, SourceId source, long afterVersion, int limit, CancellationToken cancellationToken) =>
        _past.LedgerOf(topic, source, afterVersion, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<WhatIfAnswer?> WhatIf(TopicId topic, Lens lens, WhatIf assumptions, TimeAxis? timeline, CancellationToken cancellationToken) =>
        _past.WhatIf(topic, lens, assumptions, timeline, cancellationToken);

    /// <inheritdoc/>
    public void Heed(TopicId topic, long version)
    {
        if (_active.TryGetValue(topic, out var mailbox)) mailbox.Heed(version);
    }

    /// <summary>Answers what waits, then gives everything up.</summary>
    public async ValueTask DisposeAsync()
    {
        _closed = true;
        await _sweep.DisposeAsync();
        await _sweeping;
        foreach (var mailbox in _active.Values) mailbox.Close();
        await Task.WhenAll(_active.Values.Select(m => m.Completion));
        _active.Clear();
        _past.Dispose();
    }

    private Published? Shown(TopicId topic) => _active.TryGetValue(topic, out var mailbox) ? mailbox.Shown : null;

    private async Task<T> Ask<T>(TopicId topic, Func<TopicActor, Task<T>> question)
    {
        while (true)
        {
            var mailbox = await Open(topic);
            if (!mailbox.TryAsk(question, out var answer)) continue;
            await answer;
            if (!mailbox.IsLoaded) Close(topic, mailbox); // asking for what is not there, or stands in a list, costs no memory
            return await answer;
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
                mailbox = new TopicMailbox(new TopicActor(topic, _journal, _snapshots, _readModel, _renderer, _clock), _clock, _log);
                if (!_active.TryAdd(topic, mailbox)) continue;
                _ = mailbox.Completion.ContinueWith(_ => _active.TryRemove(KeyValuePair.Create(topic, mailbox)), TaskScheduler.Default);
            }

            if (!mailbox.IsClosed) return mailbox;
            await mailbox.Completion;
            _active.TryRemove(KeyValuePair.Create(topic, mailbox));
        }
    }

    private void Sweep()
    {
        if (_sweeping.IsCompleted) _sweeping = GiveUpIdle();
    }

    /// <summary>One after another: each may leave a snapshot, and whoever asks for one of the others meanwhile need not wait.</summary>
    private async Task GiveUpIdle()
    {
        var closed = 0;
        foreach (var (topic, mailbox) in _active)
        {
            if (_closed) return;
            if (!(mailbox.IdleFor > IdleLimit)) continue;
            Close(topic, mailbox, leavesSnapshot: true);
            await mailbox.Completion;
            closed++;
        }

        if (closed > 0) _log.IdleTopicsClosed(closed, _active.Count);
    }

    /// <summary>Closes a tenth, so that sorting all is rare, and at once, without snapshots; whoever comes meanwhile goes on without.</summary>
    private void MakeRoom()
    {
        if (!_makingRoom.TryEnter()) return;
        try
        {
            var idle = _active.Select(m => (Topic: m, For: m.Value.IdleFor)).Where(m => m.For is not null).OrderByDescending(m => m.For);
            var topics = idle.Take((ActiveMax / 10) + 1).Select(m => m.Topic).ToList();
            foreach (var (topic, mailbox) in topics) Close(topic, mailbox);
            if (topics.Count > 0) _log.IdleTopicsClosed(topics.Count, _active.Count);
        }
        finally
        {
            _makingRoom.Exit();
        }
    }

    private void Close(TopicId topic, TopicMailbox mailbox, bool leavesSnapshot = false)
    {
        mailbox.Close(leavesSnapshot);
        if (mailbox.Completion.IsCompleted) _active.TryRemove(KeyValuePair.Create(topic, mailbox)); // as a rule it was at rest; else it goes after its last turn
    }
}
