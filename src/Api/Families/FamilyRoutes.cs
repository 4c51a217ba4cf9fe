using Analysis.Api.Contracts;
using Analysis.Api.Http;
using Analysis.Api.Tables;
using MediatR;

namespace Analysis.Api.Families;

/// <summary>Families over HTTP.</summary>
internal static class FamilyRoutes
{
    public static async Task<IResult> Define(string family, HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var id = Parameters.Family(family, faults);
        var ifVersion = Preconditions.VersionFor(request, faults);
        if (faults.Any) return Replies.Problem(faults);

        var json = await Bodies.Read(request, cancellationToken);
        var answer = await mediator.Send(new DefineFamily(id, json, ifVersion), cancellationToken);
        return answer.Or(defined => Replies.Written(defined.Representation, defined.Created, request.Path));
    }

    public static async Task<IResult> Get(string family, HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var id = Parameters.Family(family, faults);
        if (faults.Any) return Replies.Problem(faults);

        var answer = await mediator.Send(new GetFamily(id), cancellationToken);
        return answer.Or(representation => Replies.Read(request, representation));
    }

    public static async Task<IResult> List(string? limit, string? cursor, HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var query = new ListFamilies(Parameters.Limit(limit, faults), cursor);
        if (faults.Any) return Replies.Problem(faults);
        if (TableReply.IsAsked(request))
        {
            return await TableReply.Of(request, Table.Families, next => mediator.Send(query with { Cursor = next ?? query.Cursor, Limit = TableReply.Limit(limit, query.Limit) }, cancellationToken));
        }

        var answer = await mediator.Send(query, cancellationToken);
        return answer.Or(page => Replies.Page(request, page));
    }
}
