using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Engine.Text;
using Analysis.Reading;
using Analysis.Reading.Text;

namespace Analysis.Api.Readings;

/// <summary>A text to be read.</summary>
public sealed record TextJson(
    [property: Description("Plain text; a line is a paragraph.")]
    [property: MaxLength(TextJson.LengthMax)] string Text,
    [property: Description("When it was published, in EDTF: what \"last week\" is reckoned from, and the claims' reportedTime.")]
    [property: MaxLength(64)] string? Published,
    [property: Description("Who published it, by id or by a name: the first of each claim's chain.")]
    [property: MaxLength(SourceName.LengthMax)] string? Publisher,
    [property: Description("The claims' url.")][property: MaxLength(TextJson.UrlLengthMax)] string? Url,
    [property: Description("The claims' article.")][property: MaxLength(Limits.TextLengthMax)] string? Article,
    [property: Description("Whether the rules read alone, also where a model is set.")] bool? RulesOnly)
{
    internal const int LengthMax = 200_000;
    internal const int UrlLengthMax = 2_000;
}

/// <summary>What was read from a text.</summary>
public sealed record ReadTextJson(
    [property: Description("The sentences that were read. Headings and teasers are not.")] IReadOnlyList<SpanJson> Sentences,
    [property: Description("The claims that they seem to make, in the order of the text.")] IReadOnlyList<ProposedClaimJson> Proposals,
    [property: Description("What to know of them, in sentences.")] IReadOnlyList<string> Notices)
{
    internal static ReadTextJson Of(ArticleReading reading, TextToRead text) => new(
        [.. reading.Sentences.Select(SpanJson.Of)], [.. reading.Proposals.Select(p => ProposedClaimJson.Of(p, text))],
            reading.Notices);
}

/// <summary>A part of the text, half-open, in UTF-16 code units as JavaScript and .NET count.</summary>
public sealed record SpanJson(int Start, int End)
{
    internal static SpanJson Of(TextSpan span) => new(span.Start, span.End);
}

/// <summary>A claim that a sentence seems to make. Which topic it is about, a person says.</summary>
public sealed record ProposedClaimJson(
    [property: Description("Where its sentence begins.")] int Start,
    [property: Description("Where its sentence ends.")] int End,
    [property: Description("The claim as far as it was read: the fields of POST /v1/claims, without id and topic.")] JsonObject Claim,
    [property: Description("Which words each field was read from.")] IReadOnlyList<BecauseJson> Because,
    [property: Description("Who read it: rules, or the model of the settings.")] string By)
{
    internal static ProposedClaimJson Of(ProposedClaim proposal, TextToRead text) => new(
        proposal.Sentence.Start, proposal.Sentence.End, ClaimOf(proposal, text),
            [.. proposal.Because.Select(BecauseJson.Of)], proposal.By);

    private static JsonObject ClaimOf(ProposedClaim proposal, TextToRead text)
    {
        var claim = new JsonObject { ["value"] = JsonNode.Parse(ValueText(proposal.Value)) };
        Set(claim, "unit", proposal.Unit);
        Set(claim, "words", proposal.Words);
        if (proposal.Stance != Stance.Asserts) claim["stance"] = Vocabulary.Stances[proposal.Stance];
        claim["status"] = Vocabulary.Statuses[proposal.Status];
        Set(claim, "validTime", proposal.ValidTime?.Text);
        Set(claim, "reportedTime", text.Published?.Text);
        Set(claim, "publisher", text.Publisher);
        if (proposal.Attribution.Count > (text.Publisher is null ? 0
            : 1)) claim["attribution"] = ListOf(proposal.Attribution);
        if (proposal.Hedges.Count > 0) claim["hedges"] = ListOf(proposal.Hedges.Distinct(StringComparer.OrdinalIgnoreCase));
        claim["quote"] = proposal.Sentence.Of(text.Text);
        Set(claim, "url", text.Url);
        Set(claim, "article", text.Article);
        return claim;
    }

    private static string ValueText(ClaimValue value) =>
        System.Text.Json.JsonSerializer.Serialize(ValueJson.Of(value), ApiJson.Wire.ValueJson);

    private static JsonArray ListOf(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];

    private static void Set(JsonObject claim, string field, string? text)
    {
        if (text is not null) claim[field] = text;
    }
}

/// <summary>Why a field has its value.</summary>
public sealed record BecauseJson(
    [property: Description("A JSON pointer into the claim.")] string Field,
    [property: Description("Where the words begin in the text.")] int Start,
    [property: Description("Where they end.")] int End,
    [property: Description("The words.")] string Says)
{
    internal static BecauseJson Of(Reason reason) => new(reason.Field, reason.Span.Start, reason.Span.End, reason.Says);
}
