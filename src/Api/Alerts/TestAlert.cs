using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Engine.Alerts;
using MediatR;

namespace Analysis.Api.Alerts;

/// <summary>Sends a test to where an alert tells, at once and once; it is in the log.</summary>
public sealed record TestAlert(string Alert) : Act<DeliveryJson>(Role.Editor);

internal sealed class TestAlertHandler(IAlertStore store, IEnumerable<IAlertSender> senders, AlertTuning tuning,
    TimeProvider clock)
    : IRequestHandler<TestAlert, Answer<DeliveryJson>>
{
    public async Task<Answer<DeliveryJson>> Handle(TestAlert request, CancellationToken cancellationToken)
    {
        if (await store.Alert(request.Alert, cancellationToken) is not { } alert) return Problems.UnknownAlert(
            request.Alert);
        if (alert.Target.Channel == AlertChannel.Feed) return Problems.NothingToSend(alert.Id);
        var now = clock.GetUtcNow();
        var change = new AlertChange(
            $"test_{Guid.NewGuid():N}", alert.Id, new TopicId(""), alert.Title ?? alert.Id, [], now, null, null,
            ViewFacts.Nothing, ViewFacts.Nothing);
        // if it is cut short, it is sent anew
        var delivery = new Delivery(change, DeliveryStatus.Pending, 0, now + tuning.Lease);
        long followed;
        do
        {
            followed = await store.Followed(cancellationToken);
        }
        while (!await store.Record(followed, followed, [], [delivery]));
        return DeliveryJson.Of(await AlertRunner.SendNow(alert, delivery, senders, store, tuning, clock,
            cancellationToken));
    }
}
