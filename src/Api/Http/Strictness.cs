using System.Reflection;
using Analysis.Api.Contracts;
using Analysis.Api.Tables;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Analysis.Api.Http;

/// <summary>
/// What every route under <c>/v1</c> asks of a request before it is read. A middleware with a rule per route, found in the
/// route's metadata: endpoint filters would make every request pay for arguments in boxes.
/// </summary>
internal sealed class Strictness(RequestDelegate next)
{
    private static readonly MediaTypeHeaderValue[] Ours =
        [.. Bodies.LineTypes.Append(Replies.JsonType).Select(type => new MediaTypeHeaderValue(type))];

    /// <summary>Gives each route of a group its rule.</summary>
    public static void Apply(IEndpointConventionBuilder routes) => routes.Finally(route =>
    {
        var method = route.Metadata.OfType<MethodInfo>().Single();
        route.Metadata.Add(new Rule(
            method.GetParameters().Where(p => p.ParameterType == typeof(string)).Select(p => p.Name).ToHashSet(),
            route.Metadata.OfType<IAcceptsMetadata>().Any(),
            route.Metadata.OfType<Descriptions.Events>().Any(),
            route.Metadata.OfType<Descriptions.TableToo>().Any(),
            Pretty.IsFor(route.Metadata),
            [.. route.Metadata.OfType<Descriptions.OtherTypes>().SelectMany(o => o.Types).Select(t => new MediaTypeHeaderValue(t))]));
    });

    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<Rule>() is { } rule && Objection(context.Request, rule) is { } problem
            ? Replies.Problem(problem).ExecuteAsync(context)
            : next(context);

    private static Problem? Objection(HttpRequest request, Rule rule)
    {
        var asksForTable = rule.HasTable && TableReply.IsAsked(request);
        if (request.QueryString.HasValue && UnknownParameters(request, rule, asksForTable) is { } faults) return Problems.InvalidParameter(faults);
        if (request.Headers.Accept is [_, ..] && !asksForTable && !Accepts(request) && !(rule.HasEvents && AsksForEvents(request))
            && !AcceptsOther(request, rule)) return Problems.NotAcceptable;
        return rule.HasBody ? Bodies.Objection(request) : null;
    }

    /// <summary>An unknown query parameter, or one given twice, is a mistake that silence would hide.</summary>
    private static IReadOnlyList<Fault>? UnknownParameters(HttpRequest request, Rule rule, bool asksForTable)
    {
        var faults = new FaultList();
        foreach (var (name, values) in request.Query)
        {
            var isPretty = rule.HasJson && name == Pretty.Parameter;
            var isKnown = isPretty || rule.Parameters.Contains(name)
                || asksForTable && TableReply.Parameters.Contains(name);
            if (!isKnown || request.RouteValues.ContainsKey(name)) faults.AtParameter(name, "is not a parameter here");
            else if (values.Count > 1) faults.AtParameter(name, "is given twice");
            else if (isPretty && !Pretty.Fits(values)) faults.AtParameter(name, "must be true or false");
        }

        return faults.Any ? faults.Faults : null;
    }

    /// <summary>Whether the caller accepts anything that we can answer with.</summary>
    private static bool Accepts(HttpRequest request) =>
        request.Headers.Accept is [Replies.JsonType or "*/*"] || request.GetTypedHeaders().Accept is var accepted && (accepted.Count == 0 || accepted.Any(IsOurs));

    /// <summary>Whether the caller names event streams among what it accepts; anything at all is no such wish.</summary>
    public static bool AsksForEvents(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(range => range.Quality is null or > 0 && range.MediaType.Equals(Replies.EventsType, StringComparison.OrdinalIgnoreCase));

    private static bool AcceptsOther(HttpRequest request, Rule rule) => rule.Others.Length > 0
        && request.GetTypedHeaders().Accept.Any(range =>
            range.Quality is null or > 0 && rule.Others.Any(type => type.IsSubsetOf(range)));

    private static bool IsOurs(MediaTypeHeaderValue range) =>
        range.Quality is null or > 0 && Ours.Any(type => type.IsSubsetOf(range));

    /// <summary>
    /// A route's own: the names of its parameters, of path and query, whether it reads a body, whether it can answer with events or a
    /// table, whether it answers with JSON, and with what besides.
    /// </summary>
    private sealed record Rule(HashSet<string?> Parameters, bool HasBody, bool HasEvents, bool HasTable, bool HasJson,
        MediaTypeHeaderValue[] Others);
}
