using System.Text.Json;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Engine.Journal;
using MediatR;

namespace Analysis.Api.Audit;

/// <summary>Who did what, newest first.</summary>
public sealed record ListActs(AuditQuery Query) : UseCase<Page>(Role.Reader);

internal sealed class ListActsHandler(IAudit audit) : IRequestHandler<ListActs, Answer<Page>>
{
    public async Task<Answer<Page>> Handle(ListActs request, CancellationToken cancellationToken)
    {
        var query = request.Query;
        var found = await audit.List(query with { Limit = query.Limit + 1 }, cancellationToken);
        var acts = found.Take(query.Limit).ToList();
        var next = found.Count > acts.Count ? AuditCursor.Encode(AuditPlace.Of(acts[^1])) : null;
        var json = new AuditPageJson(acts.ConvertAll(ActJson.Of), next);
        return new Page(JsonSerializer.SerializeToUtf8Bytes(json, ApiJson.Wire.AuditPageJson), next);
    }
}
