using Analysis.Engine.Drafts;

namespace Analysis.Journals;

/// <summary>The tray as a plain collection: nothing survives the process.</summary>
public sealed class MemoryDrafts : IDrafts
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, Draft> _drafts = new(StringComparer.Ordinal);

    public Task<bool> Add(IReadOnlyList<Draft> drafts, CancellationToken ct)
    {
        Limits.Check(drafts);
        lock (_lock)
        {
            if (_drafts.Count + drafts.Count > IDrafts.DraftsMax) return Task.FromResult(false);
            foreach (var draft in drafts) _drafts.Add(draft.Id, draft);
            return Task.FromResult(true);
        }
    }

    public Task<IReadOnlyList<Draft>> List(string? after, int limit, CancellationToken ct)
    {
        Limits.CheckDraftPage(limit);
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<Draft>>(
                [.. _drafts.Values.Where(d => string.CompareOrdinal(d.Id, after) > 0).Take(limit)]);
        }
    }

    public Task<Draft?> Find(string id, CancellationToken ct)
    {
        lock (_lock) return Task.FromResult(_drafts.GetValueOrDefault(id));
    }

    public Task<bool> Replace(string id, ReadOnlyMemory<byte> claim, CancellationToken ct)
    {
        Limits.CheckDraft(claim);
        lock (_lock)
        {
            if (!_drafts.TryGetValue(id, out var draft)) return Task.FromResult(false);
            _drafts[id] = draft with { Claim = claim };
            return Task.FromResult(true);
        }
    }

    public Task<bool> Remove(string id, CancellationToken ct)
    {
        lock (_lock) return Task.FromResult(_drafts.Remove(id));
    }
}
