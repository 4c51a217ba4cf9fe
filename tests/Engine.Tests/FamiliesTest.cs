using System.Reflection;
using Analysis.Domain.Folding;
using Analysis.Domain.Topics;
using Analysis.Engine.Journal;
using Analysis.Engine.Reference;
using Analysis.Engine.Topics;
using Analysis.Journals;
using Analysis.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Analysis.Engine.Tests;

/// <summary>What a family is defined as reaches its topics and no others, whatever comes between.</summary>
public sealed class FamiliesTest : IAsyncLifetime
{
    private static readonly FamilyDefinition Wide = FamilyDefinition.Default("quantity", TopicKind.Quantity) with { Tolerance = 0.5 };

    private readonly MemoryJournal _journal = new();
    private readonly EmbeddedTopics _topics;
    private readonly SourcesTest.Gate _gate;
    private readonly Families _families;
    private readonly Sources _sources;

    public FamiliesTest()
    {
        _topics = new EmbeddedTopics(_journal, _journal, _journal, new Reports.Plain(), TimeProvider.System, NullLogger<EmbeddedTopics>.Instance);
        var gated = DispatchProxy.Create<ITopics, SourcesTest.Gate>();
        _gate = (SourcesTest.Gate)gated;
        _gate.Inner = _topics;
        _families = new Families(_journal, _journal, gated, TimeProvider.System, NullLogger<Families>.Instance);
        _sources = new Sources(_journal, _journal, gated, _families, TimeProvider.System, NullLogger<Sources>.Instance);
    }

    public async Task InitializeAsync() => await Define("t");

    public async Task DisposeAsync()
    {
        await _topics.DisposeAsync();
        _sources.Dispose();
        _families.Dispose();
    }

    [Fact]
    public async Task A_definition_reaches_the_topics_that_there_are_and_those_to_come()
    {
        await _families.DefineTopic(Reports.Troops("other") with { Family = "troops" }, null, null, default);

        await Define(Wide);
        await Define("u");
        await _sources.Submit(Reports.Count("opened", "c1", 600), Reports.Troops("opened"), ReplyWith.View, null, default);

        var told = Wide with { Version = 1 };
        Assert.Equal((told, told, told, null), (await FamilyOf("t"), await FamilyOf("u"), await FamilyOf("opened"), await FamilyOf("other")));
    }

    [Fact]
    public async Task More_topics_than_fit_a_page_are_told()
    {
        for (var i = 0; i < 600; i++) await Define($"t{i:000}");

        await Define(Wide);

        Assert.Equal((1, 1), ((await FamilyOf("t000"))?.Version, (await FamilyOf("t599"))?.Version));
    }

    [Fact]
    public async Task A_definition_that_overtakes_a_topic_holds()
    {
        var held = _gate.HoldNext(command => command is TopicCommand.Define);
        var defining = Define("u");
        await held.Met;

        await Define(Wide);
        held.Release();
        await defining;

        Assert.Equal(Wide with { Version = 1 }, await FamilyOf("u"));
    }

    [Fact]
    public async Task A_topic_that_comes_to_the_family_is_told_from_then_on()
    {
        await _families.DefineTopic(Reports.Troops("u") with { Family = "troops" }, null, null, default);
        await _families.DefineTopic(Reports.Troops("u"), null, null, default);

        await Define(Wide);

        Assert.Equal(Wide with { Version = 1 }, await FamilyOf("u"));
    }

    [Fact]
    public async Task A_stream_older_than_families_is_told_once_something_was_added_to_it()
    {
        var opened = EventCodec.Encode(new TopicEvent.Defined(Reports.Troops("old")), DateTimeOffset.UtcNow);
        await _journal.Append(new StreamAppend("topic/old", 0, [opened], [])); // as it was written then

        await _sources.Submit(Reports.Count("old", "c1", 600), null, ReplyWith.View, null, default);
        await Define(Wide);

        Assert.Equal(Wide with { Version = 1 }, await FamilyOf("old"));
    }

    [Fact]
    public async Task A_family_is_defined_once_and_redefined_only_from_the_version_seen()
    {
        var first = await _families.Define(Wide with { Name = "troops" }, 0, null, default);
        var same = await _families.Define(Wide with { Name = "troops" }, 0, null, default);
        var stale = await _families.Define(Wide with { Name = "troops", Tolerance = 0.2 }, 7, null, default);
        var current = await _families.Define(Wide with { Name = "troops", Tolerance = 0.2 }, 1, null, default);
        var builtIn = await _families.Define(Wide, 0, null, default);

        Assert.Equal((true, 1, 1), (first.IsNew, first.Now!.Version, same.Now!.Version));
        Assert.Equal(new Rejection.VersionMismatch(7, 1), stale.Refusal);
        Assert.Equal((false, 2, 0.2), (current.IsNew, current.Now!.Version, current.Now.Held.Tolerance));
        Assert.Equal((false, 1), (builtIn.IsNew, builtIn.Now!.Version));
    }

    [Theory]
    [InlineData("troops")]
    [InlineData("quantity")]
    public async Task The_kind_of_a_family_never_changes(string name)
    {
        await _families.Define(Wide with { Name = "troops" }, null, null, default);

        var refused = await _families.Define(FamilyDefinition.Default(name, TopicKind.Date), null, null, default);

        Assert.Equal((null, new Rejection.KindFixed(TopicKind.Quantity)), (refused.Now, refused.Refusal));
    }

    [Fact]
    public async Task A_repetition_tells_nobody_twice_and_whoever_was_not_told()
    {
        await Define(Wide);
        await Define(Wide);
        await _topics.Execute(new("untold"), new TopicCommand.Define(Reports.Troops("untold"), null));

        await Define(Wide);

        Assert.Equal(2, (await Fold("t")).State.Version);
        Assert.Equal(Wide with { Version = 1 }, await FamilyOf("untold"));
    }

    private Task<Reply> Define(string topic) => _families.DefineTopic(Reports.Troops(topic), null, null, default);

    private async Task Define(FamilyDefinition family) => Assert.Null((await _families.Define(family, null, null, default)).Refusal);

    private async Task<FamilyDefinition?> FamilyOf(string topic) => (await Fold(topic)).State.Family;

    private Task<TopicFold> Fold(string topic) => TopicActor.Fold(_journal, null, new(topic), Lens.Current, DateTimeOffset.UtcNow, default);
}
