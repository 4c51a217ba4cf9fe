using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using Analysis.Api.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Analysis.Api.Access;

/// <summary>
/// Who calls, by <c>Authorization: Bearer</c>, and what those are told who may not. Where no keys are configured, everybody
/// is an admin. A browser, which can only ask its user for a name and a password, sends the key as the password.
/// </summary>
internal sealed class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder,
    ApiKeys keys, FailedAttempts attempts, ILogger<KeyAuthentication> log)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public new const string Scheme = "Bearer";

    private const string Basic = "Basic";

    private static readonly AuthenticateResult Anybody = AuthenticateResult.Success(TicketOf(Role.Admin, Role.Admin));

    private static readonly AuthenticateResult Malformed = AuthenticateResult.Fail("the header is not of the form Authorization: Bearer <key>");
    private static readonly AuthenticateResult Unknown = AuthenticateResult.Fail("the key is not known");
    private static readonly AuthenticateResult Slowed = AuthenticateResult.Fail("its address has failed too often");

    private TimeSpan _wait; // a handler is made for one request

    private IPAddress? Address => Context.Connection.RemoteIpAddress;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Caller());

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var fault = (await HandleAuthenticateOnceSafeAsync()).Failure?.Message;
        if (fault is not null && _wait == TimeSpan.Zero) _wait = attempts.Note(Address);
        if (_wait > TimeSpan.Zero)
        {
            log.AttemptSlowed(Request.Method, Request.Path, Address, _wait.TotalSeconds);
            await Replies.Problem(Problems.TooManyAttempts, _wait).ExecuteAsync(Context);
            return;
        }

        if (fault is null) log.WithoutKey(Request.Method, Request.Path, Address);
        else log.AttemptFailed(Request.Method, Request.Path, Address, fault);
        Response.Headers.WWWAuthenticate = Request.Path.StartsWithSegments("/v1") ? Scheme : new StringValues([Scheme, $"{Basic} realm=\"Analysis\", charset=\"UTF-8\""]); // who calls /v1 is a program
        await Replies.Problem(Problems.Unauthorized(fault ?? "send Authorization: Bearer <key>")).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var needed = Context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>()?.Policy ?? Role.Reader; // as the fallback policy says
        return Replies.Problem(Problems.Forbidden(needed, Role.Of(Context.User))).ExecuteAsync(Context);
    }

    private AuthenticateResult Caller()
    {
        if (!keys.AreAskedFor) return Anybody;
        if (Request.Headers.Authorization is not [_, ..] headers) return AuthenticateResult.NoResult();
        if (!AuthenticationHeaderValue.TryParse(headers, out var header) || string.IsNullOrEmpty(header.Parameter)) return Malformed;
        var key = header.Scheme.Equals(Scheme, StringComparison.OrdinalIgnoreCase) ? header.Parameter
            : header.Scheme.Equals(Basic, StringComparison.OrdinalIgnoreCase) ? Password(header.Parameter)
            : null;
        if (key is null) return Malformed;
        if (keys.Find(key) is not { } holder) return Unknown;
        _wait = attempts.Admit(Address, holder);
        return _wait > TimeSpan.Zero ? Slowed : AuthenticateResult.Success(TicketOf(holder.Role, holder.Name));
    }

    private static AuthenticationTicket TicketOf(string role, string name) => new(Role.Holder(role, name), Scheme);

    /// <summary>What stands after the colon; null when the text is not what a browser sends.</summary>
    private static string? Password(string base64)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length)) return null;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? text[(colon + 1)..] : null;
    }
}
