using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Engine;
using MediatR;

namespace Analysis.Api.Claims;

/// <summary>One claim of a topic, and what became of it.</summary>
public sealed record GetClaim(TopicId Topic, ClaimId Claim) : IRequest<Answer<LedgerEntryJson>>;

internal sealed class GetClaimHandler(ITopics topics) : IRequestHandler<GetClaim, Answer<LedgerEntryJson>>
{
    private const int PageLimit = 1_000;

    /// <summary>Looks through the ledger: O(claims).</summary>
    public async Task<Answer<LedgerEntryJson>> Handle(GetClaim request, CancellationToken cancellationToken)
    {
        if (await topics.Read(request.Topic, Lens.Current, cancellationToken) is not { } reading)
            return Problems.UnknownTopic(request.Topic.Value);

        for (var after = 0L; ;)
        {
            var page = await topics.Ledger(request.Topic, Lens.Current, after, PageLimit, without: false, cancellationToken);
            if (page is null or []) return Problems.UnknownClaim(request.Claim.Value);
            if (page.FirstOrDefault(entry => entry.Claim.Id == request.Claim) is { } found)
                return LedgerEntryJson.Of(reading.Definition.Kind, found);
            after = page[^1].Version;
        }
    }
}
