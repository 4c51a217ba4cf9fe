using System.Text.Json;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Engine.Alerts;
using MediatR;

namespace Analysis.Api.Alerts;

/// <summary>What an alert told, newest first.</summary>
public sealed record ListDeliveries(string Alert, DeliveryQuery Query) : UseCase<Page>(Role.Reader);

internal sealed class ListDeliveriesHandler(IAlertStore store) : IRequestHandler<ListDeliveries, Answer<Page>>
{
    public async Task<Answer<Page>> Handle(ListDeliveries request, CancellationToken cancellationToken)
    {
        if (await store.Alert(request.Alert, cancellationToken) is null) return Problems.UnknownAlert(request.Alert);
        var query = request.Query;
        var found = await store.Deliveries(query with { Limit = query.Limit + 1 }, cancellationToken);
        var page = found.Take(query.Limit).ToList();
        var next = found.Count > page.Count ? DeliveryCursor.Encode(new(page[^1].Change.At, page[^1].Change.Id)) : null;
        var json = new DeliveryPageJson(page.ConvertAll(DeliveryJson.Of), next);
        return new Page(JsonSerializer.SerializeToUtf8Bytes(json, ApiJson.Wire.DeliveryPageJson), next);
    }
}
