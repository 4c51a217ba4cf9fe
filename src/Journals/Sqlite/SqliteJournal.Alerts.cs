using Analysis.Domain.Claims;
using Analysis.Engine.Alerts;

namespace Analysis.Journals;

/// <summary>Alerts stand in the same file, with what they saw and told.</summary>
public sealed partial class SqliteJournal : IAlertStore
{
    public async Task<IReadOnlyList<Alert>> Alerts(CancellationToken ct) =>
        await Query($"SELECT {AlertRows.AlertColumns} FROM alert ORDER BY id", AlertRows.ReadAlert, [], ct);

    public async Task<Alert> Put(Alert alert) =>
        alert with { Version = await Written(writer => writer.PutAlert(alert)) };

    public Task<bool> Delete(string alert) => Written(writer => writer.DeleteAlert(alert));

    public async Task<long> Followed(CancellationToken ct) =>
        (await Query("SELECT position FROM alert_checkpoint", row => row.GetInt64(0), [], ct))[0];

    public async Task<AlertState?> State(string alert, TopicId? topic, CancellationToken ct)
    {
        var rows = await Query(
            "SELECT data FROM alert_sight WHERE alert = $0 AND topic = $1",
            row => AlertCodec.DecodeState(row.GetFieldValue<byte[]>(0)), [alert, topic?.Value ?? ""], ct);
        return rows.FirstOrDefault();
    }

    public async Task<IReadOnlyList<(string Alert, TopicId Topic)>> ToCheck(DateTimeOffset at, int limit,
        CancellationToken ct) =>
        await Query(
            """
            SELECT alert, topic FROM alert_sight WHERE check_at <= $0 AND topic <> ''
            ORDER BY check_at, alert, topic LIMIT $1
            """,
            row => (row.GetString(0), new TopicId(row.GetString(1))), [at.UtcTicks, limit], ct);

    public Task<bool> Record(long from, long to, IReadOnlyList<AlertSight> sights,
        IReadOnlyList<Delivery> deliveries) =>
        Written(writer => writer.Record(from, to, sights, deliveries));

    /// <summary>Asks first: a look that finds nothing must not wait for the writer.</summary>
    public async Task<IReadOnlyList<Delivery>> Take(DateTimeOffset now, DateTimeOffset until, int limit)
    {
        const string Due = "FROM delivery WHERE status = 'pending' AND next_try <= $0";
        if ((await Query($"SELECT 1 {Due} LIMIT 1", row => 1, [now.UtcTicks], default)).Count == 0) return [];
        return await Written(writer => writer.Do(
            $"""
            UPDATE delivery SET next_try = $1 WHERE id IN (SELECT id {Due} ORDER BY next_try, at, id LIMIT $2)
            RETURNING {AlertRows.DeliveryColumns}
            """,
            AlertRows.ReadDelivery, now.UtcTicks, until.UtcTicks, limit));
    }

    public Task Note(Delivery delivery) => Written(writer => writer.Do(
        "UPDATE delivery SET status = $1, attempts = $2, next_try = $3, tried_at = $4, answer = $5 WHERE id = $0",
        delivery.Change.Id, AlertRows.NameOf(delivery.Status), delivery.Attempts, delivery.NextTry.UtcTicks,
        delivery.TriedAt?.UtcTicks, delivery.Answer));

    public Task Postpone(string alert, DateTimeOffset until) => Written(writer => writer.Do(
        "UPDATE delivery SET next_try = $1 WHERE alert = $0 AND status = 'pending' AND next_try < $1", alert,
        until.UtcTicks));

    public async Task<Delivery?> FindDelivery(string id, CancellationToken ct) => (await Query(
        $"SELECT {AlertRows.DeliveryColumns} FROM delivery WHERE id = $0", AlertRows.ReadDelivery, [id],
        ct)).FirstOrDefault();

    public async Task<IReadOnlyList<Delivery>> Deliveries(DeliveryQuery query, CancellationToken ct)
    {
        Limits.CheckPage(query.Limit);
        var (where, values) = AlertRows.Conditions(query, n => $"${n}");
        return await Query($"SELECT {AlertRows.DeliveryColumns} FROM delivery WHERE {where}", AlertRows.ReadDelivery,
            values, ct);
    }

    public Task Trim(DateTimeOffset before, int max) => Written(writer => writer.Do(
        """
        DELETE FROM delivery WHERE id IN (
          SELECT id FROM (SELECT id, at, row_number() OVER (PARTITION BY alert ORDER BY at DESC, id DESC) AS place
            FROM delivery WHERE status <> 'pending') WHERE at < $0 OR place > $1)
        """,
        before.UtcTicks, max));

    private Task<T> Written<T>(Func<SqliteWriter, T> write) => Task.Run(() =>
    {
        T? result = default;
        Write(writer => result = write(writer));
        return result!; // written by now
    });
}
