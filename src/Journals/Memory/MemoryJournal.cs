using System.Runtime.CompilerServices;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Snapshots;

namespace Analysis.Journals;

/// <summary>
/// The journal as plain collections behind one lock: what tests run on, and the reference that the other journals are
/// compared with. Nothing survives the process. Disposing it does nothing, so that a test can hand it to a second host.
/// </summary>
public sealed partial class MemoryJournal : IJournal, IAudit, IRedactions, ISnapshots, IReadModel
{
    private readonly Lock _lock = new();
    private readonly List<RecordedEvent> _events = [];
    private readonly Dictionary<string, List<RecordedEvent>> _streams = [];
    private readonly HashSet<(string Stream, string Claim)> _claims = [];
    private readonly Dictionary<string, SummaryRow> _heads = [];
    private readonly Dictionary<string, SortedSet<string>> _uses = [];
    private readonly Dictionary<string, Snapshot> _snapshots = [];
    private readonly News _news = new(Timeout.InfiniteTimeSpan);
    private Checkpoint _checkpoint = new(0, "");

    public async Task<AppendResult> Append(StreamAppend append)
    {
        Limits.Check(append);
        AppendResult result;
        lock (_lock) result = Write(append);
        _news.Tell();

        await Task.Yield(); // the answer comes later, as from a real journal
        return result;
    }

    public IAsyncEnumerable<RecordedEvent> ReadStream(string stream, long afterVersion, CancellationToken ct) =>
        Read(() => (_streams.GetValueOrDefault(stream) ?? []).Skip((int)afterVersion), ct);

    public IAsyncEnumerable<RecordedEvent> ReadAll(long afterPosition, int max, CancellationToken ct) =>
        Read(() => _events.Skip((int)afterPosition).Take(max), ct);

    public Task<long> Position(CancellationToken ct)
    {
        lock (_lock) return Task.FromResult<long>(_events.Count);
    }

    public Task<long> End(CancellationToken ct) => Position(ct);

    public Task<ChangedStreams> Changed(long afterPosition, int max, CancellationToken ct)
    {
        lock (_lock)
        {
            var events = _events.Skip((int)afterPosition).Take(max).ToList();
            var position = events.Count == 0 ? afterPosition : events[^1].Position;
            return Task.FromResult(new ChangedStreams(position, [.. events.GroupBy(e => e.Stream, (name, own) => new ChangedStream(name, own.Last().Version))], events.Count == max));
        }
    }

    public Task WaitForNews(long afterPosition, TimeSpan patience, CancellationToken ct) => _news.Wait(afterPosition, patience, Position, ct);

