using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Analysis.Engine;

/// <summary>Registers the engine.</summary>
public static class EngineServices
{
    /// <summary>Topics and sources as actors of this process, over the registered journal and view renderer.</summary>
    public static IServiceCollection AddEmbeddedEngine(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ITopics, EmbeddedTopics>();
        services.AddSingleton<ISources, Sources>();
        services.AddHostedService<Refiner>();
        services.AddSingleton<Projector>();
        services.AddHostedService(provider => provider.GetRequiredService<Projector>());
        return services;
    }
}
