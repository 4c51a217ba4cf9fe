using Analysis.Engine.Articles;
using Analysis.Engine.Drafts;

namespace Analysis.Journals;

/// <summary>Writing drafts and articles: rare, so these statements are prepared each time.</summary>
internal sealed partial class SqliteWriter
{
    /// <summary>All of them, or none where there is no room.</summary>
    public bool Add(IReadOnlyList<Draft> drafts)
    {
        if (!HasRoomFor(drafts.Count)) return false;
        _begin.Run();
        Insert(drafts);
        _commit.Run();
        return true;
    }

    /// <summary>Those that were never here; null where there is no room for them.</summary>
    public IReadOnlyList<Draft>? AddUnseen(IReadOnlyList<Draft> drafts)
    {
        using var remember = new Statement(
            _connection, "INSERT OR IGNORE INTO proposed VALUES ($0, $1) RETURNING draft", 2);
        _begin.Run();
        var unseen = drafts.Where(draft => remember.Row(draft.From!.Article, draft.Id) is not null).ToList(); // checked: it has one
        if (!HasRoomFor(unseen.Count))
        {
            _rollback.Run();
            return null;
        }

        Insert(unseen);
        _commit.Run();
        return unseen;
    }

    public bool ReplaceDraft(string id, ReadOnlyMemory<byte> claim) =>
        Do("UPDATE draft SET claim = $1 WHERE id = $0", id, claim.ToArray()) > 0;

    public bool RemoveDraft(string id) => Do("DELETE FROM draft WHERE id = $0", id) > 0;

    public bool Put(Article article)
    {
        using var count = new Statement(_connection, "SELECT count(*) FROM article WHERE id <> $0", 1);
        if (count.Number(article.Id) >= IArticles.ArticlesMax) return false;
        Do(
            """
            INSERT OR REPLACE INTO article (id, brought_at, by, url, publisher, published, title, hash, text)
            VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8)
            """,
            article.Id, article.BroughtAt.UtcTicks, article.By, article.Url, article.Publisher, article.Published,
            article.Title, article.Hash, article.Text);
        return true;
    }

    public bool RemoveArticle(string id)
    {
        _begin.Run();
        Do("DELETE FROM draft WHERE article = $0", id);
        Do("DELETE FROM proposed WHERE article = $0", id);
        var wasThere = Do("DELETE FROM article WHERE id = $0", id) > 0;
        _commit.Run();
        return wasThere;
    }

    private bool HasRoomFor(int drafts)
    {
        using var count = new Statement(_connection, "SELECT count(*) FROM draft");
        return count.Number() + drafts <= IDrafts.DraftsMax;
    }

    private void Insert(IReadOnlyList<Draft> drafts)
    {
        using var insert = new Statement(
            _connection, "INSERT INTO draft VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9)", 10);
        foreach (var draft in drafts)
        {
            insert.Run(draft.Id, draft.ProposedAt.UtcTicks, draft.By, draft.Proposer, draft.Why, draft.Claim.ToArray(),
                draft.From?.Article, draft.From?.Start, draft.From?.End, draft.From?.Because);
        }
    }
}
