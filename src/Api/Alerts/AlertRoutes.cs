using Analysis.Api.Contracts;
using Analysis.Api.Http;
using Analysis.Engine.Alerts;
using MediatR;
using Microsoft.Net.Http.Headers;

namespace Analysis.Api.Alerts;

/// <summary>Alerts over HTTP.</summary>
internal static class AlertRoutes
{
    /// <summary>The media type of feeds.</summary>
    public const string AtomType = "application/atom+xml";

    public static async Task<IResult> Define(string alert, HttpRequest request, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var id = Parameters.Alert(alert, faults);
        if (faults.Any) return Replies.Problem(faults);

        var json = await Bodies.Read(request, cancellationToken);
        var answer = await mediator.Send(new DefineAlert(id, json), cancellationToken);
        return answer.Or(defined => defined.Created
            ? Replies.Json(defined.Alert, ApiJson.Wire.AlertJson, StatusCodes.Status201Created, request.Path)
            : Replies.Json(defined.Alert, ApiJson.Wire.AlertJson));
    }

    public static Task<IResult> Get(string alert, IMediator mediator, CancellationToken cancellationToken) =>
        Of(alert, id => mediator.Send(new GetAlert(id), cancellationToken), found =>
            Replies.Json(found, ApiJson.Wire.AlertJson));

    public static Task<IResult> Delete(string alert, IMediator mediator, CancellationToken cancellationToken) =>
        Of(alert, id => mediator.Send(new DeleteAlert(id), cancellationToken), _ => TypedResults.NoContent());

    public static async Task<IResult> List(IMediator mediator, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListAlerts(), cancellationToken)).Or(alerts =>
            Replies.Json(alerts, ApiJson.Wire.AlertListJson));

    public static Task<IResult> Test(string alert, IMediator mediator, CancellationToken cancellationToken) =>
        Of(alert, id => mediator.Send(new TestAlert(id), cancellationToken), sent =>
            Replies.Json(sent, ApiJson.Wire.DeliveryJson));

    public static async Task<IResult> Deliveries(string alert, string? status, string? limit, string? cursor,
        HttpRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var id = Parameters.Alert(alert, faults);
        var before = cursor is null ? null : DeliveryCursor.Decode(cursor);
        if (cursor is not null && before is null) faults.AtParameter("cursor", "is not one that this list gave");
        DeliveryStatus? only = null;
        if (status is not null && AlertWords.Statuses.TryParse(status, out var known)) only = known;
        else if (status is not null) faults.AtParameter("status", $"must be one of {AlertWords.Statuses}");
        var query = new DeliveryQuery(id, only, before, Parameters.Limit(limit, faults));
        if (faults.Any) return Replies.Problem(faults);

        var answer = await mediator.Send(new ListDeliveries(id, query), cancellationToken);
        return answer.Or(page => Replies.Page(request, page));
    }

    public static async Task<IResult> Replay(string alert, string delivery, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var act = new ReplayDelivery(Parameters.Alert(alert, faults), Parameters.Delivery(delivery, faults));
        if (faults.Any) return Replies.Problem(faults);

        var answer = await mediator.Send(act, cancellationToken);
        return answer.Or(again => Replies.Json(again, ApiJson.Wire.DeliveryJson));
    }

    public static async Task<IResult> Feed(
        string? alert, string? topic, string? tag, HttpRequest request, IMediator mediator,
        CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        var query = new GetFeed(
            alert is null ? null : Parameters.Alert(alert, faults),
            topic is null ? null : Parameters.Topic(topic, faults),
            Parameters.Text("tag", tag, faults),
            $"{request.Scheme}://{request.Host}",
            request.PathBase + request.Path + request.QueryString);
        if (faults.Any) return Replies.Problem(faults);

        var answer = await mediator.Send(query, cancellationToken);
        return answer.Or(feed => TypedResults.Bytes(
            feed.Json.ToArray(), $"{AtomType}; charset=utf-8", entityTag: new EntityTagHeaderValue(feed.ETag)));
    }

    private static async Task<IResult> Of<T>(string alert, Func<string, Task<Answer<T>>> ask, Func<T, IResult> reply)
        where T : class
    {
        var faults = new FaultList();
        var id = Parameters.Alert(alert, faults);
        return faults.Any ? Replies.Problem(faults) : (await ask(id)).Or(reply);
    }
}
