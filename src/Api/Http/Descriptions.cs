using Analysis.Api.Claims;
using Analysis.Api.Contracts;
using Analysis.Api.OpenApi;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;

namespace Analysis.Api.Http;

/// <summary>What a route takes and gives, in few words: for routing (415) and for the OpenAPI document.</summary>
internal static class Descriptions
{
    public static RouteHandlerBuilder Named(this RouteHandlerBuilder route, string operationId, string summary) =>
        route.WithName(operationId).WithSummary(summary);

    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder route)
        where T : notnull =>
        route.Accepts<T>(Replies.JsonType);

    /// <summary>A JSON Merge Patch (RFC 7396), under its own media type or that of JSON.</summary>
    public static RouteHandlerBuilder TakesPatch<T>(this RouteHandlerBuilder route)
        where T : notnull =>
        route.Accepts<T>(Bodies.PatchType, Replies.JsonType);

    public static RouteHandlerBuilder TakesClaims(this RouteHandlerBuilder route) =>
        route.Accepts<ClaimJson>(Replies.JsonType, [.. Bodies.LineTypes, .. Bodies.TableTypes, CloudEvents.Structured, CloudEvents.Batch]);

    /// <summary>Lines of JSON alone.</summary>
    public static RouteHandlerBuilder TakesLines(this RouteHandlerBuilder route) =>
        route.Accepts<string>(Bodies.LineTypes[0], Bodies.LineTypes[1]);

    /// <summary>Lines of JSON.</summary>
    public static RouteHandlerBuilder GivesLines<T>(this RouteHandlerBuilder route) =>
        route.Produces<T>(StatusCodes.Status200OK, Bodies.LineTypes[0]);

    public static RouteHandlerBuilder Gives<T>(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (var status in statuses) route.Produces<T>(status, Replies.JsonType);
        return route;
    }

    /// <summary>
    /// A parameter of the query, where what <see cref="KnownParameters"/> says of its name is not what it means here.
    /// </summary>
    public static RouteHandlerBuilder Query(this RouteHandlerBuilder route, string name, ValueForm form, string text) =>
        route.WithMetadata(new ParameterNote(name, text, form));

    /// <summary>A header of the request.</summary>
    public static RouteHandlerBuilder Reads(this RouteHandlerBuilder route, string header, string text,
        ValueForm? form = null) =>
        route.WithMetadata(new ParameterNote(header, text, form ?? ValueForm.ETag, ParameterLocation.Header));

    /// <summary>
    /// A header of the answers that are no problem, beside Location, Link and Retry-After, which go with status and
    /// contract.
    /// </summary>
    public static RouteHandlerBuilder Sets(this RouteHandlerBuilder route, string header, string text,
        ValueForm? form = null) =>
        route.WithMetadata(new HeaderNote(header, text, form ?? ValueForm.Words(Limits.TextLengthMax)));

    /// <summary>Its answers have an ETag.</summary>
    public static RouteHandlerBuilder Tagged(this RouteHandlerBuilder route) =>
        route.Sets("ETag", "Of what was answered, for If-None-Match and If-Match.", ValueForm.ETag);

    /// <summary>Its answers have an ETag, and whoever has it already is told so: 304.</summary>
    public static RouteHandlerBuilder Conditional(this RouteHandlerBuilder route) => route.Tagged().GivesNothing(304)
        .Reads("If-None-Match", "The ETag that the caller has: 304 when nothing has changed.");

    /// <summary>To who asks for it, a stream of server-sent events.</summary>
    public static RouteHandlerBuilder GivesEvents(this RouteHandlerBuilder route) => route.WithMetadata(Events.ToWhoAsks);

    /// <summary>An answer that is not JSON; also to who asks for it by another name.</summary>
    public static RouteHandlerBuilder GivesForm(this RouteHandlerBuilder route, string type, params string[] otherNames) =>
        route.Produces<byte[]>(StatusCodes.Status200OK, type).WithMetadata(new OtherTypes([type, .. otherNames]));

    /// <summary>A list, which can also be had as a table.</summary>
    public static RouteHandlerBuilder GivesTable(this RouteHandlerBuilder route) => route.WithMetadata(TableToo.ToWhoAsks);

    /// <summary>Where such a stream, or a page of the same, begins.</summary>
    public static RouteHandlerBuilder Follows(this RouteHandlerBuilder route, string after) => route
        .Query("after", ValueForm.Place(0), $"{after} Without it a page begins at the beginning, and a stream now.")
        .Reads("Last-Event-ID", "Of a stream, in place of after: the id of the last event that the caller has.",
            ValueForm.Place(0));

    public static RouteHandlerBuilder GivesNothing(this RouteHandlerBuilder route, int status) => route.Produces(status);

    /// <summary>Long answers, which are compressed for whoever accepts it. They have no ETag, which would stand for both forms.</summary>
    public static RouteHandlerBuilder Compressed(this RouteHandlerBuilder route) => route.WithMetadata(Lengthy.Answer);

    /// <summary>
    /// The answers to those who do not say who they are, or may not, and to all while the journal does not answer.
    /// </summary>
    public static void AsksWhoCalls(this IEndpointConventionBuilder routes) => routes.Finally(route =>
    {
        var said = route.Metadata.OfType<IProducesResponseTypeMetadata>().Select(m => m.StatusCode).ToHashSet();
        foreach (var status in (int[])[401, 403, 429, 503])
        {
            if (said.Add(status)) route.Metadata.Add(Failure(status));
        }
    });

    /// <summary>The ways it can fail, besides 401, 403, 406, 429, 500 and 503.</summary>
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (var status in statuses) route.WithMetadata(Failure(status));
        return route;
    }

    /// <summary>Marks a route whose answers are long.</summary>
    internal sealed class Lengthy
    {
        private Lengthy()
        {
        }

        public static Lengthy Answer { get; } = new();
    }

    /// <summary>Opens a route to everybody where the settings say so of pictures.</summary>
    public static RouteHandlerBuilder Public(this RouteHandlerBuilder route, WebApplication app) =>
        app.Services.GetRequiredService<Settings>().PublicPictures ? route.AllowAnonymous() : route;

    /// <summary>Media types that a route answers with besides those of all.</summary>
    internal sealed record OtherTypes(IReadOnlyList<string> Types);

    /// <summary>Marks a route that can answer with a table.</summary>
    internal sealed class TableToo
    {
        private TableToo()
        {
        }

        public static TableToo ToWhoAsks { get; } = new();
    }

    /// <summary>Marks a route that can answer with a stream of events.</summary>
    internal sealed class Events
    {
        private Events()
        {
        }

        public static Events ToWhoAsks { get; } = new();
    }

    public static ProducesResponseTypeMetadata Failure(int status) => new(status, typeof(Problem), [Replies.ProblemType]);
}
