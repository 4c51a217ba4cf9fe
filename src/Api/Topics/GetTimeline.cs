using System.Text.Json;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Topics;

/// <summary>A topic's estimate and band over valid or reported time, at so many points at most, with the claims on it if they are wanted.</summary>
public sealed record GetTimeline(TopicId Topic, Lens Lens, TimeAxis Over, int Points, bool Claims) : IRequest<Answer<Page>>;

internal sealed class GetTimelineHandler(ITopics topics) : IRequestHandler<GetTimeline, Answer<Page>>
{
    private const int ClaimsMax = 1_000;

    public async Task<Answer<Page>> Handle(GetTimeline request, CancellationToken cancellationToken)
    {
        var reading = await topics.Read(request.Topic, Lens.Current, cancellationToken);
        if (reading is null) return Problems.UnknownTopic(request.Topic.Value);
        var kind = reading.Definition.Kind;
        if (await topics.Timeline(request.Topic, request.Lens, request.Over, request.Points, cancellationToken) is not { } points) return Problems.UnknownTopicThen(request.Topic.Value);
        var entries = request.Claims ? await topics.Ledger(request.Topic, request.Lens, afterVersion: 0, ClaimsMax, without: false, cancellationToken) : null;
        var json = new TimelineJson([.. points.Select(point => TimelinePointJson.Of(kind, point))], entries?.Select(entry => LedgerEntryJson.Of(kind, entry)).ToList());
        return new Page(JsonSerializer.SerializeToUtf8Bytes(json, ApiJson.Wire.TimelineJson), Next: null);
    }
}
