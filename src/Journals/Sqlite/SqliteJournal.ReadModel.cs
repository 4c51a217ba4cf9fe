using System.Text.Json;
using Analysis.Engine;
using Microsoft.Data.Sqlite;

namespace Analysis.Journals;

/// <summary>Lists read the heads that the appends wrote.</summary>
public sealed partial class SqliteJournal : IReadModel
{
    public async Task<HeadPage> List(HeadQuery query, CancellationToken ct)
    {
        Limits.CheckPage(query.Limit);
        var after = HeadCursor.Decode(query.After, query.Order);
        var (number, text) = SortColumns(query.Order);
        var rows = await Query(
            $"""
            SELECT category, id, title, search_text, tags, confidence, updated_at, brief, version,
              {number} AS sort_number, {text} AS sort_text
            FROM stream_head
            WHERE category = $0
              AND ($1 IS NULL OR EXISTS (SELECT 1 FROM json_each(tags) WHERE value = $1))
              AND NOT EXISTS (SELECT 1 FROM json_each($2) WHERE instr(search_text, value) = 0)
              AND ($3 IS NULL OR (sort_number, sort_text, id) > ($3, $4, $5))
            ORDER BY sort_number, sort_text, id
            LIMIT $6
            """,
            row => (
                Head: ReadHead(row),
                Version: row.GetInt64(8),
                Cursor: new HeadCursor(query.Order, row.GetInt64(9), row.GetString(10), row.GetString(1))),
            [
                query.Category, query.Tag, JsonSerializer.Serialize(HeadWords.Of(query.Text)),
                after?.Number, after?.Text, after?.Id, query.Limit + 1,
            ],
            ct);

        var page = rows.Take(query.Limit).ToList();
        return new HeadPage(
            [.. page.Select(row => row.Head)],
            [.. page.Select(row => row.Version)],
            rows.Count > query.Limit ? page[^1].Cursor.Encode() : null);
    }

    public async Task<IReadOnlyList<string>> StreamsUsing(string source, string? after, int limit, CancellationToken ct)
    {
        Limits.CheckPage(limit);
        return await Query(
            "SELECT stream FROM source_use WHERE source = $0 AND stream > $1 ORDER BY stream LIMIT $2",
            row => row.GetString(0),
            [source, after ?? "", limit],
            ct);
    }

    /// <summary>Number and text of <see cref="HeadCursor"/>, as SQL.</summary>
    private static (string Number, string Text) SortColumns(HeadOrder order) => order switch
    {
        HeadOrder.Id => ("0", "''"),
        HeadOrder.Updated => ("-updated_at", "''"),
        HeadOrder.Confidence => ("ifnull(-CAST(round(confidence * 1e9) AS INTEGER), 1)", "''"),
        HeadOrder.Title => ("0", "title_key"),
        _ => throw new ArgumentOutOfRangeException(nameof(order), order, "unknown order"),
    };

    private static StreamHead ReadHead(SqliteDataReader row) =>
        new(
            row.GetString(0),
            row.GetString(1),
            row.GetString(2),
            row.GetString(3),
            JsonSerializer.Deserialize<string[]>(row.GetString(4)) ?? [],
            row.IsDBNull(5) ? null : row.GetDouble(5),
            new DateTimeOffset(row.GetInt64(6), TimeSpan.Zero),
            row.GetFieldValue<byte[]>(7));
}
