using System.Text.Json;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Topics;
using Analysis.Engine.Lists;
using Analysis.Engine.Reference;
using MediatR;

namespace Analysis.Api.Families;

/// <summary>A page of families: first the built-in ones that nobody has defined, besides the limit; then the others by id.</summary>
public sealed record ListFamilies(int Limit, string? Cursor) : UseCase<Page>(Role.Reader);

internal sealed class ListFamiliesHandler(IReadModel readModel, ILists lists, IFamilies families) : IRequestHandler<ListFamilies, Answer<Page>>
{
    public async Task<Answer<Page>> Handle(ListFamilies request, CancellationToken cancellationToken)
    {
        var query = new RowQuery("family", Text: null, Tag: null, RowOrder.Id, request.Limit, request.Cursor);
        if (await readModel.Page(lists, query, cancellationToken) is not { } page) return Problems.InvalidParameter("cursor", "is not one that this list gave");

        var found = new List<ReferenceEntry<FamilyDefinition>?>();
        if (request.Cursor is null)
        {
            foreach (var known in FamilyDefinition.BuiltIn) found.Add(await families.Find(known.Name, cancellationToken));
            found.RemoveAll(f => f is not { Version: 0 });
        }

        foreach (var row in page.Rows) found.Add(await families.Find(row.Id, cancellationToken));
        var json = new FamilyPageJson([.. found.OfType<ReferenceEntry<FamilyDefinition>>().Select(FamilyJson.Of)], page.Next);
        return new Page(JsonSerializer.SerializeToUtf8Bytes(json, ApiJson.Wire.FamilyPageJson), page.Next);
    }
}
