using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Engine.Lists;
using Analysis.Engine.Reference;
using MediatR;

namespace Analysis.Api.Sources;

/// <summary>Declares that a source is another: what it says counts as that one's word.</summary>
public sealed record MergeSource(SourceId Source, ReadOnlyMemory<byte> Json) : Act<Representation>(Role.Editor);

internal sealed class MergeSourceHandler(ISources sources) : IRequestHandler<MergeSource, Answer<Representation>>
{
    public async Task<Answer<Representation>> Handle(MergeSource request, CancellationToken cancellationToken)
    {
        var read = JsonBody.Read(request.Json, "merge", (fields, _) => MergeJson.Read(fields));
        if (read.Problem is { } problem) return problem;

        var refusal = await sources.Merge(request.Source, new SourceId(read.Value.Into), read.Value.Reason, request.Writer, cancellationToken);
        if (refusal is not null) return Problems.Of(refusal, "merge");
        return await GetSourceHandler.Written(sources, request.Source, cancellationToken);
    }
}
