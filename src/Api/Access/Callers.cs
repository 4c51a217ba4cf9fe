using System.Security.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Api.Access;

/// <summary>Whether anybody is asked who calls: not while there is neither a place for keys nor an issuer of tokens. Does not change.</summary>
internal sealed class AccessControl(ApiKeys keys, Settings settings)
{
    /// <summary>Whether everybody may do everything.</summary>
    public bool IsOpen { get; } = !keys.AreAskedFor && settings.Tokens.Issuer is null;
}

/// <summary>Who calls.</summary>
/// <param name="Role">What they may do; null when nothing.</param>
/// <param name="Writer">As whom they write; null when nobody is known.</param>
internal readonly record struct Caller(Role? Role, Writer? Writer);

/// <summary>Who sent the request that is being answered. Thread-safe.</summary>
internal sealed class Callers(AccessControl access, IHttpContextAccessor http)
{
    private static readonly Caller Anybody = new(Role.Admin, null);

    /// <summary>The caller; of no role outside of any request, unless everybody may do everything.</summary>
    public Caller Current => access.IsOpen ? Anybody : Of(http.HttpContext?.User);

    private static Caller Of(ClaimsPrincipal? user) =>
        user?.Identity is { IsAuthenticated: true, Name: { } name } ? new(Roles.Of(user), new Writer(name)) : default;
}
