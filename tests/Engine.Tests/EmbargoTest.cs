using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Analysis.Engine.Changes;
using Analysis.Engine.Lists;
using Analysis.Engine.Topics;
using Analysis.Journals;
using Analysis.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Analysis.Engine.Tests;

/// <summary>A claim that is dated ahead is kept and silent until then, and begins to count without another.</summary>
public sealed class EmbargoTest : IAsyncLifetime
{
    private static readonly TopicId Topic = new("t");
    private static readonly DateTimeOffset Release = new(2025, 7, 3, 14, 30, 0, TimeSpan.Zero);

    private readonly ManualClock _clock = new(new DateTimeOffset(2025, 7, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly MemoryJournal _journal = new();
    private readonly EmbeddedTopics _topics;

    public EmbargoTest() =>
        _topics = new EmbeddedTopics(_journal, _journal, _journal, new Reports.Plain(), _clock, NullLogger<EmbeddedTopics>.Instance);

    public async Task InitializeAsync() => await _topics.Execute(Topic, new TopicCommand.Define(Reports.Troops("t"), null));

    public async Task DisposeAsync() => await _topics.DisposeAsync();

    [Fact]
    public async Task It_is_silent_until_then_and_says_so()
    {
        var reply = Assert.IsType<Reply.Done>(await Submit("c1", 600, "2025-07-03T14:30Z"));

        Assert.Equal((Standing.Embargoed, "dated ahead: it counts from 2025-07-03T14:30:00Z on"), (reply.Claim!.Standing, reply.Claim.Reason));
        Assert.Equal(Standing.Embargoed, (await Entry("c1")).Standing);
        Assert.Equal("Troops, t: no evidence so far, which is not a zero.", (await Read()).Statement);
        Assert.Equal(reply.Claim.Reason, (await _topics.Ledger(Topic, Lens.Current, 0, 9, without: false, default))!.Single().Reason);
        foreach (var lens in new[] { new Lens(ReportedBy: _clock.GetUtcNow().AddYears(3)),
            new Lens(ValidAt: _clock.GetUtcNow().AddYears(3)), new Lens(Version: 2) })
            Assert.Equal(0, (await Read(lens)).Claims);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task At_its_time_it_counts_without_another_claim(bool isInMemory)
    {
        await Submit("c0", 500, "2025-06-30");
        await Submit("c1", 600, "2025-07-03T14:30Z", "mayor");
        var before = await Shown();
        if (!isInMemory) await Forget();

        _clock.Set(Release.AddTicks(-1));
        Assert.Equal((before, 1), (await Shown(), (await Read()).Claims));
        _clock.Set(Release);

        Assert.NotEqual(before, await Shown());
        Assert.Equal((2, 3L), ((await Read()).Claims, (await Read()).Version));
        Assert.Equal(Standing.Counted, (await Entry("c1")).Standing);
    }

    [Fact]
    public async Task What_was_shown_and_what_could_be_known_before_stays_without_it()
    {
        await Submit("c1", 600, "2025-07-03T14:30Z");
        _clock.Set(Release.AddDays(30));

        Assert.Equal(0, (await Read(new Lens(AsOf: Release.AddMinutes(-1)))).Claims);
        Assert.Equal(0, (await Read(new Lens(ReportedBy: Release.AddMinutes(-1)))).Claims);
        Assert.Equal(1, (await Read(new Lens(AsOf: Release))).Claims);
        Assert.Equal(1, (await Read(new Lens(ReportedBy: Release))).Claims);
        Assert.Equal([0, 0], (await _topics.History(Topic, null, null, 0, 9, default))!.Select(step => step.View.Claims));
    }

    [Fact]
    public async Task A_sender_whose_clock_is_two_minutes_ahead_is_heard_at_once()
    {
        Assert.Equal(Standing.Counted, Assert.IsType<Reply.Done>(await Submit("c1", 600, "2025-07-01T12:02:00Z")).Claim!.Standing);
        Assert.Equal(_clock.GetUtcNow(), (await Read()).Newest);
        Assert.Equal(Standing.Embargoed, Assert.IsType<Reply.Done>(await Submit("c2", 600, "2025-07-01T12:02:01Z")).Claim!.Standing);
    }

    [Fact]
    public async Task It_corrects_nothing_before_its_time()
    {
        await Submit("c1", 600, "2025-06-30");
        await _topics.Execute(Topic, Reports.Assert(Reports.Count("t", "c2", 700, on: "2025-07-03T14:30Z") with { Corrects = new ClaimId("c1") }));

        Assert.Equal(Standing.Counted, (await Entry("c1")).Standing);
        _clock.Set(Release);
        Assert.Equal(Standing.Corrected, (await Entry("c1")).Standing);
    }

    [Fact]
    public async Task Lists_follow_at_their_next_look()
    {
        await Submit("c1", 600, "2025-07-03T14:30Z");
        using var projector = new Projector(_journal, _journal, [new TopicRows(_topics)], new Reports.Plain(), _clock, NullLogger<Projector>.Instance);
        await projector.Follow(null, default);
        Assert.Null(await Listed());

        await projector.Refresh(default);
        Assert.Null(await Listed());
        _clock.Set(Release);
        await projector.Refresh(default);

        Assert.NotNull(await Listed());

        async Task<double?> Listed() =>
            Assert.Single((await _journal.List(new RowQuery("topic", null, null, RowOrder.Id, 9, null), default)).Rows).Confidence;
    }

    [Fact]
    public async Task Changes_do_not_tell_of_it_before()
    {
        await Submit("c1", 600, "2025-07-03T14:30Z");
        await Submit("c2", 500, "2025-06-30");
        using var feed = new ChangeFeed(_journal, _clock, NullLogger<ChangeFeed>.Instance);

        Assert.Equal([null, "c2"], await Claims());
        Assert.Equal([null, "c2"], (await feed.Read(Topic, 0, 9, default)).Select(c => c.Claim?.Value));
        _clock.Set(Release);
        Assert.Equal([null, "c1", "c2"], await Claims());

        async Task<IEnumerable<string?>> Claims() => (await feed.Read(0, 9, default)).Changes.Select(c => c.Claim?.Value);
    }

    private Task<Reply> Submit(string id, double best, string on, string origin = "ministry") =>
        _topics.Execute(Topic, Reports.Assert(Reports.Count("t", id, best, origin, on)));

    private async Task<View> Read(Lens? lens = null) => (await _topics.Read(Topic, lens ?? Lens.Current, default))!.View;

    private async Task<string> Shown() => System.Text.Encoding.UTF8.GetString((await _topics.Show(Topic, default))!.Json.Span);

    private async Task<LedgerEntry> Entry(string claim) => (await _topics.Entry(Topic, new(claim), default))!;

    /// <summary>Writes the row, and lets the topic rest.</summary>
    private async Task Forget()
    {
        await _journal.Write([(await _topics.Row(Topic, default))!], await _journal.Checkpoint(default), default);
        _clock.Pass(TimeSpan.FromMinutes(20));
    }
}
