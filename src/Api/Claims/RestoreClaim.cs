using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Claims;

/// <summary>Withdraws the retraction of a claim, with a reason: it counts again as it did.</summary>
public sealed record RestoreClaim(TopicId Topic, ClaimId Claim, ReadOnlyMemory<byte> Json) : Act<OutcomeJson>(Role.Editor);

internal sealed class RestoreClaimHandler(ITopics topics) : IRequestHandler<RestoreClaim, Answer<OutcomeJson>>
{
    public async Task<Answer<OutcomeJson>> Handle(RestoreClaim request, CancellationToken cancellationToken)
    {
        var command = JsonBody.Read(request.Json, "restoration", (fields, _) => GroundsJson.Read(fields,
            (reason, by, reported) => new TopicCommand.RestoreClaim(request.Claim, reason, by, reported)));
        if (command.Problem is { } problem) return problem;

        var reply = await topics.Execute(request.Topic, command.Value with { Writer = request.Writer });
        return Outcomes.OnClaim(reply, request.Claim, "restoration", "restored");
    }
}
