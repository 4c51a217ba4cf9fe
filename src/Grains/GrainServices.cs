using Analysis.Engine;
using Analysis.Engine.Changes;
using Analysis.Engine.Lists;
using Analysis.Engine.Snapshots;
using Analysis.Engine.Topics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Orleans.Serialization;
using Orleans.Storage;

namespace Analysis.Grains;

/// <summary>Registers the engine of a silo.</summary>
public static class GrainServices
{
    /// <summary>The name of the grain storage that keeps snapshots.</summary>
    public const string SnapshotStorage = "snapshots";

    /// <summary>Topics as grains of a cluster and sources and families on every silo, over the registered journal and view renderer.</summary>
    /// <param name="silo">Where to register.</param>
    /// <param name="isShared">Whether there may be other silos: then the caller adds <see cref="CacheInvalidator"/> before the silo starts.</param>
    public static ISiloBuilder AddClusterEngine(this ISiloBuilder silo, bool isShared)
    {
        var services = silo.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ActiveTopics>();
        services.AddSingleton<IActiveTopics>(provider => provider.GetRequiredService<ActiveTopics>());
        services.AddSingleton<PastTopics>();
        services.AddSingleton<RetryPolicy>();
        services.AddSingleton<ITopics, ClusterTopics>();
        services.AddSingleton<ILists, ClusterLists>();
        services.AddReferenceData(isShared);
        services.AddHostedService<ClusterSingletons>();
        services.AddSerializer(serializer => serializer.AddWire());
        if (isShared)
        {
            services.AddSingleton<ISnapshots>(provider => new GrainSnapshots(
                provider.GetRequiredKeyedService<IGrainStorage>(SnapshotStorage), provider.GetRequiredService<ILogger<GrainSnapshots>>()));
        }

        return silo;
    }
}
