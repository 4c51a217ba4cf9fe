using Analysis.Domain.Claims;
using Analysis.Engine.Alerts;
using Npgsql;

namespace Analysis.Journals;

/// <summary>Alerts stand in the same database, with what they saw and told.</summary>
public sealed partial class PostgresJournal : IAlertStore
{
    public async Task<IReadOnlyList<Alert>> Alerts(CancellationToken ct) =>
        await Query($"SELECT {AlertRows.AlertColumns} FROM alert ORDER BY id", AlertRows.ReadAlert, ct);

    public async Task<Alert> Put(Alert alert)
    {
        var versions = await Query(
            """
            WITH forgotten AS (DELETE FROM alert_sight WHERE alert = $1)
            INSERT INTO alert (id, version, since, changed_at, data) VALUES ($1, 1, $2, $3, $4)
            ON CONFLICT (id) DO UPDATE SET version = alert.version + 1, since = $2, changed_at = $3, data = $4
            RETURNING version
            """,
            row => row.GetInt64(0), default, alert.Id, alert.Since, alert.ChangedAt.UtcTicks, AlertCodec.Encode(alert));
        return alert with { Version = versions[0] };
    }

    public async Task<bool> Delete(string alert) => (await Query(
        """
        WITH sights AS (DELETE FROM alert_sight WHERE alert = $1), told AS (DELETE FROM delivery WHERE alert = $1)
        DELETE FROM alert WHERE id = $1 RETURNING id
        """,
        row => row.GetString(0), default, alert)).Count > 0;

    public async Task<long> Followed(CancellationToken ct) =>
        (await Query("SELECT position FROM alert_checkpoint", row => row.GetInt64(0), ct))[0];

    public async Task<AlertState?> State(string alert, TopicId? topic, CancellationToken ct)
    {
        var rows = await Query(
            "SELECT data FROM alert_sight WHERE alert = $1 AND topic = $2",
            row => AlertCodec.DecodeState(row.GetFieldValue<byte[]>(0)), ct, alert, topic?.Value ?? "");
        return rows.FirstOrDefault();
    }

    public async Task<IReadOnlyList<(string Alert, TopicId Topic)>> ToCheck(DateTimeOffset at, int limit,
        CancellationToken ct) =>
        await Query(
            """
            SELECT alert, topic FROM alert_sight WHERE check_at <= $1 AND topic <> ''
            ORDER BY check_at, alert, topic LIMIT $2
            """,
            row => (row.GetString(0), new TopicId(row.GetString(1))), ct, at.UtcTicks, limit);

    /// <summary>
    /// The row of the checkpoint decides between two that follow: the second waits for it, and then finds it moved.
    /// </summary>
    public Task<bool> Record(long from, long to, IReadOnlyList<AlertSight> sights,
        IReadOnlyList<Delivery> deliveries) => Connected(
        async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using var move = new NpgsqlBatch(connection)
            {
                BatchCommands = { Command("UPDATE alert_checkpoint SET position = $2 WHERE position = $1", from, to) },
            };
            if (await move.ExecuteNonQueryAsync() == 0) return false;
            await using var rows = new NpgsqlBatch(connection);
            foreach (var s in sights)
            {
                rows.BatchCommands.Add(Command(
                    """
                    INSERT INTO alert_sight (alert, topic, check_at, data)
                    SELECT $1, $2, $3, $4 WHERE EXISTS (SELECT 1 FROM alert WHERE id = $1 AND version = $5)
                    ON CONFLICT (alert, topic) DO UPDATE SET check_at = excluded.check_at, data = excluded.data
                    """,
                    s.Alert, s.Topic?.Value ?? "", s.CheckAt.UtcTicks, AlertCodec.Encode(s.State), s.Version));
            }

            foreach (var d in deliveries)
            {
                rows.BatchCommands.Add(Command(
                    """
                    INSERT INTO delivery (id, alert, at, status, attempts, next_try, data)
                    SELECT $1, $2, $3, $4, $5, $6, $7 WHERE EXISTS (SELECT 1 FROM alert WHERE id = $2)
                    ON CONFLICT (id) DO NOTHING
                    """,
                    d.Change.Id, d.Change.Alert, d.Change.At.UtcTicks, AlertRows.NameOf(d.Status), d.Attempts,
                    d.NextTry.UtcTicks, AlertCodec.Encode(d.Change)));
            }

            if (rows.BatchCommands.Count > 0) await rows.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
            return true;
        },
        default);

    public async Task<IReadOnlyList<Delivery>> Take(DateTimeOffset now, DateTimeOffset until, int limit) => await Query(
        $"""
        UPDATE delivery SET next_try = $2 WHERE id IN (
          SELECT id FROM delivery WHERE status = 'pending' AND next_try <= $1 ORDER BY next_try, at, id LIMIT $3
          FOR UPDATE SKIP LOCKED)
        RETURNING {AlertRows.DeliveryColumns}
        """,
        AlertRows.ReadDelivery, default, now.UtcTicks, until.UtcTicks, limit);

    public Task Note(Delivery delivery) => Query(
        "UPDATE delivery SET status = $2, attempts = $3, next_try = $4, tried_at = $5, answer = $6 WHERE id = $1",
        row => 0, default, delivery.Change.Id, AlertRows.NameOf(delivery.Status), delivery.Attempts,
            delivery.NextTry.UtcTicks,
        delivery.TriedAt?.UtcTicks, delivery.Answer);

    public Task Postpone(string alert, DateTimeOffset until) => Query(
        "UPDATE delivery SET next_try = $2 WHERE alert = $1 AND status = 'pending' AND next_try < $2",
        row => 0, default, alert, until.UtcTicks);

    public async Task<Delivery?> FindDelivery(string id, CancellationToken ct) => (await Query(
        $"SELECT {AlertRows.DeliveryColumns} FROM delivery WHERE id = $1", AlertRows.ReadDelivery, ct,
        id)).FirstOrDefault();

    public async Task<IReadOnlyList<Delivery>> Deliveries(DeliveryQuery query, CancellationToken ct)
    {
        Limits.CheckPage(query.Limit);
        var (where, values) = AlertRows.Conditions(query, n => $"${n + 1}");
        return await Query(
            $"SELECT {AlertRows.DeliveryColumns} FROM delivery WHERE {where}", AlertRows.ReadDelivery, ct, values);
    }

    public Task Trim(DateTimeOffset before, int max) => Query(
        """
        DELETE FROM delivery WHERE id IN (
          SELECT id FROM (SELECT id, at, row_number() OVER (PARTITION BY alert ORDER BY at DESC, id DESC) AS place
            FROM delivery WHERE status <> 'pending') AS log WHERE at < $1 OR place > $2)
        """,
        row => 0, default, before.UtcTicks, max);
}
