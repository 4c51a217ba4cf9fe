using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
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

        var reply = await transfers.Move(request.Topic, request.Claim, read.Value.To, read.Value.Grounds, request.Writer,
            cancellationToken);
        return Outcomes.OnClaim(reply, request.Claim, "move", "moved");
    }
}
