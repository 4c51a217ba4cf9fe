using System.Globalization;
using Analysis.Api.Contracts;
using Analysis.Api.Http;
using Analysis.Api.Tables;
using Analysis.Domain.Claims;
using Analysis.Engine.Changes;
using MediatR;

namespace Analysis.Api.Changes;

/// <summary>Changes over HTTP: a page as JSON, or a stream of server-sent events for who asks for one.</summary>
internal static class ChangeRoutes
{
    private const string LastEventId = "Last-Event-ID";

    public static Task<IResult> OfAll(
        string? after, string? from, string? limit, HttpRequest request, IMediator mediator, ChangeFeed feed,
        CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        return Of(null, after, Parameters.Beginning("from", from, faults), limit, faults, request, mediator, feed,
            cancellationToken);
    }

    public static Task<IResult> OfTopic(
        string topic, string? after, string? limit, HttpRequest request, IMediator mediator, ChangeFeed feed, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        return Of(Parameters.Topic(topic, faults), after, from: null, limit, faults, request, mediator, feed,
            cancellationToken);
    }

    private static async Task<IResult> Of(
        TopicId? topic, string? after, DateTimeOffset? from, string? limit, FaultList faults, HttpRequest request,
            IMediator mediator, ChangeFeed feed,
        CancellationToken cancellationToken)
    {
        var cursor = Parameters.Version("after", after, min: 0, faults);
        if (!Strictness.AsksForEvents(request))
        {
            var query = new GetChanges(topic, cursor, from, Parameters.Limit(limit, faults));
            if (faults.Any) return Replies.Problem(faults);
            if (TableReply.IsAsked(request))
            {
                return await TableReply.Of(request, Table.Changes, next => mediator.Send(query with
                {
                    After = next is null ? query.After : long.Parse(next, CultureInfo.InvariantCulture),
                    Limit = TableReply.Limit(limit, query.Limit),
                }, cancellationToken), cursor: "after");
            }

            return (await mediator.Send(query, cancellationToken)).Or(page => Replies.Page(request, page, cursor: "after"));
        }

        if (limit is not null) faults.AtParameter("limit", "is not for a stream");
        if (request.Headers.TryGetValue(LastEventId, out var last)) cursor = Parameters.Version(LastEventId, last, min: 0, faults);
        if (faults.Any) return Replies.Problem(faults);

        request.HttpContext.Response.RegisterForDispose(feed.Join());
        request.HttpContext.Response.Headers["X-Accel-Buffering"] = "no"; // a proxy that gathers what it passes on would hold events back
        return (await mediator.Send(new FollowChanges(topic, cursor, from), cancellationToken)).Or(changes =>
            TypedResults.ServerSentEvents(changes.Events));
    }
}
