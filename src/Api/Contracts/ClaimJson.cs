using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Analysis.Domain.Claims;

namespace Analysis.Api.Contracts;

/// <summary>One statement about one topic, as somebody reported it. At least one of publisher and attribution is required.</summary>
public sealed record ClaimJson
{
    [Description("Chosen by the client, unique within the topic: sending the same claim again is harmless.")]
    [RegularExpression(Limits.IdPattern)]
    public required string Id { get; init; }

    [RegularExpression(Limits.IdPattern)]
    public required string Topic { get; init; }

    public required ValueJson Value { get; init; }

    [Description("The unit of a number, such as persons.")]
    [MaxLength(Limits.TextLengthMax)]
    public string? Unit { get; init; }

    [Description("The words behind a number that was not given as one, such as thousands.")]
    [MaxLength(Limits.TextLengthMax)]
    public string? Words { get; init; }

    [Description("Default asserts.")]
    [AllowedValues("asserts", "denies")]
    public string? Stance { get; init; }

    [Description("How far along the thing is said to be. The first three look ahead.")]
    [AllowedValues("planned", "expected", "possible", "ongoing", "occurred", "cumulative")]
    public required string Status { get; init; }

    [Description("When it holds in the world, in EDTF.")]
    [MaxLength(64)]
    public string? ValidTime { get; init; }

    [Description("When it was published, in EDTF; without it, the time it was recorded serves.")]
    [MaxLength(64)]
    public string? ReportedTime { get; init; }

    [Description("Whether reportedTime was worked out rather than read.")]
    public bool? ReportedTimeInferred { get; init; }

    [Description("The source that published it; the first link of the attribution when both are given.")]
    [RegularExpression(Limits.IdPattern)]
    public string? Publisher { get; init; }

    [Description("The chain of sources: publisher, relays, origin.")]
    [Length(1, Limits.AttributionMax)]
    public IReadOnlyList<string>? Attribution { get; init; }

    [Description("Hedge words as they stand in the report.")]
    [MaxLength(Limits.HedgesMax)]
    public IReadOnlyList<string>? Hedges { get; init; }

    [Description("Admiralty credibility, 1 (confirmed) to 6 (cannot be judged).")]
    [Range(1, 6)]
    public int? Credibility { get; init; }

    [Description("Free pairs. scope, scopeMatch, location, derivedFrom and derivation have meaning.")]
    public IReadOnlyDictionary<string, QualifierJson>? Qualifiers { get; init; }

    [Description("The words of the report.")]
    [MaxLength(Limits.LongTextLengthMax)]
    public string? Quote { get; init; }

    [Description("Where the report stands.")]
    [MaxLength(Limits.UrlLengthMax)]
    public string? Url { get; init; }

    [Description("The analyst's name for the report.")]
    [MaxLength(Limits.TextLengthMax)]
    public string? Article { get; init; }

    [Description("The analyst's remark.")]
    [MaxLength(Limits.LongTextLengthMax)]
    public string? Note { get; init; }

    [Description("The claim that this one replaces because it was wrong.")]
    [RegularExpression(Limits.IdPattern)]
    public string? Corrects { get; init; }

    internal static ClaimJson Of(Claim claim) => new()
    {
        Id = claim.Id.Value,
        Topic = claim.Topic.Value,
        Value = ValueJson.Of(claim.Value),
        Unit = claim.Unit,
        Words = claim.Words,
        Stance = Vocabulary.Stances[claim.Stance],
        Status = Vocabulary.Statuses[claim.Status],
        ValidTime = claim.ValidTime?.Text,
        ReportedTime = claim.ReportedTime?.Text,
        ReportedTimeInferred = claim.ReportedTimeInferred,
        Publisher = claim.Publisher?.Value,
        Attribution = claim.Attribution?.Select(s => s.Value).ToArray(),
        Hedges = claim.Hedges,
        Credibility = claim.Credibility,
        Qualifiers = claim.Qualifiers?.ToDictionary(q => q.Name, q => new QualifierJson(q.Value)),
        Quote = claim.Quote,
        Url = claim.Url,
        Article = claim.Article,
        Note = claim.Note,
        Corrects = claim.Corrects?.Value,
    };

    /// <summary>Reads a claim, noting every fault in it; null when there is any.</summary>
    internal static Claim? Read(JsonFields fields, FaultList faults)
    {
        var id = fields.Id("id", required: true);
        var topic = fields.Id("topic", required: true);
        var value = ValueJson.Read(fields, "value");
        var unit = fields.Text("unit", Limits.TextLengthMax);
        var words = fields.Text("words", Limits.TextLengthMax);
        var stance = fields.Word("stance", Vocabulary.Stances);
        var status = fields.Word("status", Vocabulary.Statuses, required: true);
        var validTime = fields.Date("validTime");
        var reportedTime = fields.Date("reportedTime");
        var reportedTimeInferred = fields.Flag("reportedTimeInferred");
        var (publisher, attribution) = ReadChain(fields);
        var hedges = fields.Texts("hedges", Limits.HedgesMax);
        var credibility = fields.WholeNumber("credibility", 1, 6);
        var qualifiers = QualifierJson.Read(fields, "qualifiers");
        var quote = fields.Text("quote", Limits.LongTextLengthMax);
        var url = fields.Text("url", Limits.UrlLengthMax);
        var article = fields.Text("article", Limits.TextLengthMax);
        var note = fields.Text("note", Limits.LongTextLengthMax);
        var corrects = fields.Id("corrects");
        fields.Done();

        if (faults.Any || id is null || topic is null || value is null || status is null) return null;
        return new Claim
        {
            Id = new ClaimId(id),
            Topic = new TopicId(topic),
            Value = value,
            Unit = unit,
            Words = words,
            Stance = stance ?? Domain.Claims.Stance.Asserts,
            Status = status.Value,
            ValidTime = validTime,
            ReportedTime = reportedTime,
            ReportedTimeInferred = reportedTimeInferred,
            Publisher = publisher is null ? null : new SourceId(publisher),
            Attribution = attribution is null ? null : new(Array.ConvertAll(attribution, static s => new SourceId(s))),
            Hedges = hedges is null ? null : new(hedges),
            Credibility = credibility,
            Qualifiers = qualifiers,
            Quote = quote,
            Url = url,
            Article = article,
            Note = note,
            Corrects = corrects is null ? null : new ClaimId(corrects),
        };
    }

    private static (string? Publisher, string[]? Attribution) ReadChain(JsonFields fields)
    {
        var isSilent = !fields.Has("publisher") && !fields.Has("attribution");
        var publisher = fields.Id("publisher");
        var attribution = fields.Ids("attribution", Limits.AttributionMax);
        if (isSilent) fields.Fault("publisher", "is required unless attribution is given");
        if (attribution is []) fields.Fault("attribution", "must name at least one source");
        if (publisher is not null && attribution is [var first, ..] && first != publisher)
            fields.Fault("attribution", "must begin with the publisher");
        if (attribution is not null && NamesOneTwice(attribution))
            fields.Fault("attribution", "must not name a source twice");
        return (publisher, attribution);
    }

    /// <summary>A chain is short: comparing all with all is quicker than a set.</summary>
    private static bool NamesOneTwice(string[] chain)
    {
        for (var i = 1; i < chain.Length; i++)
        {
            if (Array.IndexOf(chain, chain[i], 0, i) >= 0) return true;
        }

        return false;
    }
}
