using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Topics;

/// <summary>Takes a topic out again that was put away.</summary>
public sealed record RestoreTopic(TopicId Topic, ReadOnlyMemory<byte> Json) : Act<OutcomeJson>(Role.Editor);

internal sealed class RestoreTopicHandler(ITopics topics) : IRequestHandler<RestoreTopic, Answer<OutcomeJson>>
{
    public Task<Answer<OutcomeJson>> Handle(RestoreTopic request, CancellationToken cancellationToken) =>
        topics.Act(request.Topic, request.Json, request.Writer, "restoration", "restored",
            (reason, by, reported) => new TopicCommand.Restore(reason, by, reported));
}
