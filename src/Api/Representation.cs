using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Analysis.Api.Contracts;
using Analysis.Engine;

namespace Analysis.Api;

/// <summary>An answer as the bytes that go out.</summary>
/// <param name="Json">The body.</param>
/// <param name="Version">The version of the stream that it shows.</param>
/// <param name="ETag">Strong: <c>"version-hash"</c>, quotes included. The version guards writes, the hash tells lenses apart.</param>
public sealed record Representation(ReadOnlyMemory<byte> Json, long Version, string ETag)
{
    private static readonly ConditionalWeakTable<TopicReading, Representation> Rendered = [];

    /// <summary>A topic's representation; rendered once per reading, so an unchanged view is served from bytes.</summary>
    internal static Representation Of(TopicReading reading) => Rendered.GetValue(
        reading, static r => Of(new TopicReadingJson(r), ApiJson.Wire.TopicReadingJson, r.View.Version));

    internal static Representation Of(SourceReading reading) =>
        Of(SourceJson.Of(reading), ApiJson.Wire.SourceJson, reading.Version);

    private static Representation Of<T>(T contract, JsonTypeInfo<T> type, long version)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(contract, type);
        var hash = Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(..8));
        return new Representation(json, version, $"\"{version}-{hash}\"");
    }
}

/// <summary>A page of a list as the bytes that go out, and the cursor of the next one; null when it is the last.</summary>
public sealed record Page(ReadOnlyMemory<byte> Json, string? Next);
