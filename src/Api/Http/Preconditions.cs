using System.Globalization;
using Analysis.Api.Contracts;
using Analysis.Engine.Lists;
using Microsoft.Net.Http.Headers;

namespace Analysis.Api.Http;

/// <summary>Conditional requests (RFC 9110, section 13) on the ETags of <see cref="Representation"/>.</summary>
internal static class Preconditions
{
    /// <summary>The ETags that the caller has, quotes included.</summary>
    public static IReadOnlyList<string> KnownETags(HttpRequest request) =>
        request.Headers.IfNoneMatch.Count == 0 ? [] : [.. request.GetTypedHeaders().IfNoneMatch.Select(tag => tag.Tag.ToString())];

    /// <summary>Whether the caller has the representation already.</summary>
    public static bool Knows(HttpRequest request, string etag) =>
        request.Headers.IfNoneMatch is [_, ..] header
        && (header is [var only] && only == etag || (KnownETags(request) is [_, ..] known && (known.Contains(etag) || known.Contains("*"))));

    /// <summary>
    /// The version that a write is conditional on: that of the one ETag in <c>If-Match</c>, 0 for <c>If-None-Match: *</c>,
    /// null when there is no condition. A condition that cannot be understood is a fault, for ignoring it could lose a write.
    /// </summary>
    public static long? VersionFor(HttpRequest request, FaultList faults)
    {
        var headers = request.GetTypedHeaders();
        if (request.Headers.ContainsKey(HeaderNames.IfNoneMatch))
        {
            if (headers.IfNoneMatch is [{ Tag.Value: "*" }] && !request.Headers.ContainsKey(HeaderNames.IfMatch)) return 0;
            faults.AtParameter(HeaderNames.IfNoneMatch, "must be * on a write, and without If-Match");
            return null;
        }

        if (!request.Headers.ContainsKey(HeaderNames.IfMatch)) return null;
        if (headers.IfMatch is [{ IsWeak: false } tag] && VersionOf(tag.Tag.AsSpan()) is { } version) return version;
        faults.AtParameter(HeaderNames.IfMatch, "must be one ETag as it was given");
        return null;
    }

    /// <summary>From <c>"12-9f…"</c> or <c>"12"</c>, 12.</summary>
    private static long? VersionOf(ReadOnlySpan<char> etag)
    {
        var inner = etag.Trim('"');
        var dash = inner.IndexOf('-');
        if (dash >= 0) inner = inner[..dash];
        return long.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
    }
}
