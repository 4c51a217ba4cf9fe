using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Engine.Alerts;
using MediatR;

namespace Analysis.Api.Alerts;

/// <summary>All alerts by id, each with what it told last.</summary>
public sealed record ListAlerts() : UseCase<AlertListJson>(Role.Reader);

internal sealed class ListAlertsHandler(IAlertStore store) : IRequestHandler<ListAlerts, Answer<AlertListJson>>
{
    public async Task<Answer<AlertListJson>> Handle(ListAlerts request, CancellationToken cancellationToken)
    {
        var alerts = new List<AlertJson>();
        foreach (var alert in await store.Alerts(cancellationToken))
            alerts.Add(AlertJson.Of(alert, await store.Last(alert, cancellationToken)));
        return new AlertListJson(alerts);
    }
}
