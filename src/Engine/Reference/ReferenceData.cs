using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Topics;
using Microsoft.Extensions.Logging;

namespace Analysis.Engine.Reference;

/// <summary>What topics use and is not theirs, each with a stream of its own. Thread-safe.</summary>
public interface IReferenceData : IRowSource
{
    /// <summary>
    /// Hears that one of its streams has reached a version, perhaps elsewhere. What topics were taken to use here before this was heard
    /// may not have been known to whoever wrote it; those topics are told here.
    /// </summary>
    Task Heed(string stream, long version, CancellationToken cancellationToken);

    /// <summary>Hears that everything written up to so long ago has been heeded.</summary>
    void Forget(TimeSpan age);

    /// <summary>Tells those of the topics that use a thing what is held about it.</summary>
    Task Tell(string stream, Func<TopicId, bool> which, CancellationToken cancellationToken);
}

/// <summary>What is held now.</summary>
/// <param name="Held">What.</param>
/// <param name="Version">The version of its stream.</param>
/// <param name="RecordedAt">When it was last written.</param>
/// <param name="By">By whom; null when nobody is known, or it was learned.</param>
public sealed record ReferenceEntry<T>(T Held, long Version, DateTimeOffset RecordedAt, Writer? By = null);

/// <summary>
/// Things with a stream each, and what is held about those in use in memory. What is written about one reaches the stream of every
/// topic that uses it, so that each view stays a function of its own stream; a topic keeps the latest it has heard,
/// so it does not matter who tells it first.
/// </summary>
/// <param name="category">What its streams and rows are named by.</param>
/// <param name="journal">Where the streams are.</param>
/// <param name="readModel">Knows which topics use what.</param>
/// <param name="topics">Who is told.</param>
/// <param name="clock">The time.</param>
/// <param name="log">Hears how many were told.</param>
public abstract class ReferenceData<TId, T>(string category, IJournal journal, IReadModel readModel, ITopics topics,
    TimeProvider clock, ILogger log) : IReferenceData, IDisposable
    where TId : notnull
    where T : class
{
    private const int TopicsPerPage = 500;
    private const int TellingMax = 10_000; // pairs of a topic and a thing gathered before the topics are told
    private const int TellingAtOnce = 16; // topics
    private const int AttemptsMax = 5;

    /// <summary>The most things kept in memory, the many that nobody has ever written about included.</summary>
    private const int HeldMax = 200_000;

    /// <summary>The most uses that may have missed what was written elsewhere.</summary>
    private const int UsesMax = 200_000;

    private readonly ConcurrentDictionary<TId, ReferenceEntry<T>?> _held = new();
    private readonly Lock _holding = new(); // held by who changes what is held or how many writes there were: nobody puts back what is old
    private readonly SemaphoreSlim _writing = new(1);
    private readonly ConcurrentQueue<Use> _uses = new();
    private readonly ConcurrentDictionary<TId, long> _writtenHere = new();
    private long _writes; // how many there were, as far as is known here
    private int _heldCount; // about how many are held

    /// <summary>Whether others write too, and <see cref="Heed"/> and <see cref="Forget"/> are called.</summary>
    public bool IsShared { get; init; }

    /// <summary>Knows which topics use what.</summary>
    protected IReadModel ReadModel => readModel;

    /// <summary>Where the topics that use them are.</summary>
    protected ITopics Topics => topics;

    /// <inheritdoc/>
    public bool Keeps(string stream) => stream.StartsWith(category + "/", StringComparison.Ordinal);

    /// <summary>What is held about a thing, or null when nobody has written about it. No I/O as a rule where this process alone writes; else one look-up.</summary>
    public async ValueTask<ReferenceEntry<T>?> Find(TId id, CancellationToken cancellationToken) =>
        IsShared ? await Read(id, cancellationToken) : await Held(id, cancellationToken);

    /// <inheritdoc/>
    public async Task<SummaryRow?> Row(string stream, CancellationToken cancellationToken)
    {
        if (await Read(IdOf(stream), cancellationToken) is not { } known) return null;
        var (title, searched, tags) = Title(known.Held);
        return new SummaryRow(stream, known.Version, category, stream[(category.Length + 1)..], title, searched, tags, null, known.RecordedAt,
            DateTimeOffset.MaxValue, EventCodec.Encode(Fact(known.Held, known.Held), known.RecordedAt).Data, default, "");
    }

    /// <inheritdoc/>
    public async Task Heed(string stream, long version, CancellationToken cancellationToken)
    {
        var id = IdOf(stream);
        if (_writtenHere.TryGetValue(id, out var own) && own >= version) return; // and told by Write
        Drop(id);
        foreach (var topic in _uses.Where(u => u.Ids.Contains(id)).Select(u => u.Topic).Distinct())
            await Tell(topic, [id], [], cancellationToken);
    }

    /// <inheritdoc/>
    public void Forget(TimeSpan age)
    {
        while (_uses.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.At) > age) _uses.TryDequeue(out _);
    }

    /// <inheritdoc/>
    public async Task Tell(string stream, Func<TopicId, bool> which, CancellationToken cancellationToken)
    {
        if (await Read(IdOf(stream), cancellationToken) is not { } thing) return;
        string? after = null;
        while (await readModel.StreamsUsing(UseOf(IdOf(stream)), after, TopicsPerPage, cancellationToken) is { Count: > 0 } streams)
        {
            foreach (var topic in streams.Select(TopicStream.TopicOf).OfType<TopicId>().Where(which)) await Tell(topic, thing, cancellationToken);
            after = streams[^1];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writing.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The id within a stream's name, after the category.</summary>
    protected abstract TId ParseId(string text);

    /// <summary>Which thing it is about.</summary>
    protected abstract TId IdOf(T thing);

    /// <summary>The same, as the version of its stream says it.</summary>
    protected abstract T At(T thing, long version);

    /// <summary>
    /// The event after which it is held, and no longer what was before; in its own stream and in those of topics.
    /// </summary>
    protected abstract TopicEvent Fact(T? before, T thing);

    /// <summary>What an event of its stream says.</summary>
    protected abstract T? In(TopicEvent fact);

    /// <summary>The command that tells a topic.</summary>
    protected abstract ValueTask<TopicCommand> News(T thing, CancellationToken cancellationToken);

    /// <summary>These, and whatever a topic uses that uses them.</summary>
    protected virtual ValueTask<IReadOnlyList<TId>> WithUsed(IReadOnlyList<TId> ids, CancellationToken cancellationToken) => new(ids);

    /// <summary>Hears that something else is held now; null for what may be anything, as others wrote it.</summary>
    protected virtual void Heard(T? before, T? now)
    {
    }

    /// <summary>As what a topic's appends name it; see <see cref="StreamAppend.NewSources"/>.</summary>
    protected abstract string UseOf(TId id);

    /// <summary>What a person reads, what a search looks through, and what it can be looked up by.</summary>
    protected abstract (string Title, string Searched, IReadOnlyList<string> Tags) Title(T thing);

    /// <summary>Makes what <paramref name="change"/> makes of what is held, unless an <paramref name="objection"/> stands against it, and tells the topics.</summary>
    protected async Task<(ReferenceEntry<T>? Before, ReferenceEntry<T>? Now, Rejection? Refusal)> Write(
        TId id, Func<T?, T> change, Func<ReferenceEntry<T>?, Rejection?> objection, Writer? by, CancellationToken cancellationToken)
    {
        (ReferenceEntry<T>? Before, ReferenceEntry<T>? Now, Rejection? Refusal) written;
        await _writing.WaitAsync(cancellationToken);
        try
        {
            written = await Append(id, change, objection, by, cancellationToken);
        }
        finally
        {
            _writing.Release();
        }

        if (written.Now is { } now) await TellAll([now], cancellationToken); // also when nothing changed: it mends what a crash cut short
        return written;
    }

    /// <summary>
    /// Says of a thing that is held, in an event of its own kind, what <paramref name="change"/> makes of it, also where
    /// that is the same, and tells the topics. Where <paramref name="isSaid"/> knows the last event of the stream for
    /// it, only the topics are told, as after a crash.
    /// </summary>
    /// <returns>Whether it was said now; null when nobody has written about the thing.</returns>
    protected async Task<bool?> Say(TId id, Func<T, T> change, Func<T, TopicEvent> fact,
        Func<TopicEvent, bool> isSaid, Writer? by, CancellationToken cancellationToken)
    {
        bool isNew;
        ReferenceEntry<T>? now;
        await _writing.WaitAsync(cancellationToken);
        try
        {
            TopicEvent? last = null;
            await foreach (var stored in journal.ReadStream(StreamOf(id), 0, cancellationToken))
                last = EventCodec.Decode(stored).Event;
            if (last is null) return null;
            isNew = !isSaid(last);
            (_, now, _) = await Append(
                id, held => change(held!), _ => null, by, cancellationToken, isNew ? fact : null); // held: there is an event
        }
        finally
        {
            _writing.Release();
        }

        await TellAll([now!], cancellationToken); // nothing was objected
        return isNew;
    }

    /// <summary>Changes what is held of many things, and tells each topic at once what has changed of those it uses.</summary>
    /// <param name="changes">What becomes of each.</param>
    /// <param name="tellAll">Tells also of those that did not change, which mends what a crash cut short.</param>
    /// <param name="cancellationToken">Gives up between two of them.</param>
    protected async Task Write(IReadOnlyList<(TId Id, Func<T?, T> Change)> changes, bool tellAll, CancellationToken cancellationToken)
    {
        var news = new List<ReferenceEntry<T>>();
        foreach (var (id, change) in changes)
        {
            await _writing.WaitAsync(cancellationToken);
            try
            {
                var (before, now, _) = await Append(id, change, _ => null, by: null, cancellationToken);
                if (now is not null && (tellAll || before != now)) news.Add(now);
            }
            finally
            {
                _writing.Release();
            }
        }

        await TellAll(news, cancellationToken);
    }

    /// <summary>Carries out a command after which a topic uses things, with what is held about them.</summary>
    protected async Task<Reply> Involve(TopicId topic, IReadOnlyList<TId> ids,
        Func<IReadOnlyList<ReferenceEntry<T>>, Task<Reply>> command, CancellationToken cancellationToken)
    {
        var seen = Volatile.Read(ref _writes);
        ids = await WithUsed(ids, cancellationToken);
        var told = await HeldOf(ids, cancellationToken);
        var reply = await command(told);
        if (reply is Reply.Refused) return reply;
        if (IsShared) Note(topic, ids);

        // What was written between looking and appending may have missed this topic: it was not yet known to use the thing.
        // A repetition mends what an interruption left undone here.
        if (seen != Volatile.Read(ref _writes)) await Tell(topic, ids, told, CancellationToken.None);
        else if (reply is Reply.Unchanged) await Tell(topic, ids, [], CancellationToken.None);
        return reply;
    }

    /// <summary>What is held about those of which somebody has written.</summary>
    protected async ValueTask<IReadOnlyList<ReferenceEntry<T>>> HeldOf(IReadOnlyList<TId> ids, CancellationToken cancellationToken)
    {
        List<ReferenceEntry<T>>? things = null;
        foreach (var id in ids)
        {
            if (await Held(id, cancellationToken) is { } known) (things ??= []).Add(known);
        }

        return things ?? (IReadOnlyList<ReferenceEntry<T>>)[];
    }

    private TId IdOf(string stream) => ParseId(stream[(category.Length + 1)..]);

    private string StreamOf(TId id) => $"{category}/{id}";

    /// <summary>What is held in memory; where others write too, it may not be heard of yet.</summary>
    protected async ValueTask<ReferenceEntry<T>?> Held(TId id, CancellationToken cancellationToken)
    {
        if (_held.TryGetValue(id, out var held)) return held;
        var seen = Volatile.Read(ref _writes);
        var read = await Read(id, cancellationToken);
        lock (_holding)
        {
            if (seen != _writes) return read; // what was written meanwhile is not overwritten
            if (++_heldCount > HeldMax)
            {
                _held.Clear(); // all can be read again, and those in use soon are
                _heldCount = 1;
            }

            _held[id] = read;
        }

        return read;
    }

    private async Task<ReferenceEntry<T>?> Read(TId id, CancellationToken cancellationToken)
    {
        ReferenceEntry<T>? last = null;
        await foreach (var stored in journal.ReadStream(StreamOf(id), 0, cancellationToken))
        {
            var recorded = EventCodec.Decode(stored);
            if (In(recorded.Event) is { } thing)
            {
                last = new ReferenceEntry<T>(At(thing, recorded.Version), recorded.Version, recorded.At,
                    stored.Event.By is { } by ? new Writer(by) : null);
            }
        }

        return last;
    }

    private async Task<(ReferenceEntry<T>? Before, ReferenceEntry<T>? Now, Rejection? Refusal)> Append(
        TId id, Func<T?, T> change, Func<ReferenceEntry<T>?, Rejection?> objection, Writer? by,
        CancellationToken cancellationToken, Func<T, TopicEvent>? saying = null)
    {
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var known = await Find(id, cancellationToken);
            var thing = change(known?.Held);
            if (saying is null && known is not null && known.Held.Equals(At(thing, known.Version)))
                return (known, known, null);
            if (objection(known) is { } refusal) return (known, null, refusal);
            var now = clock.GetUtcNow();
            var version = (known?.Version ?? 0) + 1;
            var next = new ReferenceEntry<T>(At(thing, version), version, known is null || now > known.RecordedAt ? now : known.RecordedAt, by);
            try
            {
                var said = saying is null ? Fact(known?.Held, next.Held) : saying(next.Held);
                var fact = EventCodec.Encode(said, next.RecordedAt) with { By = by?.Name };
                if (await journal.Append(new StreamAppend(StreamOf(id), version - 1, [fact], [])) is AppendResult.Appended)
                {
                    lock (_holding)
                    {
                        _held[id] = next;
                        _writes++;
                    }

                    _writtenHere[id] = version;
                    Heard(known?.Held, next.Held);
                    return (known, next, null);
                }

                Drop(id); // somebody else wrote: look again
            }
            catch
            {
                Drop(id); // only the journal knows what it holds now
                throw;
            }
        }

        throw new ConcurrencyException($"{StreamOf(id)}: gave up after {AttemptsMax} conflicts.");
    }

    private void Drop(TId id)
    {
        lock (_holding)
        {
            _held.TryRemove(id, out _);
            _writes++;
        }

        Heard(null, null);
    }

    private void Note(TopicId topic, IReadOnlyList<TId> ids)
    {
        _uses.Enqueue(new Use(clock.GetTimestamp(), topic, ids));
        if (_uses.Count > UsesMax) _uses.TryDequeue(out _); // followed for so long, or not at all: then there are worse things to mend
    }

    /// <summary>Tells a topic what is held now about things that it uses, besides what it has been told.</summary>
    private async Task Tell(TopicId topic, IReadOnlyList<TId> ids, IReadOnlyList<ReferenceEntry<T>> told, CancellationToken cancellationToken)
    {
        foreach (var thing in (await HeldOf(ids, cancellationToken)).Except(told)) await Tell(topic, thing, cancellationToken);
    }

    private async Task Tell(TopicId topic, ReferenceEntry<T> thing, CancellationToken cancellationToken)
    {
        var used = IsShared ? await WithUsed([IdOf(thing.Held)], cancellationToken) : [];
        if (used.Count > 1) Note(topic, used); // what was written of the others elsewhere may miss this topic
        await topics.Execute(topic, await News(thing.Held, cancellationToken) with { Writer = thing.By }, ReplyWith.Nothing);
    }

    /// <summary>Tells all topics that use one of them; each once, as long as they are not too many to remember.</summary>
    private async Task TellAll(IReadOnlyList<ReferenceEntry<T>> things, CancellationToken cancellationToken)
    {
        var (due, pairs) = (new Dictionary<TopicId, List<ReferenceEntry<T>>>(), 0);
        foreach (var thing in things)
        {
            var told = 0;
            string? after = null;
            while (await readModel.StreamsUsing(UseOf(IdOf(thing.Held)), after, TopicsPerPage, cancellationToken) is { Count: > 0 } streams)
            {
                foreach (var topic in streams.Select(TopicStream.TopicOf).OfType<TopicId>())
                {
                    if (!due.TryGetValue(topic, out var news)) due.Add(topic, news = []);
                    news.Add(thing);
                    told++;
                }

                after = streams[^1];
                pairs += streams.Count;
                if (pairs < TellingMax) continue;
                await Tell(due, cancellationToken);
                pairs = 0;
            }

            log.TopicsTold(StreamOf(IdOf(thing.Held)), told);
        }

        await Tell(due, cancellationToken);
    }

    /// <summary>What one topic is told together goes into one append.</summary>
    private async Task Tell(Dictionary<TopicId, List<ReferenceEntry<T>>> due, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = TellingAtOnce, CancellationToken = cancellationToken };
        var faults = new ConcurrentQueue<Exception>();
        await Parallel.ForEachAsync(due, options, async (topic, _) =>
        {
            try
            {
                foreach (var news in topic.Value.Chunk(TellingAtOnce))
                {
                    await Task.WhenAll(
                        news.Select(thing => Tell(topic.Key, thing, CancellationToken.None)));
                }
            }
#pragma warning disable CA1031 // one topic's fault must not keep the others from hearing; it is thrown when they have
            catch (Exception fault)
#pragma warning restore CA1031
            {
                faults.Enqueue(fault);
            }
        });
        due.Clear();
        if (faults.TryDequeue(out var first)) ExceptionDispatchInfo.Throw(first);
    }

    /// <summary>What a topic was taken to use here, and when.</summary>
    private sealed record Use(long At, TopicId Topic, IReadOnlyList<TId> Ids);
}
