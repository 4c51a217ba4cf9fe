using System.Text.Json;
using Analysis.Domain.Claims;
using Analysis.Reading;

namespace Analysis.ReadingBench;

/// <summary>A claim that an analyst read from an article, as far as it is compared.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Article">The file of the article.</param>
/// <param name="Reported">When the article was published; null when that is not known.</param>
/// <param name="Value">What is stated; null for kinds that rules do not read.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="IsAhead">Whether it is planned, expected or possible.</param>
/// <param name="Hedges">As they stand.</param>
/// <param name="IsDerived">Whether the analyst computed it from others: no sentence says it.</param>
internal sealed record AnalystClaim(
    string Id, string Article, Edtf? Reported, ClaimValue? Value, string? Unit, bool IsAhead,
        IReadOnlyList<string> Hedges,
    bool IsDerived)
{
    /// <summary>Whether it is a number or a date: what is measured.</summary>
    public bool IsMeasured => Value is not null;

    public static List<AnalystClaim> ReadAll(string path) =>
        [.. File.ReadLines(path).Where(line => !string.IsNullOrWhiteSpace(line)).Select(Read)];

    /// <summary>
    /// Whether the proposal states the same of the same unit. A margin is the analyst's own, and not compared. That
    /// there are any is the
    /// same only of what has happened, or of what is to come.
    /// </summary>
    public bool Fits(ProposedClaim proposal) => Same(Value, proposal.Value)
        && (Value is not ClaimValue.Bound { Value: 1 }
            || IsAhead == (proposal.Status is ClaimStatus.Planned or ClaimStatus.Expected or ClaimStatus.Possible))
        && (Unit is null ? proposal.Unit is null : proposal.Unit is not null && Spelling.SameUnit(Unit, proposal.Unit));

    /// <summary>Hedges that both have, as a share of those that either has; 1 when neither has any.</summary>
    public double Overlap(ProposedClaim proposal)
    {
        var (mine, its) = (Hedges.Select(Spelling.Key).ToHashSet(), proposal.Hedges.Select(Spelling.Key).ToHashSet());
        var all = mine.Union(its).Count();
        return all == 0 ? 1 : mine.Intersect(its).Count() / (double)all;
    }

    private static bool Same(ClaimValue? a, ClaimValue b) => (a, b) switch
    {
        (ClaimValue.Quantity x, ClaimValue.Quantity y) => x.Best == y.Best,
        (ClaimValue.Range x, ClaimValue.Range y) => x == y,
        (ClaimValue.Bound x, ClaimValue.Bound y) => x.Value == y.Value && x.IsLower == y.IsLower,
        (ClaimValue.Date x, ClaimValue.Date y) => Equals(x.Edtf, y.Edtf),
        _ => false,
    };

    private static AnalystClaim Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        var claim = json.RootElement;
        return new AnalystClaim(claim.GetProperty("id").GetString()!, claim.GetProperty("article").GetString()!,
            Text(claim, "reportedTime") is { } reported ? Edtf.Parse(reported)
                : null, ValueOf(claim.GetProperty("value")), Text(claim, "unit"),
            Text(claim, "status") is "planned" or "expected" or "possible",
            claim.TryGetProperty("hedges", out var hedges) ? [.. hedges.EnumerateArray().Select(h => h.GetString()!)]
                : [],
            claim.TryGetProperty("qualifiers", out var q) && q.TryGetProperty("derivedFrom", out _));
    }

    private static ClaimValue? ValueOf(JsonElement value) => value.GetProperty("kind").GetString() switch
    {
        "quantity" => new ClaimValue.Quantity(Number(value, "best"), null, null),
        "range" => new ClaimValue.Range(Number(value, "low"), Number(value, "high")),
        "bound" => new ClaimValue.Bound(value.GetProperty("op").GetString()![0] == '>' ? BoundOp.AtLeast
            : BoundOp.AtMost, Number(value, "value")),
        "date" => new ClaimValue.Date(Text(value, "edtf") is { } edtf ? Edtf.Parse(edtf) : null),
        _ => null,
    };

    private static double Number(JsonElement json, string field) => json.GetProperty(field).GetDouble();

    private static string? Text(JsonElement json, string field) =>
        json.TryGetProperty(field, out var text) ? text.GetString() : null;
}
