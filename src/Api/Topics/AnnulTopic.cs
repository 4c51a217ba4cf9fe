using System.Diagnostics;
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
    public async Task<Answer<OutcomeJson>> Handle(AnnulTopic request, CancellationToken cancellationToken)
    {
        var command = JsonBody.Read(request.Json, "annulment", (fields, _) => GroundsJson.Read(fields,
            (reason, by, reported) => new TopicCommand.Annul(new Annulment(reason, by, reported))));
        if (command.Problem is { } problem) return problem;

        return await topics.Execute(request.Topic, command.Value with { Writer = request.Writer }) switch
        {
            Reply.Done done => OutcomeJson.Of("annulled", done.Reading!),
            Reply.Unchanged unchanged => OutcomeJson.Of("unchanged", unchanged.Reading!),
            Reply.Refused refused => Problems.Of(refused.Rejection, "annulment"),
            var reply => throw new UnreachableException($"Unknown reply {reply}."),
        };
    }
}
