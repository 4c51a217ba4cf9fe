using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Analysis.Engine.Lists;
using Analysis.Engine.Reference;
using Analysis.Engine.Topics;
using Analysis.Journals;
using Analysis.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Analysis.Engine.Tests;

public sealed class ProjectorTest : IAsyncLifetime
{
    private readonly MemoryJournal _journal = new();
    private readonly EmbeddedTopics _topics;
    private readonly Families _families;
    private readonly Sources _sources;

    public ProjectorTest()
    {
        _topics = new EmbeddedTopics(_journal, _journal, _journal, new Reports.Plain(), TimeProvider.System, NullLogger<EmbeddedTopics>.Instance);
        _families = new Families(_journal, _journal, _topics, TimeProvider.System, NullLogger<Families>.Instance);
        _sources = new Sources(_journal, _journal, _topics, _families, TimeProvider.System, NullLogger<Sources>.Instance);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _sources.Dispose();
        _families.Dispose();
        await _topics.DisposeAsync();
    }

    [Fact]
    public async Task A_topic_that_changed_often_is_written_once()
    {
        await Define("a");
        await Define("b");
        for (var i = 0; i < 5; i++) await Submit("a", $"c{i}");
        await _sources.Assess(new SourceProfile(new("ministry"), "The ministry", null, Grade.B), null, default);
        using var projector = NewProjector(_topics);

        await projector.Follow(null, default);

        var rows = await Rows();
        Assert.Equal([("a", 7), ("b", 1)], rows.Select(h => (h.Id, h.Version))); // the assessment reached a
        Assert.Equal("The ministry", Assert.Single((await List("source")).Rows).Title);
        Assert.Equal(await _journal.Position(default), projector.Position);
        Assert.Equal(TimeSpan.Zero, await projector.Lag(default));
    }

    [Fact]
    public async Task It_goes_on_where_the_last_one_stopped()
    {
        await Define("a");
        using (var first = NewProjector(_topics)) await first.Follow(null, default);
        await _journal.Write([(await Rows())[0] with { Title = "as the first one wrote it" }], await _journal.Checkpoint(default), default);
        await Define("b");

        using var second = NewProjector(_topics);
        await second.Follow(null, default);

        Assert.Equal(["as the first one wrote it", "Troops, b"], (await Rows()).Select(h => h.Title));
    }

    [Fact]
    public async Task Heads_of_another_form_are_all_rendered_anew()
    {
        await Define("a");
        await _journal.Write([(await _topics.Row(new("a"), default))! with { Title = "as of old" }], new Checkpoint(1, "rules 0, form old"), default);

        using var projector = NewProjector(_topics);
        await projector.Follow(null, default);

        Assert.Equal(["Troops, a"], (await Rows()).Select(h => h.Title));
    }

    [Fact]
    public async Task A_topic_that_cannot_be_rendered_is_owed_and_holds_up_nobody()
    {
        await Define("a");
        await Define("b");
        var faulty = new Faulty(_topics, new("a"));
        using var projector = NewProjector(faulty);

        await projector.Follow(null, default);
        Assert.Equal(["b"], (await Rows()).Select(h => h.Id));
        Assert.Equal(0, (await _journal.Checkpoint(default)).Position); // after a crash it is tried again
        faulty.IsWell = true;
        await projector.Follow(null, default);

        Assert.Equal(["a", "b"], (await Rows()).Select(h => h.Id));
        Assert.Equal(2, (await _journal.Checkpoint(default)).Position);
    }

    [Fact]
    public async Task Who_has_written_finds_it_in_the_list()
    {
        using var projector = NewProjector(_topics);
        await projector.StartAsync(default);
        for (var i = 0; i < 30; i++)
        {
            await Define($"t{i}");
            await projector.CatchUp(default);
            Assert.Equal(i + 1, (await Rows()).Count);
        }

        await projector.StopAsync(default);
    }

    [Fact]
    public async Task A_list_does_not_wait_for_a_projector_that_is_stuck()
    {
        using var projector = NewProjector(_topics); // never started
        await Define("a");

        await projector.CatchUp(default).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.True(await projector.Lag(default) >= Projector.PatienceMax);
    }

