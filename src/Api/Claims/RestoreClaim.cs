using System.Diagnostics;
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

        return await topics.Execute(request.Topic, command.Value with { Writer = request.Writer }) switch
        {
            Reply.Done done => OutcomeJson.OnClaim("restored", done.Reading!, request.Claim, done.Claim),
            Reply.Unchanged unchanged => OutcomeJson.OnClaim("unchanged", unchanged.Reading!, request.Claim, unchanged.Claim),
            Reply.Refused refused => Problems.Of(refused.Rejection, "restoration"),
            var reply => throw new UnreachableException($"Unknown reply {reply}."),
        };
    }
}
