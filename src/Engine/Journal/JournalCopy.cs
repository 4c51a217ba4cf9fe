using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding;

namespace Analysis.Engine.Journal;

/// <summary>What a copy is busy with, in this order.</summary>
public enum CopyStep
{
    /// <summary>Reading what the target holds already.</summary>
    Look,

    /// <summary>Comparing that with the source, as far as it goes.</summary>
    Compare,

    /// <summary>Copying what the target lacks.</summary>
    Copy,

    /// <summary>Reading the target anew, all of it.</summary>
    ReadBack,

    /// <summary>Comparing the views of all topics.</summary>
    Views,
}

/// <summary>How far a step has come.</summary>
/// <param name="Step">The step.</param>
/// <param name="Share">In [0, 1].</param>
/// <param name="Count">Events so far; topics in <see cref="CopyStep.Views"/>.</param>
public sealed record CopyProgress(CopyStep Step, double Share, long Count);

/// <summary>How a copy ended. A fault is an exception; the same copy may then be run again.</summary>
public abstract record CopyResult
{
    private CopyResult()
    {
    }

    /// <summary>The target holds what the source held at the beginning, and shows the same.</summary>
    /// <param name="Events">How many events the target holds.</param>
    /// <param name="Copied">How many of them came now.</param>
    /// <param name="Topics">How many topics were compared.</param>
    public sealed record Done(long Events, long Copied, int Topics) : CopyResult;

    /// <summary>The target holds something that the source does not, and nothing was written; or somebody else writes to it.</summary>
    public sealed record Refused(string Stream, string Why) : CopyResult;

    /// <summary>Everything was written, and the target is not what it should be.</summary>
    /// <param name="Names">Streams or topics, in ordinal order.</param>
    /// <param name="Why">What differs.</param>
    public sealed record Different(IReadOnlyList<string> Names, string Why) : CopyResult;
}

/// <summary>
/// Copies one journal into another: every event with its bytes, recorded time, claim id and writer, and which source is used where.
/// What the source takes in after the beginning is left for the next run. Where a run was cut short the next goes on, without
/// notes of its own: the target's events say what is there. Only one run at a time, and nobody else may write to the target.
/// </summary>
/// <remarks>
/// <para>
/// Positions differ between journals, and the events of a page may change places across streams; within a stream the order
/// stays. Cost: each event is read once or twice on either side, and folded once on either side; memory is some 300 bytes for
/// each stream, two pages, and the folds of as many topics as there are processors.
/// </para>
/// <para>
/// Which source and family is used where is read off the events, so that no journal needs a way to hand it out, and a journal that lacks
/// an entry is mended by moving it. A claim that this program cannot read stops the copy: it could not show it either.
/// </para>
/// </remarks>
/// <param name="source">Is only read.</param>
/// <param name="target">Empty, or what an earlier run left.</param>
/// <param name="shown">Of a defined topic: the bytes by which views are compared.</param>
/// <param name="clock">Says at which hour.</param>
public sealed class JournalCopy(IJournal source, IJournal target, Func<TopicFold, ReadOnlyMemory<byte>> shown, TimeProvider clock)
{
    /// <summary>The most events in one page. All appends of a page are under way at once, which a journal's queue must bear.</summary>
    public const int PageEventsMax = 4_000;

    /// <summary>A page with this many bytes is full. Two pages are in memory: one being written, one being read.</summary>
    public const int PageBytesMax = 32 * 1_024 * 1_024;

    private const int ChunkEventsMax = 1_000_000;
    private const int ReportEvery = 10_000;
    private const int ToldMax = 1_000_000;

    private static readonly TimeSpan HiddenPause = TimeSpan.FromMilliseconds(100);

    private static readonly Account Nothing = new(0, default);

    private readonly Dictionary<string, Account> _due = []; // what the target must hold, as far as the source was read
    private readonly HashSet<(string Stream, string Source)> _told = [];

