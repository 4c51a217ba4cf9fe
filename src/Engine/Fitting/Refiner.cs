using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Domain.Topics;
using Analysis.Engine.Journal;
using Analysis.Engine.Reference;
using Analysis.Engine.Snapshots;
using Analysis.Engine.Topics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Analysis.Engine.Fitting;

/// <summary>
/// The background refinement: whenever the journal has doubled, or an answer was established, works out what sources have
/// earned and writes it into their streams, from where it reaches the topics it concerns. A view therefore stays a function of its own stream.
/// Stops nobody: it reads the journal and speaks to topics like any client. What a stop cuts short goes on at the next start from the last round that was kept,
/// on the topics as they were; what is new since is left to the refinement after it.
/// </summary>
public sealed class Refiner(IJournal journal, ISnapshots snapshots, Sources sources, Families families, TimeProvider clock, ILogger<Refiner> log) : BackgroundService
{
    /// <summary>Below so many events there is nothing to learn.</summary>
    public const int EventsMin = 50;

    private const int PageSize = 1_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly RefinementLog _kept = new(snapshots);

    private readonly SortedSet<TopicId> _candidates = new(Comparer<TopicId>.Create((x, y) => string.CompareOrdinal(x.Value, y.Value))); // topics of observers, or resolved; whether they still are, their fold says
    private long _position; // of the last event seen
    private long _seen; // how many events were
    private long _answeredAt; // position of the last answer, or of what took one back
    private RefinementPlan _done = RefinementPlan.Nothing; // what was refined last
    private bool _owing = true; // a stop, or a fault, may have kept topics from hearing what is known

    private const int KeepShare = 10; // of the time goes at most one part into keeping

    /// <summary>How much learning a stop may cost at least, beside the round it cuts short; more where keeping takes long.</summary>
    public TimeSpan KeepEvery { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Looks at what is new in the journal and refines if that is due.</summary>
    /// <returns>Whether it refined.</returns>
    public async Task<bool> CatchUp(CancellationToken cancellationToken)
    {
        while (await Look(cancellationToken) == PageSize) cancellationToken.ThrowIfCancellationRequested();
        if (_answeredAt <= _done.Position && (_seen < EventsMin || _seen < 2 * _done.Events)) return false;
        _done = await Refine(cancellationToken);
        return true;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TryCatchUp(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping; what was not told yet is told after the next start.
        }
    }

    private async Task TryCatchUp(CancellationToken cancellationToken)
    {
        try
        {
            await CatchUp(cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            log.RefinementPutOff(fault); // still due at the next tick; what it is about must not stop the server
        }
    }

    /// <summary>Reads a page of the journal, without decoding more than it must.</summary>
    private async Task<int> Look(CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var stored in journal.ReadAll(_position, PageSize, cancellationToken))
        {
            (_position, _seen, count) = (stored.Position, _seen + 1, count + 1);
            if (TopicStream.TopicOf(stored.Stream) is not { } topic || !EventCodec.ConcernsTeaching(stored)) continue;
            var fact = EventCodec.Decode(stored).Event;
            var held = fact is TopicEvent.Received received ? received.Fact : fact;
            if (held is TopicEvent.Resolved or TopicEvent.Defined { Definition.Sources: Voices.Observers }) _candidates.Add(topic);
            if (held is not (TopicEvent.Defined or TopicEvent.ClaimAsserted or TopicEvent.ClaimRetracted or TopicEvent.ClaimRestored or TopicEvent.ClaimMoved))
                _answeredAt = _position; // also when it was taken back
        }

        return count;
    }

    private async Task<RefinementPlan> Refine(CancellationToken cancellationToken)
    {
        if (await _kept.Plan(cancellationToken) is not { } cutShort || cutShort.Position <= _done.Position)
            return await Refine(new(Guid.NewGuid(), _position, _seen, clock.GetUtcNow(), [.. _candidates.Select(t => (t, (long?)null))]), isKept: false, cancellationToken);
        try
        {
            return await Refine(cutShort, isKept: true, cancellationToken);
        }
        catch when (!cancellationToken.IsCancellationRequested)
        {
            await TryKeep(_kept.End, cancellationToken); // the next begins anew, lest it fail the same way
            throw;
        }
    }

    private async Task<RefinementPlan> Refine(RefinementPlan plan, bool isKept, CancellationToken cancellationToken)
    {
        var (refinement, heard) = (new Refinement(), new List<(TopicId, long?)>());
        foreach (var (topic, version) in plan.Topics)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var fold = await TopicActor.Fold(journal, snapshots, topic, new Lens(Version: version), plan.At, cancellationToken);
            refinement.Hear(fold);
            heard.Add((topic, fold.State.Version));
        }

        plan = plan with { Topics = heard };
        var (lessons, tellAll) = (await Learn(refinement, plan, isKept, cancellationToken), _owing);
        _owing = true; // until all have been told
        await families.Learn(lessons, tellAll, cancellationToken);
        await sources.Learn(lessons, tellAll, cancellationToken);
        _owing = false;
        await TryKeep(_kept.End, cancellationToken); // also what another process may have left
        log.Refined(refinement.Topics, refinement.TopicsLeftOut);
        return plan;
    }

    /// <summary>Learns, and keeps on the way from where it could go on.</summary>
    private async Task<List<Lesson>> Learn(Refinement refinement, RefinementPlan plan, bool isKept, CancellationToken cancellationToken)
    {
        var (lessons, pause, keptAt) = (new List<Lesson>(), KeepEvery, clock.GetTimestamp());
        var rounds = await _kept.Rounds(plan, isKept ? refinement.Families : [], cancellationToken);
        if (isKept) log.RefinementGoesOn(rounds.Count, refinement.Families.Count());
        foreach (var step in refinement.Learn(rounds))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (step is LearningStep.End end) lessons.Add(end.Lesson);
            if (step is not LearningStep.Round round || clock.GetElapsedTime(keptAt) < pause) continue;
            var began = clock.GetTimestamp();
            if (!isKept) await TryKeep(() => _kept.Begin(plan), cancellationToken);
            if (await TryKeep(() => _kept.Keep(plan, round), cancellationToken)) log.RoundKept(round.Number, round.Family.Key);
            (isKept, keptAt) = (true, clock.GetTimestamp());
            pause = TimeSpan.FromTicks(Math.Max(KeepEvery.Ticks, KeepShare * clock.GetElapsedTime(began, keptAt).Ticks));
        }

        return lessons;
    }

    private async Task<bool> TryKeep(Func<Task> keep, CancellationToken cancellationToken)
    {
        try
        {
            await keep();
            return true;
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            log.RoundNotKept(fault); // a stop would cost more, and nothing else
            return false;
        }
    }
}
