using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Domain.Views;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Snapshots;

namespace Analysis.Engine.Topics;

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

    /// <summary>The fewest that may be asked for: the first and the last.</summary>
    public const int TimelinePointsMin = 2;

    /// <summary>The most claims heard for one timeline over reported time, of which each point is a fold of its own; of large topics it has fewer points.</summary>
    private const int ClaimsReadMax = 200_000;

    /// <summary>The most points of a timeline at which nothing happens, and belief moves with time alone; with more turns there are none.</summary>
    public const int BetweenMax = 60;

    /// <summary>The most of those between two turns.</summary>
    private const int BetweenEach = 12;

    /// <summary>Between turns that are closer nothing is looked for.</summary>
    private static readonly TimeSpan GapMin = TimeSpan.FromHours(12);

    private readonly SemaphoreSlim _folds = new(FoldsMax);
    private int _waiting;

    /// <summary>As <see cref="ITopics.Read"/>.</summary>
    public Task<TopicReading?> Read(TopicId topic, Lens lens, CancellationToken cancellationToken) =>
        Ask(topic, lens, TopicReadings.Of, cancellationToken);

    /// <summary>As <see cref="ITopics.Ledger"/>.</summary>
    public Task<IReadOnlyList<LedgerEntry>?> Ledger(TopicId topic, Lens lens, long afterVersion, int limit, bool without, CancellationToken cancellationToken) =>
        Ask(topic, lens, fold => fold.Ledger(afterVersion, limit, without), cancellationToken);

    /// <summary>As <see cref="ITopics.Explain"/>.</summary>
    public Task<Explanation?> Explain(TopicId topic, Lens lens, int skip, int limit, CancellationToken cancellationToken) =>
        Ask(topic, lens, fold => fold.Explain(skip, limit), cancellationToken);

    /// <summary>As <see cref="ITopics.Outcomes"/>.</summary>
    public Task<SourceOutcomes?> Outcomes(TopicId topic, SourceId source, CancellationToken cancellationToken) =>
        Ask(topic, Lens.Current, fold => fold.OutcomesOf(source), cancellationToken);

    /// <summary>As <see cref="ITopics.LedgerOf"/>.</summary>
    public Task<IReadOnlyList<LedgerEntry>?> LedgerOf(TopicId topic, SourceId source, long afterVersion, int limit, CancellationToken cancellationToken) =>
        Ask(topic, Lens.Current, fold => fold.LedgerOf(source, afterVersion, limit), cancellationToken);

    /// <summary>As <see cref="ITopics.WhatIf"/>.</summary>
    public Task<WhatIfAnswer?> WhatIf(TopicId topic, Lens lens, WhatIf assumptions, TimeAxis? timeline, CancellationToken cancellationToken) =>
        Ask(topic, lens, fold =>
        {
            var now = clock.GetUtcNow();
            var end = End(lens);
            var (supposed, refusal) = assumptions.Of(fold, end, now);
            var view = supposed?.Render();
            var points = timeline is { } over && supposed is not null
                ? PointsOf(supposed, over, TimelinePointsMax, end, cancellationToken)
                : null;
            return new WhatIfAnswer(fold.Render(), view, points, refusal);
        }, cancellationToken);

    /// <summary>As <see cref="ITopics.History"/>.</summary>
    public async Task<IReadOnlyList<HistoryStep>?> History(
        TopicId topic, DateTimeOffset? from, DateTimeOffset? to, long afterVersion, int limit, CancellationToken cancellationToken)
    {
        await Enter(cancellationToken);
        try
        {
            var fold = new TopicFold(TopicFold.Hour(clock.GetUtcNow()), isNow: true);
            var steps = new List<HistoryStep>();
            await foreach (var stored in journal.ReadStream(TopicStream.Of(topic), 0, cancellationToken))
            {
                var recorded = EventCodec.Decode(stored);
                if (recorded.At >= to || steps.Count == limit) break;
                fold.MoveTo(TopicFold.Hour(recorded.At), isNow: true, recorded.At);
                fold.Apply(recorded);
                if (recorded.Version <= afterVersion || recorded.At < from) continue;
                steps.Add(new HistoryStep(recorded.Version, recorded.At, EventCodec.NameOf(recorded.Event),
                    EventCodec.ClaimOf(recorded.Event), stored.Event.By, fold.Render(),
                    EventCodec.ReasonOf(recorded.Event), fold.Happening(recorded.Event)));
            }

            return fold.State.Definition is null ? null : steps;
        }
        finally
        {
            _folds.Release();
        }
    }

    /// <summary>As <see cref="ITopics.Timeline"/>.</summary>
    public Task<Timeline?> Timeline(TopicId topic, Lens lens, TimeAxis over, int max, int claims, CancellationToken cancellationToken) =>
        Ask(topic, lens, fold =>
        {
            var points = PointsOf(fold, over, max, End(lens), cancellationToken); // which leaves it where it was
            return new Timeline(points, claims == 0 ? [] : fold.Ledger(afterVersion: 0, claims, without: false),
                TopicReadings.Of(fold));
        }, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _folds.Dispose();

    /// <summary>The last instant that a lens sees.</summary>
    private DateTimeOffset End(Lens lens)
    {
        var now = clock.GetUtcNow();
        return new[] { now, lens.AsOf ?? now, lens.ReportedBy ?? now }.Min();
    }

    /// <summary>
    /// The views at the turns of a fold, the first, the last and, spread evenly between them, as many as fit; and over
    /// valid time, where belief moves with time alone, some between the turns. Leaves the fold at the last.
    /// </summary>
    private static IReadOnlyList<TimelinePoint> PointsOf(TopicFold fold, TimeAxis over, int max, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var overReports = over == TimeAxis.ReportedTime;
        var (turns, last) = overReports ? (fold.Reports(), end) : (fold.Turns(), fold.ValidAt);
        var all = turns.Where(t => t < last).Append(last).ToList();
        if (overReports) max = Math.Min(max, Math.Max(TimelinePointsMin, ClaimsReadMax / Math.Max(1, fold.State.Claims.Count)));
        var gaps = Math.Min(max, all.Count) - 1;
        var shown = Enumerable.Range(0, gaps + 1).Select(n => gaps == 0 ? last : all[(int)((long)n * (all.Count - 1) / gaps)]).ToList();
        var views = new Dictionary<DateTimeOffset, View>();
        var room = Math.Min(BetweenMax, max - shown.Count);
        var between = overReports || shown.Count > BetweenMax || room < BetweenEach ? [] : Between(shown, room, at => At(at).View.Belief);
        var because = fold.Happenings(overReports);
        var isTurn = turns.ToHashSet();
        var points = shown.Concat(between).Order().Select(at => At(at) with
        {
            Because = because.GetValueOrDefault(at),
            IsBetween = between.Contains(at) || (between.Count > 0 && at == last && !isTurn.Contains(at)),
        }).ToList();
        if (!overReports) fold.MoveTo(last);
        return points;

        TimelinePoint At(DateTimeOffset at)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (overReports && fold.AsReported(at) is var known) return new(known.ValidAt, known.Render(), at);
            if (views.TryGetValue(at, out var view)) return new(at, view);
            fold.MoveTo(at);
            return new(at, views[at] = fold.Render());
        }
    }

    /// <summary>Instants between those at which something happens, where belief is not the same in the middle.</summary>
    private static HashSet<DateTimeOffset> Between(List<DateTimeOffset> shown, int max, Func<DateTimeOffset, Belief> beliefAt)
    {
        var moving = shown.Zip(shown.Skip(1)).Where(gap => gap.Second - gap.First > GapMin
            && !beliefAt(gap.First).Equals(beliefAt(gap.First + ((gap.Second - gap.First) / 2)))).ToList();
        var each = moving.Count == 0 ? 0 : Math.Min(BetweenEach, max / moving.Count);
        return [.. moving.SelectMany(gap => Enumerable.Range(1, each).Select(n =>
            gap.First + ((gap.Second - gap.First - TimeSpan.FromTicks(1)) * n / each)))];
    }

    private async Task<T?> Ask<T>(TopicId topic, Lens lens, Func<TopicFold, T> question, CancellationToken cancellationToken)
        where T : class
    {
        await Enter(cancellationToken);
        try
        {
            var fold = await TopicActor.Fold(journal, snapshots, topic, lens, clock.GetUtcNow(), cancellationToken);
            return fold.State.Stands ? question(fold) : null;
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
