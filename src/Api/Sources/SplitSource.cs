using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Engine.Lists;
using Analysis.Engine.Reference;
using MediatR;

namespace Analysis.Api.Sources;

/// <summary>Declares that a source that was merged is one of its own again.</summary>
public sealed record SplitSource(SourceId Source, ReadOnlyMemory<byte> Json) : Act<Representation>(Role.Editor);

internal sealed class SplitSourceHandler(ISources sources) : IRequestHandler<SplitSource, Answer<Representation>>
{
    public async Task<Answer<Representation>> Handle(SplitSource request, CancellationToken cancellationToken)
    {
        var read = JsonBody.Read(request.Json, "split", (fields, _) => ReasonJson.Read(fields));
        if (read.Problem is { } problem) return problem;

        var refusal = await sources.Split(request.Source, read.Value.Reason, request.Writer, cancellationToken);
        if (refusal is not null) return Problems.Of(refusal, "split");
        return await GetSourceHandler.Written(sources, request.Source, cancellationToken);
    }
}
