using System.Text.Json;

namespace Analysis.Api.Tables;

/// <summary>A list as a table: each of its items is a line.</summary>
/// <param name="Items">The member of a page that holds them.</param>
/// <param name="Columns">In order; where the items are of a ledger, those of the claim stand before them.</param>
/// <param name="IsLedger">Whether each item holds a claim.</param>
internal sealed record Table(string Items, IReadOnlyList<Column> Columns, bool IsLedger = false)
{
    private static readonly Column[] View =
    [
        new("evidence"), new("estimate"), new("lowerBound"), new("upperBound"), new("alternative"), new("probability"),
        new("top"), new("edtf"),
        new("low50", "interval50/0"), new("high50", "interval50/1"), new("low90", "interval90/0"),
        new("high90", "interval90/1"), new("likelihood", "likelihood/probability"), new("term", "likelihood/term"),
        new("confidence", "confidence/score"),
        new("level", "confidence/level"), new("disagreement"), new("disputed"), new("claims"), new("origins"),
        new("newest"), new("stale"), new("statement"), new("annulment", "annulment/reason"), new("rules"),
        new("answer", "headline/answer"), new("beside", "headline/beside"),
    ];

    public static readonly Table Topics = new("topics",
        [.. Named("id", "title", "kind", "unit", "tags", "archived", "version"), .. OfView("recordedAt", "validAt")]);

    public static readonly Table Sources = new("sources",
        Named("id", "name", "aliases", "kind", "grade", "mergedInto", "mergeReason", "version", "recordedAt"));

    public static readonly Table Families = new("families",
        Named("id", "kind", "tolerance", "scale", "misses", "halfLife", "learnsBalance", "version", "recordedAt"));

    public static readonly Table History = new("steps",
        [.. Named("version", "recordedAt", "event", "claim", "by", "reason"), .. OfView("validAt"), new("because")]);

    public static readonly Table Timeline = new("points", [.. Named("validAt", "reportedBy"), .. OfView(), .. Named("because", "between")]);

    public static readonly Table Moves = new("moves",
    [
        .. Named("topic", "title", "tags"), new("was", "was/text"), new("now", "now/text"),
        .. Named("by", "because", "recordedAt", "facts"),
    ]);

    public static readonly Table Audit = new("acts",
        Named("recordedAt", "act", "by", "topic", "claim", "source", "family", "version", "reason"));

    public static readonly Table Changes = new("changes",
        Named("position", "topic", "version", "recordedAt", "event", "claim"));

    public static readonly Table Ledger = new("claims", [.. ClaimColumns.Shown.Select(OfEntry)], IsLedger: true);

    private static Column OfEntry(string name) => new(name, name switch
    {
        "erased" => "claim/erased",
        "without" => "without/statement",
        _ => null,
    });

    private static Column[] Named(params string[] names) => Array.ConvertAll(names, name => new Column(name));

    private static IEnumerable<Column> OfView(params string[] more) =>
        View.Concat(more.Select(name => new Column(name))).Select(column =>
            column with { Path = $"view/{column.Path ?? column.Name}" });
}

/// <summary>A column of a table.</summary>
/// <param name="Name">What its header says.</param>
/// <param name="Path">Where in an item its cell is, in steps apart by slashes; null where that is the name.</param>
internal sealed record Column(string Name, string? Path = null)
{
    /// <summary>The cell of an item; empty where there is nothing.</summary>
    public string CellOf(JsonElement item, char decimalMark)
    {
        foreach (var step in (Path ?? Name).Split('/'))
        {
            if (item.ValueKind == JsonValueKind.Array && item.GetArrayLength() is var count
                && step is [>= '0' and <= '9'])
            {
                if (count <= step[0] - '0') return "";
                item = item[step[0] - '0'];
            }
            else if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty(step, out item))
            {
                return "";
            }
        }

        return item.ValueKind switch
        {
            JsonValueKind.String => Cells.Guarded(item.GetString()!), // a string
            JsonValueKind.Number => item.GetRawText().Replace('.', decimalMark),
            JsonValueKind.Array =>
                Cells.Guarded(Cells.Of(item.EnumerateArray().Select(one => one.GetString() ?? ""), Cells.And)),
            JsonValueKind.True or JsonValueKind.False => item.GetRawText(),
            _ => "",
        };
    }
}
