using System.Diagnostics.CodeAnalysis;
using Analysis.Api.Contracts;

namespace Analysis.Api.Http;

/// <summary>
/// The outermost layer: whatever goes wrong below, the caller gets a problem and never a stack trace or an empty answer.
/// Faults of ours are logged here, once.
/// </summary>
internal sealed class ProblemBoundary(RequestDelegate next, ILogger<ProblemBoundary> log)
{
    [SuppressMessage("Design", "CA1031", Justification = "a boundary; nothing is swallowed: it is logged and reported")]
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (IsBare(context.Response)) await Report(context, Problems.Of(context.Response.StatusCode));
        }
        catch (Exception fault)
        {
            var problem = Problems.Of(fault);
            var isGone = context.RequestAborted.IsCancellationRequested;
            var isOurs = problem == Problems.Internal && !(isGone && fault is IOException);
            if (isOurs) log.RequestFaulted(context.Request.Method, context.Request.Path, fault);
            if (isGone || context.Response.HasStarted) context.Abort();
            else await Report(context, problem);
        }
    }

    /// <summary>Whether the server answered with nothing but a status, as routing does.</summary>
    private static bool IsBare(HttpResponse response) =>
        response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null };

    private static Task Report(HttpContext context, Problem problem)
    {
        var allow = context.Response.Headers.Allow;
        context.Response.Clear();
        context.Response.Headers.Allow = allow;
        return Replies.Problem(problem).ExecuteAsync(context);
    }
}
