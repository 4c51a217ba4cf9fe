using System.Buffers;
using System.Text.Json;
using Analysis.Api.Contracts;
using Microsoft.AspNetCore.Http.Metadata;

namespace Analysis.Api.Http;

/// <summary><c>?pretty</c>: JSON for people, indented. Lines, tables and streams of events stay as they are.</summary>
internal static class Pretty
{
    public const string Parameter = "pretty";

    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        Encoder = ApiJson.Wire.Options.Encoder,
    };

    /// <summary>Whether what a route answers with, where nothing goes wrong, is JSON.</summary>
    public static bool IsFor(IEnumerable<object> metadata) => metadata.OfType<IProducesResponseTypeMetadata>()
        .Any(answer => answer.StatusCode < StatusCodes.Status300MultipleChoices && answer.ContentTypes.Any(IsJson));

    /// <summary>With or without a value: <c>?pretty</c>, <c>?pretty=true</c>.</summary>
    public static bool Fits(string? value) => value is null or "" or "true" or "false";

    /// <summary>The body as it was asked for.</summary>
    public static ReadOnlyMemory<byte> Of(HttpRequest request, ReadOnlyMemory<byte> body, string type) =>
        request.QueryString.HasValue && IsJson(type) && request.Query[Parameter] is [not "false"] ? Indent(body) : body;

    private static bool IsJson(string type) =>
        type is Replies.JsonType || type.Contains("+json", StringComparison.Ordinal);

    private static ReadOnlyMemory<byte> Indent(ReadOnlyMemory<byte> json)
    {
        var indented = new ArrayBufferWriter<byte>(2 * json.Length);
        using (var document = JsonDocument.Parse(json))
        using (var writer = new Utf8JsonWriter(indented, Indented))
            document.WriteTo(writer);
        indented.Write("\n"u8); // for a terminal
        return indented.WrittenMemory;
    }
}