    /// <summary>Copies, and verifies. For one call.</summary>
    /// <exception cref="InvalidDataException">A claim of the source cannot be read, or its streams have gaps.</exception>
    public async Task<CopyResult> Run(IProgress<CopyProgress> progress, CancellationToken cancellationToken)
    {
        var until = await source.Position(cancellationToken);
        var (held, _) = await Read(target, CopyStep.Look, progress, cancellationToken);
        var (start, stranger) = await Compare(held, until, progress, cancellationToken);
        if (stranger is not null) return new CopyResult.Refused(stranger, "the target holds events that are not the source's");

        foreach (var (stream, account) in held) _due.Add(stream, account);
        var (copied, overtaken) = await Copy(start, until, progress, cancellationToken);
        if (overtaken is not null) return new CopyResult.Refused(overtaken, "the target has more of it than it shows: somebody else writes to it, or a long transaction hides its newest events");

        var (now, events) = await Read(target, CopyStep.ReadBack, progress, cancellationToken);
        var wrong = _due.Keys.Union(now.Keys).Where(s => _due.GetValueOrDefault(s) != now.GetValueOrDefault(s)).Order(StringComparer.Ordinal).ToList();
        if (wrong.Count > 0) return new CopyResult.Different(wrong, "the events read back from the target");

        var (topics, unlike) = await CompareViews(progress, cancellationToken);
        return unlike.Count > 0 ? new CopyResult.Different(unlike, "the view") : new CopyResult.Done(events, copied, topics);
    }

    /// <summary>The accounts of all streams of a journal.</summary>
    private static async Task<(Dictionary<string, Account> Accounts, long Events)> Read(
        IJournal journal, CopyStep step, IProgress<CopyProgress> progress, CancellationToken cancellationToken)
    {
        var meter = await Meter.Of(journal, step, await journal.Position(cancellationToken), progress, cancellationToken);
        var accounts = new Dictionary<string, Account>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await foreach (var e in Events(journal, 0, meter.Until, cancellationToken))
        {
            accounts[e.Stream] = accounts.GetValueOrDefault(e.Stream, Nothing).With(e, hash);
            meter.Pass(e);
        }

        return (accounts, meter.Done());
    }

    /// <summary>
    /// Reads the source until everything that the target holds was found in it. The position before the first event that is
    /// missing in the target; or a stream, the first in ordinal order, that is not the beginning of the source's.
    /// </summary>
    private async Task<(long Start, string? Stranger)> Compare(
        Dictionary<string, Account> held, long until, IProgress<CopyProgress> progress, CancellationToken cancellationToken)
    {
        var meter = await Meter.Of(source, CopyStep.Compare, until, progress, cancellationToken);
        var (start, isComplete) = (0L, true);
        var open = held.ToDictionary(h => h.Key, _ => Nothing);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await foreach (var e in Events(source, 0, held.Count == 0 ? 0 : until, cancellationToken))
        {
            if (open.Count == 0 && !isComplete) break;
            if (!held.TryGetValue(e.Stream, out var goal) || e.Version > goal.Version) isComplete = false;
            else if (open[e.Stream].With(e, hash) is var account && account.Version < goal.Version) open[e.Stream] = account;
            else if (account == goal) open.Remove(e.Stream);
            if (isComplete) start = e.Position;
            meter.Pass(e);
        }

        meter.Done();
        return (start, open.Keys.Min(StringComparer.Ordinal));
    }

    /// <summary>Copies the events after a position that the target lacks; how many, and a stream to which somebody else has written.</summary>
    private async Task<(long Copied, string? Overtaken)> Copy(long start, long until, IProgress<CopyProgress> progress, CancellationToken cancellationToken)
    {
        var meter = await Meter.Of(source, CopyStep.Copy, until, progress, cancellationToken);
        var writing = Task.FromResult<string?>(null);
        var copied = 0L;
        try
        {
            await foreach (var page in Pages(start, until, meter, cancellationToken))
            {
                if (await writing is { } overtaken) return (copied, overtaken);
                writing = Write(page);
                copied += page.Sum(append => append.Events.Count);
            }
        }
        finally
        {
            await writing; // also when reading failed: what was begun is finished
        }

        meter.Done();
        return (copied, await writing);
    }

