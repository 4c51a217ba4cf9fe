using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Api.Drafts;
using Analysis.Api.Readings;
using Analysis.Domain.Claims;
using Analysis.Engine.Articles;
using Analysis.Engine.Drafts;
using Analysis.Reading;
using MediatR;

namespace Analysis.Api.Articles;

/// <summary>What is to be read of an article: all of it, or a passage.</summary>
public sealed record ProposalsJson(
    [property: Description("The text, where the server does not keep it.")]
    [property: MaxLength(Article.TextLengthMax)] string? Text,
    [property: Description("Only what sentences say that reach behind this place; given with end.")]
    [property: Range(0, Article.TextLengthMax)] int? Start,
    [property: Description("Only what sentences say that begin before this place; given with start.")]
    [property: Range(0, Article.TextLengthMax)] int? End)
{
    /// <summary>Null when it has a fault.</summary>
    internal static ProposalsJson? Read(JsonFields fields, FaultList faults)
    {
        var (hasStart, hasEnd) = (fields.Has("start"), fields.Has("end"));
        var text = fields.Text("text", Article.TextLengthMax);
        var start = fields.WholeNumber("start", 0, Article.TextLengthMax);
        var end = fields.WholeNumber("end", 0, Article.TextLengthMax);
        if (hasStart && !hasEnd) fields.Fault("end", "is required with start");
        if (hasEnd && !hasStart) fields.Fault("start", "is required with end");
        if (end < start) fields.Fault("end", "is before start");
        fields.Done();
        return faults.Any ? null : new ProposalsJson(text, start, end);
    }

    internal bool Concerns(ProposedClaim claim) =>
        Start is null || (claim.Sentence.Start < End && claim.Sentence.End > Start);
}

/// <summary>
/// Reads an article and puts what it seems to claim into the tray. A proposal has the same id each time it is read, so
/// that none comes twice, also not one that was accepted or rejected since.
/// </summary>
public sealed record ProposeFromArticle(string Article, ReadOnlyMemory<byte> Json)
    : Act<DraftPageJson>(Role.Contributor);

internal sealed class ProposeFromArticleHandler(
    IArticles articles, IDrafts drafts, IArticleReader reader, TimeProvider clock)
    : IRequestHandler<ProposeFromArticle, Answer<DraftPageJson>>
{
    public async Task<Answer<DraftPageJson>> Handle(ProposeFromArticle request, CancellationToken cancellationToken)
    {
        if (await articles.FindArticle(request.Article, cancellationToken) is not { } article)
            return Problems.UnknownArticle(request.Article);
        var read = JsonBody.Read(request.Json, "passage", ProposalsJson.Read);
        if (read.Problem is { } problem) return problem;
        if ((read.Value.Text ?? article.Text) is not { } text)
            return Wrong("is required: the text of this article is not kept");
        if (ArticleJson.HashOf(text) != article.Hash) return Wrong("is not the text of the article");

        var published = Edtf.TryParse(article.Published ?? "", out var date, out _) ? date : (Edtf?)null;
        var told = new TextToRead(text, published, article.Publisher, article.Url, article.Id);
        var found = await reader.Read(told.AsArticle, cancellationToken);
        var now = clock.GetUtcNow();
        var proposed = found.Proposals.Where(read.Value.Concerns)
            .Select(p => DraftOf(p, told, article.Id, now, request.Writer?.Name)).DistinctBy(d => d.Id);
        var added = new List<Draft>();
        foreach (var page in proposed.Chunk(IDrafts.PageMax))
        {
            if (await drafts.AddUnseen(page, cancellationToken) is not { } unseen) return Problems.TooManyDrafts;
            added.AddRange(unseen);
        }

        return new DraftPageJson(added.ConvertAll(DraftJson.Of), Next: null)
        {
            Notices = found.Notices is [] ? null : found.Notices,
        };
    }

    private static Draft DraftOf(ProposedClaim proposal, TextToRead text, string article, DateTimeOffset now,
        string? by)
    {
        var json = ProposedClaimJson.Of(proposal, text);
        var id = IdOf(article, json);
        var claim = new JsonObject { ["id"] = id };
        foreach (var (name, value) in json.Claim.ToList())
        {
            json.Claim.Remove(name);
            claim.Add(name, value);
        }

        var because = JsonSerializer.Serialize(json.Because, ApiJson.Wire.IReadOnlyListBecauseJson);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(claim, ApiJson.Wire.JsonObject);
        var reasons = because.Length > Passage.BecauseLengthMax ? null : because;
        return new Draft(id, now, by, proposal.By, Why: null, bytes)
        {
            From = new Passage(article, json.Start, json.End, reasons),
        };
    }

    /// <summary>The same for the same words of the same article, wherever that is said to be from.</summary>
    private static string IdOf(string article, ProposedClaimJson proposal)
    {
        var claim = proposal.Claim;
        var said = string.Join('\n', article, proposal.Start, At(proposal), claim["value"], claim["unit"], claim["status"],
            claim["stance"], claim["attribution"]?.ToJsonString());
        return $"read-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)).AsSpan(0, 16))}";
    }

    /// <summary>Where its number stands: a sentence may name one twice.</summary>
    private static int? At(ProposedClaimJson proposal) =>
        proposal.Because.FirstOrDefault(b => b.Field.StartsWith("/value", StringComparison.Ordinal))?.Start;

    private static Problem Wrong(string detail) => Problems.Invalid("passage", [new Fault("/text", null, detail)]);
}
