using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Topics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Analysis.Engine.Alerts;

/// <summary>
/// Alerts at work: finds changes and sends them. In a cluster one node does it; two at once are harmless, for the
/// checkpoint decides who finds a change, and a delivery is taken before it is sent.
/// </summary>
public sealed class AlertRunner(
    IJournal journal, IReadModel readModel, IAlertStore store, ITopics topics, IActiveTopics active,
    IEnumerable<IAlertSender> senders, AlertTuning tuning, TimeProvider clock, ILogger<AlertRunner> log)
    : BackgroundService
{
    /// <summary>Sends a delivery at once, on whatever node, and once; writes what came of it.</summary>
    public static Task<Delivery> SendNow(
        Alert alert, Delivery delivery, IEnumerable<IAlertSender> senders, IAlertStore store, AlertTuning tuning,
        TimeProvider clock, CancellationToken cancellationToken) =>
        AlertCourier.Send(alert, delivery, senders, store, tuning, clock, cancellationToken);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var courier = new AlertCourier(store, senders, tuning, clock, log);
        var watcher = new AlertWatcher(journal, readModel, store, topics, active, clock, log);
        try
        {
            await Task.WhenAll(watcher.Run(courier.Hear, stoppingToken), courier.Run(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping; what was not sent is sent after the next start.
        }
    }
}
