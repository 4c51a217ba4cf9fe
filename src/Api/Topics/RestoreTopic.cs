using System.Diagnostics;
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
    public async Task<Answer<OutcomeJson>> Handle(RestoreTopic request, CancellationToken cancellationToken)
    {
        var command = JsonBody.Read(request.Json, "restoration", (fields, _) => GroundsJson.Read(fields,
            (reason, by, reported) => new TopicCommand.Restore(reason, by, reported)));
        if (command.Problem is { } problem) return problem;

        return await topics.Execute(request.Topic, command.Value with { Writer = request.Writer }) switch
        {
            Reply.Done done => OutcomeJson.Of("restored", done.Reading!),
            Reply.Unchanged unchanged => OutcomeJson.Of("unchanged", unchanged.Reading!),
            Reply.Refused refused => Problems.Of(refused.Rejection, "restoration"),
            var reply => throw new UnreachableException($"Unknown reply {reply}."),
        };
    }
}
