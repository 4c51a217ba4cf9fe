using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Claims;

/// <summary>Withdraws a claim, with a reason. That of a claim which is yet to come waits for it.</summary>
public sealed record RetractClaim(TopicId Topic, ClaimId Claim, ReadOnlyMemory<byte> Json) : Act<OutcomeJson>(Role.Editor);

internal sealed class RetractClaimHandler(ITopics topics) : IRequestHandler<RetractClaim, Answer<OutcomeJson>>
{
    public async Task<Answer<OutcomeJson>> Handle(RetractClaim request, CancellationToken cancellationToken)
    {
        var command = JsonBody.Read(request.Json, "retraction", (fields, _) => GroundsJson.Read(fields,
            (reason, by, reported) => new TopicCommand.RetractClaim(request.Claim, reason, by, reported)));
        if (command.Problem is { } problem) return problem;

        var reply = await topics.Execute(request.Topic, command.Value with { Writer = request.Writer });
        return reply is Reply.Done { Claim: null } done
            ? OutcomeJson.Of("waiting", done.Reading!) with
            {
                Claim = request.Claim.Value,
                Reason = "the topic has no such claim yet; it will arrive as retracted",
            }
            : Outcomes.OnClaim(reply, request.Claim, "retraction", "retracted");
    }
}
