using System.Text.Json;
using System.Text.Unicode;

namespace Analysis.Api.Contracts;

/// <summary>From bytes to fields: where a body is found not to be JSON.</summary>
internal static class JsonBody
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads <paramref name="json"/> once with <paramref name="read"/>, which notes what is wrong in the list it is given.</summary>
    /// <param name="json">One JSON object in UTF-8.</param>
    /// <param name="subject">What it should be, as in the problem's type: <c>claim</c>, <c>topic</c>, ...</param>
    /// <param name="read">Null, with a fault noted, when the object is not what it should be.</param>
    public static Answer<T> Read<T>(ReadOnlyMemory<byte> json, string subject, Func<JsonFields, FaultList, T?> read)
        where T : class
    {
        json = WithoutMark(json);
        if (!Utf8.IsValid(json.Span)) return Problems.MalformedJson("the body is not UTF-8");

        var faults = new FaultList();
        try
        {
            using var table = JsonTable.Parse(json, faults);
            var value = new JsonDatum(table, JsonTable.Root).AsObject() is { } fields ? read(fields, faults) : null;
            return value is null || faults.Any ? Problems.Invalid(subject, faults.Faults) : value;
        }
        catch (JsonException fault)
        {
            return Problems.MalformedJson(Where(fault));
        }
    }

    /// <summary>The text alone: some editors put a mark before it.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> json) => json.Span.StartsWith(ByteOrderMark)
        ? json[ByteOrderMark.Length..] : json;

    /// <summary>The parser's own message names its settings; ours names the place, counted from 1.</summary>
    private static string Where(JsonException fault) =>
        fault is { LineNumber: { } line, BytePositionInLine: { } column }
            ? $"the body is not JSON of at most {Limits.JsonDepthMax} levels: see line {line + 1}, byte {column + 1}"
            : $"the body is not JSON of at most {Limits.JsonDepthMax} levels";
}
