using Analysis.Engine.Journal;

namespace Analysis.Journals;

/// <summary>The audit: events by time.</summary>
public sealed partial class SqliteJournal : IAudit
{
    public async Task<IReadOnlyList<RecordedEvent>> List(AuditQuery query, CancellationToken ct)
    {
        Limits.CheckPage(query.Limit);
        var sql = new AuditSql(query, EventColumns, n => $"${n}", column => $"+{column}");
        return await Query(sql.Text, ReadEvent, sql.Values, ct);
    }

    /// <summary>So many events may have come to their positions in another order than that of their times.</summary>
    private const int Crowded = 1_000;

    public async Task<long> Before(DateTimeOffset from, CancellationToken ct)
    {
        var end = await End(ct);
        var first = await Query(
            """
            SELECT min(position) FROM (
              SELECT position FROM event WHERE recorded_at >= $0 ORDER BY recorded_at, position LIMIT $1) AS first
            """,
            row => row.IsDBNull(0) ? end : row.GetInt64(0) - 1, [from.UtcTicks, Crowded], ct);
        return Math.Min(first[0], end);
    }
}
