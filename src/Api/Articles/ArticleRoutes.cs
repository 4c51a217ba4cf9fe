using Analysis.Api.Contracts;
using Analysis.Api.Http;
using Analysis.Engine.Articles;
using MediatR;

namespace Analysis.Api.Articles;

/// <summary>Articles over HTTP.</summary>
internal static class ArticleRoutes
{
    public static async Task<IResult> Bring(HttpRequest request, IMediator mediator,
        CancellationToken cancellationToken) =>
        Written(request, await mediator.Send(
            new BringArticle(null, await Bodies.Read(request, cancellationToken)), cancellationToken));

    public static async Task<IResult> Put(string article, HttpRequest request, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var id = Parameters.Article(article, faults);
        if (faults.Any) return Replies.Problem(faults);

        return Written(request, await mediator.Send(
            new BringArticle(id, await Bodies.Read(request, cancellationToken)), cancellationToken));
    }

    public static async Task<IResult> List(string? url, string? limit, string? cursor, HttpRequest request,
        IMediator mediator, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        ArticlePlace? before = cursor is null ? null : ArticleCursor.Decode(cursor);
        if (cursor is not null && before is null) faults.AtParameter("cursor", "is not one that this list gave");
        if (url?.Length > ArticleDefinitionJson.UrlLengthMax || url?.Any(char.IsControl) == true)
            faults.AtParameter("url", "is no address of an article");
        var query = new ListArticles(before, url, Parameters.Limit(limit, faults));
        if (faults.Any) return Replies.Problem(faults);

        return (await mediator.Send(query, cancellationToken)).Or(page => Replies.Page(request, page));
    }

    public static Task<IResult> Get(string article, IMediator mediator, CancellationToken cancellationToken) =>
        Of(article, id => mediator.Send(new GetArticle(id), cancellationToken),
            found => Replies.Json(found, ApiJson.Wire.ArticleJson));

    public static Task<IResult> Delete(string article, IMediator mediator, CancellationToken cancellationToken) =>
        Of(article, id => mediator.Send(new DeleteArticle(id), cancellationToken), _ => TypedResults.NoContent());

    public static async Task<IResult> Propose(string article, HttpRequest request, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var id = Parameters.Article(article, faults);
        if (faults.Any) return Replies.Problem(faults);

        var act = new ProposeFromArticle(id, await Bodies.Read(request, cancellationToken));
        return (await mediator.Send(act, cancellationToken)).Or(drafts =>
            Replies.Json(drafts, ApiJson.Wire.DraftPageJson));
    }

    private static IResult Written(HttpRequest request, Answer<BroughtArticle> answer) =>
        answer.Or(brought => brought.Created
            ? Replies.Json(brought.Article, ApiJson.Wire.ArticleJson, StatusCodes.Status201Created,
                $"{request.PathBase}/v1/articles/{brought.Article.Id}")
            : Replies.Json(brought.Article, ApiJson.Wire.ArticleJson));

    private static async Task<IResult> Of<T>(string article, Func<string, Task<Answer<T>>> ask, Func<T, IResult> reply)
        where T : class
    {
        var faults = new FaultList();
        var id = Parameters.Article(article, faults);
        return faults.Any ? Replies.Problem(faults) : (await ask(id)).Or(reply);
    }
}
