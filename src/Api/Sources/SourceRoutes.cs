using Analysis.Api.Contracts;
using Analysis.Api.Http;
using Analysis.Api.Tables;
using Analysis.Domain.Claims;
using Analysis.Engine.Lists;
using MediatR;

namespace Analysis.Api.Sources;

/// <summary>Sources over HTTP.</summary>
internal static class SourceRoutes
{
    public static async Task<IResult> Assess(string source, HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var id = Parameters.Source(source, faults);
        if (faults.Any) return Replies.Problem(faults);

        var json = await Bodies.Read(request, cancellationToken);
        var answer = await mediator.Send(new AssessSource(id, json), cancellationToken);
        return answer.Or(assessed => Replies.Written(assessed.Representation, assessed.Created, request.Path));
    }

    public static Task<IResult> Erase(string source, HttpRequest request, IMediator mediator, CancellationToken cancellationToken) =>
        Act(source, request, mediator, (id, json) => new EraseSource(id, json), cancellationToken);

    public static Task<IResult> Merge(string source, HttpRequest request, IMediator mediator, CancellationToken cancellationToken) =>
        Act(source, request, mediator, (id, json) => new MergeSource(id, json), cancellationToken);

    public static Task<IResult> Split(string source, HttpRequest request, IMediator mediator, CancellationToken cancellationToken) =>
        Act(source, request, mediator, (id, json) => new SplitSource(id, json), cancellationToken);

    private static async Task<IResult> Act(string source, HttpRequest request, IMediator mediator,
        Func<SourceId, ReadOnlyMemory<byte>, IRequest<Answer<Representation>>> act, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var id = Parameters.Source(source, faults);
        if (faults.Any) return Replies.Problem(faults);

        var json = await Bodies.Read(request, cancellationToken);
        var answer = await mediator.Send(act(id, json), cancellationToken);
        return answer.Or(representation => Replies.Written(representation, created: false, request.Path));
    }

    public static async Task<IResult> Get(string source, HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var id = Parameters.Source(source, faults);
        if (faults.Any) return Replies.Problem(faults);

        var answer = await mediator.Send(new GetSource(id), cancellationToken);
        return answer.Or(representation => Replies.Read(request, representation));
    }

    public static async Task<IResult> Claims(
        string source, string? limit, string? cursor, HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var after = cursor is null ? null : SourcePlaceCursor.Decode(cursor);
        if (cursor is not null && after is null) faults.AtParameter("cursor", "is not one that this list gave");
        var query = new GetSourceClaims(Parameters.Source(source, faults), after, Parameters.Limit(limit, faults));
        if (faults.Any) return Replies.Problem(faults);
        if (TableReply.IsAsked(request))
        {
            return await TableReply.Of(request, Table.Ledger, next => mediator.Send(query with { After = next is null ? query.After : SourcePlaceCursor.Decode(next), Limit = TableReply.Limit(limit, query.Limit) }, cancellationToken));
        }

        var answer = await mediator.Send(query, cancellationToken);
        return answer.Or(page => Replies.Page(request, page));
    }

    public static async Task<IResult> List(
        string? q, string? limit, string? cursor, HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var query = new ListSources(Parameters.Text("q", q, faults), Parameters.Limit(limit, faults), cursor);
        if (faults.Any) return Replies.Problem(faults);
        if (TableReply.IsAsked(request))
        {
            return await TableReply.Of(request, Table.Sources, next => mediator.Send(query with { Cursor = next ?? query.Cursor, Limit = TableReply.Limit(limit, query.Limit) }, cancellationToken));
        }

        var answer = await mediator.Send(query, cancellationToken);
        return answer.Or(page => Replies.Page(request, page));
    }
}
