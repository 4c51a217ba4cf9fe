using System.Data.Common;
using Analysis.Engine.Alerts;

namespace Analysis.Journals;

/// <summary>Rows of the tables of alerts, the same in every database.</summary>
internal static class AlertRows
{
    public const string AlertColumns = "id, version, since, changed_at, data";

    public const string DeliveryColumns = "id, alert, at, status, attempts, next_try, tried_at, answer, data";

    public static string NameOf(DeliveryStatus status) => status switch
    {
        DeliveryStatus.Pending => "pending",
        DeliveryStatus.Delivered => "delivered",
        DeliveryStatus.Dead => "dead",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "unknown status"),
    };

    public static Alert ReadAlert(DbDataReader row) =>
        AlertCodec.Decode(row.GetString(0), row.GetInt64(1), row.GetInt64(2), Time(row.GetInt64(3)),
            row.GetFieldValue<byte[]>(4));

    public static Delivery ReadDelivery(DbDataReader row) => new(
        AlertCodec.DecodeChange(row.GetString(0), row.GetString(1), Time(row.GetInt64(2)),
            row.GetFieldValue<byte[]>(8)),
        row.GetString(3) switch
        {
            "pending" => DeliveryStatus.Pending,
            "delivered" => DeliveryStatus.Delivered,
            "dead" => DeliveryStatus.Dead,
            var unknown => throw new InvalidDataException($"delivery {row.GetString(0)} has the status {unknown}"),
        },
        row.GetInt32(4),
        Time(row.GetInt64(5)),
        row.IsDBNull(6) ? null : Time(row.GetInt64(6)),
        row.IsDBNull(7) ? null : row.GetString(7));

    /// <summary>A query's conditions and their values, from a function that names the n-th parameter, from 0.</summary>
    public static (string Where, object?[] Values) Conditions(DeliveryQuery query, Func<int, string> parameter)
    {
        var (conditions, values) = (new List<string> { "true" }, new List<object?>());
        if (query.Alert is { } alert) conditions.Add($"alert = {Add(alert)}");
        if (query.Status is { } status) conditions.Add($"status = {Add(NameOf(status))}");
        if (query.Before is { } place) conditions.Add($"(at, id) < ({Add(place.At.UtcTicks)}, {Add(place.Id)})");
        return ($"{string.Join(" AND ", conditions)} ORDER BY at DESC, id DESC LIMIT {Add(query.Limit)}", [.. values]);

        string Add(object value)
        {
            values.Add(value);
            return parameter(values.Count - 1);
        }
    }

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);
}
