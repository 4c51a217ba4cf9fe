using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Engine.Topics;
using Analysis.Engine.Transfers;
using MediatR;

namespace Analysis.Api.Topics;

/// <summary>Makes a topic one with another of the same question, to which its id leads.</summary>
public sealed record MergeTopic(TopicId Topic, ReadOnlyMemory<byte> Json) : Act<OutcomeJson>(Role.Editor);

internal sealed class MergeTopicHandler(ITopics topics, TopicTransfers transfers)
    : IRequestHandler<MergeTopic, Answer<OutcomeJson>>
{
    public async Task<Answer<OutcomeJson>> Handle(MergeTopic request, CancellationToken cancellationToken)
    {
        var read = JsonBody.Read(request.Json, "merger", (fields, _) => TransferJson.Read(fields));
        if (read.Problem is { } problem) return problem;

        var (to, grounds) = read.Value;
        var reply = await transfers.Merge(request.Topic, to, grounds, request.Writer, cancellationToken);
        return await topics.Shown(to, reply, "merger", "merged", cancellationToken);
    }
}
