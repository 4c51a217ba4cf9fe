using System.Text.Json;
using Analysis.Engine.Lists;

namespace Analysis.Journals;

/// <summary>Writing rows: rarer than appends, so these statements are prepared when they are first needed.</summary>
internal sealed partial class SqliteWriter
{
    private Statement? _searched;
    private Statement? _head;
    private Statement? _forget;
    private Statement? _term;
    private Statement? _checkpoint;

    /// <summary>Replaces rows that are not newer than these, and the checkpoint, in one transaction.</summary>
    public void Write(IReadOnlyList<SummaryRow> rows, Checkpoint checkpoint)
    {
        _begin.Run();
        foreach (var row in rows) Write(row);
        _checkpoint ??= new(_connection, "UPDATE checkpoint SET position = $0, stamp = $1", 2);
        _checkpoint.Run(checkpoint.Position, checkpoint.Stamp);
        _commit.Run();
    }

    /// <summary>Forgets all rows.</summary>
    public void RestartRows(string stamp)
    {
        _begin.Run();
        foreach (var table in new[] { "head", "head_term" })
        {
            using var clear = new Statement(_connection, $"DELETE FROM {table}");
            clear.Run();
        }

        _checkpoint ??= new(_connection, "UPDATE checkpoint SET position = $0, stamp = $1", 2);
        _checkpoint.Run(0L, stamp);
        _commit.Run();
    }

    private void Write(SummaryRow row)
    {
        _searched ??= new(_connection, "SELECT version, search_text || char(0) || tags FROM head WHERE stream = $0", 1);
        var tags = JsonSerializer.Serialize(row.Tags);
        var known = _searched.Row(row.Stream);
        if (known is [long version, ..] && version > row.Version) return;

        _head ??= new(
            _connection,
            """
            INSERT OR REPLACE INTO head (stream, version, category, id, title, title_key, search_text, tags, confidence, confidence_key,
              updated_at, updated_key, holds_until, brief, whole, stamp)
            VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """,
            16);
        _head.Run(
            row.Stream,
            row.Version,
            row.Category,
            row.Id,
            row.Title,
            RowCursor.TitleKey(row.Title),
            row.SearchText,
            tags,
            row.Confidence,
            RowCursor.ConfidenceNumber(row.Confidence),
            row.UpdatedAt.UtcTicks,
            -row.UpdatedAt.UtcTicks,
            row.HoldsUntil.UtcTicks,
            row.Brief.ToArray(),
            row.Whole.ToArray(),
            row.Stamp);
        if (known is not [_, string searched] || searched != $"{row.SearchText}\0{tags}") WriteTerms(row);
    }

    private void WriteTerms(SummaryRow row)
    {
        _forget ??= new(_connection, "DELETE FROM head_term WHERE stream = $0", 1);
        _forget.Run(row.Stream);
        _term ??= new(_connection, "INSERT INTO head_term (term, stream) VALUES ($0, $1)", 2);
        foreach (var term in RowTerms.Of(row)) _term.Run(term, row.Stream);
    }
}
