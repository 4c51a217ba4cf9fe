using Analysis.Domain.Claims;
using Analysis.Engine.Alerts;

namespace Analysis.Testing;

/// <summary>What every store of alerts promises. A store's tests inherit this class and open an empty one.</summary>
public abstract class AlertStoreConformance : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new DateTimeOffset(2026, 10, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(7);

    /// <summary>Empty at the start of each test.</summary>
    protected abstract IAlertStore Store { get; }

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public abstract Task DisposeAsync();

    [NeedyFact]
    public async Task An_alert_is_read_back_as_it_was_defined()
    {
        var alert = new Alert
        {
            Id = "b",
            Title = "Войска",
            Topics = [new("t1"), new("t2")],
            Tags = ["troops"],
            Text = "кр",
            Rules = [new(AlertCondition.Above, .5, "signed"), new(AlertCondition.GoesStale)],
            Target = new(AlertChannel.Mail, "https://x/?a=b", "whsec_x", ["a@b.example"], TimeSpan.FromHours(1)),
            By = "anna",
            Since = 12,
            ChangedAt = Noon,
        };

        var put = await Store.Put(alert);
        await Store.Put(Named("a"));

        Assert.Equal(1, put.Version);
        Assert.Equal(["a", "b"], (await Store.Alerts(default)).Select(a => a.Id));
        Assert.Equivalent(alert with { Version = 1 }, (await Store.Alerts(default))[1], strict: true);
        Assert.Equal(2, (await Store.Put(alert)).Version);
    }

    [NeedyFact]
    public async Task What_was_seen_and_told_goes_with_the_checkpoint_or_not_at_all()
    {
        var alert = await Store.Put(Named("a"));
        var state = new AlertState(
            new ViewFacts
            {
                Version = 3, Estimate = 1.5, Labels = new Dictionary<string, double> { ["x"] = .25 },
                Disputed = true, Origins = 2
            }, 1, 2, IsFirst: true);
        var sight = new AlertSight("a", alert.Version, new TopicId("t"), state, Noon);

        Assert.True(await Store.Record(0, 7, [sight], [Told("a", "c1")]));
        Assert.False(await Store.Record(0, 9, [sight], [Told("a", "c2")]));

        Assert.Equal(7, await Store.Followed(default));
        Assert.Equivalent(state, await Store.State("a", new TopicId("t"), default), strict: true);
        Assert.Null(await Store.State("a", null, default));
        Assert.Null(await Store.State("a", new TopicId("other"), default));
        Assert.Null(await Store.FindDelivery("c2", default));
        Assert.Equivalent(Told("a", "c1"), await Store.FindDelivery("c1", default), strict: true);
    }

    [NeedyFact]
    public async Task A_change_that_is_found_again_is_the_same_delivery()
    {
        await Store.Put(Named("a"));
        await Store.Record(0, 1, [], [Told("a", "c1")]);
        await Store.Note(Told("a", "c1") with
        {
            Status = DeliveryStatus.Delivered,
            Attempts = 1,
            TriedAt = Noon,
            Answer = "204"
        });

        await Store.Record(1, 2, [], [Told("a", "c1")]);

        Assert.Equal((DeliveryStatus.Delivered, 1, "204"),
            await Store.FindDelivery("c1", default) is { } d ? (d.Status, d.Attempts, d.Answer) : default);
        Assert.Empty(await Store.Take(Noon.AddDays(1), Noon.AddDays(2), 10));
    }

    [NeedyFact]
    public async Task Nothing_is_kept_of_an_alert_that_is_gone_or_was_defined_anew()
    {
        var old = await Store.Put(Named("a"));
        await Store.Record(0, 1, [Saw(old, "t")], [Told("a", "c1")]);
        var next = await Store.Put(Named("a"));

        Assert.Null(await Store.State("a", new TopicId("t"), default));
        await Store.Record(1, 2, [Saw(old, "t")], []);
        Assert.Null(await Store.State("a", new TopicId("t"), default));
        await Store.Record(2, 3, [Saw(next, "t")], []);
        Assert.NotNull(await Store.State("a", new TopicId("t"), default));
        Assert.NotNull(await Store.FindDelivery("c1", default));

        Assert.True(await Store.Delete("a"));
        Assert.False(await Store.Delete("a"));
        await Store.Record(3, 4, [Saw(next, "t")], [Told("a", "c2")]);
        Assert.Null(await Store.State("a", new TopicId("t"), default));
        Assert.Null(await Store.FindDelivery("c1", default));
        Assert.Null(await Store.FindDelivery("c2", default));
    }

    [NeedyFact]
    public async Task What_is_due_is_taken_once_until_its_time_is_over()
    {
        await Store.Put(Named("a"));
        await Store.Record(0, 1, [], [Told("a", "c3", 2), Told("a", "c1"), Told("a", "c2", 1), Told("a", "later", 60)]);
        var (now, until) = (Noon.AddSeconds(3), Noon.AddSeconds(10));

        Assert.Equal(["c1", "c2"], (await Store.Take(now, until, 2)).Select(d => d.Change.Id).Order());
        Assert.Equal(["c3"], (await Store.Take(now, until, 2)).Select(d => d.Change.Id));
        Assert.Empty(await Store.Take(now, until, 2));

        await Store.Note(Told("a", "c2") with { Status = DeliveryStatus.Dead });
        await Store.Postpone("a", until.AddSeconds(1));
        Assert.Empty(await Store.Take(until, until.AddSeconds(9), 9));
        Assert.Equal(["c1", "c3"], (await Store.Take(until.AddSeconds(1), until.AddSeconds(9), 9)).Select(d =>
            d.Change.Id).Order());
    }

    [NeedyFact]
    public async Task Many_who_take_at_once_share_what_is_due()
    {
        await Store.Put(Named("a"));
        await Store.Record(0, 1, [], [.. Enumerable.Range(0, 50).Select(n => Told("a", $"c{n:00}"))]);

        var taken = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            Task.Run(() => Store.Take(Noon, Noon.AddDays(1), 20))));
        var rest = new List<Delivery>();
        while (await Store.Take(Noon, Noon.AddDays(1), 20) is { Count: > 0 } more) rest.AddRange(more);

        Assert.Equal(50, taken.SelectMany(t => t).Concat(rest).Select(d => d.Change.Id).Distinct().Count());
        Assert.Equal(50, taken.Sum(t => t.Count) + rest.Count);
    }

    [NeedyFact]
    public async Task The_log_is_listed_newest_first_page_by_page_and_trimmed()
    {
        foreach (var alert in (string[])["a", "b"]) await Store.Put(Named(alert));
        await Store.Record(0, 1, [], [Told("a", "c1"), Told("a", "c2", at: 1), Told("b", "c3", at: 1),
            Told("a", "c4", at: 2), Told("a", "c5", at: 3)]);
        foreach (var id in (string[])["c1", "c2", "c4"]) await Store.Note(
            Told("a", id) with { Status = DeliveryStatus.Dead });

        Assert.Equal(["c5", "c4", "c3", "c2", "c1"], await Ids(new(null, null, null, 10)));
        Assert.Equal(["c5", "c4"], await Ids(new("a", null, null, 2)));
        Assert.Equal(["c3", "c2", "c1"], await Ids(new(null, null, new(Noon.AddSeconds(2), "c4"), 10)));
        Assert.Equal(["c2", "c1"], await Ids(new(null, null, new(Noon.AddSeconds(1), "c3"), 10)));
        Assert.Equal(["c4", "c2", "c1"], await Ids(new("a", DeliveryStatus.Dead, null, 10)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            Store.Deliveries(new(null, null, null, 0), default));

        await Store.Trim(Noon, max: 2);
        Assert.Equal(["c5", "c4", "c3", "c2"], await Ids(new(null, null, null, 10)));
        await Store.Trim(Noon.AddDays(1), max: 2);
        Assert.Equal(["c5", "c3"], await Ids(new(null, null, null, 10))); // pending

        async Task<IEnumerable<string>> Ids(DeliveryQuery query) =>
            (await Store.Deliveries(query, default)).Select(d => d.Change.Id);
    }

    [NeedyFact]
    public async Task What_is_to_be_looked_at_again_is_found_by_its_time()
    {
        var alert = await Store.Put(Named("a"));
        await Store.Record(0, 1, [Saw(alert, "late", 5), Saw(alert, "soon", 1), Saw(alert, "first"),
            Saw(alert, null)], []);

        Assert.Equal(["first", "soon"], (await Store.ToCheck(Noon.AddSeconds(1), 9, default)).Select(d =>
            d.Topic.Value));
        Assert.Equal([("a", new TopicId("first"))], await Store.ToCheck(Noon.AddSeconds(9), 1, default));
        Assert.NotNull(await Store.State("a", null, default));
    }

    private static Alert Named(string id) => new()
    {
        Id = id, Topics = [new("t")], Rules = [new(AlertCondition.NewOrigin)], Target = new(AlertChannel.Feed),
        ChangedAt = Noon,
    };

    private static AlertSight Saw(Alert alert, string? topic, int seconds = 0) => new(
        alert.Id, alert.Version, topic is null ? null
            : new TopicId(topic), AlertState.Of(ViewFacts.Nothing), Noon.AddSeconds(seconds));

    private static Delivery Told(string alert, string id, int seconds = 0, int at = 0) => new(
        new AlertChange(id, alert, new("t"), "Title", ["tag"], Noon.AddSeconds(at),
            new(AlertCondition.ClaimRetracted), new ClaimId("c"),
            ViewFacts.Nothing, new ViewFacts { Version = 2, Answer = "yes" }),
        DeliveryStatus.Pending, 0, Noon.AddSeconds(seconds));
}
