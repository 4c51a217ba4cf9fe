using System.Security.Claims;
using System.Text.Json;
using Analysis.Api.Http;
using Analysis.Domain.Topics;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Net.Http.Headers;

namespace Analysis.Api.Access;

/// <summary>
/// Who calls with a JWT bearer token (RFC 7519, RFC 6750) of an OpenID Connect issuer: ASP.NET Core's own handler, told what to say and whom
/// a token makes its bearer. The issuer's keys are fetched when first needed, and again when a token names one that is not among them.
/// </summary>
internal static class TokenAuthentication
{
    public const string Scheme = "Token";

    /// <summary>Picks the scheme by what a request brings.</summary>
    private const string Either = "Either";

    /// <summary>How every JWT begins: <c>{"</c> in base64.</summary>
    private const string Beginning = "Bearer eyJ";

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>No request lasts as long.</summary>
    private static readonly TimeSpan TimerMax = TimeSpan.FromDays(30);

    /// <summary>Whatever is signed with a key that the issuer shares with nobody.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>Adds the handler and the choice between it and <see cref="KeyAuthentication"/>, which becomes the default.</summary>
    public static void AddTokens(this IServiceCollection services, TokenSettings settings)
    {
        services.Configure<AuthenticationOptions>(options =>
        {
            options.AddScheme<PolicySchemeHandler>(Either, displayName: null);
            options.AddScheme<JwtBearerHandler>(Scheme, displayName: null);
            options.DefaultScheme = Either;
        });
        services.AddTransient<PolicySchemeHandler>();
        services.AddTransient<JwtBearerHandler>();
        services.AddSingleton<IPostConfigureOptions<JwtBearerOptions>, JwtBearerPostConfigureOptions>();
        services.Configure<PolicySchemeOptions>(Either, options => options.ForwardDefaultSelector =
            context => LooksLikeToken(context.Request) ? Scheme : KeyAuthentication.Scheme);
        services.Configure<JwtBearerOptions>(Scheme, options => Configure(options, settings));
    }

    private static void Configure(JwtBearerOptions options, TokenSettings settings)
    {
        options.Authority = settings.Issuer;
        options.Audience = settings.Audience;
        options.RequireHttpsMetadata = !new Uri(settings.Issuer!).IsLoopback; // there are no tokens without an issuer
        options.MapInboundClaims = false;
        options.SaveToken = false;
        options.TokenValidationParameters.ClockSkew = ClockSkew;
        options.TokenValidationParameters.ValidAlgorithms = Algorithms;
        options.Events = new JwtBearerEvents
        {
            OnMessageReceived = FindIssuer,
            OnTokenValidated = context => NameBearer(context, settings),
            OnChallenge = Challenge,
            OnForbidden = context => Refusals.Forbid(context.HttpContext),
        };
    }

    private static bool LooksLikeToken(HttpRequest request) =>
        request.Headers[HeaderNames.Authorization] is [{ } header]
            && header.StartsWith(Beginning, StringComparison.OrdinalIgnoreCase) && header.Count(c => c == '.') == 2;

    /// <summary>An issuer that cannot be asked for its keys is no fault of the token's.</summary>
    private static async Task FindIssuer(MessageReceivedContext context)
    {
        try
        {
            if (context.Options.ConfigurationManager is { } issuer) await issuer.GetConfigurationAsync(context.HttpContext.RequestAborted); // held as a rule
        }
        catch (Exception fault) when (!context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            context.Fail(new HttpRequestException("the issuer does not answer", fault));
        }
    }

    private static Task NameBearer(TokenValidatedContext context, TokenSettings settings)
    {
        var bearer = context.Principal!; // a token that is valid has one
        var name = bearer.FindFirstValue(settings.NameClaim);
        if (!Writer.Fits(name)) context.Fail(new SecurityTokenException($"the token has no {settings.NameClaim} that could be a name"));
        else if (context.HttpContext.RequestServices.GetRequiredService<ApiKeys>().Knows(name!))
        {
            context.Fail(new SecurityTokenException("a key goes by the token's name"));
        }
        if (context.Result is not null) return Task.CompletedTask;

        context.Principal = Roles.Holder(settings.RoleOf(TextsOf(bearer, settings.RoleClaim)), name!, Scheme); // it fits
        var clock = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>();
        var left = new DateTimeOffset(context.SecurityToken.ValidTo, TimeSpan.Zero) + ClockSkew - clock.GetUtcNow();
        if (left > TimeSpan.Zero && left < TimerMax) // of streams and batches it outlives many
            context.Response.RegisterForDispose(clock.CreateTimer(
                static context => ((HttpContext)context!).Abort(), // it is given
                context.HttpContext, left, Timeout.InfiniteTimeSpan));
        return Task.CompletedTask;
    }

    private static Task Challenge(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        if (context.AuthenticateFailure is not HttpRequestException unavailable)
        {
            var refusals = context.HttpContext.RequestServices.GetRequiredService<Refusals>();
            return refusals.Challenge(context.HttpContext, WordsFor(context.AuthenticateFailure), TimeSpan.Zero);
        }

        context.HttpContext.RequestServices.GetRequiredService<ILogger<Refusals>>().IssuerUnavailable(unavailable);
        return Replies.Problem(Problems.IssuerUnavailable).ExecuteAsync(context.HttpContext);
    }

    /// <summary>Never what the token says.</summary>
    private static string WordsFor(Exception? fault) => fault switch
    {
        SecurityTokenExpiredException => "the token has expired",
        SecurityTokenNotYetValidException => "the token is not valid yet",
        SecurityTokenInvalidAudienceException => "the token is for another audience",
        SecurityTokenInvalidIssuerException => "the token is of another issuer",
        SecurityTokenInvalidSignatureException or SecurityTokenInvalidAlgorithmException => "the token is not signed by the issuer",
        not null when fault.GetType() == typeof(SecurityTokenException) => fault.Message, // ours, of above
        _ => "the token is not valid",
    };

    /// <summary>The texts of a claim, each also word by word; of the path to it, if nothing has the name as it stands.</summary>
    private static HashSet<string> TextsOf(ClaimsPrincipal bearer, string claim)
    {
        var found = bearer.FindAll(claim).Select(c => c.Value).ToList();
        if (found.Count == 0 && claim.Split('.') is [var outer, .. { Length: > 0 } path])
        {
            found.AddRange(bearer.FindAll(outer).SelectMany(c => Within(c.Value, path)));
        }
        return [.. found, .. found.SelectMany(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
    }

    private static List<string> Within(string json, string[] path)
    {
        if (!json.StartsWith('{')) return [];
        using var document = JsonDocument.Parse(json);
        var element = document.RootElement;
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return [];
        }

        return element.ValueKind switch
        {
            JsonValueKind.String => [element.GetString()!], // of that kind
            JsonValueKind.Array => [.. element.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)], // likewise
            _ => [],
        };
    }
}
