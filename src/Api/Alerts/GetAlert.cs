using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Engine.Alerts;
using MediatR;

namespace Analysis.Api.Alerts;

/// <summary>An alert, with what it told last.</summary>
public sealed record GetAlert(string Alert) : UseCase<AlertJson>(Role.Reader);

internal sealed class GetAlertHandler(IAlertStore store) : IRequestHandler<GetAlert, Answer<AlertJson>>
{
    public async Task<Answer<AlertJson>> Handle(GetAlert request, CancellationToken cancellationToken) =>
        await store.Alert(request.Alert, cancellationToken) is { } alert
            ? AlertJson.Of(alert, await store.Last(alert, cancellationToken))
            : Problems.UnknownAlert(request.Alert);
}

/// <summary>What several use cases ask of the store.</summary>
internal static class AlertLookups
{
    public static async Task<Alert?> Alert(this IAlertStore store, string id, CancellationToken cancellationToken) =>
        (await store.Alerts(cancellationToken)).FirstOrDefault(alert => alert.Id == id);

    public static async Task<Delivery?> Last(this IAlertStore store, Alert alert,
        CancellationToken cancellationToken) =>
        await store.Deliveries(new DeliveryQuery(alert.Id, null, null, 1), cancellationToken) is [var last] ? last
            : null;
}
