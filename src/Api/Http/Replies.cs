using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Analysis.Api.Charts;
using Analysis.Api.Contracts;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;

namespace Analysis.Api.Http;

/// <summary>From what a use case came to, to what goes over the wire.</summary>
internal static class Replies
{
    public const string JsonType = "application/json";
    public const string ProblemType = "application/problem+json";
    public const string EventsType = "text/event-stream";

    /// <summary>The problem, or what <paramref name="reply"/> makes of the result.</summary>
    public static IResult Or<T>(this Answer<T> answer, Func<T, IResult> reply)
        where T : class =>
        answer.Problem is { } problem ? Problem(problem) : reply(answer.Value);

    /// <param name="problem">What is wrong.</param>
    /// <param name="retryAfter">When to try again; by default a second after what passes by itself.</param>
    public static IResult Problem(Problem problem, TimeSpan? retryAfter = null) => new BytesReply(
        JsonSerializer.SerializeToUtf8Bytes(problem, ApiJson.Wire.Problem), ProblemType, problem.Status)
    {
        MovedTo = problem.To,
        RetryAfter = retryAfter ?? (problem.Status == StatusCodes.Status503ServiceUnavailable ? BusyException.RetryAfter : null),
    };

    public static IResult Problem(FaultList parameters) => Problem(Problems.InvalidParameter(parameters.Faults));

    public static IResult Json<T>(T contract, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK, string? location = null) =>
        new BytesReply(JsonSerializer.SerializeToUtf8Bytes(contract, type), JsonType, status) { Location = location };

    public static IResult Written(Representation representation, bool created, string path) => new BytesReply(
        representation.Json, JsonType, created ? StatusCodes.Status201Created : StatusCodes.Status200OK)
    {
        ETag = representation.ETag,
        Location = created ? path : null,
    };

    /// <summary>A representation, or 304 when the caller has it already.</summary>
    public static IResult Read(HttpRequest request, Representation representation, string type = JsonType) =>
        new BytesReply(
        representation.Json,
        type,
        Preconditions.Knows(request, representation.ETag) ? StatusCodes.Status304NotModified : StatusCodes.Status200OK)
        {
            ETag = representation.ETag,
        };

    /// <summary>
    /// A picture, or 304 when the caller has it already. It is no document, in which anything could run.
    /// </summary>
    public static IResult Picture(HttpRequest request, Picture picture)
    {
        var headers = request.HttpContext.Response.Headers;
        (headers.ContentSecurityPolicy, headers.XContentTypeOptions) = ("default-src 'none'", "nosniff");
        return new BytesReply(
            picture.Bytes,
            picture.Form == ChartForm.Svg ? ChartRoutes.SvgType : ChartRoutes.PngType,
            Preconditions.Knows(request, picture.ETag) ? StatusCodes.Status304NotModified : StatusCodes.Status200OK)
        {
            ETag = picture.ETag,
        };
    }

    /// <param name="request">What was asked.</param>
    /// <param name="page">The answer.</param>
    /// <param name="cursor">The name of the parameter that the list goes on by.</param>
    public static IResult Page(HttpRequest request, Page page, string cursor = "cursor") => new BytesReply(page.Json, JsonType, StatusCodes.Status200OK)
    {
        Link = LinkTo(request, page, cursor),
    };

    /// <summary>The Link header of a page; null on the last.</summary>
    public static string? LinkTo(HttpRequest request, Page page, string cursor) =>
        page.Next is null ? null : $"<{NextPage(request, cursor, page.Next)}>; rel=\"next\"";

    private static string NextPage(HttpRequest request, string cursor, string next)
    {
        var query = request.Query.Where(p => p.Key != cursor).Append(new(cursor, next));
        return request.PathBase + request.Path + QueryString.Create(query);
    }

    private sealed class BytesReply(ReadOnlyMemory<byte> body, string type, int status) : IResult
    {
        public string? ETag { get; init; }

        public string? Location { get; init; }

        public string? Link { get; init; }

        /// <summary>The id under which the topic in the path goes on.</summary>
        public string? MovedTo { get; init; }

        public TimeSpan? RetryAfter { get; init; }

        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var (response, headers) = (httpContext.Response, httpContext.Response.Headers);
            response.StatusCode = status;
            if (ETag is not null) (headers.ETag, headers.CacheControl) = (ETag, "no-cache");
            if (Location is not null) headers.Location = Location;
            if (MovedTo is not null && httpContext.Request.RouteValues["topic"] is string topic)
                (headers.Location, headers.CacheControl) = (Elsewhere(httpContext.Request, topic, MovedTo), "no-cache"); // it can be undone
            if (Link is not null) headers.Link = Link;
            if (RetryAfter is { } pause) headers.RetryAfter = $"{(int)Math.Ceiling(pause.TotalSeconds)}";
            if (status == StatusCodes.Status304NotModified) return;

            var bytes = Pretty.Of(httpContext.Request, body, type);
            response.ContentType = type;
            response.ContentLength = bytes.Length;
            await response.BodyWriter.WriteAsync(bytes, httpContext.RequestAborted);
        }

        /// <summary>The same request of another topic.</summary>
        private static string Elsewhere(HttpRequest request, string topic, string to)
        {
            var path = (request.Path.Value ?? "").Split('/');
            return request.PathBase + string.Join('/',
                path.Select((segment, place) => place == Array.IndexOf(path, topic) ? to
                    : segment)) + request.QueryString;
        }
    }
}
