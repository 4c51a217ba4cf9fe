using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Engine.Alerts;
using MediatR;

namespace Analysis.Api.Alerts;

/// <summary>Sends a delivery once more, under its id, with as many attempts as at first.</summary>
public sealed record ReplayDelivery(string Alert, string Delivery) : Act<DeliveryJson>(Role.Editor);

internal sealed class ReplayDeliveryHandler(IAlertStore store, TimeProvider clock)
    : IRequestHandler<ReplayDelivery, Answer<DeliveryJson>>
{
    public async Task<Answer<DeliveryJson>> Handle(ReplayDelivery request, CancellationToken cancellationToken)
    {
        if (await store.Alert(request.Alert, cancellationToken) is not { } alert) return Problems.UnknownAlert(
            request.Alert);
        if (await store.FindDelivery(request.Delivery, cancellationToken) is not { } delivery
            || delivery.Change.Alert != alert.Id)
            return Problems.UnknownDelivery(request.Delivery);
        if (alert.Target.Channel == AlertChannel.Feed) return Problems.NothingToSend(alert.Id);
        var again = delivery with { Status = DeliveryStatus.Pending, Attempts = 0, NextTry = clock.GetUtcNow() };
        await store.Note(again);
        return DeliveryJson.Of(again);
    }
}
