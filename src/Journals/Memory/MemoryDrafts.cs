using Analysis.Engine.Articles;
using Analysis.Engine.Drafts;

namespace Analysis.Journals;

/// <summary>The tray, and articles, as plain collections: nothing survives the process.</summary>
public sealed class MemoryDrafts : IDrafts, IArticles
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, Draft> _drafts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Article> _articles = [];
    private readonly HashSet<(string Article, string Draft)> _proposed = [];

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

    public Task<IReadOnlyList<Draft>?> AddUnseen(IReadOnlyList<Draft> drafts, CancellationToken ct)
    {
        Limits.CheckUnseen(drafts);
        lock (_lock)
        {
            var unseen = drafts.Where(d => !_proposed.Contains(Memory(d))).DistinctBy(d => d.Id).ToList();
            if (_drafts.Count + unseen.Count > IDrafts.DraftsMax) return Task.FromResult<IReadOnlyList<Draft>?>(null);
            foreach (var draft in unseen)
            {
                _drafts.Add(draft.Id, draft);
                _proposed.Add(Memory(draft));
            }

            return Task.FromResult<IReadOnlyList<Draft>?>(unseen);
        }

        static (string Article, string Draft) Memory(Draft draft) => (draft.From!.Article, draft.Id); // checked: it has one
    }

    public Task<IReadOnlyList<Draft>> List(string? article, string? after, int limit, CancellationToken ct)
    {
        Limits.CheckDraftPage(limit);
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<Draft>>([.. _drafts.Values
                .Where(d => (article is null || d.From?.Article == article) && string.CompareOrdinal(d.Id, after) > 0)
                .Take(limit)]);
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

    public Task<bool> Put(Article article, CancellationToken ct)
    {
        Limits.Check(article);
        lock (_lock)
        {
            if (!_articles.ContainsKey(article.Id) && _articles.Count >= IArticles.ArticlesMax) return Task.FromResult(false);
            _articles[article.Id] = article;
            return Task.FromResult(true);
        }
    }

    public Task<Article?> FindArticle(string id, CancellationToken ct)
    {
        lock (_lock) return Task.FromResult(_articles.GetValueOrDefault(id));
    }

    public Task<IReadOnlyList<Article>> ListArticles(ArticlePlace? before, string? url, int limit, CancellationToken ct)
    {
        Limits.CheckArticlePage(limit);
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<Article>>([.. _articles.Values
                .Where(a => (url is null || a.Url == url) && (before is not { } place || IsBelow(a, place)))
                .OrderByDescending(a => a.BroughtAt).ThenBy(a => a.Id, StringComparer.Ordinal)
                .Take(limit).Select(a => a with { Text = null })]);
        }

        static bool IsBelow(Article article, ArticlePlace place) => article.BroughtAt < place.BroughtAt
            || article.BroughtAt == place.BroughtAt && string.CompareOrdinal(article.Id, place.Id) > 0;
    }

    public Task<bool> RemoveArticle(string id, CancellationToken ct)
    {
        lock (_lock)
        {
            foreach (var draft in _drafts.Values.Where(d => d.From?.Article == id).ToList()) _drafts.Remove(draft.Id);
            _proposed.RemoveWhere(p => p.Article == id);
            return Task.FromResult(_articles.Remove(id));
        }
    }
}
