using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Claims;

/// <summary>One claim of a topic, and what became of it.</summary>
public sealed record GetClaim(TopicId Topic, ClaimId Claim) : UseCase<LedgerEntryJson>(Role.Reader);

internal sealed class GetClaimHandler(ITopics topics) : IRequestHandler<GetClaim, Answer<LedgerEntryJson>>
{
    public async Task<Answer<LedgerEntryJson>> Handle(GetClaim request, CancellationToken cancellationToken)
    {
        if (await topics.Entry(request.Topic, request.Claim, cancellationToken) is { } entry) return LedgerEntryJson.Of(entry);
        return await topics.Show(request.Topic, cancellationToken) is null
            ? await Problems.Unknown(topics, request.Topic, cancellationToken)
            : Problems.UnknownClaim(request.Claim.Value);
    }
}
