using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Engine.Alerts;
using MediatR;

namespace Analysis.Api.Alerts;

/// <summary>Deletes an alert with its log; what is pending is sent no more.</summary>
public sealed record DeleteAlert(string Alert) : Act<AlertJson>(Role.Editor);

internal sealed class DeleteAlertHandler(IAlertStore store) : IRequestHandler<DeleteAlert, Answer<AlertJson>>
{
    public async Task<Answer<AlertJson>> Handle(DeleteAlert request, CancellationToken cancellationToken) =>
        await store.Alert(request.Alert, cancellationToken) is { } alert && await store.Delete(request.Alert)
            ? AlertJson.Of(alert, last: null)
            : Problems.UnknownAlert(request.Alert);
}
