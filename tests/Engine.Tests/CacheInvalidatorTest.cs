using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Analysis.Engine.Changes;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Reference;
using Analysis.Engine.Topics;
using Analysis.Journals;
using Analysis.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Analysis.Engine.Tests;

/// <summary>Two processes on one journal: what each has in memory, and what it hears of the other.</summary>
public sealed class CacheInvalidatorTest : IAsyncLifetime
{
    private static readonly TopicId Topic = new("t");
    private static readonly SourceId Ministry = new("ministry");

    private readonly MemoryJournal _journal = new();
    private readonly Process _here;
    private readonly Process _there;

    public CacheInvalidatorTest() => (_here, _there) = (new Process(_journal), new Process(_journal));

    public Task InitializeAsync() => Define(_here, "Troops");

    public async Task DisposeAsync()
    {
        await _here.DisposeAsync();
        await _there.DisposeAsync();
    }

    [Fact]
    public async Task What_the_other_wrote_is_shown_and_wakes_who_waits()
    {
        await Follow();
        await Submit(_here, "c1", 600);
        var waiting = _here.Topics.ShowAfter(Topic, 2, TimeSpan.FromMinutes(1), default);

        await Submit(_there, "c2", 700);

        Assert.Equal(3, (await waiting)!.Version);
        Assert.Equal(3, (await _here.Topics.Read(Topic, Lens.Current, default))!.View.Version);
    }

    [Fact]
    public async Task What_is_written_here_stays_in_memory()
    {
        await Follow();
        await Submit(_here, "c1", 600);
        var loads = _here.Loads;
        await Task.Delay(CacheInvalidator.Pause * 3);

        await _here.Topics.Read(Topic, Lens.Current, default);
        Assert.Equal((1, loads), (_here.Topics.Active, _here.Loads));
    }

    [Fact]
    public async Task An_answer_without_an_event_is_not_given_from_what_is_stale()
    {
        await Submit(_here, "c1", 600); // loaded here; nobody follows
        await Define(_there, "Soldiers");
        await Submit(_there, "c2", 700);

        Assert.IsType<Reply.Done>(await Define(_here, "Troops")); // not "it is so already"
        Assert.Equal("Troops", (await _there.Fresh(Topic)).Definition.Title);

        await Submit(_there, "c3", 800);
        Assert.IsType<Reply.Done>(await _here.Topics.Execute(Topic, new TopicCommand.RetractClaim(new("c3"), "misread", null))); // not "there is no such claim"
    }

    [Fact]
    public async Task An_assessment_made_elsewhere_reaches_claims_taken_in_here_before_it_was_heard_of()
    {
        await Submit(_here, "c0", 500, "embassy"); // what is held of everybody is in memory now
        await Submit(_here, "c1", 600);
        await _there.Sources.Assess(new SourceProfile(Ministry, "Ministry", "government", Grade.D), null, default);
        await _here.Topics.Execute(new("u"), new TopicCommand.Define(Reports.Troops("u"), null));
        await _here.Sources.Submit(Reports.Count("u", "c1", 600), null, ReplyWith.View, null, default); // with what was held before

        await Follow(fromTheStart: true);

        await Eventually.IsSo(async () => (await Weight("u")) < 0.6); // grade D is 6 in 10, ungraded 8 in 10
        Assert.Equal(await Weight("t"), await Weight("u"));
    }

    [Fact]
    public async Task Of_two_who_assess_the_later_holds_everywhere()
    {
        await Follow();
        await Submit(_here, "c1", 600);
        await _here.Sources.Assess(new SourceProfile(Ministry, "Ministry", "government", Grade.D), null, default);
        await _there.Sources.Assess(new SourceProfile(Ministry, "Ministry", "government", Grade.A), null, default);

        Assert.Equal(Grade.A, (await _here.Sources.Find(Ministry, default))!.Held.Grade);
        await Eventually.IsSo(async () => await Weight("t") > 0.8); // grade A is 19 in 20

        await _here.Topics.Execute(Topic, new TopicCommand.AssessSource(new SourceProfile(Ministry, "Ministry", "government", Grade.D, Version: 1))); // told late
        Assert.True(await Weight("t") > 0.8);
    }

    [Fact]
    public async Task A_family_defined_elsewhere_reaches_topics_defined_here_before_it_was_heard_of()
    {
        var wide = FamilyDefinition.Default("quantity", TopicKind.Quantity) with { Tolerance = 0.5 };
        await _here.Families.DefineTopic(Reports.Troops("t") with { Title = "Again" }, null, null, default); // what is held of the family is in memory now
        await _there.Families.Define(wide, null, null, default);
        await _here.Families.DefineTopic(Reports.Troops("u"), null, null, default); // with what was held before

        await Follow(fromTheStart: true);

        await Eventually.IsSo(async () => await FamilyOf("u") == wide with { Version = 1 });
        Assert.Equal(wide with { Version = 1 }, await FamilyOf("t")); // told by who defined it
    }

    [Fact]
    public async Task A_merge_elsewhere_reaches_topics_that_heard_of_the_source_here_and_so_does_the_grade_of_whom_it_is()
    {
        var bureau = new SourceId("bureau");
        await Submit(_here, "c1", 600);
        await _there.Sources.Assess(new SourceProfile(bureau, "Bureau", "government", Grade.F), null, default);

        Assert.Null(await _there.Sources.Merge(Ministry, bureau, "renamed", null, default));
        await Submit(_here, "c2", 610); // with what was held here before
        await Follow(fromTheStart: true);

        await Eventually.IsSo(async () => (await _here.Topics.Entry(Topic, new("c2"), default))!.Voice == "bureau");
        Assert.Contains("topic/t", await _journal.StreamsUsing("bureau", null, 10, default));

        await _here.Sources.Assess(new SourceProfile(bureau, "Bureau", "government", Grade.A), null, default);
        await Eventually.IsSo(async () => (await Entry("c2")).Weight > 0.8); // grade A is 19 in 20

        Assert.Null(await _here.Sources.Split(Ministry, "not renamed", null, default));
        await Eventually.IsSo(async () => (await Entry("c2")).Voice == "ministry");
    }

