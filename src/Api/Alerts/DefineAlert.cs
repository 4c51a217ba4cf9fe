using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Engine.Alerts;
using Analysis.Engine.Journal;
using MediatR;

namespace Analysis.Api.Alerts;

/// <summary>Defines an alert, or redefines it: then it tells of what comes after that.</summary>
/// <param name="Alert">Its id.</param>
/// <param name="Json">The definition.</param>
public sealed record DefineAlert(string Alert, ReadOnlyMemory<byte> Json) : Act<DefinedAlert>(Role.Editor);

public sealed record DefinedAlert(AlertJson Alert, bool Created);

internal sealed class DefineAlertHandler(
    IAlertStore store, IJournal journal, Networks networks, AlertSettings settings, MailSettings mail,
    TimeProvider clock)
    : IRequestHandler<DefineAlert, Answer<DefinedAlert>>
{
    public async Task<Answer<DefinedAlert>> Handle(DefineAlert request, CancellationToken cancellationToken)
    {
        var alerts = await store.Alerts(cancellationToken);
        var before = alerts.FirstOrDefault(alert => alert.Id == request.Alert);
        var read = JsonBody.Read(
            request.Json, "alert", (fields, _) =>
                AlertDefinitionJson.Read(fields, request.Alert, before, networks, mail));
        if (read.Problem is { } problem) return problem;
        if (before is null && alerts.Count >= settings.AlertsMax) return Problems.TooManyAlerts(settings.AlertsMax);

        var alert = await store.Put(read.Value with
        {
            Since = await journal.Position(cancellationToken),
            ChangedAt = clock.GetUtcNow(),
            By = request.Writer?.Name,
        });
        var isNewSecret = alert.Target.Secret is { } secret && secret != before?.Target.Secret;
        return new DefinedAlert(AlertJson.Of(alert, last: null, showsSecret: isNewSecret), before is null);
    }
}
