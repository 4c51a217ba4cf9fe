using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Domain.Topics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Analysis.Engine;

/// <summary>
/// The background refinement: whenever the journal has doubled, or an answer was established, works out what sources have
/// earned and writes it into their streams, from where it reaches the topics it concerns. A view therefore stays a function of its own stream.
/// Stops nobody: it reads the journal and speaks to topics like any client. What a stop cuts short is done anew, from the log, at the next start.
/// </summary>
public sealed class Refiner(IJournal journal, ISnapshots snapshots, Sources sources, Families families, TimeProvider clock, ILogger<Refiner> log) : BackgroundService
{
    /// <summary>Below so many events there is nothing to learn.</summary>
    public const int EventsMin = 50;

    private const int PageSize = 1_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly SortedSet<TopicId> _candidates = new(Comparer<TopicId>.Create((x, y) => string.CompareOrdinal(x.Value, y.Value))); // topics of observers, or resolved; whether they still are, their fold says
    private long _position; // of the last event seen
    private long _seen; // how many events were
    private long _refinedAt; // how many had been seen then
    private bool _answered;
    private bool _owing = true; // a stop, or a fault, may have kept topics from hearing what is known

    /// <summary>Looks at what is new in the journal and refines if that is due.</summary>
    /// <returns>Whether it refined.</returns>
    public async Task<bool> CatchUp(CancellationToken cancellationToken)
    {
        while (await Look(cancellationToken) == PageSize) cancellationToken.ThrowIfCancellationRequested();
        if (!_answered && (_seen < EventsMin || _seen < 2 * _refinedAt)) return false;
        await Refine(cancellationToken);
        (_answered, _refinedAt) = (false, _seen);
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
            // The host is stopping; what was not told yet is worked out again after the next start.
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
            if (TopicActor.TopicOf(stored.Stream) is not { } topic || !EventCodec.ConcernsTeaching(stored)) continue;
            var fact = EventCodec.Decode(stored).Event;
            if (fact is TopicEvent.Resolved or TopicEvent.Defined { Definition.Sources: Voices.Observers }) _candidates.Add(topic);
            _answered |= fact is TopicEvent.Resolved;
        }

        return count;
    }

    private async Task Refine(CancellationToken cancellationToken)
    {
        var refinement = new Refinement();
        foreach (var topic in _candidates)
        {
            cancellationToken.ThrowIfCancellationRequested();
            refinement.Hear(await TopicActor.Fold(journal, snapshots, topic, Lens.Current, clock.GetUtcNow(), cancellationToken));
        }

        var (lessons, tellAll) = (refinement.Learn().ToList(), _owing);
        _owing = true; // until all have been told
        await families.Learn(lessons, tellAll, cancellationToken);
        await sources.Learn(lessons, tellAll, cancellationToken);
        _owing = false;
        log.Refined(refinement.Topics, refinement.TopicsLeftOut);
    }
}
