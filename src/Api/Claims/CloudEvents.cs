using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Analysis.Api.Contracts;
using Analysis.Api.Http;
using Analysis.Domain.Claims;
using Microsoft.Net.Http.Headers;

namespace Analysis.Api.Claims;

/// <summary>
/// Claims in CloudEvents 1.0 over HTTP: the claim is the event's data, and has the event's id where it has none of its
/// own. What else the event says is checked for being there, and not kept: a claim says itself who reported it and
/// when.
/// </summary>
internal static class CloudEvents
{
    public const string Structured = "application/cloudevents+json";
    public const string Batch = "application/cloudevents-batch+json";

    private const string HeaderPrefix = "ce-";
    private const string Version = "1.0";

    private static readonly string[] Required = ["specversion", "id", "source", "type"];

    public static bool IsStructured(HttpRequest request) => Is(request, Structured);

    public static bool IsBatch(HttpRequest request) => Is(request, Batch);

    public static bool IsBinary(HttpRequest request) => request.Headers.ContainsKey($"{HeaderPrefix}specversion");

    /// <summary>The claim of an event, as bytes that are read like any other's.</summary>
    public static ClaimData Read(ReadOnlyMemory<byte> json) => Read(JsonBody.WithoutMark(json), "");

    /// <summary>The claims of a batch, numbered from 1; what is wrong with one is told in its place.</summary>
    public static Answer<IReadOnlyList<Line>> ReadBatch(ReadOnlyMemory<byte> json, int claimBytesMax)
    {
        json = JsonBody.WithoutMark(json);
        if (!Utf8.IsValid(json.Span)) return Problems.MalformedJson("the body is not UTF-8");
        try
        {
            var lines = new List<Line>();
            foreach (var one in Items(json))
            {
                var data = Read(one, "");
                lines.Add(new Line(lines.Count + 1, data.Claim is { Length: var length } && length > claimBytesMax ? null : data.Claim ?? one, data.Problem));
            }

            return lines;
        }
        catch (JsonException)
        {
            return Problems.MalformedJson("the body is not an array of events");
        }
    }

    /// <summary>The claim of a body whose event stands in the headers.</summary>
    public static ClaimData OfHeaders(HttpRequest request, ReadOnlyMemory<byte> json)
    {
        var faults = new FaultList();
        foreach (var name in Required)
        {
            if (request.Headers[HeaderPrefix + name].ToString() is "") faults.AtParameter(HeaderPrefix + name,
                "is required of an event");
        }

        if (request.Headers[$"{HeaderPrefix}specversion"] != Version) faults.AtParameter($"{HeaderPrefix}specversion",
            $"must be {Version}");
        if (faults.Any) return new(null, Problems.InvalidParameter(faults.Faults));
        var id = Uri.UnescapeDataString(request.Headers[$"{HeaderPrefix}id"].ToString());
        return WithId(JsonBody.WithoutMark(json), id) is { } claim ? new(claim, null)
            : new(null, Problems.InvalidParameter($"{HeaderPrefix}id",
                $"must be an id, for the claim has none: {IdForm.Rule}"));
    }

    /// <summary>What is wrong with a claim, with pointers into the event.</summary>
    public static Problem Within(Problem problem) => problem is { Type: "/problems/invalid-claim", Errors: { } errors }
        ? Problems.Invalid("claim", [.. errors.Select(fault => fault with { Pointer = $"/data{fault.Pointer}" })])
        : problem;

