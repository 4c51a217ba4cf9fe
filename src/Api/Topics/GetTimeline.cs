using System.Text.Json;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Topics;

/// <summary>A topic's estimate and band over valid or reported time, at so many points at most, with the claims on it if they are wanted.</summary>
public sealed record GetTimeline(TopicId Topic, Lens Lens, TimeAxis Over, int Points, bool Claims) : UseCase<Page>(Role.Reader);

internal sealed class GetTimelineHandler(ITopics topics) : IRequestHandler<GetTimeline, Answer<Page>>
{
    public const int ClaimsMax = 1_000;

    public async Task<Answer<Page>> Handle(GetTimeline request, CancellationToken cancellationToken)
    {
        if (await topics.Timeline(request.Topic, request.Lens, request.Over, request.Points,
            request.Claims ? ClaimsMax : 0, cancellationToken) is not { } timeline)
            return await Problems.Unknown(topics, request.Topic, request.Lens, cancellationToken);
        var json = new TimelineJson([.. timeline.Points.Select(TimelinePointJson.Of)], request.Claims ? [.. timeline.Claims.Select(LedgerEntryJson.Of)] : null);
        return new Page(JsonSerializer.SerializeToUtf8Bytes(json, ApiJson.Wire.TimelineJson), Next: null);
    }
}
