using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Analysis.Api.Http;

/// <summary>
/// Section <c>Cors</c> of the configuration: pages of which other sites may ask this server in their readers' browsers.
/// None by default. No cookie is ever sent along: a key or token goes in a header that the page sets.
/// </summary>
public sealed class CorsSettings
{
    public const string Section = "Cors";

    /// <summary>Origins, such as <c>https://desk.example.org</c>. Default none.</summary>
    public string[] Origins { get; set; } = [];

    internal static CorsSettings Read(IConfiguration configuration)
    {
        var settings = configuration.GetSection(Section).Get<CorsSettings>() ?? new CorsSettings();
        var wrong = settings.Origins.FirstOrDefault(origin => !IsOrigin(origin));
        return wrong is null ? settings : throw new OptionsValidationException(Section, typeof(CorsSettings),
            [$"{Section}:{nameof(Origins)}: {wrong} is not an origin such as https://desk.example.org"]);
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        && url.GetLeftPart(UriPartial.Authority).Equals(text, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Answers browsers that ask for pages of other origins.</summary>
internal static class Cors
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    /// <summary>What a page may read besides the few headers that it always may.</summary>
    private static readonly string[] Exposed =
        [HeaderNames.ETag, HeaderNames.Location, HeaderNames.Link, HeaderNames.RetryAfter, HeaderNames.Allow,
            HeaderNames.WWWAuthenticate];

    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Outermost, so that refusals can be read too, and nobody asks for a key before the browser asks whether it may
    /// send one.
    /// </summary>
    public static void UseCors(WebApplication app, CorsSettings settings)
    {
        if (settings.Origins.Length == 0) return;
        app.UseCors(policy => policy.WithOrigins(settings.Origins)
            .WithMethods(Methods).AllowAnyHeader().WithExposedHeaders(Exposed).SetPreflightMaxAge(MaxAge));
    }
}
