using System.Reflection;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Journal;
using Analysis.Engine.Reference;
using Analysis.Engine.Topics;
using Analysis.Journals;
using Analysis.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Analysis.Engine.Tests;

/// <summary>What a source is held for reaches its topics, whatever comes between.</summary>
public sealed class SourcesTest : IAsyncLifetime
{
    private static readonly SourceId Ministry = new("ministry");

    private readonly MemoryJournal _memory = new();
    private readonly FaultyJournal _journal;
    private readonly EmbeddedTopics _topics;
    private readonly Gate _gate;
    private readonly Families _families;
    private readonly Sources _sources;

    public SourcesTest()
    {
        _journal = new FaultyJournal(_memory);
        _topics = new EmbeddedTopics(_journal, _memory, _memory, new Reports.Plain(), TimeProvider.System, NullLogger<EmbeddedTopics>.Instance);
        var gated = DispatchProxy.Create<ITopics, Gate>();
        _gate = (Gate)gated;
        _gate.Inner = _topics;
        _families = new Families(_journal, _memory, gated, TimeProvider.System, NullLogger<Families>.Instance);
        _sources = new Sources(_journal, _memory, gated, _families, TimeProvider.System, NullLogger<Sources>.Instance);
    }

    public async Task InitializeAsync() => await _topics.Execute(new("t"), new TopicCommand.Define(Reports.Troops("t"), null));

    public async Task DisposeAsync()
    {
        await _topics.DisposeAsync();
        _sources.Dispose();
        _families.Dispose();
    }

    [Fact]
    public async Task A_claim_is_weighed_by_the_grade_of_its_origin()
    {
        await Assess(Grade.B);
        await Submit("c1");

        Assert.Equal(0.85 * 0.9, await Weight(), 1e-9); // grade B is 8.5 in 10, an ungraded claim .9 sure
    }

    [Fact]
    public async Task Of_two_assessments_that_race_the_last_one_holds_everywhere()
    {
        await Submit("c1");
        var held = _gate.HoldNext(command => command is TopicCommand.AssessSource);
        var first = Assess(Grade.D);
        await held.Met;

        await Assess(Grade.B);
        held.Release();
        await first;

        Assert.Equal(Grade.B, (await _sources.Find(Ministry, default))!.Held.Grade);
        Assert.Equal(0.85 * 0.9, await Weight(), 1e-9);
    }

    [Fact]
    public async Task An_assessment_that_overtakes_a_claim_holds()
    {
        await Assess(Grade.D);
        var held = _gate.HoldNext(command => command is TopicCommand.AssertClaim);
        var submitting = Submit("c1");
        await held.Met;

        await Assess(Grade.B);
        held.Release();
        await submitting;

        Assert.Equal(0.85 * 0.9, await Weight(), 1e-9);
    }

    [Fact]
    public async Task An_assessment_that_overtakes_the_news_of_another_holds()
    {
        var claimed = _gate.HoldNext(command => command is TopicCommand.AssertClaim);
        var submitting = Submit("c1");
        await claimed.Met;
        await Assess(Grade.D); // the topic is not known to use the source yet: the claim's sender will tell it
        var told = _gate.HoldNext(command => command is TopicCommand.AssessSource);
        claimed.Release();
        await told.Met;

        await Assess(Grade.B);
        told.Release();
        await submitting;

        Assert.Equal(0.85 * 0.9, await Weight(), 1e-9);
    }

    [Fact]
    public async Task After_a_fault_before_the_append_a_source_is_as_it_was()
    {
        await Assess(Grade.D);
        _journal.FailBefore();
        await Assert.ThrowsAsync<IOException>(() => Assess(Grade.B));

        Assert.Equal(Grade.D, (await _sources.Find(Ministry, default))!.Held.Grade);
        Assert.Equal((true, false), await Assess(Grade.B));
    }

    [Fact]
    public async Task After_a_fault_behind_the_append_a_retry_finds_it_done()
    {
        await Submit("c1");
        _journal.FailAfter();
        await Assert.ThrowsAsync<IOException>(() => Assess(Grade.B));

        Assert.Equal((false, false), await Assess(Grade.B));
        Assert.Equal(0.85 * 0.9, await Weight(), 1e-9);
        Assert.Equal(1, (await _sources.Find(Ministry, default))!.Version);
    }

