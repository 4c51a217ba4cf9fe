using Analysis.Engine.Articles;
using Microsoft.Data.Sqlite;

namespace Analysis.Journals;

/// <summary>The articles that drafts are read from, in the same file.</summary>
public sealed partial class SqliteJournal : IArticles
{
    private const string ArticleColumns = "id, brought_at, by, url, publisher, published, title, hash";

    public async Task<bool> Put(Article article, CancellationToken ct)
    {
        Limits.Check(article);
        var hasRoom = false;
        await Task.Run(() => Write(writer => hasRoom = writer.Put(article)), ct);
        return hasRoom;
    }

    public async Task<Article?> FindArticle(string id, CancellationToken ct) => (await Query(
        $"SELECT {ArticleColumns}, text FROM article WHERE id = $0",
        row => ReadArticle(row) with { Text = TextAt(row, 8) }, [id], ct)).FirstOrDefault();

    public async Task<IReadOnlyList<Article>> ListArticles(ArticlePlace? before, string? url, int limit,
        CancellationToken ct)
    {
        Limits.CheckArticlePage(limit);
        var below = before is null ? "" : "AND (brought_at < $2 OR brought_at = $2 AND id > $3)";
        var only = url is null ? "" : "AND url = $1";
        return await Query(
            $"SELECT {ArticleColumns} FROM article WHERE true {only} {below} ORDER BY brought_at DESC, id LIMIT $0",
            ReadArticle, [limit, url, before?.BroughtAt.UtcTicks, before?.Id], ct);
    }

    public async Task<bool> RemoveArticle(string id, CancellationToken ct)
    {
        var wasThere = false;
        await Task.Run(() => Write(writer => wasThere = writer.RemoveArticle(id)), ct);
        return wasThere;
    }

    private static Article ReadArticle(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        BroughtAt = new DateTimeOffset(row.GetInt64(1), TimeSpan.Zero),
        By = TextAt(row, 2),
        Url = TextAt(row, 3),
        Publisher = TextAt(row, 4),
        Published = TextAt(row, 5),
        Title = TextAt(row, 6),
        Hash = row.GetString(7),
    };
}
