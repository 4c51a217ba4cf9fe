using System.Text.Json;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Engine.Articles;
using MediatR;

namespace Analysis.Api.Articles;

/// <summary>Brings an article, or says otherwise where it is from: its text stays what it was.</summary>
/// <param name="Article">Its id; null for one that the body or the server gives.</param>
/// <param name="Json">The article.</param>
public sealed record BringArticle(string? Article, ReadOnlyMemory<byte> Json) : Act<BroughtArticle>(Role.Contributor);

public sealed record BroughtArticle(ArticleJson Article, bool Created);

/// <summary>A page of articles, the last brought first.</summary>
public sealed record ListArticles(ArticlePlace? Before, string? Url, int Limit) : UseCase<Page>(Role.Reader);

/// <summary>One article, with its text where that is kept.</summary>
public sealed record GetArticle(string Article) : UseCase<ArticleJson>(Role.Reader);

/// <summary>Takes an article away, with its drafts.</summary>
public sealed record DeleteArticle(string Article) : Act<ArticleJson>(Role.Contributor);

internal sealed class BringArticleHandler(IArticles articles, Settings settings, TimeProvider clock)
    : IRequestHandler<BringArticle, Answer<BroughtArticle>>
{
    public async Task<Answer<BroughtArticle>> Handle(BringArticle request, CancellationToken cancellationToken)
    {
        var read = JsonBody.Read(request.Json, "article",
            (fields, _) => ArticleJson.Read(fields, request.Article, settings.KeepArticleTexts));
        if (read.Problem is { } problem) return problem;

        var now = clock.GetUtcNow();
        var brought = read.Value.Id is not "" ? read.Value : read.Value with { Id = $"{Guid.CreateVersion7(now):N}" };
        var before = await articles.FindArticle(brought.Id, cancellationToken);
        if (before is not null && before.Hash != brought.Hash) return Problems.OtherText(brought.Id);
        var article = brought with
        {
            Text = brought.Text ?? (settings.KeepArticleTexts ? before?.Text : null),
            BroughtAt = before?.BroughtAt ?? Microseconds(now),
            By = before is null ? request.Writer?.Name : before.By,
        };
        return await articles.Put(article, cancellationToken)
            ? new BroughtArticle(ArticleJson.Of(article with { Text = null }, article.Text is not null), before is null)
            : Problems.TooManyArticles;
    }

    /// <summary>As it is kept, so that who brings it and who finds it see the same.</summary>
    private static DateTimeOffset Microseconds(DateTimeOffset at) =>
        new(at.UtcTicks - at.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
}

internal sealed class ListArticlesHandler(IArticles articles, Settings settings)
    : IRequestHandler<ListArticles, Answer<Page>>
{
    public async Task<Answer<Page>> Handle(ListArticles request, CancellationToken cancellationToken)
    {
        var found = await articles.ListArticles(request.Before, request.Url, request.Limit + 1, cancellationToken);
        var page = found.Take(request.Limit).ToList();
        var next = found.Count > page.Count ? ArticleCursor.Encode(new(page[^1].BroughtAt, page[^1].Id)) : null;
        var json = new ArticlePageJson(page.ConvertAll(a => ArticleJson.Of(a, settings.KeepArticleTexts)), next);
        return new Page(JsonSerializer.SerializeToUtf8Bytes(json, ApiJson.Wire.ArticlePageJson), next);
    }
}

internal sealed class GetArticleHandler(IArticles articles) : IRequestHandler<GetArticle, Answer<ArticleJson>>
{
    public async Task<Answer<ArticleJson>> Handle(GetArticle request, CancellationToken cancellationToken) =>
        await articles.FindArticle(request.Article, cancellationToken) is { } article
            ? ArticleJson.Of(article, article.Text is not null)
            : Problems.UnknownArticle(request.Article);
}

internal sealed class DeleteArticleHandler(IArticles articles) : IRequestHandler<DeleteArticle, Answer<ArticleJson>>
{
    public async Task<Answer<ArticleJson>> Handle(DeleteArticle request, CancellationToken cancellationToken) =>
        await articles.FindArticle(request.Article, cancellationToken) is { } article
            && await articles.RemoveArticle(request.Article, cancellationToken)
            ? ArticleJson.Of(article, article.Text is not null)
            : Problems.UnknownArticle(request.Article);
}
