using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Domain.Views;

namespace Analysis.Engine;

/// <summary>
/// Answers questions about the past from the journal alone, without any actor: on every host alike, wherever the topic is active.
/// Thread-safe.
/// </summary>
public sealed class PastTopics(IJournal journal, ISnapshots snapshots, TimeProvider clock) : IDisposable
{
    /// <summary>The most folds of the past that run at once: each costs memory in proportion to its stream.</summary>
    public const int FoldsMax = 4;

    /// <summary>The most questions about the past that wait; one more is refused as busy.</summary>
    public const int WaitingMax = 256;

    /// <summary>The most points of a timeline.</summary>
    public const int TimelinePointsMax = 200;

    private readonly SemaphoreSlim _folds = new(FoldsMax);
    private int _waiting;

    /// <summary>As <see cref="ITopics.Read"/>.</summary>
    public Task<TopicReading?> Read(TopicId topic, Lens lens, CancellationToken cancellationToken) =>
        Ask(topic, lens, fold => new TopicReading(fold.State.Definition!, fold.Render()), cancellationToken);

    /// <summary>As <see cref="ITopics.Ledger"/>.</summary>
    public Task<IReadOnlyList<LedgerEntry>?> Ledger(TopicId topic, Lens lens, long afterVersion, int limit, bool without, CancellationToken cancellationToken) =>
        Ask(topic, lens, fold => fold.Ledger(afterVersion, limit, without), cancellationToken);

    /// <summary>As <see cref="ITopics.Explain"/>.</summary>
    public Task<Explained?> Explain(TopicId topic, Lens lens, int skip, int limit, CancellationToken cancellationToken) =>
        Ask(topic, lens, fold => new Explained(fold.State.Definition!, fold.Explain(skip, limit)), cancellationToken);

    /// <summary>As <see cref="ITopics.Outcomes"/>.</summary>
    public Task<SourceOutcomes?> Outcomes(TopicId topic, SourceId source, CancellationToken cancellationToken) =>
        Ask(topic, Lens.Current, fold => fold.OutcomesOf(source), cancellationToken);

    /// <summary>As <see cref="ITopics.LedgerOf"/>.</summary>
    public Task<SourceLedger?> LedgerOf(TopicId topic, SourceId source, long afterVersion, int limit, CancellationToken cancellationToken) =>
        Ask(topic, Lens.Current, fold => new SourceLedger(fold.State.Definition!, fold.LedgerOf(source, afterVersion, limit)), cancellationToken);

    /// <summary>As <see cref="ITopics.Suppose"/>.</summary>
    public Task<Supposed?> Suppose(TopicId topic, Lens lens, Supposition supposition, bool timeline, CancellationToken cancellationToken) =>
        Ask(topic, lens, fold =>
        {
            var now = clock.GetUtcNow();
            var (supposed, refusal) = supposition.Of(fold, new[] { now, lens.AsOf ?? now, lens.ReportedBy ?? now }.Min(), now);
            var view = supposed?.Render();
            return new Supposed(
                fold.State.Definition!, fold.Render(), view, timeline && supposed is not null ? PointsOf(supposed, TimelinePointsMax, cancellationToken) : null, refusal);
        }, cancellationToken);

    /// <summary>As <see cref="ITopics.History"/>.</summary>
    public async Task<IReadOnlyList<HistoryStep>?> History(
        TopicId topic, DateTimeOffset? from, DateTimeOffset? to, long afterVersion, int limit, CancellationToken cancellationToken)
    {
        await Enter(cancellationToken);
        try
        {
            var fold = new TopicFold(TopicFold.Hour(clock.GetUtcNow()));
            var steps = new List<HistoryStep>();
            await foreach (var stored in journal.ReadStream(TopicActor.StreamOf(topic), 0, cancellationToken))
            {
                var recorded = EventCodec.Decode(stored);
                if (recorded.At >= to || steps.Count == limit) break;
                fold.Apply(recorded);
                if (recorded.Version <= afterVersion || recorded.At < from) continue;
                fold.MoveTo(TopicFold.Hour(recorded.At));
                steps.Add(new HistoryStep(recorded.Version, recorded.At, EventCodec.NameOf(recorded.Event), EventCodec.ClaimOf(recorded.Event), fold.Render()));
            }

            return fold.State.Definition is null ? null : steps;
        }
        finally
        {
            _folds.Release();
        }
    }

    /// <summary>As <see cref="ITopics.Timeline"/>.</summary>
    public Task<IReadOnlyList<TimelinePoint>?> Timeline(TopicId topic, Lens lens, int max, CancellationToken cancellationToken) =>
        Ask(topic, lens, fold => PointsOf(fold, max, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _folds.Dispose();

    /// <summary>
    /// The views at the turns before a fold's valid time, and at that: the first, the last and, spread evenly between them, as many as fit.
    /// Leaves the fold at the last.
    /// </summary>
    private static IReadOnlyList<TimelinePoint> PointsOf(TopicFold fold, int max, CancellationToken cancellationToken)
    {
        var last = fold.ValidAt;
        var turns = fold.Turns().Where(t => t < last).Append(last).ToList();
        var gaps = Math.Min(max, turns.Count) - 1;
        var points = new List<TimelinePoint>(gaps + 1);
        for (var n = 0; n <= gaps; n++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var validAt = gaps == 0 ? last : turns[(int)((long)n * (turns.Count - 1) / gaps)];
            fold.MoveTo(validAt);
            points.Add(new TimelinePoint(validAt, fold.Render()));
        }

        return points;
    }

    private async Task<T?> Ask<T>(TopicId topic, Lens lens, Func<TopicFold, T> question, CancellationToken cancellationToken)
        where T : class
    {
        await Enter(cancellationToken);
        try
        {
            var fold = await TopicActor.Fold(journal, snapshots, topic, lens, clock.GetUtcNow(), cancellationToken);
            return fold.State.Definition is null ? null : question(fold);
        }
        finally
        {
            _folds.Release();
        }
    }

    private async Task Enter(CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > WaitingMax)
                throw new BusyException($"{WaitingMax} questions about the past are waiting.");
            await _folds.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
