using System.Net;
using System.Net.Mime;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Analysis.Cli.Http;

/// <summary>Why the server says no (RFC 9457).</summary>
internal sealed record Problem(string? Type, string Title, int Status, string? Detail = null,
    IReadOnlyList<ProblemItem>? Errors = null)
{
    /// <summary>Whether the same request may do later.</summary>
    [JsonIgnore]
    public bool IsPassing => Status is >= 500 or (int)HttpStatusCode.RequestTimeout;

    /// <summary>After how long, if the server says so.</summary>
    [JsonIgnore]
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>In words: its title, then every field with its reason.</summary>
    [JsonIgnore]
    public IEnumerable<string> Lines =>
        Errors is { Count: > 0 } ? [$"{Title} ({Status})", .. Errors.Select(e => $"  {e}")]
            : [Detail is null ? $"{Title} ({Status})" : $"{Title} ({Status}): {Detail}"];

    /// <summary>The same on one line.</summary>
    [JsonIgnore]
    public string Reason => Errors is { Count: > 0 } ? string.Join("; ", Errors) : Detail ?? Title;

    public static async Task<Problem> Of(HttpResponseMessage answer, CancellationToken stopping)
    {
        var text = await answer.Content.ReadAsStringAsync(stopping);
        var problem = answer.Content.Headers.ContentType?.MediaType == MediaTypeNames.Application.ProblemJson
            ? Json.Read<Problem>(text)
            : new Problem(null, answer.ReasonPhrase is { Length: > 0 } phrase ? phrase : "The server refuses",
                (int)answer.StatusCode);
        return problem with { RetryAfter = answer.Headers.RetryAfter?.Delta };
    }
}

/// <summary>
/// One thing that is wrong: where, as a JSON Pointer into the body or as the name of a parameter, and what.
/// </summary>
internal sealed record ProblemItem(string Detail, string? Pointer = null, string? Parameter = null)
{
    public override string ToString() => $"{Pointer ?? Parameter} {Detail}".TrimStart();
}

/// <summary>The server says no.</summary>
public sealed class RefusedException : Exception
{
    internal RefusedException(Problem problem)
        : base(problem.Title) => Problem = problem;

    internal Problem Problem { get; }
}

/// <summary>JSON as the server writes it.</summary>
internal static class Json
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // it is shown, not put into a page
    };

    /// <exception cref="JsonException">It is not that.</exception>
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)
        ?? throw new JsonException("null in place of an answer");

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);
}
