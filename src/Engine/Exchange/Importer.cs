using System.Runtime.CompilerServices;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Journal;
using Analysis.Engine.Reference;
using Analysis.Engine.Topics;

namespace Analysis.Engine.Exchange;

/// <summary>A line that comes in.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Json">The line; null when it was too long to read.</param>
public sealed record ImportLine(long Number, ReadOnlyMemory<byte>? Json);

/// <summary>What became of a line.</summary>
public enum ImportResult
{
    /// <summary>Its event stands here as it stood there: at the same version, of the same time and writer.</summary>
    Created,

    /// <summary>It stood here already, or what it says does.</summary>
    Unchanged,

    /// <summary>
    /// The stream here had gone another way: what the event says was taken in behind that, as of now.
    /// </summary>
    Merged,

    /// <summary>
    /// The same, but the event only tells the topic of a source or family, which it hears of by itself.
    /// </summary>
    Skipped,

    /// <summary>The same, but what it says cannot stand beside what is here; nothing was done.</summary>
    Conflict,

    /// <summary>It is not a line of an export, is damaged, or does not follow what is here; nothing was done.</summary>
    Rejected,
}

/// <summary>What became of a line.</summary>
/// <param name="Line">Its number.</param>
/// <param name="Result">In a word.</param>
/// <param name="Stream">The stream of its event; null where it could not be read.</param>
/// <param name="Version">The event's version there.</param>
/// <param name="Why">Why not.</param>
/// <param name="Refusal">The same, where a topic refused it.</param>
public sealed record ImportOutcome(long Line, ImportResult Result, string? Stream, long? Version, string? Why = null,
    Rejection? Refusal = null);

