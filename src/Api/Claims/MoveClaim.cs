using System.Diagnostics;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Engine.Topics;
using Analysis.Engine.Transfers;
using MediatR;

namespace Analysis.Api.Claims;

/// <summary>
/// Moves a claim to another topic, with what was done to it: here it shows where it went, there it counts.
/// </summary>
public sealed record MoveClaim(TopicId Topic, ClaimId Claim, ReadOnlyMemory<byte> Json) : Act<OutcomeJson>(Role.Editor);

internal sealed class MoveClaimHandler(TopicTransfers transfers) : IRequestHandler<MoveClaim, Answer<OutcomeJson>>
{
    public async Task<Answer<OutcomeJson>> Handle(MoveClaim request, CancellationToken cancellationToken)
    {
        var read = JsonBody.Read(request.Json, "move", (fields, _) => TransferJson.Read(fields));
        if (read.Problem is { } problem) return problem;

        return await transfers.Move(request.Topic, request.Claim, read.Value.To, read.Value.Grounds, request.Writer,
            cancellationToken) switch
        {
            Reply.Done done => OutcomeJson.OnClaim("moved", done.Reading!, request.Claim, done.Claim),
            Reply.Unchanged unchanged =>
                OutcomeJson.OnClaim("unchanged", unchanged.Reading!, request.Claim, unchanged.Claim),
            Reply.Refused refused => Problems.Of(refused.Rejection, "move"),
            var reply => throw new UnreachableException($"Unknown reply {reply}."),
        };
    }
}