    [Fact]
    public async Task A_topic_at_rest_is_shown_from_its_row_until_something_happens_to_it()
    {
        await Define("a");
        await Submit("a", "c1");
        using var projector = NewProjector(_topics);
        await projector.Follow(null, default);
        var shown = await _topics.Show(new("a"), default);
        await using var host = new EmbeddedTopics(_journal, _journal, _journal, new Reports.Plain(), TimeProvider.System, NullLogger<EmbeddedTopics>.Instance);

        var atRest = await host.Show(new("a"), default);
        Assert.Equal((shown!.ETag, 0), (atRest!.ETag, host.Active));
        Assert.Equal(shown.Json, atRest.Json, Bytes);

        var row = (await _journal.Find("topic/a", default))!;
        await _journal.Write([row with { Stamp = "rules 0, form old", Whole = "as of old"u8.ToArray() }], await _journal.Checkpoint(default), default);
        Assert.Equal(shown.Json, (await host.Show(new("a"), default))!.Json, Bytes); // folded, not shown from the row

        await Submit("a", "c2");
        await host.DisposeAsync();
        await using var another = new EmbeddedTopics(_journal, _journal, _journal, new Reports.Plain(), TimeProvider.System, NullLogger<EmbeddedTopics>.Instance);
        Assert.Equal(3, (await another.Show(new("a"), default))!.Version);
        Assert.Equal(1, another.Active);
        Assert.Null(await another.Show(new("nobody"), default));
    }

    private static bool Bytes(ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> other) => one.Span.SequenceEqual(other.Span);

    private Projector NewProjector(ITopics topics) =>
        new(_journal, _journal, [new TopicRows(topics), _families, _sources], new Reports.Plain(), TimeProvider.System, NullLogger<Projector>.Instance);

    private Task<Reply> Define(string topic) => _topics.Execute(new(topic), new TopicCommand.Define(Reports.Troops(topic), null));

    private Task<Reply> Submit(string topic, string claim) => _topics.Execute(new(topic), Reports.Assert(Reports.Count(topic, claim, 600)));

    private async Task<IReadOnlyList<SummaryRow>> Rows() => (await List("topic")).Rows;

    private Task<RowPage> List(string category) => _journal.List(new RowQuery(category, null, null, RowOrder.Id, 100, null), default);

    /// <summary>Topics of which one cannot be rendered until it is well.</summary>
    private sealed class Faulty(ITopics inner, TopicId ill) : ITopics
    {
        public bool IsWell { get; set; }

        public Task<SummaryRow?> Row(TopicId topic, CancellationToken cancellationToken) =>
            topic == ill && !IsWell ? throw new InvalidOperationException("ill") : inner.Row(topic, cancellationToken);

        public Task<Reply> Execute(TopicId topic, TopicCommand command, ReplyWith with = ReplyWith.View) => throw new NotSupportedException();

        public Task<Forwarding?> Forwarding(TopicId topic, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<Representation?> Show(TopicId topic, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Representation?> ShowAfter(TopicId topic, long after, TimeSpan patience, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<TopicReading?> Read(TopicId topic, Lens lens, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<Domain.Views.LedgerEntry>?> Ledger(
            TopicId topic, Lens lens, long afterVersion, int limit, bool without, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Domain.Views.LedgerEntry?> Entry(TopicId topic, ClaimId claim, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<HistoryStep>?> History(
            TopicId topic, DateTimeOffset? from, DateTimeOffset? to, long afterVersion, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Explanation?> Explain(TopicId topic, Lens lens, int skip, int limit,
            CancellationToken cancellationToken) => inner.Explain(topic, lens, skip, limit, cancellationToken);

        public Task<SourceOutcomes?> Outcomes(TopicId topic, SourceId source, CancellationToken cancellationToken) =>
        inner.Outcomes(topic, source, cancellationToken);

        public Task<IReadOnlyList<LedgerEntry>?> LedgerOf(TopicId topic, SourceId source, long afterVersion, int limit,
            CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<WhatIfAnswer?> WhatIf(TopicId topic, Lens lens, WhatIf assumptions, TimeAxis? timeline,
            CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Timeline?> Timeline(TopicId topic, Lens lens, TimeAxis over, int max, int claims,
            CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
