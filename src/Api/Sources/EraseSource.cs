using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Engine.Erasing;
using Analysis.Engine.Lists;
using Analysis.Engine.Reference;
using MediatR;

namespace Analysis.Api.Sources;

/// <summary>Erases the names of a source for good, with a reason; its grade, and what it has earned, stay.</summary>
public sealed record EraseSource(SourceId Source, ReadOnlyMemory<byte> Json) : Act<Representation>(Role.Admin);

internal sealed class EraseSourceHandler(Erasures erasures, ISources sources)
    : IRequestHandler<EraseSource, Answer<Representation>>
{
    public async Task<Answer<Representation>> Handle(EraseSource request, CancellationToken cancellationToken)
    {
        var erasure = JsonBody.Read(request.Json, "erasure", (fields, _) => ReasonJson.Read(fields));
        if (erasure.Problem is { } problem) return problem;

        var (isNew, refusal) = await erasures.EraseSource(
            request.Source, erasure.Value.Reason, request.Writer, cancellationToken);
        if (refusal is not null) return Problems.Of(refusal, "erasure");
        if (isNew is null) return Problems.UnknownSource(request.Source.Value);
        return await GetSourceHandler.Written(sources, request.Source, cancellationToken);
    }
}
