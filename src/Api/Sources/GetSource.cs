using System.Diagnostics;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Lists;
using Analysis.Engine.Reference;
using MediatR;

namespace Analysis.Api.Sources;

/// <summary>What is held about a source that somebody has named, or that stands in the chain of a claim, and its track record.</summary>
public sealed record GetSource(SourceId Source) : UseCase<Representation>(Role.Reader);

internal sealed class GetSourceHandler(ISources sources) : IRequestHandler<GetSource, Answer<Representation>>
{
    public async Task<Answer<Representation>> Handle(GetSource request, CancellationToken cancellationToken) =>
        await Read(sources, request.Source, cancellationToken) is { } source ? source : Problems.UnknownSource(request.Source.Value);

    /// <summary>The same of a source that was just written.</summary>
    public static async Task<Representation> Written(ISources sources, SourceId source, CancellationToken cancellationToken) =>
        await Read(sources, source, cancellationToken) ?? throw new UnreachableException($"Source {source} was written and is not there.");

    /// <summary>Null when nobody has named it or claimed anything through it.</summary>
    public static async Task<Representation?> Read(ISources sources, SourceId source, CancellationToken cancellationToken)
    {
        var held = await sources.Find(source, cancellationToken);
        var (outcomes, topics, complete) = await sources.Outcomes(source, cancellationToken);
        return held is null && topics == 0 ? null
            : ViewRenderer.Of(held ?? new(SourceProfile.Unknown(source), 0, default), OutcomesJson.Of(outcomes, topics, complete));
    }
}
