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
            var reply = await topics.Execute(topic, new TopicCommand.EraseClaim(claim, [.. fields], reason) { Writer = by });
            if (reply is Reply.Refused) return reply;
            foreach (var holder in await Holders(topic, claim))
            {
                var copy = new TopicCommand.EraseClaim(claim, [.. fields], reason, IsCopy: true) { Writer = by };
                if (holder != topic && await topics.Execute(holder, copy, ReplyWith.Nothing) is Reply.Refused) continue;
                await Replace(TopicStream.Of(holder), stored => EventCodec.WithoutTexts(stored, claim, fields));
                await snapshots.Forget(TopicStream.Of(holder));
            }

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
                if (EventCodec.Decode(stored).Event is TopicEvent.SourceAssessed { Profile: var held }
                    && held.Names.Any(name => ClaimTexts.GivesAway(reason, name)))
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

    /// <summary>
    /// The topics that a claim has been on: it may have been moved, or its topic renamed or merged. What has its id by chance is another
    /// claim, so that a topic is one of them only if it received the claim from one, or gave it to one. Reads their streams: O(events).
    /// </summary>
    private async Task<IReadOnlyCollection<TopicId>> Holders(TopicId topic, ClaimId claim)
    {
        var (found, next) = (new HashSet<TopicId> { topic }, new Queue<TopicId>([topic]));
        while (next.TryDequeue(out var holder))
        {
            await foreach (var stored in journal.ReadStream(TopicStream.Of(holder), 0, CancellationToken.None))
            {
                var other = EventCodec.BringsFrom(stored, claim);
                if (other is null && EventCodec.PassesTo(stored, claim) is { } to && await HasReceived(to, claim, holder)) other = to;
                if (other is { } one && found.Add(one)) next.Enqueue(one);
            }
        }

        return found;
    }

    private async Task<bool> HasReceived(TopicId topic, ClaimId claim, TopicId from)
    {
        await foreach (var stored in journal.ReadStream(TopicStream.Of(topic), 0, CancellationToken.None))
        {
            if (EventCodec.BringsFrom(stored, claim) == from) return true;
        }

        return false;
    }

    /// <summary>How many there were.</summary>
    private async Task<int> ReplaceCopies(SourceId source, string own)
    {
        var replaced = await Replace(own, stored => EventCodec.WithoutNames(stored, source));
        string? after = null;
        while (true)
        {
            var streams = await readModel.StreamsUsing(source.Value, after, StreamsPerPage, CancellationToken.None);
            if (streams.Count == 0) return replaced;
            foreach (var stream in streams)
            {
                replaced += await Replace(stream, stored => EventCodec.WithoutNames(stored, source));
                await snapshots.Forget(stream);
            }

            after = streams[^1];
        }
    }

    private async Task<int> Replace(string stream, Func<RecordedEvent, ReadOnlyMemory<byte>?> redact)
    {
        var replaced = 0;
        await foreach (var stored in journal.ReadStream(stream, 0, CancellationToken.None))
        {
            if (redact(stored) is { } data)
            {
                // what cannot be read is never written over what can
                EventCodec.Decode(stored with { Event = stored.Event with { Data = data } });
                await redactions.Replace(stream, stored.Version, data);
                replaced++;
            }
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