    [Fact]
    public async Task Two_who_are_given_one_new_name_open_one_source()
    {
        SourceNames here = new(_here.Sources, _journal, new LaggingLists()), there = new(_there.Sources, _journal, new LaggingLists());

        var found = await Task.WhenAll(
            here.FindOrOpen("Мэр Херсона", null, default).AsTask(), there.FindOrOpen(" МЭР  ХЕРСОНА", null, default).AsTask());

        var source = Assert.Single(found.Select(named => Assert.IsType<Named.One>(named).Source).Distinct());
        var held = await _here.Sources.Find(source, default);
        Assert.Equal((held!.Held, 1), ((await _there.Sources.Find(source, default))!.Held, held.Version));
        Assert.Equal(source, Assert.IsType<Named.One>(await there.Find("мэр херсона", default)).Source);
    }

    private async Task<LedgerEntry> Entry(string claim) => Assert.IsType<LedgerEntry>(await _here.Topics.Entry(Topic, new(claim), default));

    private async Task<FamilyDefinition?> FamilyOf(string topic) =>
        (await TopicActor.Fold(_journal, null, new(topic), Lens.Current, DateTimeOffset.UtcNow, default)).State.Family;

    private static Task<Reply> Define(Process process, string title) =>
        process.Topics.Execute(Topic, new TopicCommand.Define(Reports.Troops("t") with { Title = title }, null));

    private static async Task Submit(Process process, string id, double best, string origin = "ministry") =>
        Assert.IsType<Reply.Done>(await process.Sources.Submit(Reports.Count("t", id, best, origin), null, ReplyWith.View, null, default));

    private async Task<double> Weight(string topic)
    {
        var entry = await _here.Topics.Entry(new(topic), new("c1"), default);
        return Assert.IsType<LedgerEntry>(entry).Weight;
    }

    private async Task Follow(bool fromTheStart = false)
    {
        await _here.Follow(fromTheStart);
        await _there.Follow(fromTheStart);
    }

    /// <summary>What a process has.</summary>
    private sealed class Process : IAsyncDisposable
    {
        private readonly MemoryJournal _journal;
        private readonly Counted _read;
        private CacheInvalidator? _invalidator;

        public Process(MemoryJournal journal)
        {
            _journal = journal;
            _read = new Counted(journal);
            Topics = new EmbeddedTopics(_read, journal, journal, new Reports.Plain(), TimeProvider.System, NullLogger<EmbeddedTopics>.Instance);
            Families = new Families(journal, journal, Topics, TimeProvider.System, NullLogger<Families>.Instance) { IsShared = true };
            Sources = new Sources(journal, journal, Topics, Families, TimeProvider.System, NullLogger<Sources>.Instance) { IsShared = true };
        }

        /// <summary>How often a topic was loaded.</summary>
        public int Loads => _read.Streams;

        public EmbeddedTopics Topics { get; }

        public Families Families { get; }

        public Sources Sources { get; }

        /// <summary>Begins to follow the journal; from its start, it hears of everything that is there.</summary>
        public async Task Follow(bool fromTheStart)
        {
            IJournal followed = fromTheStart ? new AtTheStart(_journal) : _journal;
            _invalidator = new CacheInvalidator(followed, Topics, [Families, Sources], TimeProvider.System, NullLogger<CacheInvalidator>.Instance);
            await _invalidator.StartAsync(default);
        }

        /// <summary>A topic as the journal has it.</summary>
        public async Task<TopicReading> Fresh(TopicId topic)
        {
            var fold = await TopicActor.Fold(_journal, null, topic, Lens.Current, DateTimeOffset.UtcNow, default);
            return new TopicReading(fold.State.Definition!, fold.Render());
        }

        public async ValueTask DisposeAsync()
        {
            if (_invalidator is not null)
            {
                await _invalidator.StopAsync(default);
                _invalidator.Dispose();
            }

            await Topics.DisposeAsync();
            Sources.Dispose();
            Families.Dispose();
        }
    }

    /// <summary>Lists that show nothing yet.</summary>
    private sealed class LaggingLists : ILists
    {
        public Task CatchUp(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<TimeSpan> Lag(CancellationToken cancellationToken) => Task.FromResult(TimeSpan.FromHours(1));
    }

    private sealed class Counted(IJournal inner) : DelegatingJournal(inner)
    {
        private int _streams;

        public int Streams => _streams;

        public override IAsyncEnumerable<RecordedEvent> ReadStream(string stream, long afterVersion, CancellationToken ct)
        {
            Interlocked.Increment(ref _streams);
            return base.ReadStream(stream, afterVersion, ct);
        }
    }

    /// <summary>A journal whose end is its start for who asks first.</summary>
    private sealed class AtTheStart(IJournal inner) : DelegatingJournal(inner)
    {
        private int _asked;

        public override Task<long> End(CancellationToken ct) => Interlocked.Increment(ref _asked) == 1 ? Task.FromResult(0L) : base.End(ct);
    }
}
