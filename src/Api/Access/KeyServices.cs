using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Analysis.Api.Access;

internal static class KeyServices
{
    /// <summary>Keys, who holds which, a policy per role, and the gate; after the server's own services.</summary>
    public static IServiceCollection AddKeys(this IServiceCollection services)
    {
        services.AddSingleton<ApiKeys>();
        services.AddHostedService(provider => provider.GetRequiredService<ApiKeys>());
        services.AddSingleton<FailedAttempts>();

        // Not AddAuthentication, which also keeps keys for cookies on disk.
        services.AddAuthenticationCore(options =>
        {
            options.DefaultScheme = KeyAuthentication.Scheme;
            options.AddScheme<KeyAuthentication>(KeyAuthentication.Scheme, displayName: null);
        });
        services.AddTransient<KeyAuthentication>();
        services.TryAddSingleton(UrlEncoder.Default);
        services.AddAuthorization(options =>
        {
            foreach (var role in Role.All) options.AddPolicy(role, policy => policy.RequireRole(role));
            options.FallbackPolicy = options.GetPolicy(Role.Reader); // for what names none, and for what is not there
        });
        services.AddOptions<RouteOptions>().Configure<ApiKeys>((options, keys) => options.SuppressCheckForUnhandledSecurityMetadata = !keys.AreAskedFor); // then nobody asks for one

        services.AddSingleton<LoopbackGate>();
        services.AddSingleton<IConnectionListenerFactory>(provider => provider.GetRequiredService<LoopbackGate>());
        if (services.Any(service => service.ServiceType == typeof(IMultiplexedConnectionListenerFactory))) // the machine speaks QUIC
            services.AddSingleton<IMultiplexedConnectionListenerFactory>(provider => provider.GetRequiredService<LoopbackGate>());
        return services;
    }
}
