using Analysis.Api.Contracts;
using Analysis.Api.Http;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Topics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Analysis.Api;

/// <summary>For whoever watches over the process. It is ready when every registered check is healthy.</summary>
internal static class HealthRoutes
{
    /// <summary>A check that takes longer fails; so does asking for the lag, which nobody's readiness depends on.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static IResult Live() => Replies.Json(new HealthJson("live", null), ApiJson.Wire.HealthJson);

    public static async Task<IResult> Ready(HealthCheckService checks, ILists lists, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        var report = await checks.CheckHealthAsync(cancellationToken);
        if (report.Status == HealthStatus.Healthy)
            return Replies.Json(new HealthJson("ready", await Lag(lists, logs, cancellationToken)), ApiJson.Wire.HealthJson);
        return Replies.Problem(Problems.NotReady(string.Join("; ", report.Entries.Values.Where(e => e.Status != HealthStatus.Healthy).Select(e => e.Description ?? "a check failed"))));
    }

    private static async Task<double?> Lag(ILists lists, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return Math.Round((await lists.Lag(patience.Token)).TotalSeconds, 3);
        }
        catch (Exception fault) when (fault is TopicUnavailableException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            logs.CreateLogger(nameof(HealthRoutes)).LagUnknown(fault); // another silo keeps the lists, and does not answer now
            return null;
        }
    }
}

/// <summary>Whether the journal answers.</summary>
internal sealed class JournalHealth(IJournal journal) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await journal.Position(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception fault) when (fault is JournalUnavailableException or OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("the journal does not answer", fault);
        }
    }
}
