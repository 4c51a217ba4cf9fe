using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using Analysis.Api.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Analysis.Api.Keys;

/// <summary>
/// Who calls, by <c>Authorization: Bearer</c>, and what those are told who may not. Where no keys are configured, everybody
/// is an admin.
/// </summary>
internal sealed class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, ApiKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public new const string Scheme = "Bearer";

    private static readonly Dictionary<string, AuthenticateResult> Holders = Role.All.ToDictionary(
        role => role, role => AuthenticateResult.Success(new AuthenticationTicket(Role.Holder(role), Scheme)));

    private static readonly AuthenticateResult Malformed = AuthenticateResult.Fail("the header is not of the form Authorization: Bearer <key>");
    private static readonly AuthenticateResult Unknown = AuthenticateResult.Fail("the key is not known");

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Caller());

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var result = await HandleAuthenticateOnceSafeAsync();
        Response.Headers.WWWAuthenticate = Scheme;
        await Replies.Problem(Problems.Unauthorized(result.Failure?.Message ?? "send Authorization: Bearer <key>")).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var needed = Context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>()?.Policy ?? Role.Reader; // as the fallback policy says
        return Replies.Problem(Problems.Forbidden(needed, Context.User.Identity?.Name)).ExecuteAsync(Context);
    }

    private AuthenticateResult Caller()
    {
        if (!keys.Any) return Holders[Role.Admin];
        if (Request.Headers.Authorization is not [_, ..] headers) return AuthenticateResult.NoResult();
        var isBearer = AuthenticationHeaderValue.TryParse(headers, out var header) && header.Scheme.Equals(Scheme, StringComparison.OrdinalIgnoreCase);
        if (!isBearer || string.IsNullOrEmpty(header?.Parameter)) return Malformed;
        return keys.RoleOf(header.Parameter) is { } role ? Holders[role] : Unknown;
    }
}
