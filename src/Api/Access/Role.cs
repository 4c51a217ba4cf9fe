using System.Security.Claims;
using Analysis.Api.Http;
using Microsoft.AspNetCore.Authorization;

namespace Analysis.Api.Access;

/// <summary>What a key allows. Each role includes the one before, and is the name of the policy that asks for it.</summary>
public static class Role
{
    /// <summary>Every GET under <c>/v1</c>, and what else only asks.</summary>
    public const string Reader = "reader";

    /// <summary>Every write under <c>/v1</c>.</summary>
    public const string Contributor = "contributor";

    /// <summary>Maintenance.</summary>
    public const string Admin = "admin";

    internal static readonly string[] All = [Reader, Contributor, Admin];

    /// <summary>Gives each route of a group the role that its methods ask for, and the answers to those who lack it.</summary>
    internal static void Apply(IEndpointConventionBuilder routes) => routes.Finally(route =>
    {
        var methods = route.Metadata.OfType<IHttpMethodMetadata>().Single().HttpMethods;
        var reads = methods.All(method => HttpMethods.IsGet(method) || HttpMethods.IsHead(method)) || route.Metadata.OfType<Descriptions.Reads>().Any();
        route.Metadata.Add(new AuthorizeAttribute(reads ? Reader : Contributor));
        route.Metadata.Add(Descriptions.Failure(401));
        if (!reads) route.Metadata.Add(Descriptions.Failure(403)); // every key is a reader's
    });

    /// <summary>Somebody of that name and role, and so of those before it.</summary>
    internal static ClaimsPrincipal Holder(string role, string name)
    {
        var claims = All.TakeWhile(r => r != role).Append(role).Select(r => new Claim(ClaimTypes.Role, r));
        return new ClaimsPrincipal(new ClaimsIdentity(claims.Append(new Claim(ClaimTypes.Name, name)), KeyAuthentication.Scheme));
    }

    /// <summary>The largest role of a caller; null of one without any.</summary>
    internal static string? Of(ClaimsPrincipal caller) => All.LastOrDefault(caller.IsInRole);
}
