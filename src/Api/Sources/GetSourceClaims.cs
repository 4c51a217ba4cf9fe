using System.Text.Json;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Engine.Reference;
using MediatR;

namespace Analysis.Api.Sources;

/// <summary>The claims in whose chain a source stands, and what became of each, by topic and version.</summary>
public sealed record GetSourceClaims(SourceId Source, SourcePlace? After, int Limit) : UseCase<Page>(Role.Reader);

internal sealed class GetSourceClaimsHandler(ISources sources) : IRequestHandler<GetSourceClaims, Answer<Page>>
{
    public async Task<Answer<Page>> Handle(GetSourceClaims request, CancellationToken cancellationToken)
    {
        if (await sources.Claims(request.Source, request.After, request.Limit, cancellationToken) is not { } found) return Problems.UnknownSource(request.Source.Value);
        var next = found.Next is { } place ? SourcePlaceCursor.Encode(place) : null;
        var json = new LedgerPageJson([.. found.Claims.Select(LedgerEntryJson.Of)], next);
        return new Page(JsonSerializer.SerializeToUtf8Bytes(json, ApiJson.Wire.LedgerPageJson), next);
    }
}
