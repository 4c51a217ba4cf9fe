using Analysis.Api.Claims;
using Analysis.Api.Contracts;

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

    /// <summary>To who asks for it, a stream of server-sent events.</summary>
    public static RouteHandlerBuilder GivesEvents(this RouteHandlerBuilder route) => route.WithMetadata(Events.ToWhoAsks);

    /// <summary>An answer that is XML; also to who asks for XML by its own name.</summary>
    public static RouteHandlerBuilder GivesFeed(this RouteHandlerBuilder route, string type) =>
        route.Produces<string>(StatusCodes.Status200OK, type).WithMetadata(new OtherTypes([type, "application/xml", "text/xml"]));

    /// <summary>A list, which can also be had as a table.</summary>
    public static RouteHandlerBuilder GivesTable(this RouteHandlerBuilder route) => route.WithMetadata(TableToo.ToWhoAsks);

    public static RouteHandlerBuilder GivesNothing(this RouteHandlerBuilder route, int status) => route.Produces(status);

    /// <summary>Long answers, which are compressed for whoever accepts it. They have no ETag, which would stand for both forms.</summary>
    public static RouteHandlerBuilder Compressed(this RouteHandlerBuilder route) => route.WithMetadata(Lengthy.Answer);

    /// <summary>The answers to those who do not say who they are, or may not.</summary>
    public static void AsksWhoCalls(this IEndpointConventionBuilder routes) => routes.Finally(route =>
    {
        foreach (var status in (int[])[401, 403, 429]) route.Metadata.Add(Failure(status));
    });

    /// <summary>The ways it can fail, besides 401, 403, 406, 429 and 500.</summary>
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
