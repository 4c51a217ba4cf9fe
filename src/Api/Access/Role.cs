using System.Security.Claims;

namespace Analysis.Api.Access;

/// <summary>What a caller may do. Each role includes those before it.</summary>
public enum Role
{
    /// <summary>Ask.</summary>
    Reader,

    /// <summary>Bring claims.</summary>
    Contributor,

    /// <summary>Retract, resolve, define, grade, merge.</summary>
    Editor,

    /// <summary>Maintain the server.</summary>
    Admin,
}

/// <summary>Roles by name, and as ASP.NET Core knows them.</summary>
public static class Roles
{
    /// <summary>As a key, a setting, a claim of a principal and a policy name it.</summary>
    public static string NameOf(Role role) => Names[(int)role];

    internal static readonly string[] Names = [.. Enum.GetNames<Role>().Select(name => name.ToLowerInvariant())];

    /// <summary>The role of that name; null when there is none.</summary>
    internal static Role? Find(string name) => Array.IndexOf(Names, name) is >= 0 and var index ? (Role)index : null;

    /// <summary>Somebody of that name and role, and so of those before it; of no role at all where it is null.</summary>
    internal static ClaimsPrincipal Holder(Role? role, string name, string scheme)
    {
        var claims = Names.Take(role is { } its ? (int)its + 1 : 0).Select(n => new Claim(ClaimTypes.Role, n));
        return new ClaimsPrincipal(new ClaimsIdentity(claims.Append(new Claim(ClaimTypes.Name, name)), scheme));
    }

    /// <summary>The largest role of a caller; null of one without any.</summary>
    internal static Role? Of(ClaimsPrincipal caller) => Array.FindLastIndex(Names, caller.IsInRole) is >= 0 and var index ? (Role)index : null;
}
