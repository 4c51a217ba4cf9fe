using System.Text.Json;
using System.Text.Json.Nodes;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Engine.Articles;
using Analysis.Engine.Drafts;
using MediatR;

namespace Analysis.Api.Drafts;

/// <summary>Puts claims into the tray, for a person to accept; nothing of them reaches the journal.</summary>
public sealed record ProposeClaims(ReadOnlyMemory<byte> Json) : Act<DraftPageJson>(Role.Contributor);

internal sealed class ProposeClaimsHandler(IDrafts drafts, IArticles articles, TimeProvider clock)
    : IRequestHandler<ProposeClaims, Answer<DraftPageJson>>
{
    public async Task<Answer<DraftPageJson>> Handle(ProposeClaims request, CancellationToken cancellationToken)
    {
        var read = JsonBody.Read(request.Json, "proposal", Read);
        if (read.Problem is { } problem) return problem;

        var (article, passages) = (read.Value.Article, read.Value.Passages);
        if (article is not null && await articles.FindArticle(article, cancellationToken) is null)
            return Problems.Invalid("proposal", [new("/article", null, "is no article that anybody has brought")]);

        var (now, faults, proposed) = (clock.GetUtcNow(), new FaultList(), new List<Draft>());
        var tray = $"{Guid.CreateVersion7(now):N}";
        using var body = JsonDocument.Parse(JsonBody.WithoutMark(request.Json));
        foreach (var (i, claim) in body.RootElement.GetProperty("claims").EnumerateArray().Index())
        {
            var id = $"{tray}-{i:00}";
            var json = ClaimOf(claim, id);
            if (json.Length > Draft.ClaimBytesMax) faults.AtField($"/claims/{i}",
                $"is larger than {Draft.ClaimBytesMax} bytes");
            proposed.Add(new Draft(id, now, request.Writer?.Name, read.Value.Proposer, read.Value.Why, json)
            {
                From = article is null ? null : new Passage(article, passages[i].Start, passages[i].End),
            });
        }

        if (faults.Any) return Problems.Invalid("proposal", faults.Faults);
        return await drafts.Add(proposed, cancellationToken)
            ? new DraftPageJson(proposed.ConvertAll(DraftJson.Of), Next: null)
            : Problems.TooManyDrafts;
    }

    /// <summary>A claim as a draft keeps it: with an id, so that to accept it twice posts it once.</summary>
    public static byte[] ClaimOf(JsonElement claim, string id)
    {
        if (claim.TryGetProperty("id", out _)) return JsonSerializer.SerializeToUtf8Bytes(claim,
            ApiJson.Wire.JsonElement);
        var named = new JsonObject { ["id"] = id };
        foreach (var field in claim.EnumerateObject()) named.Add(field.Name, JsonNode.Parse(field.Value.GetRawText()));
        return JsonSerializer.SerializeToUtf8Bytes(named, ApiJson.Wire.JsonObject);
    }

    private static Proposal? Read(JsonFields fields, FaultList faults)
    {
        var isGiven = fields.Has("claims");
        var claims = fields.Objects("claims", ProposalJson.ClaimsMax);
        if (claims is [] || !isGiven) fields.Fault("claims", "must hold at least one claim");
        var proposer = fields.Name("proposer", Limits.TextLengthMax);
        var why = fields.Text("why", Limits.ReasonLengthMax);
        var article = fields.Id("article");
        var hasPassages = fields.Has("passages");
        var passages = fields.Objects("passages", ProposalJson.ClaimsMax)?.Select(PassageJson.Read).ToList();
        if (article is not null && !hasPassages) fields.Fault("passages", "is required with article");
        if (article is null && hasPassages) fields.Fault("article", "is required with passages");
        if (passages is not null && claims is not null && passages.Count != claims.Length)
            fields.Fault("passages", "must be as many as the claims");
        fields.Done();
        return faults.Any ? null : new Proposal(proposer, why, article, [.. passages?.OfType<PassageJson>() ?? []]);
    }

    private sealed record Proposal(string? Proposer, string? Why, string? Article, IReadOnlyList<PassageJson> Passages);
}
