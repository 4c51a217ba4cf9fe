using Analysis.Domain.Claims;
using Analysis.Engine.Alerts;

namespace Analysis.Journals;

/// <summary>Alerts, what they saw and what they told.</summary>
public sealed partial class MemoryJournal : IAlertStore
{
    private readonly SortedDictionary<string, Alert> _alerts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(string Alert, string Topic), AlertSight> _sights = [];
    private readonly Dictionary<string, Delivery> _deliveries = [];
    private long _alertsFollowed;

    public Task<IReadOnlyList<Alert>> Alerts(CancellationToken ct)
    {
        lock (_lock) return Task.FromResult<IReadOnlyList<Alert>>([.. _alerts.Values]);
    }

    public Task<Alert> Put(Alert alert)
    {
        lock (_lock)
        {
            Forget(sight => sight.Alert == alert.Id);
            var version = (_alerts.GetValueOrDefault(alert.Id)?.Version ?? 0) + 1;
            return Task.FromResult(_alerts[alert.Id] = alert with
            {
                Version = version,
                ChangedAt = alert.ChangedAt.ToUniversalTime()
            });
        }
    }

    public Task<bool> Delete(string alert)
    {
        lock (_lock)
        {
            Forget(sight => sight.Alert == alert);
            foreach (var told in _deliveries.Values.Where(d => d.Change.Alert == alert).ToList()) _deliveries.Remove(
                told.Change.Id);
            return Task.FromResult(_alerts.Remove(alert));
        }
    }

    public Task<long> Followed(CancellationToken ct)
    {
        lock (_lock) return Task.FromResult(_alertsFollowed);
    }

    public Task<AlertState?> State(string alert, TopicId? topic, CancellationToken ct)
    {
        lock (_lock) return Task.FromResult(_sights.GetValueOrDefault((alert, topic?.Value ?? ""))?.State);
    }

    public Task<IReadOnlyList<(string Alert, TopicId Topic)>> ToCheck(DateTimeOffset at, int limit,
        CancellationToken ct)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<(string Alert, TopicId Topic)>>([.. _sights.Values
                .Where(s => s.Topic is not null && s.CheckAt <= at).OrderBy(s => s.CheckAt).Take(limit)
                .Select(s => (s.Alert, s.Topic!.Value))]); // those that have one
        }
    }

    public Task<bool> Record(long from, long to, IReadOnlyList<AlertSight> sights, IReadOnlyList<Delivery> deliveries)
    {
        lock (_lock)
        {
            if (_alertsFollowed != from) return Task.FromResult(false);
            _alertsFollowed = to;
            foreach (var sight in sights.Where(s => _alerts.GetValueOrDefault(s.Alert)?.Version == s.Version))
                _sights[(sight.Alert, sight.Topic?.Value ?? "")] = sight;
            foreach (var delivery in deliveries.Where(d => _alerts.ContainsKey(d.Change.Alert)))
                _deliveries.TryAdd(delivery.Change.Id, delivery);
            return Task.FromResult(true);
        }
    }

    public Task<IReadOnlyList<Delivery>> Take(DateTimeOffset now, DateTimeOffset until, int limit)
    {
        lock (_lock)
        {
            var due = _deliveries.Values.Where(d => d.Status == DeliveryStatus.Pending && d.NextTry <= now)
                .OrderBy(d => d.NextTry).ThenBy(d => d.Change.At).ThenBy(d =>
                    d.Change.Id, StringComparer.Ordinal).Take(limit).ToList();
            foreach (var delivery in due) _deliveries[delivery.Change.Id] = delivery with { NextTry = until };
            return Task.FromResult<IReadOnlyList<Delivery>>([.. due.Select(d => d with { NextTry = until })]);
        }
    }

    public Task Note(Delivery delivery)
    {
        lock (_lock)
        {
            if (_deliveries.TryGetValue(delivery.Change.Id, out var known))
                _deliveries[delivery.Change.Id] = delivery with { Change = known.Change };
        }

        return Task.CompletedTask;
    }

    public Task Postpone(string alert, DateTimeOffset until)
    {
        lock (_lock)
        {
            foreach (var d in _deliveries.Values.Where(d =>
                d.Change.Alert == alert && d.Status == DeliveryStatus.Pending).ToList())
                if (d.NextTry < until) _deliveries[d.Change.Id] = d with { NextTry = until };
        }

        return Task.CompletedTask;
    }

    public Task<Delivery?> FindDelivery(string id, CancellationToken ct)
    {
        lock (_lock) return Task.FromResult(_deliveries.GetValueOrDefault(id));
    }

    public Task<IReadOnlyList<Delivery>> Deliveries(DeliveryQuery query, CancellationToken ct)
    {
        Limits.CheckPage(query.Limit);
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<Delivery>>([.. Newest()
                .Where(d => (query.Alert is null || d.Change.Alert == query.Alert)
                    && (query.Status is null || d.Status == query.Status))
                .Where(d => query.Before is not { } place || d.Change.At < place.At
                    || (d.Change.At == place.At && string.CompareOrdinal(d.Change.Id, place.Id) < 0))
                .Take(query.Limit)]);
        }
    }

    public Task Trim(DateTimeOffset before, int max)
    {
        lock (_lock)
        {
            var old = Newest().Where(d => d.Status != DeliveryStatus.Pending).GroupBy(d => d.Change.Alert)
                .SelectMany(log => log.Index().Where(d => d.Index >= max || d.Item.Change.At < before)).ToList();
            foreach (var (_, delivery) in old) _deliveries.Remove(delivery.Change.Id);
        }

        return Task.CompletedTask;
    }

    private IEnumerable<Delivery> Newest() =>
        _deliveries.Values.OrderByDescending(d => d.Change.At).ThenByDescending(d =>
            d.Change.Id, StringComparer.Ordinal);

    private void Forget(Func<AlertSight, bool> which)
    {
        foreach (var (key, _) in _sights.Where(s => which(s.Value)).ToList()) _sights.Remove(key);
    }
}
