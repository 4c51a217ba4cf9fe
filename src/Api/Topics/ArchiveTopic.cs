using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Topics;

/// <summary>
/// Puts a topic away, with a reason: it leaves the lists and takes no claims, and its address still answers.
/// </summary>
public sealed record ArchiveTopic(TopicId Topic, ReadOnlyMemory<byte> Json) : Act<OutcomeJson>(Role.Editor);

internal sealed class ArchiveTopicHandler(ITopics topics) : IRequestHandler<ArchiveTopic, Answer<OutcomeJson>>
{
    public Task<Answer<OutcomeJson>> Handle(ArchiveTopic request, CancellationToken cancellationToken) =>
        topics.Act(request.Topic, request.Json, request.Writer, "archiving", "archived",
            (reason, by, reported) => new TopicCommand.Archive(reason, by, reported));
}
