using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Api.Http;
using Analysis.Domain.Claims;
using Analysis.Reading;
using MediatR;

namespace Analysis.Api.Readings;

/// <summary>The claims that a text seems to make. Stores nothing.</summary>
public sealed record ReadText(ReadOnlyMemory<byte> Json) : UseCase<ReadTextJson>(Role.Reader);

/// <summary>A text, and what is known of it.</summary>
internal sealed record TextToRead(string Text, Edtf? Published, string? Publisher, string? Url, string? Article,
    bool RulesOnly = false)
{
    public ArticleText AsArticle => new(Text, Published, Publisher);

    /// <summary>Reads it, noting every fault in it; null when there is any.</summary>
    public static TextToRead? Read(JsonFields fields, FaultList faults)
    {
        var text = fields.Text("text", TextJson.LengthMax, required: true);
        var (published, publisher) = (fields.Date("published"), fields.Source("publisher"));
        var url = fields.Text("url", TextJson.UrlLengthMax);
        var article = fields.Name("article", Limits.TextLengthMax);
        var rulesOnly = fields.Flag("rulesOnly") ?? false;
        fields.Done();
        return faults.Any || text is null ? null : new TextToRead(text, published, publisher, url, article, rulesOnly);
    }
}

internal sealed class ReadTextHandler(IArticleReader reader) : IRequestHandler<ReadText, Answer<ReadTextJson>>
{
    private static readonly RuleReader Rules = new();

    public async Task<Answer<ReadTextJson>> Handle(ReadText request, CancellationToken cancellationToken)
    {
        var read = JsonBody.Read(request.Json, "text", TextToRead.Read);
        if (read.Problem is { } problem) return problem;
        var used = read.Value.RulesOnly ? Rules : reader;
        return ReadTextJson.Of(await used.Read(read.Value.AsArticle, cancellationToken), read.Value);
    }
}

/// <summary>Reading over HTTP.</summary>
internal static class ReadingRoutes
{
    public static async Task<IResult> Read(HttpRequest request, IMediator mediator,
        CancellationToken cancellationToken) =>
        (await mediator.Send(new ReadText(await Bodies.Read(request, cancellationToken)), cancellationToken)).Or(read =>
            Replies.Json(read, ApiJson.Wire.ReadTextJson));
}