    /// <summary>Writes a page, all appends at once; a stream that was not where it should be, or null.</summary>
    private async Task<string?> Write(IReadOnlyList<StreamAppend> page)
    {
        var results = await Task.WhenAll(page.Select(target.Append));
        return page.Zip(results).FirstOrDefault(p => p.Second is AppendResult.Conflict).First?.Stream;
    }

    /// <summary>What the target lacks, page by page: the appends of a stream in order, streams in the order in which they come up.</summary>
    private async IAsyncEnumerable<IReadOnlyList<StreamAppend>> Pages(
        long start, long until, Meter meter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var page = new Page();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await foreach (var e in Events(source, start, until, cancellationToken))
        {
            meter.Pass(e);
            var account = _due.GetValueOrDefault(e.Stream, Nothing);
            if (e.Version <= account.Version) continue;
            _due[e.Stream] = account.With(e, hash);
            page.Add(e, NewSources(e));
            if (!page.IsFull) continue;
            yield return page.Appends;
            page = new Page();
        }

        if (page.Appends.Count > 0) yield return page.Appends;
    }

    private IEnumerable<string> NewSources(RecordedEvent e)
    {
        if (!EventCodec.NamesUses(e)) return [];
        if (_told.Count > ToldMax) _told.Clear(); // naming a source again changes nothing; it only costs
        return TopicStream.UsesOf(EventCodec.Decode(e).Event).Where(s => _told.Add((e.Stream, s)));
    }

    /// <summary>How many topics were compared, and those that differ, in ordinal order.</summary>
    private async Task<(int Topics, IReadOnlyList<string> Unlike)> CompareViews(IProgress<CopyProgress> progress, CancellationToken cancellationToken)
    {
        var validAt = TopicFold.Hour(clock.GetUtcNow());
        var topics = _due.Select(d => (Id: TopicStream.TopicOf(d.Key), d.Value.Version)).Where(t => t.Id is not null).ToList();
        var (unlike, compared) = (new ConcurrentBag<string>(), 0);
        await Parallel.ForEachAsync(topics, cancellationToken, async (topic, ct) =>
        {
            var id = topic.Id!.Value; // the others were left out above
            var (theirs, ours) = (ViewHash(source, id, topic.Version, validAt, ct), ViewHash(target, id, topic.Version, validAt, ct));
            if (await theirs != await ours) unlike.Add(id.Value);
            if (Interlocked.Increment(ref compared) is var count && count % 100 == 0) progress.Report(new CopyProgress(CopyStep.Views, (double)count / topics.Count, count));
        });
        progress.Report(new CopyProgress(CopyStep.Views, 1, topics.Count));
        return (topics.Count, [.. unlike.Order(StringComparer.Ordinal)]);
    }

    /// <summary>The hash of the bytes that a reader would be shown; empty when nobody has defined the topic.</summary>
    private async Task<string> ViewHash(IJournal journal, TopicId topic, long version, DateTimeOffset validAt, CancellationToken cancellationToken)
    {
        var fold = new TopicFold(validAt);
        await foreach (var stored in journal.ReadStream(TopicStream.Of(topic), 0, cancellationToken)
            .TakeWhile(e => e.Version <= version)) fold.Apply(EventCodec.Decode(stored));
        return fold.State.Definition is null ? "" : Convert.ToHexString(SHA256.HashData(shown(fold).Span));
    }