/// <summary>
/// Takes in what <see cref="Exporter"/> handed out. Where a stream is not here, or only its beginning, its events are
/// taken over as they are: so every view of it, also of the past, is the same to the last bit. Where it has gone
/// another way, what the others say is merged: claims by their ids, acts unless they are there already. To take the
/// same in again changes nothing. Thread-safe.
/// </summary>
public sealed class Importer(
    IJournal journal, ISources sources, ITopics topics, IActiveTopics active,
    IEnumerable<IReferenceData> referenceData, TimeProvider clock)
{
    private const int PageLinesMax = 500; // fits into one append
    private const int PageBytesMax = 8 * 1024 * 1024;
    private const int AttemptsMax = 10;
    private const int StreamsAtOnce = 16;

    /// <summary>What becomes of each line after the header, in order, each once that is durable.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="cancellationToken">Gives up between two pages.</param>
    public async IAsyncEnumerable<ImportOutcome> Run(IAsyncEnumerable<ImportLine> lines,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (import, end, events, lastLine) = (new Import(), (long?)null, 0L, 1L);
        await foreach (var page in Pages(lines, cancellationToken))
        {
            var (outcomes, due) = (new ImportOutcome?[page.Count], new List<Due>());
            foreach (var (i, line) in page.Index())
            {
                lastLine = line.Number;
                var read = line.Json is { } json ? ExchangeFormat.Read(json, clock.GetUtcNow())
                    : new ExchangeLine.Damaged($"it is longer than {ExchangeFormat.LineBytesMax} bytes");
                if (end is not null) read = new ExchangeLine.Damaged("it stands behind the last line of the export");
                events = read is ExchangeLine.Header ? 0 : events + 1;
                switch (read)
                {
                    case ExchangeLine.Event e:
                        due.Add(new Due(i, line.Number, e.Recorded, e.Fact));
                        break;
                    case ExchangeLine.End last:
                        end = last.Events;
                        events--;
                        break;
                    case ExchangeLine.Damaged damaged:
                        outcomes[i] = new(line.Number, ImportResult.Rejected, null, null, damaged.Why);
                        break;
                }
            }

            foreach (var group in due.GroupBy(d => TopicStream.TopicOf(d.Event.Stream) is not null).OrderBy(g => g.Key)) // topics come last
            {
                var options = new ParallelOptions
                {
                    MaxDegreeOfParallelism = StreamsAtOnce,
                    CancellationToken = cancellationToken
                };
                await Parallel.ForEachAsync(group.GroupBy(d => d.Event.Stream), options, async (stream, _) =>
                {
                    foreach (var (at, outcome) in await Take(import.Of(stream.Key),
                        [.. stream])) outcomes[at] = outcome;
                });
            }

            foreach (var outcome in outcomes.OfType<ImportOutcome>()) yield return outcome;
        }

        if (end is null || end != events)
        {
            yield return new ImportOutcome(lastLine + 1, ImportResult.Rejected, null, null, end is null
                ? "the export was cut off: its last line is missing"
                    : $"the export has {end} events, and {events} lines came");
        }

        if (end is not null) await Tell(import, cancellationToken);
    }

    /// <summary>Lines that are handled together: as many as are there at once, up to a limit.</summary>
    private static async IAsyncEnumerable<List<ImportLine>> Pages(
        IAsyncEnumerable<ImportLine> lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (page, bytes) = (new List<ImportLine>(), 0L);
        await using var each = lines.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            var next = each.MoveNextAsync();
            if (page.Count > 0 && (!next.IsCompleted || page.Count == PageLinesMax || bytes > PageBytesMax))
            {
                yield return page;
                (page, bytes) = ([], 0);
            }

            if (!await next) break;
            page.Add(each.Current);
            bytes += each.Current.Json?.Length ?? 0;
        }

        if (page.Count > 0) yield return page;
    }

    /// <summary>Takes events of one stream in.</summary>
    private async Task<List<(int At, ImportOutcome Outcome)>> Take(StreamState state, IReadOnlyList<Due> due)
    {
        var outcomes = new List<(int, ImportOutcome)>();
        var attempts = 0;
        while (due.Count > 0 && !state.IsDiverged)
        {
            if (attempts++ == AttemptsMax)
                throw new ConcurrencyException($"{state.Stream}: gave up after {AttemptsMax} conflicts.");
            var (held, version) = await Held(state.Stream, due[0].Event.Version - 1);
            var (fresh, taken) = (new List<Due>(), 0);
            foreach (var one in due)
            {
                var its = one.Event.Version;
                if (held.TryGetValue(its, out var here))
                {
                    if (!IsSame(here, one.Event.Event)) break;
                    outcomes.Add(one.Becomes(ImportResult.Unchanged));
                }
                else if (its != version + fresh.Count + 1)
                {
                    outcomes.Add(
                        one.Becomes(ImportResult.Rejected, "it does not follow: the event before it is not here"));
                }
                else
                {
                    fresh.Add(one);
                }

                taken++;
            }

            var isDiverging = taken < due.Count;
            if (fresh.Count > 0 && !await Append(state.Stream, version, fresh))
            {
                var isOver = outcomes.Select(o => o.Item1).ToHashSet();
                due = [.. due.Where(d => !isOver.Contains(d.At))]; // somebody else wrote: look again
                continue;
            }

            outcomes.AddRange(fresh.Select(f => f.Becomes(ImportResult.Created)));
            due = [.. due.Skip(taken)];
            state.IsDiverged = isDiverging;
        }

        foreach (var one in due)
        {
            state.Facts ??= await FactsOf(state.Stream);
            outcomes.Add((one.At, await Merge(state, one)));
        }

        return outcomes;
    }

    /// <summary>What a stream holds from a version on, and its version as far as that is known.</summary>
    private async Task<(Dictionary<long, StoredEvent> Held, long Version)> Held(string stream, long from)
    {
        var (held, version) = (new Dictionary<long, StoredEvent>(), 0L);
        await foreach (var e in journal.ReadStream(stream, Math.Max(0, from - 1), CancellationToken.None))
        {
            held.Add(e.Version, e.Event);
            version = e.Version;
            if (held.Count > PageLinesMax + 1) break;
        }

        return (held, version);
    }

    private static bool IsSame(StoredEvent one, StoredEvent other) =>
        one.Type == other.Type && one.RecordedAt == other.RecordedAt
        && one.ClaimId == other.ClaimId && one.By == other.By && one.Data.Span.SequenceEqual(other.Data.Span);

    /// <summary>
    /// Whether they were appended; else the stream is not at that version any more. Whoever holds it in memory hears of
    /// it.
    /// </summary>
    private async Task<bool> Append(string stream, long version, List<Due> due)
    {
        var uses = due.Where(d => EventCodec.NamesUses(d.Event)).SelectMany(d => TopicStream.UsesOf(d.Fact)).Distinct();
        var append = new StreamAppend(stream, version, [.. due.Select(d => d.Event.Event)], [.. uses]);
        if (await journal.Append(append) is not AppendResult.Appended appended) return false;
        if (TopicStream.TopicOf(stream) is { } topic) active.Heed(topic, appended.Version);
        foreach (var data in referenceData.Where(r => r.Keeps(stream))) await data.Heed(stream, appended.Version,
            CancellationToken.None);
        return true;
    }

    /// <summary>What a stream says, and how often.</summary>
    private async Task<Dictionary<TopicEvent, int>> FactsOf(string stream)
    {
        var facts = new Dictionary<TopicEvent, int>();
        await foreach (var e in journal.ReadStream(stream, 0, CancellationToken.None))
        {
            var fact = Saying(EventCodec.Decode(e).Event);
            facts[fact] = facts.GetValueOrDefault(fact) + 1;
        }

        return facts;
    }

    /// <summary>
    /// What an event says, whenever and wherever it was said first, and whatever was learned besides.
    /// </summary>
    private static TopicEvent Saying(TopicEvent fact) => fact switch
    {
        TopicEvent.Received received => received.Fact,
        TopicEvent.SourceAssessed { Profile: var held } =>
            new TopicEvent.SourceAssessed(held with { Version = 0, Records = [] }),
        TopicEvent.FamilyDefined { Family: var held } =>
            new TopicEvent.FamilyDefined(held with { Version = 0, Learned = [] }),
        _ => fact,
    };

    private async Task<ImportOutcome> Merge(StreamState state, Due due)
    {
        var said = Saying(due.Fact);
        if (state.Facts!.TryGetValue(said, out var count) && count > 0) // read before
        {
            if (state.Topic is not null) state.Facts[said] = count - 1; // the next time it is said is another time
            return due.Becomes(ImportResult.Unchanged).Outcome;
        }

        if (state.Topic is not { } topic)
        {
            state.Facts[said] = 1; // the conflict is named once, also where it was learned from since
            return due.Becomes(ImportResult.Conflict,
                $"{state.Stream} is held otherwise here; what is here stays").Outcome;
        }

        return said is TopicEvent.SourceAssessed or TopicEvent.FamilyDefined or TopicEvent.ReliabilityLearned
            ? due.Becomes(ImportResult.Skipped).Outcome
            : await Merge(topic, said, due);
    }

    private async Task<ImportOutcome> Merge(TopicId topic, TopicEvent said, Due due)
    {
        var writer = due.Fact is TopicEvent.Received received ? received.Writer : due.Event.Event.By is { } by
            ? new Writer(by) : null;
        if (said is TopicEvent.ClaimAsserted { Claim: var claim })
            return Became(await sources.Submit(claim, null, ReplyWith.Nothing, writer, CancellationToken.None));
        if (said is TopicEvent.Resolved or TopicEvent.Annulled
            && await topics.Read(topic, Lens.Current, CancellationToken.None)
            is { View: { Resolution: not null } or { Annulment: not null } })
        {
            return due.Becomes(ImportResult.Conflict,
                "the topic is answered or annulled otherwise here; that stays").Outcome;
        }

        TopicCommand? command = said switch
        {
            TopicEvent.ClaimRetracted e => new TopicCommand.RetractClaim(e.Claim, e.Reason, e.By, e.ReportedTime),
            TopicEvent.ClaimRestored e => new TopicCommand.RestoreClaim(e.Claim, e.Reason, e.By, e.ReportedTime),
            TopicEvent.Resolved e => new TopicCommand.Resolve(e.Resolution),
            TopicEvent.Annulled e => new TopicCommand.Annul(e.Annulment),
            TopicEvent.ResolutionWithdrawn e => new TopicCommand.WithdrawResolution(e.Reason, e.By, e.ReportedTime),
            TopicEvent.Archived e => new TopicCommand.Archive(e.Reason, e.By, e.ReportedTime),
            TopicEvent.Restored e => new TopicCommand.Restore(e.Reason, e.By, e.ReportedTime),
            _ => null,
        };
        if (command is not null)
            return Became(await topics.Execute(topic, command with { Writer = writer }, ReplyWith.Nothing));
        return due.Becomes(ImportResult.Conflict, said is TopicEvent.Defined
            ? "the topic is defined otherwise here; that stays"
            : $"{EventCodec.NameOf(said)} is not carried over to a topic that has gone another way; do it here by hand").Outcome;

        ImportOutcome Became(Reply reply) => reply switch
        {
            Reply.Refused refused => due.Becomes(ImportResult.Conflict).Outcome with { Refusal = refused.Rejection },
            Reply.Unchanged => due.Becomes(ImportResult.Unchanged).Outcome,
            _ => due.Becomes(ImportResult.Merged).Outcome,
        };
    }

    /// <summary>Tells the topics that were here before of the sources and families that came.</summary>
    private async Task Tell(Import import, CancellationToken cancellationToken)
    {
        foreach (var stream in import.Reference)
        {
            foreach (var data in referenceData.Where(r => r.Keeps(stream)))
                await data.Tell(stream, topic => !import.CameAsItWas(topic), cancellationToken);
        }
    }

    /// <summary>An event to be taken in.</summary>
    private sealed record Due(int At, long Line, RecordedEvent Event, TopicEvent Fact)
    {
        public (int At, ImportOutcome Outcome) Becomes(ImportResult result, string? why = null) =>
            (At, new ImportOutcome(Line, result, Event.Stream, Event.Version, why));
    }

    /// <summary>What is known of the streams of an import.</summary>
    private sealed class Import
    {
        private readonly Dictionary<string, StreamState> _streams = [];
        private readonly Lock _lock = new();

        public IReadOnlyList<string> Reference =>
            [.. _streams.Values.Where(s => s is { Topic: null, IsDiverged: false }).Select(s => s.Stream)];

        public StreamState Of(string stream)
        {
            lock (_lock)
            {
                if (!_streams.TryGetValue(stream, out var state)) _streams.Add(stream, state = new StreamState(stream));
                return state;
            }
        }

        public bool CameAsItWas(TopicId topic) =>
            _streams.TryGetValue(TopicStream.Of(topic), out var state) && !state.IsDiverged;
    }

    /// <summary>A stream as far as it was taken in.</summary>
    private sealed class StreamState(string stream)
    {
        public string Stream => stream;

        public TopicId? Topic { get; } = TopicStream.TopicOf(stream);

        /// <summary>Whether what is here has gone another way.</summary>
        public bool IsDiverged { get; set; }

        /// <summary>Then what it says here, as often as no line has said it yet.</summary>
        public Dictionary<TopicEvent, int>? Facts { get; set; }
    }
}
