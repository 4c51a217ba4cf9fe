using System.Text.Json;
using Analysis.Api.Contracts;
using Analysis.Engine;

namespace Analysis.Api;

/// <summary>Writes the rows of <c>GET /v1/topics</c>, so that a list is bytes that the appends have left.</summary>
internal sealed class ViewRenderer : IViewRenderer
{
    public ReadOnlyMemory<byte> Brief(TopicReading reading) =>
        JsonSerializer.SerializeToUtf8Bytes(TopicBriefJson.Of(reading), ApiJson.Wire.TopicBriefJson);
}
