namespace Analysis.Engine.Articles;

/// <summary>A text that somebody brought to be read for claims: never in the journal.</summary>
public sealed record Article
{
    /// <summary>The longest text, in UTF-16 code units: what is read for claims is no longer.</summary>
    public const int TextLengthMax = 200_000;

    /// <summary>Unique; what the field <c>article</c> of a claim says.</summary>
    public required string Id { get; init; }

    /// <summary>Where it was found; null when nobody says.</summary>
    public string? Url { get; init; }

    /// <summary>Who published it, an id or a name; null when nobody says.</summary>
    public string? Publisher { get; init; }

    /// <summary>When it was published, in EDTF; null when nobody says.</summary>
    public string? Published { get; init; }

    /// <summary>Its title; null when nobody says.</summary>
    public string? Title { get; init; }

    /// <summary>The text; null where it is not kept, and in lists.</summary>
    public string? Text { get; init; }

    /// <summary>The SHA-256 of the text in UTF-8, in lower-case hexadecimal digits; kept without the text too.</summary>
    public required string Hash { get; init; }

    /// <summary>When it was first brought; kept to the microsecond.</summary>
    public required DateTimeOffset BroughtAt { get; init; }

    /// <summary>The caller who first brought it; null when nobody is known.</summary>
    public string? By { get; init; }
}

/// <summary>The articles that are kept, beside the drafts. Thread-safe; durable when a call completes.</summary>
public interface IArticles
{
    /// <summary>The most that are kept, 10,000; where several processes add at once, a few more may come in.</summary>
    const int ArticlesMax = 10_000;

    /// <summary>The most that are listed at a time, 200.</summary>
    const int PageMax = 200;

    /// <summary>Keeps an article, in place of the one of its id if there is one.</summary>
    /// <returns>Whether there was room.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The text is too long.</exception>
    Task<bool> Put(Article article, CancellationToken ct);

    /// <summary>One article; null when it is not there.</summary>
    Task<Article?> FindArticle(string id, CancellationToken ct);

    /// <summary>Articles without their texts, the last brought first, at most so many.</summary>
    /// <param name="before">Only those that stand below this one; null from the first.</param>
    /// <param name="url">Only those that were found there; null for all.</param>
    /// <param name="limit">In [1, <see cref="PageMax"/> + 1].</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not in its range.</exception>
    Task<IReadOnlyList<Article>> ListArticles(ArticlePlace? before, string? url, int limit, CancellationToken ct);

    /// <summary>Takes an article away, with its drafts and the memory of what was proposed of it.</summary>
    /// <returns>Whether it was there.</returns>
    Task<bool> RemoveArticle(string id, CancellationToken ct);
}

/// <summary>A place in the list: the last brought first, and those of one instant by id, in ordinal order.</summary>
public readonly record struct ArticlePlace(DateTimeOffset BroughtAt, string Id);
