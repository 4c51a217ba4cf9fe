using System.Text.Json;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Topics;

/// <summary>How a topic's view changed: the view after each fact recorded in [from, to), oldest first.</summary>
public sealed record GetHistory(TopicId Topic, DateTimeOffset? From, DateTimeOffset? To, long AfterVersion, int Limit) : UseCase<Page>(Role.Reader);

internal sealed class GetHistoryHandler(ITopics topics) : IRequestHandler<GetHistory, Answer<Page>>
{
    public async Task<Answer<Page>> Handle(GetHistory request, CancellationToken cancellationToken)
    {
        var steps = await topics.History(
            request.Topic, request.From, request.To, request.AfterVersion, request.Limit + 1, cancellationToken);
        if (steps is null) return Problems.UnknownTopic(request.Topic.Value);

        var page = steps.Take(request.Limit).ToList();
        var next = steps.Count > page.Count ? VersionCursor.Encode(page[^1].Version) : null;
        var json = new HistoryPageJson(page.ConvertAll(HistoryStepJson.Of), next);
        return new Page(JsonSerializer.SerializeToUtf8Bytes(json, ApiJson.Wire.HistoryPageJson), next);
    }
}