    /// <summary>The events after a position and up to another, at which there is one. Waits for it while a long transaction hides it.</summary>
    private static async IAsyncEnumerable<RecordedEvent> Events(
        IJournal journal, long after, long until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (after < until)
        {
            var before = after;
            await foreach (var e in journal.ReadAll(after, ChunkEventsMax, cancellationToken))
            {
                if (e.Position > until) yield break;
                cancellationToken.ThrowIfCancellationRequested();
                yield return e;
                after = e.Position;
            }

            if (after == before) await Task.Delay(HiddenPause, cancellationToken);
        }
    }

    /// <summary>A stream as far as it was read: its version, and a hash of every event up to there.</summary>
    private readonly record struct Account(long Version, UInt128 Hash)
    {
        public Account With(RecordedEvent e, IncrementalHash hash)
        {
            if (e.Version != Version + 1) throw new InvalidDataException($"Stream {e.Stream}: version {e.Version} follows version {Version}.");
            Span<byte> buffer = stackalloc byte[SHA256.HashSizeInBytes];
            BitConverter.TryWriteBytes(buffer, Hash);
            BitConverter.TryWriteBytes(buffer[16..], e.Event.RecordedAt.UtcTicks);
            BitConverter.TryWriteBytes(buffer[24..], e.Event.Data.Length);
            BitConverter.TryWriteBytes(buffer[28..], e.Event.ClaimId?.Length ?? -1);
            hash.AppendData(buffer);
            hash.AppendData(e.Event.Data.Span);
            hash.AppendData(Encoding.UTF8.GetBytes(e.Event.ClaimId + e.Event.Type)); // their lengths are told apart above
            if (e.Event.By is { } writer) hash.AppendData(Encoding.UTF8.GetBytes($"\n{writer}")); // in no other text is there a line feed
            hash.GetHashAndReset(buffer);
            return new Account(e.Version, BitConverter.ToUInt128(buffer));
        }
    }

    /// <summary>Appends that are to be written together.</summary>
    private sealed class Page
    {
        private readonly List<StreamAppend> _appends = [];
        private readonly Dictionary<string, (List<StoredEvent> Events, List<string> Sources)> _open = [];
        private int _events;
        private long _bytes;

        public IReadOnlyList<StreamAppend> Appends => _appends;

        public bool IsFull => _events >= PageEventsMax || _bytes >= PageBytesMax;

        public void Add(RecordedEvent e, IEnumerable<string> newSources)
        {
            if (!_open.TryGetValue(e.Stream, out var append) || append.Events.Count == StreamAppend.EventsMax)
            {
                _open[e.Stream] = append = ([], []);
                _appends.Add(new StreamAppend(e.Stream, e.Version - 1, append.Events, append.Sources));
            }

            append.Events.Add(e.Event);
            append.Sources.AddRange(newSources);
            _events++;
            _bytes += e.Event.Data.Length;
        }
    }

    /// <summary>Counts events and says how far a step has come, by positions: they may begin anywhere and have gaps.</summary>
    private sealed class Meter
    {
        private readonly CopyStep _step;
        private readonly long _first;
        private readonly IProgress<CopyProgress> _progress;
        private long _count;

        private Meter(CopyStep step, long first, long until, IProgress<CopyProgress> progress)
        {
            (_step, _first, _progress, Until) = (step, first, progress, until);
        }

        public long Until { get; }

        public static async Task<Meter> Of(IJournal journal, CopyStep step, long until, IProgress<CopyProgress> progress, CancellationToken cancellationToken)
        {
            var first = 0L;
            await foreach (var e in journal.ReadAll(0, 1, cancellationToken)) first = e.Position - 1;
            progress.Report(new CopyProgress(step, 0, 0));
            return new Meter(step, first, until, progress);
        }

        public void Pass(RecordedEvent e)
        {
            if (++_count % ReportEvery == 0) _progress.Report(new CopyProgress(_step, (double)(e.Position - _first) / Math.Max(1, Until - _first), _count));
        }

        public long Done()
        {
            _progress.Report(new CopyProgress(_step, 1, _count));
            return _count;
        }
    }
}
