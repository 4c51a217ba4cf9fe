using Analysis.Domain.Claims;
using Analysis.Domain.Views;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Topics;
using Microsoft.Extensions.Logging;

namespace Analysis.Engine.Alerts;

/// <summary>
/// Finds what alerts are to tell: follows the journal by a checkpoint, compares the view of each topic that changed
/// with what the alert saw before, and writes what is to be told together with the checkpoint. So nothing is lost or
/// told for two reasons, whenever it is stopped. A topic that changed often in one round is looked at once. For one
/// caller at a time.
/// </summary>
internal sealed class AlertWatcher(
    IJournal journal, IReadModel readModel, IAlertStore store, ITopics topics, IActiveTopics active, TimeProvider clock,
    ILogger log)
{
    /// <summary>Between two looks at what changes though nothing is written: what goes stale, and what ages.</summary>
    public static readonly TimeSpan CheckPause = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many topics of an alert are looked over when it is defined; others are seen when they change.
    /// </summary>
    public const int TopicsSeenMax = 1_000;

    private const int EventsMax = 1_000;
    private const int ChecksMax = 500;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(5);
    // also for alerts that another process defines
    private static readonly TimeSpan NewsPatience = TimeSpan.FromSeconds(1);

    private long _position = -1;
    private long _checkedAt = clock.GetTimestamp();

    /// <summary>
    /// Follows the journal until it is stopped; <paramref name="found"/> hears when there is something to send.
    /// </summary>
    public async Task Run(Action found, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            long started;
            try
            {
                if (_position >= 0) await journal.WaitForNews(_position, NewsPatience, cancellationToken);
                started = clock.GetTimestamp();
                while (await Follow(found, cancellationToken)) cancellationToken.ThrowIfCancellationRequested();
                if (clock.GetElapsedTime(_checkedAt) >= CheckPause) await Check(found, cancellationToken);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                log.AlertsPutOff(fault); // goes on from the checkpoint
                started = clock.GetTimestamp() - (long)(PauseMax.TotalSeconds * clock.TimestampFrequency);
            }

            var rest = clock.GetElapsedTime(started); // at most half of the time goes into alerts
            await Task.Delay(rest < Pause ? Pause : rest > PauseMax ? PauseMax : rest, clock, cancellationToken);
        }
    }

    /// <summary>Reads on in the journal, some events at a time; true when there may be more at once.</summary>
    public async Task<bool> Follow(Action found, CancellationToken cancellationToken)
    {
        var alerts = await store.Alerts(cancellationToken);
        if (alerts.Count == 0)
        {
            _position = await journal.End(cancellationToken); // nobody wants to be told of what happens meanwhile
            return false;
        }

        await LookOver(alerts, cancellationToken);
        var followed = await store.Followed(cancellationToken);
        var from = Math.Max(followed, alerts.Min(alert => alert.Since));
        var (events, count, position) = (new Dictionary<TopicId, Changed>(), 0, from);
        await foreach (var stored in journal.ReadAll(from, EventsMax, cancellationToken))
        {
            (count, position) = (count + 1, stored.Position);
            if (TopicStream.TopicOf(stored.Stream) is not { } topic) continue;
            if (!events.TryGetValue(topic, out var changed)) events[topic] = changed = new Changed([]);
            changed.Events.Add((stored.Position, stored.Version, RetractedBy(stored)));
        }

        if (position > followed)
        {
            var round = new Round();
            foreach (var (topic, changed) in events) await Look(topic, changed, alerts, round, cancellationToken);
            var isOurs = await store.Record(followed, position, round.Sights, round.Deliveries);
            if (isOurs && round.Deliveries.Count > 0) found();
            if (!isOurs) return true; // another process follows too; on from where it has come
        }

        _position = position;
        return count == EventsMax;
    }

    /// <summary>Looks again at what may have changed by time alone.</summary>
    public async Task Check(Action found, CancellationToken cancellationToken)
    {
        _checkedAt = clock.GetTimestamp();
        var due = await store.ToCheck(clock.GetUtcNow(), ChecksMax, cancellationToken);
        if (due.Count == 0) return;
        var (alerts, followed, round) = (await store.Alerts(cancellationToken),
            await store.Followed(cancellationToken), new Round());
        foreach (var one in due.GroupBy(d => d.Topic, d => d.Alert))
        {
            var of = alerts.Where(alert => one.Contains(alert.Id)).ToList();
            if (await See(one.Key, cancellationToken) is not { } seen)
            {
                round.Sights.AddRange(of.Select(a => new AlertSight(
                    a.Id, a.Version, one.Key, AlertState.Of(ViewFacts.Nothing), DateTimeOffset.MaxValue)));
                continue;
            }

            foreach (var alert in of)
            {
                if (!alert.Concerns(one.Key, seen.Row))
                {
                    round.Sights.Add(new(alert.Id, alert.Version, one.Key,
                        AlertState.Of(ViewFacts.Nothing, isFirst: true), DateTimeOffset.MaxValue));
                    continue;
                }

                if (await store.State(alert.Id, one.Key, cancellationToken) is { } state) Tell(alert, seen, state, [],
                    round);
            }
        }

        if (await store.Record(followed, followed, round.Sights, round.Deliveries)
            && round.Deliveries.Count > 0) found();
    }

    /// <summary>
    /// What an alert must know before anything happens, since it wants to hear when nothing does. A topic's first look
    /// does not say what it was when the alert was defined, so the next event on it asks the journal.
    /// </summary>
    private async Task LookOver(IReadOnlyList<Alert> alerts, CancellationToken cancellationToken)
    {
        foreach (var alert in alerts.Where(a => a.Has(AlertCondition.GoesStale)))
        {
            if (await store.State(alert.Id, null, cancellationToken) is not null) continue;
            var known = new HashSet<TopicId>(alert.Topics);
            foreach (var query in alert.Queries(TopicsSeenMax))
                known.UnionWith((await readModel.List(query, cancellationToken)).Rows.Select(row =>
                    new TopicId(row.Id)));
            var sights = new List<AlertSight>
            {
                new(alert.Id, alert.Version, null, AlertState.Of(ViewFacts.Nothing), DateTimeOffset.MaxValue),
            };
            foreach (var topic in known.Take(TopicsSeenMax))
            {
                if (await See(topic, cancellationToken) is { } seen)
                    sights.Add(new(alert.Id, alert.Version, topic, AlertState.Of(seen.Facts, isFirst: true),
                        seen.Row.HoldsUntil));
            }

            var followed = await store.Followed(cancellationToken);
            await store.Record(followed, followed, sights, []);
        }
    }

    private async Task Look(
        TopicId topic, Changed changed, IReadOnlyList<Alert> alerts, Round round, CancellationToken cancellationToken)
    {
        var may = alerts.Where(a => changed.Events[^1].Position > a.Since && a.MayConcern(topic)).ToList();
        if (may.Count == 0) return;
        active.Heed(topic, changed.Events[^1].Version); // what was loaded here may be older than what another process wrote
        if (await topics.Row(topic, cancellationToken) is not { } row) return;
        var concerned = may.Where(a => a.Concerns(topic, row)).ToList();
        if (concerned.Count == 0 || await See(topic, row, cancellationToken) is not { } seen) return;
        foreach (var alert in concerned)
        {
            var own = changed.Events.Where(e => e.Position > alert.Since).ToList();
            var state = await store.State(alert.Id, topic, cancellationToken);
            if (state is null or { IsFirst: true }) state =
                AlertState.Of(await Before(topic, own[0].Version, round, cancellationToken));
            var retracted = alert.Has(AlertCondition.ClaimRetracted)
                ? await Counted(topic, own, round, cancellationToken)
                : [];
            Tell(alert, seen, state, retracted, round);
        }
    }

    private void Tell(
        Alert alert, Seen seen, AlertState state, IReadOnlyList<(long Version, ClaimId Claim)> retracted, Round round)
    {
        var (topic, now) = (new TopicId(seen.Row.Id), clock.GetUtcNow());
        var changes = AlertRules.Met(alert, state, seen.Facts)
            .Select(rule => Change(rule, seen.Facts.Version, null)).ToList();
        foreach (var rule in alert.Rules.Where(r => r.Condition == AlertCondition.ClaimRetracted).Take(1))
            changes.AddRange(retracted.Select(r => Change(rule, r.Version, r.Claim)));

        var isFeed = alert.Target.Channel == AlertChannel.Feed;
        round.Deliveries.AddRange(changes.Select(change => new Delivery(
            change, isFeed ? DeliveryStatus.Delivered : DeliveryStatus.Pending, 0, alert.Target.FirstTry(now))));
        var checkAt = seen.Row.HoldsUntil > now ? seen.Row.HoldsUntil : now + CheckPause;
        round.Sights.Add(new(alert.Id, alert.Version, topic, state.After(seen.Facts, changes.Count > 0), checkAt));

        AlertChange Change(AlertRule rule, long version, ClaimId? claim) => new(
            AlertChange.IdOf(alert.Id, topic, version, rule, claim), alert.Id, topic, seen.Row.Title, seen.Row.Tags,
            now, rule, claim, state.Last, seen.Facts);
    }

    /// <summary>Null when the topic is not defined, or goes on elsewhere.</summary>
    private async Task<Seen?> See(TopicId topic, CancellationToken cancellationToken) =>
        await topics.Row(topic, cancellationToken) is { } row ? await See(topic, row, cancellationToken) : null;

    private async Task<Seen?> See(TopicId topic, SummaryRow row, CancellationToken cancellationToken) =>
        await topics.Read(topic, Lens.Current, cancellationToken) is { View: var view } ? new(row, ViewFacts.Of(view))
            : null;

    private async Task<ViewFacts> Before(TopicId topic, long version, Round round, CancellationToken cancellationToken)
    {
        if (version == 1) return ViewFacts.Nothing;
        if (round.Before.TryGetValue((topic, version), out var known)) return known;
        var past = await topics.Read(topic, new Lens(Version: version - 1), cancellationToken);
        return round.Before[(topic, version)] = past is null ? ViewFacts.Nothing : ViewFacts.Of(past.View);
    }

    /// <summary>Those of the retractions whose claim counted until then.</summary>
    private async Task<IReadOnlyList<(long Version, ClaimId Claim)>> Counted(
        TopicId topic, IReadOnlyList<(long Position, long Version, ClaimId? Retracted)> events, Round round,
        CancellationToken cancellationToken)
    {
        var counted = new List<(long, ClaimId)>();
        foreach (var (_, version, retracted) in events)
        {
            if (retracted is not { } claim) continue;
            if (!round.Counted.TryGetValue((topic, version), out var was))
                round.Counted[(topic, version)] = was = await Counted(topic, claim, version - 1, cancellationToken);
            if (was) counted.Add((version, claim));
        }

        return counted;
    }

    private async Task<bool> Counted(TopicId topic, ClaimId claim, long asOf, CancellationToken cancellationToken) =>
        await topics.Entry(topic, claim, cancellationToken) is { Version: var version } && version <= asOf
        && await topics.Ledger(topic, new Lens(Version: asOf), version - 1, 1, without: false, cancellationToken)
            is [{ Standing: Standing.Counted } entry] && entry.Claim.Id == claim;

    private static ClaimId? RetractedBy(RecordedEvent stored) =>
        EventCodec.NameOf(stored) == "claim-retracted" ? EventCodec.ClaimOf(stored) : null;

    /// <summary>A topic's events of a round, in order.</summary>
    private sealed record Changed(List<(long Position, long Version, ClaimId? Retracted)> Events);

    /// <summary>A topic as it is.</summary>
    private sealed record Seen(SummaryRow Row, ViewFacts Facts);

    /// <summary>What a round comes to, and what it need not ask twice.</summary>
    private sealed class Round
    {
        public List<AlertSight> Sights { get; } = [];

        public List<Delivery> Deliveries { get; } = [];

        public Dictionary<(TopicId Topic, long Version), ViewFacts> Before { get; } = [];

        public Dictionary<(TopicId Topic, long Version), bool> Counted { get; } = [];
    }
}
