using Analysis.Engine.Journal;

namespace Analysis.Journals;

/// <summary>The audit: events by time.</summary>
public sealed partial class PostgresJournal : IAudit
{
    public async Task<IReadOnlyList<RecordedEvent>> List(AuditQuery query, CancellationToken ct)
    {
        Limits.CheckPage(query.Limit);
        var sql = new AuditSql(query, EventColumns, n => $"${n + 1}", column => column);
        return await Query(sql.Text, ReadEvent, ct, sql.Values);
    }

    /// <summary>So many events may have come to their positions in another order than that of their times.</summary>
    private const int Crowded = 1_000;

    public async Task<long> Before(DateTimeOffset from, CancellationToken ct)
    {
        var end = await End(ct);
        var first = await Query(
            """
            SELECT min(position) FROM (
              SELECT position FROM event WHERE recorded_at >= $1 ORDER BY recorded_at, position LIMIT $2) AS first
            """,
            row => row.IsDBNull(0) ? end : row.GetInt64(0) - 1, ct, from.UtcTicks, Crowded);
        return Math.Min(first[0], end);
    }
}
