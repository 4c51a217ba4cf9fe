using System.Text.Json;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Engine;
using MediatR;

namespace Analysis.Api.Topics;

/// <summary>A topic's estimate and band over valid time, with the claims on it.</summary>
public sealed record GetTimeline(TopicId Topic, Lens Lens) : IRequest<Answer<Page>>;

internal sealed class GetTimelineHandler(ITopics topics) : IRequestHandler<GetTimeline, Answer<Page>>
{
    private const int ClaimsMax = 1_000;

    public async Task<Answer<Page>> Handle(GetTimeline request, CancellationToken cancellationToken)
    {
        var reading = await topics.Read(request.Topic, Lens.Current, cancellationToken);
        var points = await topics.Timeline(request.Topic, request.Lens, cancellationToken);
        var entries = await topics.Ledger(request.Topic, request.Lens, afterVersion: 0, ClaimsMax, without: false, cancellationToken);
        if (reading is null) return Problems.UnknownTopic(request.Topic.Value);
        if (points is null || entries is null) return Problems.UnknownTopicThen(request.Topic.Value);

        var kind = reading.Definition.Kind;
        var json = new TimelineJson(
            [.. points.Select(point => TimelinePointJson.Of(kind, point))],
            [.. entries.Select(entry => LedgerEntryJson.Of(kind, entry))]);
        return new Page(JsonSerializer.SerializeToUtf8Bytes(json, ApiJson.Wire.TimelineJson), Next: null);
    }
}
