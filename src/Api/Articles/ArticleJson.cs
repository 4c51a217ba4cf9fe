using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Analysis.Api.Contracts;
using Analysis.Engine.Articles;
using Analysis.Engine.Text;

namespace Analysis.Api.Articles;

/// <summary>A text to be read for claims, and where it is from.</summary>
public record ArticleDefinitionJson
{
    internal const int UrlLengthMax = 2_000;

    [Description("When given, the same as in the path; without both, the server makes one.")]
    [RegularExpression(Limits.IdPattern)]
    public string? Id { get; init; }

    [Description("Where it was found: http or https.")]
    [MaxLength(UrlLengthMax)]
    public string? Url { get; init; }

    [Description("Who published it, by id or by a name.")]
    [MaxLength(SourceName.LengthMax)]
    public string? Publisher { get; init; }

    [Description("When it was published, in EDTF.")]
    [MaxLength(64)]
    public string? Published { get; init; }

    [MaxLength(Limits.TitleLengthMax)]
    public string? Title { get; init; }

    [Description("The text; one of text and hash is required.")]
    [MaxLength(Article.TextLengthMax)]
    public string? Text { get; init; }

    [Description("The SHA-256 of the text in UTF-8 as 64 hexadecimal digits, by whoever keeps the text elsewhere.")]
    [RegularExpression("^[0-9a-f]{64}$")]
    public string? Hash { get; init; }
}

/// <summary>An article that is kept.</summary>
public sealed partial record ArticleJson : ArticleDefinitionJson
{
    [Description("When it was first brought.")]
    public DateTime BroughtAt { get; init; }

    [Description("The caller who first brought it; left out when nobody is known.")]
    public string? By { get; init; }

    [Description("Whether the server keeps the text.")]
    public bool Kept { get; init; }

    internal static ArticleJson Of(Article article, bool isKept) => new()
    {
        Id = article.Id,
        Url = article.Url,
        Publisher = article.Publisher,
        Published = article.Published,
        Title = article.Title,
        Text = article.Text,
        Hash = article.Hash,
        BroughtAt = article.BroughtAt.UtcDateTime,
        By = article.By,
        Kept = isKept,
    };

    internal static string HashOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Reads an article, noting every fault in it; null when there is any.</summary>
    /// <param name="fields">The body.</param>
    /// <param name="path">The id in the path; null where there is none.</param>
    /// <param name="keepsText">Whether the text stays in it.</param>
    internal static Article? Read(JsonFields fields, string? path, bool keepsText)
    {
        var id = fields.Id("id");
        if (path is not null && id is not null && id != path) fields.Fault("id", "is not the id in the path");
        var isSilent = !fields.Has("text") && !fields.Has("hash");
        var isDouble = fields.Has("text") && fields.Has("hash");
        var url = fields.Text("url", UrlLengthMax);
        if (url is not null && !IsWebAddress(url))
            fields.Fault("url", "must be an address that begins with http:// or https://");
        var (publisher, published) = (fields.Source("publisher"), fields.Date("published"));
        var title = fields.Name("title", Limits.TitleLengthMax);
        var text = fields.Text("text", Article.TextLengthMax);
        var hash = fields.Text("hash", 64);
        if (hash is not null && !IsHash().IsMatch(hash))
            fields.Fault("hash", "must be 64 hexadecimal digits in lower case");
        if (isSilent) fields.Fault("text", "is required unless hash is given");
        if (isDouble) fields.Fault("hash", "is made of the text: give one of the two");
        fields.Done();
        return (text is null ? hash : HashOf(text)) is not { } digest ? null : new Article
        {
            Id = path ?? id ?? "",
            Url = url,
            Publisher = publisher,
            Published = published?.Text,
            Title = title,
            Text = keepsText ? text : null,
            Hash = digest,
            BroughtAt = default,
        };
    }

    private static bool IsWebAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";

    [GeneratedRegex("^[0-9a-f]{64}$", RegexOptions.NonBacktracking)]
    private static partial Regex IsHash();
}

/// <summary>A page of articles without their texts, the last brought first.</summary>
public sealed record ArticlePageJson(
    IReadOnlyList<ArticleJson> Articles,
    [property: Description("The cursor of the next page; left out on the last.")] string? Next);
