using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Analysis.Engine.Journal;
using Analysis.Engine.Reference;
using Analysis.Engine.Snapshots;
using Analysis.Engine.Topics;
using Analysis.Engine.Transfers;
using Analysis.Journals;
using Analysis.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Analysis.Engine.Tests;

/// <summary>
/// What touches two topics is whole in the end, wherever it is cut short and whoever writes meanwhile.
/// </summary>
public sealed class TransfersTest : IAsyncLifetime
{
    private const int Claims = 120; // three times what is received at once

    private static readonly TopicId From = new("from");
    private static readonly TopicId Into = new("into");
    private static readonly Grounds Why = new("one question", new SourceId("desk"));
    private static readonly Writer Editor = new("editor");

    private readonly MemoryJournal _memory = new();
    private World _world;

    public TransfersTest() => _world = new World(_memory, _memory);

    public async Task InitializeAsync()
    {
        await _world.Topics.Execute(From, new TopicCommand.Define(Reports.Troops("from"), null));
        await _world.Topics.Execute(Into, new TopicCommand.Define(Reports.Troops("into"), null));
        await _world.Sources.Assess(new SourceProfile(new("o1"), "One", "government", Domain.Beliefs.Grade.B), null,
            default);
        foreach (var n in Enumerable.Range(0, Claims)) await _world.Submit("from", n);
        await _world.Submit("into", 1_000);
        await _world.Topics.Execute(From, new TopicCommand.RetractClaim(new("c0"), "misread", null));
        await _world.Topics.Execute(From, new TopicCommand.RetractClaim(new("yet-to-come"), "misread", null));
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    public static TheoryData<string, int, bool> Faults
    {
        get
        {
            var faults = new TheoryData<string, int, bool>();
            foreach (var (act, appends) in new[] { ("move", 2), ("merge", 4), ("rename", 5), ("separate", 4) })
            {
                for (var n = 0; n < appends; n++)
                {
                    faults.Add(act, n, true);
                    faults.Add(act, n, false);
                }
            }

            return faults;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Cut_short_anywhere_it_loses_nothing_and_the_same_request_finishes_it(string act, int after,
        bool isWritten)
    {
        if (act == "separate") await Done(_world.Transfers.Merge(From, Into, Why, Editor, default));
        var faulty = new FailsOnce(_memory, after, isWritten);
        await using (var dying = new World(faulty, _memory)) await Assert.ThrowsAsync<IOException>(() =>
            Do(dying, act));
        await Restart();

        var (here, there) = (await Counted(From), await Counted(act == "rename" ? new("renamed") : Into));
        var expected = Enumerable.Range(1, Claims - 1).Select(n => $"c{n}").ToHashSet();
        Assert.Subset(here.Union(there).ToHashSet(), expected); // nothing is lost

        var reply = await Do(_world, act);
        Assert.IsNotType<Reply.Refused>(reply);
        Assert.IsType<Reply.Unchanged>(await Do(_world, act));
        (here, there) = (await Counted(From), await Counted(act == "rename" ? new("renamed") : Into));
        Assert.Empty(here.Intersect(there)); // nor counted twice
        Assert.Equal(expected, here.Union(there).Where(id => id != "c1000").ToHashSet());
        Assert.Equal(act switch { "move" => 1 + 1, "separate" => 1, "merge" => Claims, _ => Claims - 1 }, there.Count);
        await AssertWhole();
    }

    [Fact]
    public async Task A_merger_taken_back_leaves_what_was_moved_by_itself_where_it_was_moved()
    {
        await Done(_world.Transfers.Move(From, new("c1"), Into, Why, Editor, default));
        await Done(_world.Transfers.Merge(From, Into, Why, Editor, default));
        await _world.Submit("from", 3_000); // led there

        await Done(_world.Transfers.Separate(From, Why, Editor, default));

        Assert.Equal(["c1", "c1000", "c3000"], (await Counted(Into)).Order(StringComparer.Ordinal));
        Assert.Equal(Claims - 2, (await Counted(From)).Count);
        await AssertWhole();
    }

    [Fact]
    public async Task What_comes_while_a_topic_is_merged_is_brought_over_too()
    {
        var meanwhile = new Meanwhile(_memory, "into", async times =>
        {
            if (times > 2) return;
            await _world.Submit("from", 2_000 + times);
            await _world.Topics.Execute(From, new TopicCommand.RetractClaim(new($"c{times}"), "meanwhile", null));
        });
        await using var world = new World(meanwhile, _memory);

        await Done(world.Transfers.Merge(From, Into, Why, Editor, default));

        await Restart();
        var there = await Counted(Into);
        Assert.Equal(Claims - 1 - 2 + 2 + 1, there.Count);
        Assert.Contains("c2001", there);
        Assert.Equal(Standing.Retracted, (await _world.Topics.Entry(Into, new("c1"), default))!.Standing);
        await AssertWhole();
    }

    [Fact]
    public async Task What_is_done_to_a_claim_while_it_is_moved_goes_with_it()
    {
        var meanwhile = new Meanwhile(_memory, "into", async times =>
        {
            if (times == 1) await _world.Topics.Execute(From,
                new TopicCommand.RetractClaim(new("c1"), "meanwhile", null));
        });
        await using var world = new World(meanwhile, _memory);

        await Done(world.Transfers.Move(From, new("c1"), Into, Why, Editor, default));

        await Restart();
        Assert.Equal(Standing.Moved, (await _world.Topics.Entry(From, new("c1"), default))!.Standing);
        Assert.Equal((Standing.Retracted, "meanwhile"),
            await _world.Topics.Entry(Into, new("c1"), default) is { } entry ? (entry.Standing, entry.Reason)
                : default);
        await AssertWhole();
    }

    [Fact]
    public async Task Who_posted_a_claim_and_when_stays_known_and_its_sources_are_weighed_as_they_are_held()
    {
        await Done(_world.Transfers.Rename(From, new("renamed"), Why, Editor, default));

        var (before, after) = (await Events("from"), await Events("renamed"));
        foreach (var claim in before.Where(e => e.Event is TopicEvent.ClaimAsserted)
            .Select(e => (e.At, ((TopicEvent.ClaimAsserted)e.Event).Claim)))
        {
            var received = after.Select(e => e.Event).OfType<TopicEvent.Received>()
                .Single(r => r.Fact is TopicEvent.ClaimAsserted { Claim.Id: var id } && id == claim.Claim.Id);
            Assert.Equal((From, claim.At, new Writer("poster")), (received.From, received.At, received.Writer));
        }

        Assert.Contains(after, e =>
            e.Event is TopicEvent.SourceAssessed { Profile: { Source.Value: "o1", Grade: Domain.Beliefs.Grade.B } });
        await _world.Sources.Assess(new SourceProfile(new("o1"), "One", "government", Domain.Beliefs.Grade.D), null,
            default);
        Assert.Contains(await Events("renamed"), e =>
            e.Event is TopicEvent.SourceAssessed { Profile.Grade: Domain.Beliefs.Grade.D });
        Assert.Contains(await Events("from"), e => // it may be led back, and must not know less then
            e.Event is TopicEvent.SourceAssessed { Profile.Grade: Domain.Beliefs.Grade.D });
        Assert.Null(await _world.Topics.Show(From, default));
        Assert.Equal(new Forwarding(new("renamed"), null), await _world.Topics.Forwarding(From, default));
        Assert.Equal(new Forwarding(null, From), await _world.Topics.Forwarding(new("renamed"), default));
        var late = await _world.Topics.Execute(new("renamed"),
            new TopicCommand.RetractClaim(new("yet-to-come"), "other", null));
        Assert.IsType<Rejection.AlreadyRetracted>(Assert.IsType<Reply.Refused>(late).Rejection); // it waits there too
    }

    private Task<Reply> Do(World world, string act) => act switch
    {
        "move" => world.Transfers.Move(From, new("c1"), Into, Why, Editor, default),
        "merge" => world.Transfers.Merge(From, Into, Why, Editor, default),
        "rename" => world.Transfers.Rename(From, new("renamed"), Why, Editor, default),
        _ => world.Transfers.Separate(From, Why, Editor, default),
    };

    private async Task<HashSet<string>> Counted(TopicId topic) =>
        [.. (await _world.Topics.Ledger(topic, Lens.Current, 0, 10_000, false, default) ?? [])
            .Where(e => e.Standing is not (Standing.Moved or Standing.Retracted)).Select(e => e.Claim.Id.Value)];

    private async Task Restart()
    {
        await _world.DisposeAsync();
        _world = new World(_memory, _memory);
    }

    private static async Task Done(Task<Reply> reply) => Assert.IsType<Reply.Done>(await reply);

    private async Task<List<Recorded>> Events(string topic) =>
        [.. (await _memory.ReadStream($"topic/{topic}", 0, default).ToListAsync()).Select(EventCodec.Decode)];

    /// <summary>Each topic is the same from a snapshot as from its events.</summary>
    private async Task AssertWhole()
    {
        foreach (var topic in new[] { From, Into })
        {
            var fold = await TopicActor.Fold(_memory, null, topic, Lens.Current, DateTimeOffset.UtcNow, default);
            var packed = SnapshotCodec.Decode($"topic/{topic}", SnapshotCodec.Encode(fold.Facts()));
            var restored = new Domain.Folding.TopicFold(packed, fold.ValidAt, isNow: true);
            Assert.Equal(fold.Render(), restored.Render());
            Assert.Equal(fold.Ledger(0, 10_000, without: false), restored.Ledger(0, 10_000, without: false));
            Assert.Equal(fold.State.Filing, restored.State.Filing);
            Assert.Equal(fold.State.Claims.Values.Select(c => (c.From, c.Departure, c.LastVersion)),
                restored.State.Claims.Values.Select(c => (c.From, c.Departure, c.LastVersion)));
        }
    }

    /// <summary>A process over a journal.</summary>
    private sealed class World : IAsyncDisposable
    {
        private readonly Families _families;

        public World(IJournal journal, MemoryJournal memory)
        {
            Topics = new EmbeddedTopics(journal, memory, memory, new Reports.Plain(), TimeProvider.System,
                NullLogger<EmbeddedTopics>.Instance);
            _families = new Families(journal, memory, Topics, TimeProvider.System, NullLogger<Families>.Instance);
            Sources = new Sources(journal, memory, Topics, _families, TimeProvider.System,
                NullLogger<Sources>.Instance);
            Transfers = new TopicTransfers(journal, Topics, Sources, _families, TimeProvider.System);
        }

        public EmbeddedTopics Topics { get; }

        public Sources Sources { get; }

        public TopicTransfers Transfers { get; }

        public Task Submit(string topic, int n) => Done(Sources.Submit(
            Reports.Count(topic, $"c{n}", 600 + n, $"o{n}"), null, ReplyWith.Nothing, new Writer("poster"), default));

        public async ValueTask DisposeAsync()
        {
            await Topics.DisposeAsync();
            Transfers.Dispose();
            Sources.Dispose();
            _families.Dispose();
        }
    }

    /// <summary>Loses its connection once, before or after an append, when so many have gone well.</summary>
    private sealed class FailsOnce(IJournal inner, int after, bool isWritten) : DelegatingJournal(inner)
    {
        private int _appends;

        public override async Task<AppendResult> Append(StreamAppend append)
        {
            var fails = Interlocked.Increment(ref _appends) > after;
            if (fails && !isWritten) throw new IOException("fault before the append");
            var result = await base.Append(append);
            return fails ? throw new IOException("fault after the append") : result;
        }
    }

    /// <summary>Lets something else happen after each append to a topic.</summary>
    private sealed class Meanwhile(IJournal inner, string topic, Func<int, Task> happens) : DelegatingJournal(inner)
    {
        private int _times;

        public override async Task<AppendResult> Append(StreamAppend append)
        {
            var result = await base.Append(append);
            if (append.Stream == $"topic/{topic}") await happens(++_times);
            return result;
        }
    }
}
