using Analysis.Engine.Articles;
using Npgsql;

namespace Analysis.Journals;

/// <summary>The articles that drafts are read from, in the same database.</summary>
public sealed partial class PostgresJournal : IArticles
{
    private const string ArticleColumns = "id, brought_at, by, url, publisher, published, title, hash";

    public async Task<bool> Put(Article article, CancellationToken ct)
    {
        Limits.Check(article);
        var put = await Query(
            $"""
            INSERT INTO article ({ArticleColumns}, text)
            SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9 WHERE (SELECT count(*) FROM article WHERE id <> $1) < $10
            ON CONFLICT (id) DO UPDATE SET brought_at = $2, by = $3, url = $4, publisher = $5, published = $6,
              title = $7, hash = $8, text = $9
            RETURNING id
            """,
            row => 0, ct, article.Id, article.BroughtAt.UtcDateTime, article.By, article.Url, article.Publisher,
            article.Published, article.Title, article.Hash, article.Text, (long)IArticles.ArticlesMax);
        return put.Count > 0;
    }

    public async Task<Article?> FindArticle(string id, CancellationToken ct) => (await Query(
        $"SELECT {ArticleColumns}, text FROM article WHERE id = $1",
        row => ReadArticle(row) with { Text = TextAt(row, 8) }, ct, id)).FirstOrDefault();

    public async Task<IReadOnlyList<Article>> ListArticles(ArticlePlace? before, string? url, int limit,
        CancellationToken ct)
    {
        Limits.CheckArticlePage(limit);
        return await Query(
            $"""
            SELECT {ArticleColumns} FROM article
            WHERE ($2::text IS NULL OR url = $2)
              AND ($3::timestamptz IS NULL OR brought_at < $3 OR brought_at = $3 AND id > $4)
            ORDER BY brought_at DESC, id LIMIT $1
            """,
            ReadArticle, ct, limit, url, before?.BroughtAt.UtcDateTime, before?.Id ?? "");
    }

    public async Task<bool> RemoveArticle(string id, CancellationToken ct) => (await Query(
        """
        WITH drafts AS (DELETE FROM draft WHERE article = $1), memory AS (DELETE FROM proposed WHERE article = $1)
        DELETE FROM article WHERE id = $1 RETURNING id
        """,
        row => 0, ct, id)).Count > 0;

    private static Article ReadArticle(NpgsqlDataReader row) => new()
    {
        Id = row.GetString(0),
        BroughtAt = row.GetFieldValue<DateTimeOffset>(1),
        By = TextAt(row, 2),
        Url = TextAt(row, 3),
        Publisher = TextAt(row, 4),
        Published = TextAt(row, 5),
        Title = TextAt(row, 6),
        Hash = row.GetString(7),
    };
}
