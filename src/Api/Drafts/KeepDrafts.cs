using System.Text.Json;
using Analysis.Api.Access;
using Analysis.Api.Claims;
using Analysis.Api.Contracts;
using Analysis.Engine.Drafts;
using MediatR;

namespace Analysis.Api.Drafts;

/// <summary>A page of the tray, the oldest first; of one article, or all of it.</summary>
public sealed record ListDrafts(string? Article, string? After, int Limit) : UseCase<Page>(Role.Reader);

/// <summary>One draft.</summary>
public sealed record GetDraft(string Draft) : UseCase<DraftJson>(Role.Reader);

/// <summary>Puts another claim in its place.</summary>
public sealed record EditDraft(string Draft, ReadOnlyMemory<byte> Json) : Act<DraftJson>(Role.Contributor);

/// <summary>Takes it away; what it was.</summary>
public sealed record RejectDraft(string Draft) : Act<DraftJson>(Role.Contributor);

/// <summary>Posts its claim as the word of whoever accepts it, and takes it away.</summary>
public sealed record AcceptDraft(string Draft) : Act<OutcomeJson>(Role.Contributor);

internal sealed class ListDraftsHandler(IDrafts drafts) : IRequestHandler<ListDrafts, Answer<Page>>
{
    public async Task<Answer<Page>> Handle(ListDrafts request, CancellationToken cancellationToken)
    {
        var found = await drafts.List(request.Article, request.After, request.Limit + 1, cancellationToken);
        var page = found.Take(request.Limit).ToList();
        var next = found.Count > page.Count ? page[^1].Id : null;
        var json = new DraftPageJson(page.ConvertAll(DraftJson.Of), next);
        return new Page(JsonSerializer.SerializeToUtf8Bytes(json, ApiJson.Wire.DraftPageJson), next);
    }
}

internal sealed class GetDraftHandler(IDrafts drafts) : IRequestHandler<GetDraft, Answer<DraftJson>>
{
    public async Task<Answer<DraftJson>> Handle(GetDraft request, CancellationToken cancellationToken) =>
        await drafts.Find(request.Draft, cancellationToken) is { } draft ? DraftJson.Of(draft)
            : Problems.UnknownDraft(request.Draft);
}

internal sealed class EditDraftHandler(IDrafts drafts) : IRequestHandler<EditDraft, Answer<DraftJson>>
{
    public async Task<Answer<DraftJson>> Handle(EditDraft request, CancellationToken cancellationToken)
    {
        var read = JsonBody.Read(request.Json, "claim", (fields, _) => fields); // an object, which may lack anything
        if (read.Problem is { } problem) return problem;

        using var body = JsonDocument.Parse(JsonBody.WithoutMark(request.Json));
        var claim = ProposeClaimsHandler.ClaimOf(body.RootElement, request.Draft);
        if (claim.Length > Draft.ClaimBytesMax) return Problems.BodyTooLarge;
        return await drafts.Replace(request.Draft, claim, cancellationToken)
            && await drafts.Find(request.Draft, cancellationToken) is { } draft
            ? DraftJson.Of(draft)
            : Problems.UnknownDraft(request.Draft);
    }
}

internal sealed class RejectDraftHandler(IDrafts drafts) : IRequestHandler<RejectDraft, Answer<DraftJson>>
{
    public async Task<Answer<DraftJson>> Handle(RejectDraft request, CancellationToken cancellationToken) =>
        await drafts.Find(request.Draft, cancellationToken) is { } draft
            && await drafts.Remove(request.Draft, cancellationToken)
            ? DraftJson.Of(draft)
            : Problems.UnknownDraft(request.Draft);
}

/// <remarks>The claim's id makes it harmless to accept a draft again that was posted and not yet taken away.</remarks>
internal sealed class AcceptDraftHandler(IDrafts drafts, IMediator mediator) : IRequestHandler<AcceptDraft,
    Answer<OutcomeJson>>
{
    public async Task<Answer<OutcomeJson>> Handle(AcceptDraft request, CancellationToken cancellationToken)
    {
        if (await drafts.Find(request.Draft, cancellationToken) is not { } draft) return
            Problems.UnknownDraft(request.Draft);
        var outcome = await mediator.Send(new SubmitClaim(draft.Claim, DefineUnknown: false), cancellationToken);
        if (outcome.Problem is null) await drafts.Remove(draft.Id, CancellationToken.None);
        return outcome;
    }
}
