using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Engine.Topics;
using Analysis.Engine.Transfers;
using MediatR;

namespace Analysis.Api.Topics;

/// <summary>Takes a merger back: the topic stands by itself again, with the claims that it had.</summary>
public sealed record SeparateTopic(TopicId Topic, ReadOnlyMemory<byte> Json) : Act<OutcomeJson>(Role.Editor);

internal sealed class SeparateTopicHandler(ITopics topics, TopicTransfers transfers)
    : IRequestHandler<SeparateTopic, Answer<OutcomeJson>>
{
    public async Task<Answer<OutcomeJson>> Handle(SeparateTopic request, CancellationToken cancellationToken)
    {
        var read = JsonBody.Read(request.Json, "withdrawal", (fields, _) =>
            GroundsJson.Read(fields, (reason, by, reported) => new Grounds(reason, by, reported)));
        if (read.Problem is { } problem) return problem;

        var reply = await transfers.Separate(request.Topic, read.Value, request.Writer, cancellationToken);
        return await topics.Shown(request.Topic, reply, "withdrawal", "separated", cancellationToken);
    }
}
