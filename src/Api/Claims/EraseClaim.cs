using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Engine.Erasing;
using MediatR;

namespace Analysis.Api.Claims;

/// <summary>Erases texts of a claim for good, with a reason; what is believed stays as it is.</summary>
public sealed record EraseClaim(TopicId Topic, ClaimId Claim, ReadOnlyMemory<byte> Json) : Act<OutcomeJson>(Role.Admin);

internal sealed class EraseClaimHandler(Erasures erasures) : IRequestHandler<EraseClaim, Answer<OutcomeJson>>
{
    public async Task<Answer<OutcomeJson>> Handle(EraseClaim request, CancellationToken cancellationToken)
    {
        var erasure = JsonBody.Read(request.Json, "erasure", (json, _) => ErasureJson.Read(json));
        if (erasure.Problem is { } problem) return problem;

        var (fields, reason) = erasure.Value;
        var reply = await erasures.EraseClaim(
            request.Topic, request.Claim, fields, reason, request.Writer, cancellationToken);
        return Outcomes.OnClaim(reply, request.Claim, "erasure", "erased");
    }
}
