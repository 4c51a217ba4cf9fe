using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Alerts;
using Analysis.Engine.Topics;
using Analysis.Journals;
using Analysis.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Analysis.Engine.Tests;

public sealed class AlertWatcherTest : IAsyncLifetime
{
    private readonly ManualClock _clock = new(new DateTimeOffset(2025, 7, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly MemoryJournal _journal = new();
    private readonly EmbeddedTopics _topics;
    private int _found;

    public AlertWatcherTest() =>
        _topics = NewTopics();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _topics.DisposeAsync();

    [Fact]
    public async Task What_goes_stale_is_told_though_nothing_is_written()
    {
        await Count("a", "c1", 600);
        await Define(new AlertRule(AlertCondition.GoesStale), "a");
        var watcher = NewWatcher();
        await Follow(watcher);
        _clock.Pass(TimeSpan.FromDays(30));
        await watcher.Check(Found, default);
        Assert.Equal(0, _found);

        _clock.Pass(TimeSpan.FromDays(40));
        await watcher.Check(Found, default);
        await NewWatcher().Check(Found, default);

        var told = Assert.Single(await Told());
        Assert.Equal((AlertCondition.GoesStale, false, true),
            (told.Rule!.Condition, told.Before.Stale, told.After.Stale));
    }

    [Fact]
    public async Task An_alert_tells_of_what_comes_after_it_and_once()
    {
        await Count("a", "c1", 600);
        await Define(new AlertRule(AlertCondition.Above, 500), "a", "b");
        await Count("a", "c2", 610, "other");
        await Count("b", "c1", 700);
        var (one, two) = (NewWatcher(), NewWatcher());

        await Task.WhenAll(Task.Run(() => Follow(one)), Task.Run(() => Follow(two))); // both from the same place
        await Follow(one);

        var told = Assert.Single(await Told()); // of a it was known before
        Assert.Equal(new TopicId("b"), told.Topic);
        Assert.Equal((null, 700.0), (told.Before.Estimate, told.After.Estimate));
        Assert.Equal(await _journal.Position(default), await _journal.Followed(default));
    }

    [Fact]
    public async Task What_another_process_wrote_is_seen_as_it_is_though_an_older_view_was_loaded_here()
    {
        await Count("a", "c1", 400);
        await Define(new AlertRule(AlertCondition.Above, 500), "a");
        await _topics.Read(new("a"), Lens.Current, default);
        await using var elsewhere = NewTopics();
        await elsewhere.Execute(new("a"), Reports.Assert(Reports.Count("a", "c2", 700, on: "2025-07-01")));

        await Follow(NewWatcher());

        Assert.Equal(700, Assert.Single(await Told()).After.Estimate);
    }

    [Fact]
    public async Task What_no_longer_concerns_an_alert_is_not_told_when_it_goes_stale()
    {
        var tagged = Reports.Troops("a") with { Tags = ["watched"] };
        await _topics.Execute(new("a"), new TopicCommand.Define(tagged, null));
        await _topics.Execute(new("a"), Reports.Assert(Reports.Count("a", "c1", 600, "ministry")));
        await _journal.Put(Alert(new AlertRule(AlertCondition.GoesStale)) with { Topics = [], Tags = ["watched"] });
        await Follow(NewWatcher());
        await _topics.Execute(new("a"), new TopicCommand.Define(Reports.Troops("a"), null));
        await Follow(NewWatcher());

        _clock.Pass(TimeSpan.FromDays(70));
        await NewWatcher().Check(Found, default);

        Assert.Empty(await Told());
    }

    [Fact]
    public async Task What_goes_wrong_while_sending_is_an_attempt_and_no_receiver_is_heeded_for_years()
    {
        var (alert, view) = (Alert(new AlertRule(AlertCondition.Above, 1), "a"), ViewFacts.Nothing);
        var change = new AlertChange("chg", alert.Id, new("a"), "A", [], _clock.GetUtcNow(), null, null, view, view);
        var delivery = new Delivery(change, DeliveryStatus.Pending, 0, _clock.GetUtcNow());

        var failed = await Send(() => throw new NotSupportedException("no STARTTLS"));
        var putOff = await Send(() => new SendOutcome(SendResult.Unreachable, "503", TimeSpan.FromDays(10_000)));

        Assert.Equal((DeliveryStatus.Dead, 1, "no STARTTLS"), (failed.Status, failed.Attempts, failed.Answer));
        Assert.InRange(putOff.NextTry - _clock.GetUtcNow(), TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));

        Task<Delivery> Send(Func<SendOutcome> outcome) => AlertRunner.SendNow(
            alert, delivery, [new Sender(outcome)], _journal, new AlertTuning(), _clock, default);
    }

    [Fact]
    public async Task A_retraction_is_told_where_the_claim_counted()
    {
        await Count("a", "c1", 600);
        await Count("a", "c2", 700); // of the same origin: the first is superseded
        await Define(new AlertRule(AlertCondition.ClaimRetracted), "a");
        foreach (var claim in (string[])["c1", "c2", "nobodys"])
            await _topics.Execute(new("a"), new TopicCommand.RetractClaim(new(claim), "misread", null));

        await Follow(NewWatcher());

        var told = Assert.Single(await Told());
        Assert.Equal(new ClaimId("c2"), told.Claim);
        Assert.Equal(AlertChange.IdOf("alert", new("a"), 5, told.Rule!, told.Claim), told.Id);
    }

    [Theory]
    [InlineData(AlertCondition.Above, 10.0, 400.0, 500.0, false)]
    [InlineData(AlertCondition.Above, 450.0, 400.0, 500.0, true)]
    [InlineData(AlertCondition.Above, 450.0, null, 500.0, true)]
    [InlineData(AlertCondition.Above, 450.0, 500.0, 600.0, false)]
    [InlineData(AlertCondition.Above, 500.0, 400.0, 500.0, false)]
    [InlineData(AlertCondition.Below, 450.0, 500.0, 400.0, true)]
    [InlineData(AlertCondition.Below, 450.0, 500.0, null, false)]
    [InlineData(AlertCondition.IntervalMoves, null, 400.0, 500.0, true)] // each is ten to either side
    [InlineData(AlertCondition.IntervalMoves, null, 400.0, 415.0, false)]
    [InlineData(AlertCondition.IntervalMoves, null, null, 415.0, false)]
    public void A_condition_is_met_by_a_change_and_not_by_a_state(
        AlertCondition condition, double? value, double? before, double? after, bool isMet)
    {
        var alert = Alert(new AlertRule(condition, value));

        Assert.Equal(isMet, AlertRules.Met(alert, AlertState.Of(Facts(before)), Facts(after)).Any());

        static ViewFacts Facts(double? estimate) =>
            new() { Estimate = estimate, Low = estimate - 10, High = estimate + 10 };
    }

    private static Alert Alert(AlertRule rule, params string[] topics) => new()
    {
        Id = "alert", Topics = [.. topics.Select(t => new TopicId(t))], Rules = [rule],
        Target = new(AlertChannel.Webhook, "https://x", "whsec_"),
    };

    private async Task Define(AlertRule rule, params string[] topics) =>
        await _journal.Put(Alert(rule, topics) with { Since = await _journal.Position(default) });

    private EmbeddedTopics NewTopics() => new(
        _journal, _journal, _journal, new Reports.Plain(), _clock, NullLogger<EmbeddedTopics>.Instance);

    private AlertWatcher NewWatcher() => new(_journal, _journal, _journal, _topics, _topics, _clock,
        NullLogger<AlertRunner>.Instance);

    private async Task Follow(AlertWatcher watcher)
    {
        while (await watcher.Follow(Found, default))
        {
            // there may be more
        }
    }

    private void Found() => Interlocked.Increment(ref _found);

    private async Task<IEnumerable<AlertChange>> Told() =>
        (await _journal.Deliveries(new DeliveryQuery(null, null, null, 100), default)).Select(d => d.Change);

    private async Task Count(string topic, string id, double best, string origin = "ministry")
    {
        await _topics.Execute(new(topic), new TopicCommand.Define(Reports.Troops(topic), null));
        await _topics.Execute(new(topic), Reports.Assert(Reports.Count(topic, id, best, origin)));
    }

    private sealed class Sender(Func<SendOutcome> outcome) : IAlertSender
    {
        public AlertChannel Channel => AlertChannel.Webhook;

        public int TogetherMax => 1;

        public Task<SendOutcome> Send(
            Alert alert, IReadOnlyList<AlertChange> changes, CancellationToken cancellationToken) =>
            Task.FromResult(outcome());
    }
}
