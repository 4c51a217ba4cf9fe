using Analysis.Domain.Claims;
using Analysis.Engine;
using MediatR;

namespace Analysis.Api.Sources;

/// <summary>What is held about a source.</summary>
public sealed record GetSource(SourceId Source) : IRequest<Answer<Representation>>;

internal sealed class GetSourceHandler(ISources sources) : IRequestHandler<GetSource, Answer<Representation>>
{
    public async Task<Answer<Representation>> Handle(GetSource request, CancellationToken cancellationToken) =>
        await sources.Find(request.Source, cancellationToken) is { } reading
            ? ViewRenderer.Of(reading)
            : Problems.UnknownSource(request.Source.Value);
}
