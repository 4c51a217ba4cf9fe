using System.Globalization;
using System.Text.Json.Nodes;
using Analysis.Api.Contracts;
using Microsoft.OpenApi;

namespace Analysis.Api.OpenApi;

/// <summary>
/// What may stand in a parameter, for the document. Handlers read it as text, so that every fault is named.
/// </summary>
internal sealed record ValueForm(Func<OpenApiSchema> Schema)
{
    /// <summary>RFC 3339; a date does as well.</summary>
    public static ValueForm Instant { get; } = Text("date-time");

    public static ValueForm Id { get; } =
        new(() => new() { Type = JsonSchemaType.String, Pattern = Limits.IdPattern, MaxLength = Limits.IdLengthMax });

    public static ValueForm Cursor { get; } = Text(null);

    public static ValueForm ETag { get; } = Text(null);

    public static ValueForm Address { get; } = Text(null);

    public static ValueForm Words(int lengthMax) =>
        new(() => new() { Type = JsonSchemaType.String, MaxLength = lengthMax });

    public static ValueForm OneOf(IEnumerable<string> words, string? otherwise = null) => new(() => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. words.Select(word => (JsonNode)word)],
        Default = otherwise,
    });

    /// <summary>For marks, of which generators make no names.</summary>
    public static ValueForm Fitting(string pattern, string otherwise) =>
        new(() => new() { Type = JsonSchemaType.String, Pattern = pattern, Default = otherwise });

    public static ValueForm YesOrNo(bool otherwise) =>
        new(() => new() { Type = JsonSchemaType.Boolean, Default = otherwise });

    /// <summary>A whole number of 32 bits, both ends included.</summary>
    public static ValueForm Whole(int min, int max, int? otherwise = null) => new(() => new()
    {
        Type = JsonSchemaType.Integer,
        Format = "int32",
        Minimum = min.ToString(CultureInfo.InvariantCulture),
        Maximum = max.ToString(CultureInfo.InvariantCulture),
        Default = otherwise is { } value ? JsonValue.Create(value) : null,
    });

    /// <summary>A whole number of 64 bits: a version or a position.</summary>
    public static ValueForm Place(long min) => new(() => new()
    {
        Type = JsonSchemaType.Integer,
        Format = "int64",
        Minimum = min.ToString(CultureInfo.InvariantCulture),
    });

    private static ValueForm Text(string? format) => new(() => new() { Type = JsonSchemaType.String, Format = format });
}

/// <summary>A parameter of a route: what it means and what may stand in it.</summary>
internal sealed record ParameterNote(string Name, string Text, ValueForm Form,
    ParameterLocation In = ParameterLocation.Query);

/// <summary>A header of an answer, beside those that go with its status.</summary>
internal sealed record HeaderNote(string Name, string Text, ValueForm Form);
