using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Topics;

/// <summary>Closes a question that has no answer, with a reason: nobody is scored by it.</summary>
public sealed record AnnulTopic(TopicId Topic, ReadOnlyMemory<byte> Json) : Act<OutcomeJson>(Role.Editor);

internal sealed class AnnulTopicHandler(ITopics topics) : IRequestHandler<AnnulTopic, Answer<OutcomeJson>>
{
    public Task<Answer<OutcomeJson>> Handle(AnnulTopic request, CancellationToken cancellationToken) =>
        topics.Act(request.Topic, request.Json, request.Writer, "annulment", "annulled",
            (reason, by, reported) => new TopicCommand.Annul(new Annulment(reason, by, reported)));
}
