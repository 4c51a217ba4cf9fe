using Analysis.Api.Contracts;
using Microsoft.Net.Http.Headers;

namespace Analysis.Api.Http;

/// <summary>What every route asks of a request before it is read.</summary>
internal static class Strictness
{
    /// <summary>An unknown query parameter, or one given twice, is a mistake that silence would hide.</summary>
    public static EndpointFilterDelegate RefuseUnknownParameters(EndpointFilterFactoryContext factory, EndpointFilterDelegate next)
    {
        var names = factory.MethodInfo.GetParameters().Where(p => p.ParameterType == typeof(string)).Select(p => p.Name).ToHashSet();
        return context =>
        {
            var request = context.HttpContext.Request;
            var faults = new FaultList();
            foreach (var (name, values) in request.Query)
            {
                if (!names.Contains(name) || request.RouteValues.ContainsKey(name)) faults.AtParameter(name, "is not a parameter here");
                else if (values.Count > 1) faults.AtParameter(name, "is given twice");
            }

            return faults.Any ? ValueTask.FromResult<object?>(Replies.Problem(faults)) : next(context);
        };
    }

    /// <summary>406 when the caller accepts nothing that we can answer with.</summary>
    public static ValueTask<object?> CheckAccept(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var accepted = context.HttpContext.Request.GetTypedHeaders().Accept;
        return accepted.Count == 0 || accepted.Any(IsOurs) ? next(context) : ValueTask.FromResult<object?>(Replies.Problem(Problems.NotAcceptable));
    }

    private static bool IsOurs(MediaTypeHeaderValue range) =>
        range.Quality is null or > 0 && Ours.Any(type => type.IsSubsetOf(range));

    private static readonly MediaTypeHeaderValue[] Ours =
        [.. Bodies.LineTypes.Append(Replies.JsonType).Select(type => new MediaTypeHeaderValue(type))];
}
