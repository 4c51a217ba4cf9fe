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

        var reply = await transfers.Rename(request.Topic, read.Value.To, read.Value.Grounds, request.Writer,
            cancellationToken);
        if (reply is Reply.Refused refused) return Problems.Of(refused.Rejection, "renaming");
        var shown = read.Value.To;
        return await topics.Read(shown, Lens.Current, cancellationToken) is { } reading
            ? OutcomeJson.Of(reply is Reply.Done ? "renamed" : "unchanged", reading)
            : await Problems.Unknown(topics, shown, cancellationToken);
    }
}
