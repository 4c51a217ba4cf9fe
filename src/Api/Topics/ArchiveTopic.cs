using System.Diagnostics;
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
    public async Task<Answer<OutcomeJson>> Handle(ArchiveTopic request, CancellationToken cancellationToken)
    {
        var command = JsonBody.Read(request.Json, "archiving", (fields, _) => GroundsJson.Read(fields,
            (reason, by, reported) => new TopicCommand.Archive(reason, by, reported)));
        if (command.Problem is { } problem) return problem;

        return await topics.Execute(request.Topic, command.Value with { Writer = request.Writer }) switch
        {
            Reply.Done done => OutcomeJson.Of("archived", done.Reading!),
            Reply.Unchanged unchanged => OutcomeJson.Of("unchanged", unchanged.Reading!),
            Reply.Refused refused => Problems.Of(refused.Rejection, "archiving"),
            var reply => throw new UnreachableException($"Unknown reply {reply}."),
        };
    }
}
