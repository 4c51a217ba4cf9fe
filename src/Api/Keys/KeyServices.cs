using System.Text.Encodings.Web;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Analysis.Api.Keys;

internal static class KeyServices
{
    /// <summary>Keys, who holds which, and a policy per role.</summary>
    public static IServiceCollection AddKeys(this IServiceCollection services)
    {
        services.AddSingleton<ApiKeys>();
        services.AddHostedService(provider => provider.GetRequiredService<ApiKeys>());

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
        return services;
    }
}
