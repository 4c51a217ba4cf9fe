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
}
