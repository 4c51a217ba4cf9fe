using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Analysis.Api.Contracts;

/// <summary>JSON Merge Patch (RFC 7396).</summary>
internal static class MergePatch
{
    /// <summary>What a patch makes of an object. Both are JSON objects in which no name is given twice.</summary>
    public static ReadOnlyMemory<byte> Apply(ReadOnlyMemory<byte> target, ReadOnlyMemory<byte> patch)
    {
        using var before = JsonDocument.Parse(target);
        using var change = JsonDocument.Parse(patch);
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes)) Write(json, before.RootElement, change.RootElement);
        return bytes.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, JsonElement? before, JsonElement change)
    {
        if (change.ValueKind != JsonValueKind.Object)
        {
            json.WriteRawValue(JsonMarshal.GetRawUtf8Value(change), skipInputValidation: true);
            return;
        }

        var known = before is { ValueKind: JsonValueKind.Object } given ? given.EnumerateObject()
            .ToDictionary(m => m.Name, m => m.Value) : [];
        json.WriteStartObject();
        foreach (var (name, value) in known)
        {
            if (change.TryGetProperty(name, out _)) continue;
            json.WritePropertyName(name);
            json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
        }

        foreach (var member in change.EnumerateObject().Where(m => m.Value.ValueKind != JsonValueKind.Null))
        {
            json.WritePropertyName(member.Name);
            Write(json, known.TryGetValue(member.Name, out var value) ? value : null, member.Value);
        }

        json.WriteEndObject();
    }
}
