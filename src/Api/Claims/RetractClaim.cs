using System.Diagnostics;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Claims;

/// <summary>Withdraws a claim, with a reason.</summary>
public sealed record RetractClaim(TopicId Topic, ClaimId Claim, ReadOnlyMemory<byte> Json) : Act<OutcomeJson>(Role.Editor);

internal sealed class RetractClaimHandler(ITopics topics) : IRequestHandler<RetractClaim, Answer<OutcomeJson>>
{
    public async Task<Answer<OutcomeJson>> Handle(RetractClaim request, CancellationToken cancellationToken)
    {
        var command = JsonBody.Read(request.Json, "retraction", (fields, _) => RetractionJson.Read(fields, request.Claim));
        if (command.Problem is { } problem) return problem;

        return await topics.Execute(request.Topic, command.Value with { Writer = request.Writer }) switch
        {
            Reply.Done done => OutcomeJson.Of("retracted", done.Reading!) with { Claim = request.Claim.Value },
            Reply.Unchanged unchanged => OutcomeJson.Of("unchanged", unchanged.Reading!) with { Claim = request.Claim.Value },
            Reply.Refused refused => Problems.Of(refused.Rejection, "retraction"),
            var reply => throw new UnreachableException($"Unknown reply {reply}."),
        };
    }
}
