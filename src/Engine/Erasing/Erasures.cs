using Analysis.Domain;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Reference;
using Analysis.Engine.Snapshots;
using Analysis.Engine.Topics;

namespace Analysis.Engine.Erasing;

/// <summary>
/// Erases words: from memory, events, snapshots, rows and the files of the journal. First an event says who does it and
/// why, and with that all nodes are rid of the words; then the bytes of older events are replaced, snapshots deleted, and
/// the files written anew once the rows have followed. Whatever is cut short, the same request finishes. One at a time in
/// a process. Thread-safe.
/// </summary>
public sealed class Erasures(ITopics topics, Sources sources, IJournal journal, IRedactions redactions,
    ISnapshots snapshots, IReadModel readModel, ILists lists, TimeProvider clock) : IDisposable
{
    private const int StreamsPerPage = 500;

    /// <summary>How long rows may lag.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Within it every process has heard of the erasure, and none writes a copy any more of what it held before.
    /// </summary>
    private static readonly TimeSpan HearsWithin = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Erases texts of a claim, by the names that <see cref="ClaimTexts"/> has.</summary>
    /// <returns>
    /// As of any command; <see cref="Reply.Unchanged"/> when there are none of them: then what an earlier request left
    /// undone is done.
    /// </returns>
    /// <exception cref="JournalUnavailableException">Also when rows lag: then files may hold the words.</exception>
    public async Task<Reply> EraseClaim(TopicId topic, ClaimId claim, IReadOnlyList<string> fields, string reason,
        Writer? by, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var command = new TopicCommand.EraseClaim(claim, [.. fields], reason) { Writer = by };
            var reply = await topics.Execute(topic, command);
            var version = reply switch
            {
                Reply.Done done => done.Claim!.Version, // of a claim that is there
                Reply.Unchanged unchanged => unchanged.Claim!.Version, // likewise
                _ => 0,
            };
            if (version == 0) return reply;
            var stream = TopicStream.Of(topic);
            await Replace(stream, version - 1, stored => EventCodec.WithoutTexts(stored, fields), eventsMax: 1);
            await snapshots.Forget(stream);
            await Scrub();
            return reply;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Erases a source's names, wherever they were copied to.</summary>
    /// <returns>Whether that is new; null when nobody has named the source; or why it is refused.</returns>
    /// <exception cref="JournalUnavailableException">As of a claim.</exception>
    public async Task<(bool? IsNew, Rejection? Refusal)> EraseSource(
        SourceId source, string reason, Writer? by, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var stream = $"source/{source}";
            await foreach (var stored in journal.ReadStream(stream, 0, cancellationToken))
            {
                if (EventCodec.Decode(stored).Event is TopicEvent.SourceAssessed { Profile.Name: { } name }
                    && ClaimTexts.GivesAway(reason, name))
                    return (null, new Rejection.Invalid("/reason", "holds words that are to be erased, and is kept"));
            }

            if (await sources.Erase(source, reason, by, cancellationToken) is not { } isNew) return (null, null);
            do
            {
                await Task.Delay(HearsWithin, clock, CancellationToken.None);
            }
            while (await ReplaceCopies(source, stream) > 0); // one may have been written meanwhile
            await Scrub();
            return (isNew, null);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    /// <summary>How many there were.</summary>
    private async Task<int> ReplaceCopies(SourceId source, string own)
    {
        var replaced = await Replace(own, 0, stored => EventCodec.WithoutNames(stored, source));
        string? after = null;
        while (true)
        {
            var streams = await readModel.StreamsUsing(source.Value, after, StreamsPerPage, CancellationToken.None);
            if (streams.Count == 0) return replaced;
            foreach (var stream in streams)
            {
                replaced += await Replace(stream, 0, stored => EventCodec.WithoutNames(stored, source));
                await snapshots.Forget(stream);
            }

            after = streams[^1];
        }
    }

    private async Task<int> Replace(string stream, long after, Func<RecordedEvent, ReadOnlyMemory<byte>?> redact,
        int eventsMax = int.MaxValue)
    {
        var replaced = 0;
        await foreach (var stored in journal.ReadStream(stream, after, CancellationToken.None))
        {
            if (redact(stored) is { } data)
            {
                // what cannot be read is never written over what can
                EventCodec.Decode(stored with { Event = stored.Event with { Data = data } });
                await redactions.Replace(stream, stored.Version, data);
                replaced++;
            }

            if (--eventsMax == 0) break;
        }

        return replaced;
    }

    private async Task Scrub()
    {
        var (until, started) = (await journal.Position(CancellationToken.None), clock.GetTimestamp());
        while ((await readModel.Checkpoint(CancellationToken.None)).Position < until)
        {
            if (clock.GetElapsedTime(started) > Patience)
            {
                throw new JournalUnavailableException(
                    "The lists lag behind the journal", new TimeoutException("rows may hold what was erased"));
            }

            await lists.CatchUp(CancellationToken.None);
        }

        await redactions.Scrub();
    }
}
