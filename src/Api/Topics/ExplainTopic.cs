using System.Text.Json;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Topics;

/// <summary>What a topic's view rests on, origin by origin, the strongest first.</summary>
public sealed record ExplainTopic(TopicId Topic, Lens Lens, long Skip, int Limit) : UseCase<Page>(Role.Reader);

internal sealed class ExplainTopicHandler(ITopics topics) : IRequestHandler<ExplainTopic, Answer<Page>>
{
    public async Task<Answer<Page>> Handle(ExplainTopic request, CancellationToken cancellationToken)
    {
        var skip = (int)Math.Min(request.Skip, int.MaxValue);
        if (await topics.Explain(request.Topic, request.Lens, skip, request.Limit, cancellationToken) is not { } explanation)
            return await Problems.Unknown(topics, request.Topic, request.Lens, cancellationToken);

        var json = ExplanationJson.Of(explanation);
        return new Page(JsonSerializer.SerializeToUtf8Bytes(json, ApiJson.Wire.ExplanationJson), json.Next);
    }
}
