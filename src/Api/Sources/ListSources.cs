using System.Text.Json;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Engine.Lists;
using Analysis.Engine.Reference;
using MediatR;

namespace Analysis.Api.Sources;

/// <summary>A page of sources, by id.</summary>
public sealed record ListSources(string? Text, int Limit, string? Cursor) : UseCase<Page>(Role.Reader);

internal sealed class ListSourcesHandler(IReadModel readModel, ILists lists, ISources sources) : IRequestHandler<ListSources, Answer<Page>>
{
    public async Task<Answer<Page>> Handle(ListSources request, CancellationToken cancellationToken)
    {
        var query = new RowQuery("source", request.Text, Tag: null, RowOrder.Id, request.Limit, request.Cursor);
        if (await readModel.Page(lists, query, cancellationToken) is not { } page) return Problems.InvalidParameter("cursor", "is not one that this list gave");

        var items = new List<SourceJson>();
        foreach (var row in page.Rows)
        {
            if (await sources.Find(new SourceId(row.Id), cancellationToken) is { } reading) items.Add(SourceJson.Of(reading));
        }

        var json = new SourcePageJson(items, page.Next);
        return new Page(JsonSerializer.SerializeToUtf8Bytes(json, ApiJson.Wire.SourcePageJson), page.Next);
    }
}
