using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Claims;

/// <summary>One claim of a topic, and what became of it.</summary>
public sealed record GetClaim(TopicId Topic, ClaimId Claim) : IRequest<Answer<LedgerEntryJson>>;

internal sealed class GetClaimHandler(ITopics topics) : IRequestHandler<GetClaim, Answer<LedgerEntryJson>>
{
    public async Task<Answer<LedgerEntryJson>> Handle(GetClaim request, CancellationToken cancellationToken)
    {
        if (await topics.Read(request.Topic, Lens.Current, cancellationToken) is not { } reading)
            return Problems.UnknownTopic(request.Topic.Value);
        return await topics.Entry(request.Topic, request.Claim, cancellationToken) is { } entry
            ? LedgerEntryJson.Of(reading.Definition.Kind, entry)
            : Problems.UnknownClaim(request.Claim.Value);
    }
}
