using Analysis.Api.Contracts;
using Analysis.Api.Http;
using Analysis.Domain.Claims;
using MediatR;

namespace Analysis.Api.Drafts;

/// <summary>The tray over HTTP.</summary>
internal static class DraftRoutes
{
    public static async Task<IResult> Propose(HttpRequest request, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var answer = await mediator.Send(new ProposeClaims(await Bodies.Read(request, cancellationToken)),
            cancellationToken);
        return answer.Or(drafts => Replies.Json(drafts, ApiJson.Wire.DraftPageJson, StatusCodes.Status201Created));
    }

    public static async Task<IResult> List(
        string? article, string? limit, string? cursor, HttpRequest request, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var only = article is null ? null : Parameters.Article(article, faults);
        var query = new ListDrafts(only, cursor, Parameters.Limit(limit, faults));
        if (cursor is not null && !IdForm.Fits(cursor)) faults.AtParameter("cursor", "is not one that this list gave");
        if (faults.Any) return Replies.Problem(faults);

        var answer = await mediator.Send(query, cancellationToken);
        return answer.Or(page => Replies.Page(request, page));
    }

    public static async Task<IResult> Get(string draft, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new GetDraft(draft), cancellationToken)).Or(found =>
            Replies.Json(found, ApiJson.Wire.DraftJson));

    public static async Task<IResult> Edit(
        string draft, HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var answer = await mediator.Send(new EditDraft(draft, await Bodies.Read(request, cancellationToken)),
            cancellationToken);
        return answer.Or(edited => Replies.Json(edited, ApiJson.Wire.DraftJson));
    }

    public static async Task<IResult> Reject(string draft, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new RejectDraft(draft), cancellationToken)).Or(_ => Results.NoContent());

    public static async Task<IResult> Accept(string draft, IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new AcceptDraft(draft), cancellationToken)).Or(outcome =>
            Replies.Json(outcome, ApiJson.Wire.OutcomeJson));

    public static async Task<IResult> AcceptMany(string? define, HttpRequest request, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var defines = Parameters.Flag("define", define, "auto", faults);
        if (faults.Any) return Replies.Problem(faults);

        var answer = await mediator.Send(new AcceptDrafts(await Bodies.Read(request, cancellationToken), defines),
            cancellationToken);
        return answer.Or(outcomes => Replies.Json(outcomes, ApiJson.Wire.DraftOutcomesJson));
    }

    public static async Task<IResult> Suppose(HttpRequest request, IMediator mediator,
        CancellationToken cancellationToken) =>
        (await mediator.Send(new SupposeDrafts(await Bodies.Read(request, cancellationToken)), cancellationToken))
            .Or(moves => Replies.Json(moves, ApiJson.Wire.DraftMovesJson));
}
