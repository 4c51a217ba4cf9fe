using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Analysis.Api.Claims;
using Analysis.Api.Contracts;
using Analysis.Api.Readings;
using Analysis.Engine.Articles;
using Analysis.Engine.Drafts;

namespace Analysis.Api.Drafts;

/// <summary>Claims that somebody or something proposes.</summary>
public sealed record ProposalJson(
    [property: Description(
        "Claims as POST /v1/claims takes them, as far as known; at most 100. One without an id gets that of its draft.")]
    [property: Length(1, ProposalJson.ClaimsMax)] IReadOnlyList<JsonElement> Claims,
    [property: Description("Who or what proposes them: a person, a program, a model and its version.")]
    [property: MaxLength(Limits.TextLengthMax)] string? Proposer,
    [property: Description("Why they are proposed.")]
    [property: MaxLength(Limits.ReasonLengthMax)] string? Why,
    [property: Description("The article that they were read from.")]
    [property: RegularExpression(Limits.IdPattern)] string? Article,
    [property: Description("Where in the article each was read: as many as there are claims; required with article.")]
    [property: MaxLength(ProposalJson.ClaimsMax)] IReadOnlyList<PassageJson>? Passages)
{
    public const int ClaimsMax = 100;
}

/// <summary>A part of an article's text.</summary>
public sealed record PassageJson(
    [property: Description("Where it begins, in UTF-16 code units.")]
    [property: Range(0, Article.TextLengthMax)] int Start,
    [property: Description("Where it ends.")]
    [property: Range(0, Article.TextLengthMax)] int End)
{
    /// <summary>Null when it has a fault.</summary>
    internal static PassageJson? Read(JsonFields fields)
    {
        var start = fields.WholeNumber("start", 0, Article.TextLengthMax);
        var end = fields.WholeNumber("end", 0, Article.TextLengthMax);
        if (!fields.Has("start") && start is null) fields.Fault("start", "is required");
        if (!fields.Has("end") && end is null) fields.Fault("end", "is required");
        if (end < start) fields.Fault("end", "is before start");
        fields.Done();
        return start is null || end is null || end < start ? null : new PassageJson(start.Value, end.Value);
    }
}

/// <summary>A claim that nobody has accepted yet.</summary>
public sealed record DraftJson(
    string Id,
    DateTime ProposedAt,
    [property: Description("The caller who brought it; left out when nobody is known.")] string? By,
    [property: Description("Who or what proposes it, as they say.")] string? Proposer,
    [property: Description("Why they propose it.")] string? Why,
    [property: Description("The article that it was read from; left out when it is of none.")] string? Article,
    [property: Description("Where in its text.")] PassageJson? Passage,
    [property: Description("What fields of the claim were read from, where a reading of the server's proposes it.")]
        IReadOnlyList<BecauseJson>? Because,
    [property: Description("The claim as far as it is known.")] JsonElement Claim,
    [property: Description("What would be refused if it were accepted as it is; left out when it is whole.")]
        IReadOnlyList<Fault>? Lacks)
{
    internal static DraftJson Of(Draft draft)
    {
        var problem = ClaimIntake.Read(draft.Claim).Claim.Problem;
        var from = draft.From;
        return new DraftJson(draft.Id, draft.ProposedAt.UtcDateTime, draft.By, draft.Proposer, draft.Why,
            from?.Article, from is null ? null : new PassageJson(from.Start, from.End),
            from?.Because is { } because
                ? JsonSerializer.Deserialize(because, ApiJson.Wire.IReadOnlyListBecauseJson) : null,
            JsonElement.Parse(draft.Claim.Span), problem?.Errors);
    }
}

/// <summary>A page of drafts, the oldest first.</summary>
public sealed record DraftPageJson(
    IReadOnlyList<DraftJson> Drafts,
    [property: Description("The cursor of the next page; left out on the last.")] string? Next)
{
    [Description("What to know of how they were read, in sentences; left out where that is nothing.")]
    public IReadOnlyList<string>? Notices { get; init; }
}

/// <summary>Some drafts of the tray.</summary>
public sealed record DraftChoiceJson(
    [property: Description("By id, each once.")]
    [property: Length(1, DraftChoiceJson.DraftsMax)] IReadOnlyList<string> Drafts)
{
    public const int DraftsMax = 100;

    /// <summary>Null when it has a fault.</summary>
    internal static IReadOnlyList<string>? Read(JsonFields fields, FaultList faults)
    {
        if (!fields.Has("drafts")) fields.Fault("drafts", "is required");
        var drafts = fields.Ids("drafts", DraftsMax);
        if (drafts is []) fields.Fault("drafts", "must name at least one draft");
        if (drafts?.Distinct(StringComparer.Ordinal).Count() < drafts?.Length)
            fields.Fault("drafts", "names a draft twice");
        fields.Done();
        return faults.Any ? null : drafts;
    }
}

/// <summary>What became of each draft that was accepted, in the order asked for.</summary>
public sealed record DraftOutcomesJson(IReadOnlyList<DraftOutcomeJson> Outcomes);

/// <summary>What became of one; what was rejected stays in the tray.</summary>
public sealed record DraftOutcomeJson(
    string Draft,
    [property: AllowedValues("created", "duplicate", "rejected")] string Result,
    string? Topic,
    string? Claim,
    [property: Description("The version of the fact that brought the claim.")] long? Version,
    [property: Description("What the fold did with the claim.")] string? Standing,
    [property: Description("Why, in words.")] string? Reason,
    [property: Description("As of a claim that is posted alone.")] IReadOnlyList<WarningJson>? Warnings,
    [property: Description("Why it was rejected.")] Problem? Problem)
{
    internal static DraftOutcomeJson Of(string draft, LineOutcomeJson line) => new(
        draft, line.Result, line.Topic, line.Claim, line.Version, line.Standing, line.Reason, line.Warnings, line.Problem);

    internal static DraftOutcomeJson Unknown(string draft) =>
        new(draft, "rejected", null, null, null, null, null, null, Problems.UnknownDraft(draft));
}

/// <summary>What drafts would move if they were accepted now.</summary>
public sealed record DraftMovesJson(
    [property: Description("The topics that they speak on, in the order of the drafts.")]
        IReadOnlyList<SupposedMoveJson> Topics,
    [property: Description("Drafts that would be refused, or whose topic is not there; left out of the above.")]
        IReadOnlyList<DraftRefusalJson> Refused);

/// <summary>A topic as it is, and as it would be with some drafts.</summary>
public sealed record SupposedMoveJson(
    string Topic,
    string Title,
    [property: Description("The drafts that were supposed.")] IReadOnlyList<string> Drafts,
    [property: Description("Whether the sentence, the estimate, the probability or the confidence differs.")] bool Moves,
    ViewJson Actual,
    ViewJson Supposed);

/// <summary>Why a draft cannot be supposed.</summary>
public sealed record DraftRefusalJson(string Draft, Problem Problem);
