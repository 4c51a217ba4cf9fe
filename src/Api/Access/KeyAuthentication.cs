using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Analysis.Api.Access;

/// <summary>
/// Who calls with a key, by <c>Authorization: Bearer</c>. A browser, which can only ask its user for a name and a password, sends the key as
/// the password.
/// </summary>
internal sealed class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, UrlEncoder encoder, ApiKeys keys, FailedAttempts attempts, Refusals refusals)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, NullLoggerFactory.Instance, encoder) // whoever is refused is logged once, by Refusals
{
    public new const string Scheme = "Bearer";

    private const string Basic = "Basic";

    private static readonly AuthenticateResult Malformed = AuthenticateResult.Fail("the header is not of the form Authorization: Bearer <key>");
    private static readonly AuthenticateResult Unknown = AuthenticateResult.Fail("the key is not known");
    private static readonly AuthenticateResult Slowed = AuthenticateResult.Fail("its address has failed too often");

    private TimeSpan _wait; // a handler is made for one request

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Caller());

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties) =>
        await refusals.Challenge(Context, (await HandleAuthenticateOnceSafeAsync()).Failure?.Message, _wait);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Refusals.Forbid(Context);

    private AuthenticateResult Caller()
    {
        if (Request.Headers.Authorization is not [_, ..] headers) return AuthenticateResult.NoResult();
        if (!AuthenticationHeaderValue.TryParse(headers, out var header) || string.IsNullOrEmpty(header.Parameter)) return Malformed;
        var key = header.Scheme.Equals(Scheme, StringComparison.OrdinalIgnoreCase) ? header.Parameter
            : header.Scheme.Equals(Basic, StringComparison.OrdinalIgnoreCase) ? Password(header.Parameter)
            : null;
        if (key is null) return Malformed;
        if (keys.Find(key) is not { } holder) return Unknown;
        _wait = attempts.Admit(Context.Connection.RemoteIpAddress, holder);
        if (_wait > TimeSpan.Zero) return Slowed;
        // The key outlives many a stream and batch, so the response takes its registration back.
        Response.RegisterForDispose(
            holder.Gone.UnsafeRegister(static context => ((HttpContext)context!).Abort(), Context)); // it is given
        return holder.Ticket;
    }

    /// <summary>What stands after the colon; null when the text is not what a browser sends.</summary>
    private static string? Password(string base64)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length)) return null;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? text[(colon + 1)..] : null;
    }
}
