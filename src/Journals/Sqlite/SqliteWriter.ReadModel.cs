using System.Text.Json;
using Analysis.Engine.Lists;

namespace Analysis.Journals;

/// <summary>Writing heads: rarer than appends, so these statements are prepared when they are first needed.</summary>
internal sealed partial class SqliteWriter
{
    private Statement? _searched;
    private Statement? _head;
    private Statement? _forget;
    private Statement? _term;
    private Statement? _checkpoint;

    /// <summary>Replaces heads that are not newer than these, and the checkpoint, in one transaction.</summary>
    public void Write(IReadOnlyList<StreamHead> heads, Checkpoint checkpoint)
    {
        _begin.Run();
        foreach (var head in heads) Write(head);
        _checkpoint ??= new(_connection, "UPDATE checkpoint SET position = $0, stamp = $1", 2);
        _checkpoint.Run(checkpoint.Position, checkpoint.Stamp);
        _commit.Run();
    }

    /// <summary>Forgets all heads.</summary>
    public void RestartHeads(string stamp)
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

    private void Write(StreamHead head)
    {
        _searched ??= new(_connection, "SELECT version, search_text || char(0) || tags FROM head WHERE stream = $0", 1);
        var tags = JsonSerializer.Serialize(head.Tags);
        var known = _searched.Row(head.Stream);
        if (known is [long version, ..] && version > head.Version) return;

        _head ??= new(
            _connection,
            """
            INSERT OR REPLACE INTO head (stream, version, category, id, title, title_key, search_text, tags, confidence, confidence_key,
              updated_at, updated_key, holds_until, brief, whole, stamp)
            VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """,
            16);
        _head.Run(
            head.Stream,
            head.Version,
            head.Category,
            head.Id,
            head.Title,
            HeadCursor.TitleKey(head.Title),
            head.SearchText,
            tags,
            head.Confidence,
            HeadCursor.ConfidenceNumber(head.Confidence),
            head.UpdatedAt.UtcTicks,
            -head.UpdatedAt.UtcTicks,
            head.HoldsUntil.UtcTicks,
            head.Brief.ToArray(),
            head.Whole.ToArray(),
            head.Stamp);
        if (known is not [_, string searched] || searched != $"{head.SearchText}\0{tags}") WriteTerms(head);
    }

    private void WriteTerms(StreamHead head)
    {
        _forget ??= new(_connection, "DELETE FROM head_term WHERE stream = $0", 1);
        _forget.Run(head.Stream);
        _term ??= new(_connection, "INSERT INTO head_term (term, stream) VALUES ($0, $1)", 2);
        foreach (var term in HeadTerms.Of(head)) _term.Run(term, head.Stream);
    }
}
