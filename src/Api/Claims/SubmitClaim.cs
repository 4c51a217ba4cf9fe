using System.Diagnostics;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Engine.Reference;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Claims;

/// <summary>Takes in one claim.</summary>
/// <param name="Json">The claim.</param>
/// <param name="DefineUnknown">Whether an unknown topic is opened from the claim's kind of value.</param>
public sealed record SubmitClaim(ReadOnlyMemory<byte> Json, bool DefineUnknown) : Act<OutcomeJson>(DefineUnknown ? Role.Editor : Role.Contributor);

internal sealed class SubmitClaimHandler(ISources sources, ISourceNames names) : IRequestHandler<SubmitClaim, Answer<OutcomeJson>>
{
    public async Task<Answer<OutcomeJson>> Handle(SubmitClaim request, CancellationToken cancellationToken)
    {
        var read = ClaimIntake.Read(request.Json).Claim;
        if (read.Problem is { } problem) return problem;

        if (ClaimIntake.Forbids(request.Held, read.Value) is { } forbidden) return forbidden;
        var named = await names.WithSources(read.Value, request.Writer, cancellationToken);
        if (named.Problem is { } unclear) return unclear;

        var claim = named.Value;
        var definition = request.DefineUnknown ? ClaimIntake.DefinitionFor(claim) : null;
        return await sources.Submit(claim, definition, ReplyWith.View, request.Writer, cancellationToken) switch
        {
            Reply.Done done => OutcomeJson.Of("created", done.Reading!, done.Claim),
            Reply.Unchanged unchanged => OutcomeJson.Of("duplicate", unchanged.Reading!, unchanged.Claim),
            Reply.Refused refused => Problems.Of(refused.Rejection, "claim"),
            var reply => throw new UnreachableException($"Unknown reply {reply}."),
        };
    }
}
