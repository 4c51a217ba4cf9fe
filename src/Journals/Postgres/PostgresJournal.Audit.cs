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
}
