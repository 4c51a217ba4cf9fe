using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Engine.Lists;
using Analysis.Engine.Reference;
using MediatR;

namespace Analysis.Api.Sources;

/// <summary>Names and grades a source.</summary>
public sealed record AssessSource(SourceId Source, ReadOnlyMemory<byte> Json) : Act<AssessedSource>(Role.Editor);

public sealed record AssessedSource(Representation Representation, bool Created);

internal sealed class AssessSourceHandler(ISources sources, ISourceNames names) : IRequestHandler<AssessSource, Answer<AssessedSource>>
{
    public async Task<Answer<AssessedSource>> Handle(AssessSource request, CancellationToken cancellationToken)
    {
        var profile = JsonBody.Read(request.Json, "source", (fields, faults) => SourceAssessmentJson.Read(fields, faults, request.Source));
        if (profile.Problem is { } problem) return problem;

        if (await names.Taken(request.Source, profile.Value.Aliases, cancellationToken) is { } taken) return Problems.Of(taken, "source");
        var (_, created) = await sources.Assess(profile.Value, request.Writer, cancellationToken);
        return new AssessedSource(await GetSourceHandler.Written(sources, request.Source, cancellationToken), created);
    }
}
