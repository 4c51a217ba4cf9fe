using Analysis.Engine.Alerts;
using Analysis.Engine.Changes;
using Analysis.Engine.Erasing;
using Analysis.Engine.Exchange;
using Analysis.Engine.Fitting;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Reference;
using Analysis.Engine.Topics;
using Analysis.Engine.Transfers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Analysis.Engine;

/// <summary>Registers the engine.</summary>
public static class EngineServices
{
    /// <summary>Topics as actors, sources and families of this process, over the registered journal and view renderer.</summary>
    /// <param name="services">Where to register.</param>
    /// <param name="isShared">Whether other processes may write to the journal too.</param>
    public static IServiceCollection AddEmbeddedEngine(this IServiceCollection services, bool isShared)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<EmbeddedTopics>();
        services.AddSingleton<ITopics>(provider => provider.GetRequiredService<EmbeddedTopics>());
        services.AddSingleton<IActiveTopics>(provider => provider.GetRequiredService<EmbeddedTopics>());
        services.AddReferenceData(isShared);
        services.AddHostedService<Refiner>();
        services.AddHostedService<AlertRunner>();
        services.AddSingleton<Projector>();
        services.AddSingleton<ILists>(provider => provider.GetRequiredService<Projector>());
        services.AddHostedService(provider => provider.GetRequiredService<Projector>());
        if (isShared)
        {
            services.AddHostedService<CacheInvalidator>();
        }

        return services;
    }

    /// <summary>Sources and families over the registered journal and topics.</summary>
    public static IServiceCollection AddReferenceData(this IServiceCollection services, bool isShared)
    {
        services.AddSingleton(provider => new Families(
            provider.GetRequiredService<IJournal>(), provider.GetRequiredService<IReadModel>(), provider.GetRequiredService<ITopics>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<Families>>())
        { IsShared = isShared });
        services.AddSingleton(provider => new Sources(
            provider.GetRequiredService<IJournal>(), provider.GetRequiredService<IReadModel>(), provider.GetRequiredService<ITopics>(),
            provider.GetRequiredService<Families>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<Sources>>())
        { IsShared = isShared });
        services.AddSingleton<Erasures>();
        services.AddSingleton<ISourceNames, SourceNames>();
        services.AddSingleton<IReferenceData>(provider => provider.GetRequiredService<Families>());
        services.AddSingleton<IReferenceData>(provider => provider.GetRequiredService<Sources>());
        services.AddSingleton<IRowSource>(provider => provider.GetRequiredService<Families>());
        services.AddSingleton<IRowSource>(provider => provider.GetRequiredService<Sources>());
        services.AddSingleton<IRowSource, TopicRows>();
        services.AddSingleton(provider => new TopicTransfers(
            provider.GetRequiredService<IJournal>(), provider.GetRequiredService<ITopics>(),
                provider.GetRequiredService<Sources>(),
            provider.GetRequiredService<Families>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Exporter>();
        services.AddSingleton<Importer>();
        services.AddSingleton<IFamilies>(provider => provider.GetRequiredService<Families>());
        return services.AddSingleton<ISources>(provider => provider.GetRequiredService<Sources>());
    }
}
