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

        var reply = await transfers.Merge(request.Topic, read.Value.To, read.Value.Grounds, request.Writer,
            cancellationToken);
        if (reply is Reply.Refused refused) return Problems.Of(refused.Rejection, "merger");
        var shown = read.Value.To;
        return await topics.Read(shown, Lens.Current, cancellationToken) is { } reading
            ? OutcomeJson.Of(reply is Reply.Done ? "merged" : "unchanged", reading)
            : await Problems.Unknown(topics, shown, cancellationToken);
    }
}