    public Task<IReadOnlyList<RecordedEvent>> List(AuditQuery query, CancellationToken ct)
    {
        Limits.CheckPage(query.Limit);
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<RecordedEvent>>([.. _events
                .Where(e => query.Stream is { } stream
                ? e.Stream == stream
                : TopicStream.TopicOf(e.Stream) is null || !TopicStream.Told.Contains(EventCodec.NameOf(e)))
                .Where(e => (query.By is null || e.Event.By == query.By) && (query.Act is null || EventCodec.NameOf(e) == query.Act))
                .Where(e => !(e.Event.RecordedAt < query.From) && !(e.Event.RecordedAt >= query.To))
                .Where(e => query.After is not { } after || (e.Event.RecordedAt, e.Position).CompareTo((after.At, after.Position)) < 0)
                .OrderByDescending(e => (e.Event.RecordedAt, e.Position)).Take(query.Limit)]);
        }
    }

    public Task<long> Before(DateTimeOffset from, CancellationToken ct)
    {
        lock (_lock)
        {
            var first = _events.Find(e => e.Event.RecordedAt >= from);
            return Task.FromResult(first is null ? _events.Count : first.Position - 1);
        }
    }

    public Task<RowPage> List(RowQuery query, CancellationToken ct)
    {
        Limits.CheckPage(query.Limit);
        var after = RowCursor.Decode(query.After, query.Order);
        lock (_lock)
        {
            var rest = _heads.Values
                .Where(h => h.Category == query.Category || h.Category == query.Besides)
                .Where(h => RowTerms.Match(query, h))
                .Select(h => (Row: h with { Whole = default }, Cursor: RowCursor.Of(query.Order, h)))
                .Where(h => h.Cursor.CompareTo(after) > 0)
                .OrderBy(h => h.Cursor)
                .Take(query.Limit + 1)
                .ToList();
            return Task.FromResult(RowCursor.Page(query, rest.ConvertAll(h => h.Row)));
        }
    }

    public Task<SummaryRow?> Find(string stream, CancellationToken ct)
    {
        lock (_lock)
        {
            var row = _heads.GetValueOrDefault(stream);
            return Task.FromResult(row?.Version == _streams.GetValueOrDefault(stream)?.Count ? row : null);
        }
    }

    public Task<IReadOnlyList<string>> Overdue(DateTimeOffset at, int limit, CancellationToken ct)
    {
        Limits.CheckPage(limit);
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<string>>([.. _heads.Values.Where(r => r.HoldsUntil <= at)
                .OrderBy(r => r.HoldsUntil).ThenBy(r => r.Stream, StringComparer.Ordinal).Take(limit).Select(r => r.Stream)]);
        }
    }

    public Task<Checkpoint> Checkpoint(CancellationToken ct)
    {
        lock (_lock) return Task.FromResult(_checkpoint);
    }

    public Task Write(IReadOnlyList<SummaryRow> rows, Checkpoint checkpoint, CancellationToken ct)
    {
        Limits.Check(rows);
        lock (_lock)
        {
            foreach (var row in rows)
            {
                if (_heads.GetValueOrDefault(row.Stream)?.Version > row.Version) continue;
                _heads[row.Stream] = row with
                {
                    Tags = [.. row.Tags],
                    UpdatedAt = row.UpdatedAt.ToUniversalTime(),
                    HoldsUntil = row.HoldsUntil.ToUniversalTime(),
                    Brief = row.Brief.ToArray(),
                    Whole = row.Whole.ToArray(),
                };
            }

            _checkpoint = checkpoint;
        }

        return Task.CompletedTask;
    }

    public Task Restart(string stamp, CancellationToken ct)
    {
        lock (_lock)
        {
            _heads.Clear();
            _checkpoint = new Checkpoint(0, stamp);
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> StreamsUsing(string source, string? after, int limit, CancellationToken ct)
    {
        Limits.CheckPage(limit);
        lock (_lock)
        {
            var streams = _uses.GetValueOrDefault(source) ?? [];
            return Task.FromResult<IReadOnlyList<string>>(
                [.. streams.Where(s => after is null || string.CompareOrdinal(s, after) > 0).Take(limit)]);
        }
    }

    public Task<Snapshot?> Read(string stream, CancellationToken ct)
    {
        lock (_lock) return Task.FromResult(_snapshots.GetValueOrDefault(stream));
    }

    public Task Write(Snapshot snapshot)
    {
        lock (_lock) _snapshots[snapshot.Stream] = snapshot with { Data = snapshot.Data.ToArray() };
        return Task.CompletedTask;
    }

    public Task Forget(string stream)
    {
        lock (_lock) _snapshots.Remove(stream);
        return Task.CompletedTask;
    }

    public Task Replace(string stream, long version, ReadOnlyMemory<byte> data)
    {
        Limits.CheckData(data);
        lock (_lock)
        {
            if (_streams.GetValueOrDefault(stream) is not { } events || events.Count < version)
                return Task.CompletedTask;
            var known = events[(int)version - 1];
            var redacted = known with { Event = known.Event with { Data = data.ToArray() } };
            (events[(int)version - 1], _events[(int)known.Position - 1]) = (redacted, redacted);
        }

        return Task.CompletedTask;
    }

    public Task Scrub() => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async IAsyncEnumerable<RecordedEvent> Read(
        Func<IEnumerable<RecordedEvent>> select, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.Yield();
        RecordedEvent[] events;
        lock (_lock) events = [.. select()];
        foreach (var e in events)
        {
            ct.ThrowIfCancellationRequested();
            yield return e;
        }
    }

    private AppendResult Write(StreamAppend append)
    {
        var stream = _streams.GetValueOrDefault(append.Stream) ?? [];
        if (stream.Count != append.ExpectedVersion) return new AppendResult.Conflict(stream.Count);
        Claim(append);

        _streams[append.Stream] = stream;
        foreach (var e in append.Events)
        {
            var own = e with { RecordedAt = e.RecordedAt.ToUniversalTime(), Data = e.Data.ToArray() };
            var recorded = new RecordedEvent(_events.Count + 1, append.Stream, stream.Count + 1, own);
            _events.Add(recorded);
            stream.Add(recorded);
        }

        foreach (var source in append.NewSources)
        {
            if (!_uses.TryGetValue(source, out var uses)) _uses[source] = uses = new(StringComparer.Ordinal);
            uses.Add(append.Stream);
        }

        return new AppendResult.Appended(_events.Count, stream.Count);
    }

    private void Claim(StreamAppend append)
    {
        var claims = append.Events.Select(e => e.ClaimId).OfType<string>().Select(id => (append.Stream, id)).ToList();
        if (claims.Exists(_claims.Contains) || claims.Distinct().Count() < claims.Count)
        {
            throw new InvalidOperationException(
                $"{append.Stream} at version {append.ExpectedVersion} already holds one of these claims");
        }

        _claims.UnionWith(claims);
    }
}
