using Analysis.Api.Contracts;
using Analysis.Api.Http;
using Analysis.Api.Tables;
using Analysis.Engine.Journal;
using MediatR;

namespace Analysis.Api.Audit;

/// <summary>The audit over HTTP.</summary>
internal static class AuditRoutes
{
    public static async Task<IResult> List(
        string? by, string? act, string? topic, string? from, string? to, string? limit, string? cursor,
        HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var after = cursor is null ? null : AuditCursor.Decode(cursor);
        if (cursor is not null && after is null) faults.AtParameter("cursor", "is not one that this list gave");
        if (act is not null && !EventCodec.EventNames.Contains(act)) faults.AtParameter("act", $"must be one of {string.Join(", ", EventCodec.EventNames)}");
        var query = new AuditQuery(
            Parameters.Text("by", by, faults),
            act,
            topic is null ? null : TopicStream.Of(Parameters.Topic(topic, faults)),
            Parameters.Beginning("from", from, faults),
            Parameters.Instant("to", to, faults),
            after,
            Parameters.Limit(limit, faults));
        if (faults.Any) return Replies.Problem(faults);
        if (TableReply.IsAsked(request))
        {
            return await TableReply.Of(request, Table.Audit, next => mediator.Send(new ListActs(query with
            {
                After = next is null ? query.After : AuditCursor.Decode(next),
                Limit = TableReply.Limit(limit, query.Limit),
            }), cancellationToken));
        }

        var answer = await mediator.Send(new ListActs(query), cancellationToken);
        return answer.Or(page => Replies.Page(request, page));
    }
}
