using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Analysis.Api.Access;

internal static class AccessServices
{
    /// <summary>Keys, tokens, who calls, a policy per role for what is no use case, and the gate; after the server's own services.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services, Settings settings)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton<AccessControl>();
        services.AddSingleton<Callers>();
        services.AddSingleton<Refusals>();
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
            foreach (var role in Roles.Names) options.AddPolicy(role, policy => policy.RequireRole(role));
            // For all else: what may be done there the use cases say.
            options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        });
        if (settings.Tokens.Issuer is not null) services.AddTokens(settings.Tokens);
        // Where everybody may do everything, nobody asks for a policy.
        services.AddOptions<RouteOptions>().Configure<AccessControl>((options, access) =>
            options.SuppressCheckForUnhandledSecurityMetadata = access.IsOpen);

        services.AddSingleton<LoopbackGate>();
        services.AddSingleton<IConnectionListenerFactory>(provider => provider.GetRequiredService<LoopbackGate>());
        if (services.Any(service => service.ServiceType == typeof(IMultiplexedConnectionListenerFactory))) // the machine speaks QUIC
            services.AddSingleton<IMultiplexedConnectionListenerFactory>(provider => provider.GetRequiredService<LoopbackGate>());
        return services;
    }
}
