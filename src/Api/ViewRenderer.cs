using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Analysis.Api.Contracts;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Analysis.Engine.Lists;
using Analysis.Engine.Reference;

namespace Analysis.Api;

/// <summary>Writes what goes out, so that a view that did not change, and a row of a list, are bytes that are there already.</summary>
public sealed class ViewRenderer : IViewRenderer
{
    /// <inheritdoc/>
    public string Form => "5";

    /// <inheritdoc/>
    public Representation Whole(TopicReading reading) => Of(reading);

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Brief(TopicReading reading) =>
        JsonSerializer.SerializeToUtf8Bytes(TopicBriefJson.Of(reading), ApiJson.Wire.TopicBriefJson);

    /// <inheritdoc/>
    public Representation Restore(ReadOnlyMemory<byte> json, long version)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(json.Span).AsSpan(..8));
        return new Representation(json, version, $"\"{version}-{hash}\"");
    }

    /// <summary>A topic as any lens shows it.</summary>
    public static Representation Of(TopicReading reading) => Of(new TopicReadingJson(reading), ApiJson.Wire.TopicReadingJson, reading.View.Version);

    /// <summary>A topic as it is shown now, with what its definition has put out of scope; the tag is that of the topic without.</summary>
    public static Representation Of(TopicReading reading, IReadOnlyCollection<LostClaims> lost) => Of(reading) with
    {
        Json = JsonSerializer.SerializeToUtf8Bytes(
            new TopicReadingJson(reading) { Warnings = [.. lost.Select(LostClaimsJson.Of)] }, ApiJson.Wire.TopicReadingJson),
    };

    /// <summary>A source, with how its statements have fared.</summary>
    public static Representation Of(ReferenceEntry<SourceProfile> reading, OutcomesJson outcomes) =>
        Of(SourceJson.Of(reading, outcomes), ApiJson.Wire.SourceJson, reading.Version);

    /// <summary>A family.</summary>
    public static Representation Of(ReferenceEntry<FamilyDefinition> reading) => Of(FamilyJson.Of(reading), ApiJson.Wire.FamilyJson, reading.Version);

    private static Representation Of<T>(T contract, JsonTypeInfo<T> type, long version) =>
        new ViewRenderer().Restore(JsonSerializer.SerializeToUtf8Bytes(contract, type), version);
}

/// <summary>A page of a list as the bytes that go out, and the cursor of the next one; null when it is the last.</summary>
public sealed record Page(ReadOnlyMemory<byte> Json, string? Next);