    /// <summary>The same of each outcome of a batch.</summary>
    public static async IAsyncEnumerable<LineOutcomeJson> Within(
        IAsyncEnumerable<LineOutcomeJson> outcomes,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var outcome in outcomes.WithCancellation(cancellationToken))
            yield return outcome.Problem is { } problem ? outcome with { Problem = Within(problem) } : outcome;
    }

    /// <summary>Some claims that are there already, as lines.</summary>
    public static async IAsyncEnumerable<Line> Lines(IReadOnlyList<Line> lines)
    {
        await Task.CompletedTask;
        foreach (var line in lines) yield return line;
    }

    private static bool Is(HttpRequest request, string type) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var sent)
            && sent.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase);

    private static ClaimData Read(ReadOnlyMemory<byte> json, string at)
    {
        if (!Utf8.IsValid(json.Span)) return new(null, Problems.MalformedJson("the body is not UTF-8"));
        try
        {
            var (texts, data, base64) = Envelope(json);
            var faults = new FaultList();
            foreach (var name in Required.Where(name => !texts.ContainsKey(name))) faults.AtField($"{at}/{name}",
                "is required, as a text");
            if (texts.GetValueOrDefault("specversion") is { } version && version != Version)
                faults.AtField($"{at}/specversion", $"must be {Version}");
            if (texts.GetValueOrDefault("datacontenttype") is { } type && !IsJson(type))
                faults.AtField($"{at}/datacontenttype", "must be application/json");
            if (data is null && base64 is null) faults.AtField($"{at}/data", "is required: the claim");
            if (faults.Any) return new(null, Problems.Invalid("event", faults.Faults));
            // one of them is there
            if (WithId(data ?? base64!.Value, texts["id"]) is { } claim) return new(claim, null);
            return new(null, Problems.Invalid("event",
                [new Fault($"{at}/id", null, $"must be an id, for the claim has none: {IdForm.Rule}")]));
        }
        // the latter of half a surrogate pair
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return new(null, Problems.MalformedJson("the body is not an event"));
        }
    }

    private static bool IsJson(string type) => MediaTypeHeaderValue.TryParse(type, out var parsed)
        && (parsed.MediaType.Equals(Replies.JsonType, StringComparison.OrdinalIgnoreCase)
            || parsed.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));

    /// <summary>The texts of an event, and its data as it stands there.</summary>
    private static (Dictionary<string, string> Texts, ReadOnlyMemory<byte>? Data,
        ReadOnlyMemory<byte>? Base64) Envelope(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = Limits.JsonDepthMax + 2 });
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        (ReadOnlyMemory<byte>? data, ReadOnlyMemory<byte>? base64) = (null, null);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException(
            "an event is an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString() ?? "";
            reader.Read();
            if (reader.TokenType == JsonTokenType.String && name == "data_base64") base64 =
                reader.TryGetBytesFromBase64(out var bytes) ? bytes : null;
            else if (reader.TokenType == JsonTokenType.String && name != "data"
                && reader.GetString() is { Length: > 0 } text) texts[name] = text;
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (name == "data") data = json[start..(int)reader.BytesConsumed];
        }

        if (reader.Read()) throw new JsonException("something follows the event");
        return (texts, data, base64);
    }

    private static List<ReadOnlyMemory<byte>> Items(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = Limits.JsonDepthMax + 3 });
        var items = new List<ReadOnlyMemory<byte>>();
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) throw new JsonException(
            "a batch is an array");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            items.Add(json[start..(int)reader.BytesConsumed]);
        }

        reader.Read();
        return items;
    }

    /// <summary>
    /// The claim, with the event's id where it has none; null when that is none that a claim can have.
    /// </summary>
    private static ReadOnlyMemory<byte>? WithId(ReadOnlyMemory<byte> claim, string id)
    {
        if (!LacksId(claim.Span, out var at)) return claim;
        if (!IdForm.Fits(id)) return null;
        var isEmpty = claim.Span[at..].TrimStart(" \t\r\n"u8) is [(byte)'}', ..];
        // no character of an id needs escaping
        byte[] field = Encoding.ASCII.GetBytes($"\"id\":\"{id}\"{(isEmpty ? "" : ",")}");
        return (byte[])[.. claim.Span[..at], .. field, .. claim.Span[at..]];
    }

    /// <summary>
    /// Whether it is an object without an id; and where its fields begin. What is no JSON is told by who reads the
    /// claim.
    /// </summary>
    private static bool LacksId(ReadOnlySpan<byte> claim, out int at)
    {
        at = 0;
        try
        {
            var reader = new Utf8JsonReader(claim, new JsonReaderOptions { MaxDepth = Limits.JsonDepthMax + 1 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
            at = (int)reader.BytesConsumed;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("id"u8)) return false;
                reader.Read();
                reader.Skip();
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>The claim of an event, or what is wrong with the event.</summary>
internal sealed record ClaimData(ReadOnlyMemory<byte>? Claim, Problem? Problem);
