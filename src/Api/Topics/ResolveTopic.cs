using System.Diagnostics;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Topics;

/// <summary>Records the established answer.</summary>
public sealed record ResolveTopic(TopicId Topic, ReadOnlyMemory<byte> Json) : Act<OutcomeJson>(Role.Editor);

internal sealed class ResolveTopicHandler(ITopics topics) : IRequestHandler<ResolveTopic, Answer<OutcomeJson>>
{
    public async Task<Answer<OutcomeJson>> Handle(ResolveTopic request, CancellationToken cancellationToken)
    {
        var resolution = JsonBody.Read(request.Json, "resolution", (fields, _) => ResolutionJson.Read(fields));
        if (resolution.Problem is { } problem) return problem;

        return await topics.Execute(request.Topic, new TopicCommand.Resolve(resolution.Value) { Writer = request.Writer }) switch
        {
            Reply.Done done => OutcomeJson.Of("resolved", done.Reading!),
            Reply.Unchanged unchanged => OutcomeJson.Of("unchanged", unchanged.Reading!),
            Reply.Refused refused => Problems.Of(refused.Rejection, "resolution"),
            var reply => throw new UnreachableException($"Unknown reply {reply}."),
        };
    }
}
