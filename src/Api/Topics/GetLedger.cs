using System.Text.Json;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Topics;

/// <summary>A topic's claims and what became of each, by version.</summary>
public sealed record GetLedger(TopicId Topic, Lens Lens, long AfterVersion, int Limit, bool Without) : UseCase<Page>(Role.Reader);

internal sealed class GetLedgerHandler(ITopics topics) : IRequestHandler<GetLedger, Answer<Page>>
{
    public async Task<Answer<Page>> Handle(GetLedger request, CancellationToken cancellationToken)
    {
        var entries = await topics.Ledger(
            request.Topic, request.Lens, request.AfterVersion, request.Limit + 1, request.Without, cancellationToken);
        if (entries is null) return await Problems.Unknown(topics, request.Topic, request.Lens, cancellationToken);

        var page = entries.Take(request.Limit).ToList();
        var next = entries.Count > page.Count ? VersionCursor.Encode(page[^1].Version) : null;
        var json = new LedgerPageJson(page.ConvertAll(LedgerEntryJson.Of), next);
        return new Page(JsonSerializer.SerializeToUtf8Bytes(json, ApiJson.Wire.LedgerPageJson), next);
    }
}
