using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Analysis.Silo;

/// <summary>
/// Between being told to stop and stopping: the node says that it is not ready and asks its clients to connect elsewhere, and goes on
/// serving until whoever balances the load has noticed.
/// </summary>
internal sealed class Drain(SiloSettings settings, TimeProvider clock, ILogger<Drain> log) : IHostedLifecycleService, IHealthCheck
{
    private volatile bool _isOn;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _isOn = true;
        if (settings.DrainSeconds == 0) return;
        log.Draining(settings.DrainSeconds);
        await Task.Delay(TimeSpan.FromSeconds(settings.DrainSeconds), clock, cancellationToken);
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_isOn ? HealthCheckResult.Unhealthy("the node is stopping") : HealthCheckResult.Healthy());

    /// <summary>Ends the connection after the answer while the node is stopping.</summary>
    public Task Answer(HttpContext context, RequestDelegate next)
    {
        if (_isOn) context.Response.Headers.Connection = "close";
        return next(context);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Whether this silo is an active member of the cluster.</summary>
internal sealed class SiloHealth(ISiloStatusOracle silos) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(silos.CurrentStatus == SiloStatus.Active ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"the silo is {silos.CurrentStatus}"));
}
