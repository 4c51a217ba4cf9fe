using Analysis.Engine.Alerts;
using Microsoft.Data.Sqlite;

namespace Analysis.Journals;

/// <summary>Writing alerts: rarer than appends, so statements are made when they are needed.</summary>
internal sealed partial class SqliteWriter
{
    /// <summary>Runs one statement in a transaction of its own; how many rows it has changed.</summary>
    public int Do(string sql, params object?[] values) => Read(sql, static row => row.RecordsAffected, values).Changed;

    /// <summary>The rows that a statement gives back.</summary>
    public List<T> Do<T>(string sql, Func<SqliteDataReader, T> read, params object?[] values) =>
        Read(sql, read, values).Rows;

    /// <summary>Writes what <see cref="IAlertStore.Record"/> says; false when somebody else has moved on.</summary>
    public bool Record(long from, long to, IReadOnlyList<AlertSight> sights, IReadOnlyList<Delivery> deliveries)
    {
        _begin.Run();
        if (Do("UPDATE alert_checkpoint SET position = $1 WHERE position = $0", from, to) == 0)
        {
            _rollback.Run();
            return false;
        }

        using var sight = new Statement(
            _connection,
            """
            INSERT OR REPLACE INTO alert_sight (alert, topic, check_at, data)
            SELECT $0, $1, $2, $3 WHERE EXISTS (SELECT 1 FROM alert WHERE id = $0 AND version = $4)
            """,
            5);
        foreach (var s in sights)
            sight.Run(s.Alert, s.Topic?.Value ?? "", s.CheckAt.UtcTicks, AlertCodec.Encode(s.State), s.Version);
        using var delivery = new Statement(
            _connection,
            """
            INSERT OR IGNORE INTO delivery (id, alert, at, status, attempts, next_try, tried_at, answer, data)
            SELECT $0, $1, $2, $3, $4, $5, $6, $7, $8 WHERE EXISTS (SELECT 1 FROM alert WHERE id = $1)
            """,
            9);
        foreach (var d in deliveries)
        {
            delivery.Run(d.Change.Id, d.Change.Alert, d.Change.At.UtcTicks, AlertRows.NameOf(d.Status),
                (long)d.Attempts,
                d.NextTry.UtcTicks, d.TriedAt?.UtcTicks, d.Answer, AlertCodec.Encode(d.Change));
        }

        _commit.Run();
        return true;
    }

    /// <summary>Forgets an alert with what it saw and told; false when there is none.</summary>
    public bool DeleteAlert(string alert)
    {
        _begin.Run();
        Do("DELETE FROM alert_sight WHERE alert = $0", alert);
        Do("DELETE FROM delivery WHERE alert = $0", alert);
        var isGone = Do("DELETE FROM alert WHERE id = $0", alert) > 0;
        _commit.Run();
        return isGone;
    }

    /// <summary>Defines an alert; its version.</summary>
    public long PutAlert(Alert alert)
    {
        _begin.Run();
        Do("DELETE FROM alert_sight WHERE alert = $0", alert.Id);
        var version = Do(
            """
            INSERT INTO alert (id, version, since, changed_at, data) VALUES ($0, 1, $1, $2, $3)
            ON CONFLICT (id) DO UPDATE SET version = version + 1, since = $1, changed_at = $2, data = $3
            RETURNING version
            """,
            row => row.GetInt64(0), alert.Id, alert.Since, alert.ChangedAt.UtcTicks, AlertCodec.Encode(alert))[0];
        _commit.Run();
        return version;
    }

    private (List<T> Rows, int Changed) Read<T>(string sql, Func<SqliteDataReader, T> read, object?[] values)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i}", values[i] ?? DBNull.Value);
        using var row = command.ExecuteReader();
        var rows = new List<T>();
        while (row.Read()) rows.Add(read(row));
        return (rows, row.RecordsAffected);
    }
}
