using System.Buffers;
using Analysis.Api.Contracts;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Analysis.Api.Http;

/// <summary>Request bodies: one JSON document, read whole, or lines of them, read as they come.</summary>
internal static class Bodies
{
    public static readonly string[] LineTypes = ["application/x-ndjson", "application/jsonl"];

    public static readonly string[] TableTypes = ["text/csv", "text/tab-separated-values"];

    public const string PatchType = "application/merge-patch+json";

    public static bool IsLines(HttpRequest request) => Which(request, LineTypes) is not null;

    /// <summary>The type of a table; null for what is none.</summary>
    public static string? TableType(HttpRequest request) => Which(request, TableTypes);

    private static string? Which(HttpRequest request, string[] types) =>
        request.ContentType != Replies.JsonType && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            ? Array.Find(types, known => type.MediaType.Equals(known, StringComparison.OrdinalIgnoreCase)) : null;

    /// <summary>Reads one JSON document.</summary>
    /// <exception cref="BadHttpRequestException">413: it is larger than the limit; or the client broke off.</exception>
    public static async Task<ReadOnlyMemory<byte>> Read(HttpRequest request, CancellationToken cancellationToken)
    {
        var read = await request.BodyReader.ReadAsync(cancellationToken);
        while (!read.IsCompleted)
        {
            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await request.BodyReader.ReadAsync(cancellationToken);
        }

        var body = read.Buffer.ToArray();
        request.BodyReader.AdvanceTo(read.Buffer.End);
        return body;
    }

    /// <summary>Sets another limit than <see cref="Settings.BodyBytesMax"/>; null for a body that is read line by line.</summary>
    public static void Limit(HttpRequest request, long? bytesMax)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = bytesMax;
    }

    /// <summary>What routing lets through all the same: a body without a media type, compressed, or in another charset than UTF-8.</summary>
    public static Problem? Objection(HttpRequest request)
    {
        if (request.Headers.ContentEncoding is [_, ..] encoding && encoding != "identity")
            return Problems.UnsupportedMediaType("the body must not be compressed");
        if (request.ContentType == Replies.JsonType) return null;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
            return Problems.UnsupportedMediaType("the Content-Type header is missing");
        return type.Charset is { HasValue: true, Length: > 0 } charset && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            ? Problems.UnsupportedMediaType("JSON is UTF-8")
            : null;
    }
}
