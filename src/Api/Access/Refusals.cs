using Analysis.Api.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Primitives;

namespace Analysis.Api.Access;

/// <summary>What those are told who are not let in, whatever they came with.</summary>
internal sealed class Refusals(FailedAttempts attempts, ILogger<Refusals> log)
{
    private const string Basic = "Basic realm=\"Analysis\", charset=\"UTF-8\"";

    /// <summary>401; or 429 where the address has failed too often.</summary>
    /// <param name="context">The request.</param>
    /// <param name="fault">What is wrong with what was brought; null when nothing was.</param>
    /// <param name="wait">How long the address has to wait, if that is known to be why; else zero.</param>
    public Task Challenge(HttpContext context, string? fault, TimeSpan wait)
    {
        var (request, address) = (context.Request, context.Connection.RemoteIpAddress);
        if (fault is not null && wait == TimeSpan.Zero) wait = attempts.Note(address);
        if (wait > TimeSpan.Zero)
        {
            log.AttemptSlowed(request.Method, request.Path, address, wait.TotalSeconds);
            return Replies.Problem(Problems.TooManyAttempts, wait).ExecuteAsync(context);
        }

        if (fault is null) log.WithoutKey(request.Method, request.Path, address);
        else log.AttemptFailed(request.Method, request.Path, address, fault);
        context.Response.Headers.WWWAuthenticate = request.Path.StartsWithSegments("/v1")
            ? KeyAuthentication.Scheme // who calls /v1 is a program
            : new StringValues([KeyAuthentication.Scheme, Basic]);
        return Replies.Problem(Problems.Unauthorized(fault ?? "send Authorization: Bearer <key or token>")).ExecuteAsync(context);
    }

    /// <summary>403, of what is no use case: the route itself names the role.</summary>
    public static Task Forbid(HttpContext context)
    {
        var needed = context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>()?.Policy is { } policy ? Roles.Find(policy) : null;
        return Replies.Problem(Problems.Forbidden(needed ?? Role.Reader, Roles.Of(context.User))).ExecuteAsync(context);
    }
}
