using System.Security.Cryptography;
using Scalar.AspNetCore;

namespace Analysis.Api.OpenApi;

/// <summary>
/// The API reference at <c>/docs</c>, made in the browser from the document. It loads nothing from elsewhere.
/// </summary>
internal static class ReferencePage
{
    public const string Path = "/docs";

    public static void MapReferencePage(this WebApplication app) => app
        .MapScalarApiReference(Path, (options, context) =>
        {
            options.Title = "Analysis: API reference";
            options.OpenApiRoutePattern = DocumentRoutes.Current;
            options.Favicon = "/icon.svg";
            // they would come from elsewhere, and so would an assistant, and telemetry would go there
            options.DefaultFonts = false;
            options.Telemetry = false;
            options.Agent = new ScalarAgentOptions { Disabled = true };
            options.Mcp = new ScalarMcpOptions { Disabled = true };
            options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
            options.HideClientButton = true;
            options.Nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
            Protect(context.Response.Headers, options.Nonce);
        })
        .AllowAnonymous().ExcludeFromDescription();

    private static void Protect(IHeaderDictionary headers, string nonce)
    {
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store"; // the nonce is for once
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Referrer-Policy"] = "no-referrer";
    }
}
