using Analysis.Api.Access;
using Analysis.Engine.Lists;
using Analysis.Engine.Reference;
using MediatR;

namespace Analysis.Api.Families;

/// <summary>How topics of a family are weighed.</summary>
public sealed record GetFamily(string Family) : UseCase<Representation>(Role.Reader);

internal sealed class GetFamilyHandler(IFamilies families) : IRequestHandler<GetFamily, Answer<Representation>>
{
    public async Task<Answer<Representation>> Handle(GetFamily request, CancellationToken cancellationToken) =>
        await families.Find(request.Family, cancellationToken) is { } reading
            ? ViewRenderer.Of(reading)
            : Problems.UnknownFamily(request.Family);
}
