using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Analysis.Api.Claims;
using Analysis.Api.Contracts;
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
    [property: MaxLength(Limits.ReasonLengthMax)] string? Why)
{
    public const int ClaimsMax = 100;
}

/// <summary>A claim that nobody has accepted yet.</summary>
public sealed record DraftJson(
    string Id,
    DateTime ProposedAt,
    [property: Description("The caller who brought it; left out when nobody is known.")] string? By,
    [property: Description("Who or what proposes it, as they say.")] string? Proposer,
    [property: Description("Why they propose it.")] string? Why,
    [property: Description("The claim as far as it is known.")] JsonElement Claim,
    [property: Description("What would be refused if it were accepted as it is; left out when it is whole.")]
        IReadOnlyList<Fault>? Lacks)
{
    internal static DraftJson Of(Draft draft)
    {
        using var claim = JsonDocument.Parse(draft.Claim);
        var problem = ClaimIntake.Read(draft.Claim).Claim.Problem;
        return new DraftJson(draft.Id, draft.ProposedAt.UtcDateTime, draft.By, draft.Proposer, draft.Why,
            claim.RootElement.Clone(), problem?.Errors);
    }
}

/// <summary>A page of drafts, the oldest first.</summary>
public sealed record DraftPageJson(
    IReadOnlyList<DraftJson> Drafts,
    [property: Description("The cursor of the next page; left out on the last.")] string? Next);