    [Fact]
    public async Task A_retry_tells_the_topics_that_a_fault_left_untold()
    {
        await Submit("c1");
        await _topics.Execute(new("u"), new TopicCommand.Define(Reports.Troops("u"), null));
        await _sources.Submit(Reports.Count("u", "c1", 600), null, ReplyWith.View, null, default);
        var held = _gate.HoldNext(command => command is TopicCommand.AssessSource);
        var assessing = Assess(Grade.B);
        await held.Met;
        _journal.FailBefore();
        held.Release();
        await Assert.ThrowsAsync<IOException>(() => assessing);

        await Assess(Grade.B);

        Assert.Equal(0.85 * 0.9, await Weight(), 1e-9);
        Assert.Equal(0.85 * 0.9, await Weight("u"), 1e-9);
    }

    [Fact]
    public async Task Every_link_of_a_chain_is_told_not_only_the_origin()
    {
        await Assess(Grade.B);
        await Submit("c1");
        await _sources.Assess(new SourceProfile(new("outlet"), "The Outlet", "news-outlet", Grade.C), null, default);

        var events = await _memory.ReadStream("topic/t", 0, default).Select(EventCodec.Decode).ToListAsync();

        Assert.Equal(["ministry", "outlet"], events.Select(e => e.Event).OfType<TopicEvent.SourceAssessed>().Select(e => e.Profile.Source.Value));
    }

    [Fact]
    public async Task A_source_nobody_has_named_is_unknown()
    {
        await Submit("c1");

        Assert.Null(await _sources.Find(Ministry, default));
    }

    [Fact]
    public async Task Another_process_that_assessed_a_source_is_noticed()
    {
        await Assess(Grade.D);
        using var other = new Sources(_journal, _memory, _topics, _families, TimeProvider.System, NullLogger<Sources>.Instance);
        await other.Assess(Profile(Grade.C), null, default);

        Assert.Equal((true, false), await Assess(Grade.B));
        Assert.Equal(3, (await _sources.Find(Ministry, default))!.Version);
    }

    private static SourceProfile Profile(Grade grade) => new(Ministry, "Ministry", "government", grade);

    private Task<(bool Changed, bool Created)> Assess(Grade grade) => _sources.Assess(Profile(grade), null, default);

    private Task<Reply> Submit(string id) => _sources.Submit(Reports.Count("t", id, 600), null, ReplyWith.View, null, default);

    private async Task<double> Weight(string topic = "t") => Assert.Single((await _topics.Ledger(new(topic), Lens.Current, 0, 10, false, default))!).Weight;

    /// <summary>A command held on its way to its topic.</summary>
    internal sealed class Hold
    {
        private readonly TaskCompletionSource _met = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes when the command has come.</summary>
        public Task Met => _met.Task;

        public void Release() => _released.SetResult();

        public async Task<Reply> Keep(Func<Task<Reply>> command)
        {
            _met.SetResult();
            await _released.Task;
            return await command();
        }
    }

    /// <summary>Topics whose commands can be held.</summary>
    public class Gate : DispatchProxy
    {
        private Tuple<Func<TopicCommand, bool>, Hold>? _next;

        internal ITopics Inner { get; set; } = null!; // set right after creation, which takes no arguments

        /// <summary>Holds the next command that fits.</summary>
        internal Hold HoldNext(Func<TopicCommand, bool> fits)
        {
            var hold = new Hold();
            _next = Tuple.Create(fits, hold);
            return hold;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var next = _next;
            var isHeld = targetMethod!.Name == nameof(ITopics.Execute) && next is not null && next.Item1((TopicCommand)args![1]!)
                && ReferenceEquals(Interlocked.CompareExchange(ref _next, null, next), next); // topics are told several at once: only one is held
            return isHeld ? next!.Item2.Keep(() => (Task<Reply>)targetMethod.Invoke(Inner, args)!) : targetMethod.Invoke(Inner, args);
        }
    }
}
