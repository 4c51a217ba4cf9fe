using System.Text.Json;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Topics;

/// <summary>Several topics over time, to be drawn beside one another.</summary>
public sealed record GetTimelines(IReadOnlyList<TopicId> Topics, Lens Lens, TimeAxis Over, int Points) : UseCase<Page>(Role.Reader)
{
    /// <summary>The most topics at once.</summary>
    public const int TopicsMax = 60;

    /// <summary>As many points as are drawn small.</summary>
    public const int PointsDefault = 24;
}

internal sealed class GetTimelinesHandler(ITopics topics) : IRequestHandler<GetTimelines, Answer<Page>>
{
    public async Task<Answer<Page>> Handle(GetTimelines request, CancellationToken cancellationToken)
    {
        var found = new List<TopicTimelineJson>();
        foreach (var topic in request.Topics)
        {
            if (await topics.Timeline(topic, request.Lens, request.Over, request.Points, 0, cancellationToken) is not { } timeline) continue;
            var definition = timeline.Reading.Definition;
            found.Add(new TopicTimelineJson(
                definition.Id.Value, definition.Title, Vocabulary.Kinds[definition.Kind], definition.Unit,
                HeadlineJson.Of(timeline.Reading.View.Headline), [.. timeline.Points.Select(TimelinePointJson.Of)]));
        }

        return new Page(JsonSerializer.SerializeToUtf8Bytes(new TimelinesJson(found), ApiJson.Wire.TimelinesJson), Next: null);
    }
}
