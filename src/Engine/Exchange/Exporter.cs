using System.Globalization;
using System.Runtime.CompilerServices;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Topics;

namespace Analysis.Engine.Exchange;

/// <summary>An event that goes out.</summary>
/// <param name="Event">The event.</param>
/// <param name="Cursor">Where to go on after it.</param>
public sealed record ExportedEvent(RecordedEvent Event, string Cursor);

/// <summary>
/// Hands out what the journal holds: all of it, or some topics with everything that their views are made of, and what
/// is held about the sources and families they use. Thread-safe.
/// </summary>
public sealed class Exporter(IJournal journal, IReadModel readModel)
{
    private const int PageSize = 1_000;

    /// <summary>
    /// All events up to now, in the order of the journal, after a cursor. Null when the cursor is not one that this
    /// gave.
    /// </summary>
    public async Task<IAsyncEnumerable<ExportedEvent>?> All(string? after, CancellationToken cancellationToken)
    {
        var position = 0L;
        if (after is not null && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out position))
            return null;
        return Events(position, await journal.End(cancellationToken), cancellationToken);
    }

    /// <summary>
    /// The same of some topics, stream by stream: families, sources, topics. The topics to which they lead, and from
    /// which they were continued, come along.
    /// </summary>
    public async Task<IAsyncEnumerable<ExportedEvent>?> Of(IEnumerable<TopicId> topics, string? after,
        CancellationToken cancellationToken)
    {
        if (after?.Contains('@') == false) return null;
        var (stream, version) = after is null ? ("", 0L) : (after[..after.LastIndexOf('@')], -1L);
        if (after is not null
            && !long.TryParse(after[(stream.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture,
            out version)) return null;
        return Events(await Streams(topics, cancellationToken), stream, version, cancellationToken);
    }

    /// <summary>The topics that have a tag, also those put away.</summary>
    public async Task<IReadOnlyList<TopicId>> Tagged(string tag, CancellationToken cancellationToken)
    {
        var (found, after) = (new List<TopicId>(), (string?)null);
        do
        {
            var page = await readModel.List(
                new RowQuery(TopicRows.Current, null, tag, RowOrder.Id, RowQuery.LimitMax, after, TopicRows.Archived),
                cancellationToken);
            found.AddRange(page.Rows.Select(row => new TopicId(row.Id)));
            after = page.Next;
        }
        while (after is not null);
        return found;
    }

    private async IAsyncEnumerable<ExportedEvent> Events(long after, long until,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (after < until)
        {
            var before = after;
            await foreach (var e in journal.ReadAll(after, PageSize, cancellationToken))
            {
                if (e.Position > until) yield break;
                after = e.Position;
                yield return new ExportedEvent(e, after.ToString(CultureInfo.InvariantCulture));
            }

            if (after == before) yield break;
        }
    }

    private async IAsyncEnumerable<ExportedEvent> Events(
        SortedSet<string> streams, string afterStream, long afterVersion,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var stream in streams.Where(s => string.CompareOrdinal(s, afterStream) >= 0))
        {
            await foreach (
                var e in journal.ReadStream(stream, stream == afterStream ? afterVersion : 0, cancellationToken))
                yield return new ExportedEvent(e, string.Create(CultureInfo.InvariantCulture, $"{stream}@{e.Version}"));
        }
    }

    private async Task<SortedSet<string>> Streams(IEnumerable<TopicId> topics, CancellationToken cancellationToken)
    {
        var streams = new SortedSet<string>(StringComparer.Ordinal);
        var due = new Queue<TopicId>(topics);
        while (due.TryDequeue(out var topic))
        {
            if (!streams.Add(TopicStream.Of(topic))) continue;
            await foreach (var e in journal.ReadStream(TopicStream.Of(topic), 0, cancellationToken))
            {
                var isElsewhere = EventCodec.NameOf(e) is "topic-continued" or "topic-redirected";
                if (!isElsewhere && !EventCodec.NamesUses(e)) continue;
                var fact = EventCodec.Decode(e).Event;
                foreach (var use in TopicStream.UsesOf(fact)) streams.Add(use.Contains('/') ? use : $"source/{use}");
                if (fact is TopicEvent.Continued { From: var from }) due.Enqueue(from);
                if (fact is TopicEvent.Redirected { To: var to }) due.Enqueue(to);
            }
        }

        return streams;
    }
}
