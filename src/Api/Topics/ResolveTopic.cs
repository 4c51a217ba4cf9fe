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
        return resolution.Problem is { } problem ? problem : Outcomes.Of(
            await topics.Execute(request.Topic, new TopicCommand.Resolve(resolution.Value) { Writer = request.Writer }), "resolution", "resolved");
    }
}
