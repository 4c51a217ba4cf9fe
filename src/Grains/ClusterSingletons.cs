using Analysis.Engine.Alerts;
using Analysis.Engine.Fitting;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Topics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Analysis.Grains;

/// <summary>A singleton of the cluster: work that one silo does for all. Whichever does it, others take it over when that one goes.</summary>
/// <remarks>The interface's name is part of what goes between silos: under another one two releases would not
/// understand each other's <see cref="Keep"/>.</remarks>
internal interface IDutyGrain : IGrainWithIntegerKey
{
    /// <summary>Sees to it that somebody does the work.</summary>
    [Alias("keep")]
    Task Keep();
}

/// <summary>Keeps the lists: hosts the <see cref="Projector"/>.</summary>
[Alias("analysis.lists")]
internal interface IListsGrain : IDutyGrain
{
    /// <inheritdoc cref="Projector.CatchUpTo"/>
    [Alias("catch-up-to")]
    Task CatchUpTo(long position, CancellationToken cancellationToken);

    /// <inheritdoc cref="ILists.Lag"/>
    [Alias("lag")]
    Task<TimeSpan> Lag(CancellationToken cancellationToken);
}

/// <summary>Works out what sources have earned: hosts the <see cref="Refiner"/>.</summary>
[Alias("analysis.refiner")]
internal interface IRefinerGrain : IDutyGrain;

/// <summary>Finds and sends what alerts tell: hosts the <see cref="AlertRunner"/>.</summary>
[Alias("analysis.alerts")]
internal interface IAlertsGrain : IDutyGrain;

/// <summary>Runs a background service for as long as the grain is active. Two may run for a moment: what they write is guarded by versions.</summary>
internal abstract class SingletonGrain<T>(IServiceProvider services) : Grain, IDutyGrain
    where T : BackgroundService
{
    protected T Service { get; } = ActivatorUtilities.CreateInstance<T>(services);

    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        Task.Run(() => Service.StartAsync(cancellationToken), cancellationToken); // off the grain's own scheduler: it must stay free to answer

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await Service.StopAsync(cancellationToken);
        Service.Dispose();
    }

    public Task Keep()
    {
        if (Service.ExecuteTask is { IsCompleted: true }) DeactivateOnIdle(); // whatever ended it: the next one begins anew
        return Task.CompletedTask;
    }
}

[KeepAlive]
[Reentrant]
internal sealed class ListsGrain(IServiceProvider services) : SingletonGrain<Projector>(services), IListsGrain
{
    public Task CatchUpTo(long position, CancellationToken cancellationToken) => Service.CatchUpTo(position, cancellationToken);

    public Task<TimeSpan> Lag(CancellationToken cancellationToken) => Service.Lag(cancellationToken);
}

[KeepAlive]
internal sealed class RefinerGrain(IServiceProvider services) : SingletonGrain<Refiner>(services), IRefinerGrain;

[KeepAlive]
internal sealed class AlertsGrain(IServiceProvider services) : SingletonGrain<AlertRunner>(services), IAlertsGrain;

/// <summary>The lists, wherever they are kept.</summary>
internal sealed class ClusterLists(IGrainFactory grains, IJournal journal, RetryPolicy retry, ILogger<ClusterLists> log) : ILists
{
    public async Task CatchUp(CancellationToken cancellationToken)
    {
        var position = await journal.Position(cancellationToken);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(Projector.PatienceMax);
        try
        {
            await Ask(
                async grain =>
                {
                    await grain.CatchUpTo(position, waiting.Token);
                    return true;
                },
                waiting.Token).WaitAsync(waiting.Token);
        }
        catch (Exception fault) when (fault is TopicUnavailableException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            log.ListsNotAwaited(fault); // a list that lags a little beats none
        }
    }

    public Task<TimeSpan> Lag(CancellationToken cancellationToken) => Ask(grain => grain.Lag(cancellationToken), cancellationToken);

    private Task<T> Ask<T>(Func<IListsGrain, Task<T>> question, CancellationToken cancellationToken) =>
        retry.Ask("the lists", () => question(grains.GetGrain<IListsGrain>(0)), cancellationToken);
}

/// <summary>On every silo: sees to it that each singleton of the cluster is active on one of them.</summary>
internal sealed class ClusterSingletons(IGrainFactory grains, TimeProvider clock, ILogger<ClusterSingletons> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            do
            {
                await TryKeep(grains.GetGrain<IListsGrain>(0), stoppingToken);
                await TryKeep(grains.GetGrain<IRefinerGrain>(0), stoppingToken);
                await TryKeep(grains.GetGrain<IAlertsGrain>(0), stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo is stopping; the others go on asking.
        }
    }

    private async Task TryKeep(IDutyGrain grain, CancellationToken stoppingToken)
    {
        try
        {
            await grain.Keep();
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
        {
            log.SingletonNotKept(grain.GetGrainId().Type.ToString(), fault); // asked again after the pause
        }
    }
}
