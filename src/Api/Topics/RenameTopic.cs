using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Engine.Topics;
using Analysis.Engine.Transfers;
using MediatR;

namespace Analysis.Api.Topics;

/// <summary>Gives a topic another id, to which the old one leads.</summary>
public sealed record RenameTopic(TopicId Topic, ReadOnlyMemory<byte> Json) : Act<OutcomeJson>(Role.Editor);

internal sealed class RenameTopicHandler(ITopics topics, TopicTransfers transfers)
    : IRequestHandler<RenameTopic, Answer<OutcomeJson>>
{
    public async Task<Answer<OutcomeJson>> Handle(RenameTopic request, CancellationToken cancellationToken)
    {
        var read = JsonBody.Read(request.Json, "renaming", (fields, _) => TransferJson.Read(fields));
        if (read.Problem is { } problem) return problem;

        var (to, grounds) = read.Value;
        var reply = await transfers.Rename(request.Topic, to, grounds, request.Writer, cancellationToken);
        return await topics.Shown(to, reply, "renaming", "renamed", cancellationToken);
    }
}
