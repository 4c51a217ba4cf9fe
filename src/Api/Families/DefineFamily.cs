using System.Diagnostics;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Engine.Lists;
using Analysis.Engine.Reference;
using MediatR;

namespace Analysis.Api.Families;

/// <summary>Defines a family, or redefines it.</summary>
/// <param name="Family">The family.</param>
/// <param name="Json">The definition.</param>
/// <param name="IfVersion">The version it must be at: 0 when nobody may have defined it, null when that does not matter.</param>
public sealed record DefineFamily(string Family, ReadOnlyMemory<byte> Json, long? IfVersion) : Act<DefinedFamily>(Role.Editor);

public sealed record DefinedFamily(Representation Representation, bool Created);

internal sealed class DefineFamilyHandler(IFamilies families) : IRequestHandler<DefineFamily, Answer<DefinedFamily>>
{
    public async Task<Answer<DefinedFamily>> Handle(DefineFamily request, CancellationToken cancellationToken)
    {
        var definition = JsonBody.Read(request.Json, "family", (fields, faults) => FamilyDefinitionJson.Read(fields, faults, request.Family));
        if (definition.Problem is { } problem) return problem;

        return await families.Define(definition.Value, request.IfVersion, request.Writer, cancellationToken) switch
        {
            { Refusal: { } refusal } => Problems.Of(refusal, "family"),
            { Now: { } now, IsNew: var isNew } => new DefinedFamily(ViewRenderer.Of(now), isNew),
            _ => throw new UnreachableException($"Family {request.Family} was neither defined nor refused."),
        };
    }
}
