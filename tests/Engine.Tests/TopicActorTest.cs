using Analysis.Domain;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Analysis.Engine.Journal;
using Analysis.Engine.Snapshots;
using Analysis.Engine.Topics;
using Analysis.Journals;
using Analysis.Testing;

namespace Analysis.Engine.Tests;

public sealed class TopicActorTest : IAsyncLifetime
{
    private static readonly TopicId Topic = new("t");

    private readonly ManualClock _clock = new(new DateTimeOffset(2025, 7, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly MemoryJournal _memory = new();
    private readonly FaultyJournal _journal;
    private readonly TopicActor _actor;

    public TopicActorTest()
    {
        _journal = new FaultyJournal(_memory);
        _actor = NewActor();
    }

    public async Task InitializeAsync() => await _actor.Execute([new TopicCommand.Define(Reports.Troops("t"), null)], ReplyWith.View);

    public async Task DisposeAsync() => await _journal.DisposeAsync();

    [Fact]
    public async Task After_a_fault_before_the_append_nothing_has_changed_and_a_retry_works()
    {
        _journal.FailBefore();
        await Assert.ThrowsAsync<IOException>(() => Submit("c1", 600));

        Assert.Equal(0, (await Read()).Claims);
        Assert.IsType<Reply.Done>(await Submit("c1", 600));
        Assert.Equal(1, (await Read()).Claims);
    }

    [Fact]
    public async Task After_a_fault_behind_the_append_the_claim_is_there_once_and_a_retry_changes_nothing()
    {
        _journal.FailAfter();
        await Assert.ThrowsAsync<IOException>(() => Submit("c1", 600));

        Assert.IsType<Reply.Unchanged>(await Submit("c1", 600));
        Assert.Equal(1, (await Read()).Claims);
        Assert.Equal(2, (await Read()).Version);
    }

    [Fact]
    public async Task What_another_writer_appended_is_taken_into_account()
    {
        await Submit("c1", 600);
        await NewActor().Execute([Reports.Assert(Reports.Count("t", "c2", 700, "embassy"))], ReplyWith.View);

        var reply = Assert.IsType<Reply.Done>(await Submit("c3", 800, "panel"));

        Assert.Equal(4, reply.Reading!.View.Version);
        Assert.Equal(3, reply.Reading.View.Claims);
    }

    [Fact]
    public async Task The_same_id_from_another_writer_is_a_duplicate_not_a_fault()
    {
        await Submit("c1", 600); // this actor is at version 2 and does not know of what follows
        await NewActor().Execute([Reports.Assert(Reports.Count("t", "c2", 700, "embassy"))], ReplyWith.View);

        Assert.IsType<Reply.Unchanged>(await Submit("c2", 700, "embassy"));
        Assert.Equal(new Rejection.ClaimIdTaken(new("c2"), 3), Assert.IsType<Reply.Refused>(await Submit("c2", 701, "embassy")).Rejection);
    }

    [Fact]
    public async Task Two_actors_on_one_stream_lose_nothing_and_count_nothing_twice()
    {
        var actors = new[] { _actor, NewActor(), NewActor() };
        await Task.WhenAll(actors.Select((actor, a) => Task.Run(async () =>
        {
            for (var i = 0; i < 40;)
            {
                try
                {
                    await actor.Execute([Reports.Assert(Reports.Count("t", $"c{a}-{i}", 600, $"origin-{a}-{i}"))], ReplyWith.View);
                    i++;
                }
                catch (ConcurrencyException)
                {
                    // Gave up after several conflicts; a caller tries again.
                }
            }
        })));

        var view = (await NewActor().Read(default))!.Reading.View;
        Assert.Equal(120, view.Claims);
        Assert.Equal(121, view.Version);
    }

    [Fact]
    public async Task Commands_of_one_turn_are_answered_one_by_one_and_cost_one_append()
    {
        var before = _journal.Appends;

        var replies = await _actor.Execute(
        [
            Reports.Assert(Reports.Count("t", "a", 600)),
            Reports.Assert(Reports.Count("t", "a", 600)),
            Reports.Assert(Reports.Count("t", "a", 601)),
            Reports.Assert(Reports.Count("t", "b", -1)),
            new TopicCommand.RestoreClaim(new("nobody"), "typo", null),
            Reports.Assert(Reports.Count("t", "c", 700, "embassy")),
            new TopicCommand.RetractClaim(new("a"), "misread", null),
        ], ReplyWith.View);

        Assert.Equal(before + 1, _journal.Appends);
        Assert.Equal(Standing.Retracted, Assert.IsType<Reply.Done>(replies[0]).Claim!.Standing);
        Assert.IsType<Reply.Unchanged>(replies[1]);
        Assert.IsType<Rejection.ClaimIdTaken>(Assert.IsType<Reply.Refused>(replies[2]).Rejection);
        Assert.Equal("/value/best", Assert.IsType<Rejection.Invalid>(Assert.IsType<Reply.Refused>(replies[3]).Rejection).Pointer);
        Assert.IsType<Rejection.UnknownClaim>(Assert.IsType<Reply.Refused>(replies[4]).Rejection);
        Assert.Equal(Standing.Counted, Assert.IsType<Reply.Done>(replies[5]).Claim!.Standing);
        Assert.IsType<Reply.Done>(replies[6]);
        Assert.Equal(1, (await Read()).Claims);
    }

    [Fact]
    public async Task Nothing_is_shown_before_it_is_durable()
    {
        await Submit("c1", 600);
        _journal.FailBefore();
        await Assert.ThrowsAsync<IOException>(() => Submit("c2", 900, "embassy"));

        Assert.Null(_actor.Shown);
        Assert.Equal(1, (await Read()).Claims);
    }

    [Fact]
    public async Task Recorded_time_never_runs_backwards()
    {
        await Submit("c1", 600);
        var shown = (await Read()).RecordedAt;
        _clock.Set(shown.AddHours(-5));

        await Submit("c2", 700, "embassy");

        Assert.Equal(shown, (await Read()).RecordedAt);
    }

    [Fact]
    public async Task A_turn_that_writes_nothing_does_not_keep_an_old_view()
    {
        await Submit("c1", 600);
        await _actor.Read(default);
        _clock.Set(_clock.GetUtcNow().AddDays(70).AddMinutes(5)); // a count of which nothing has been heard for 60 days is stale

        Assert.IsType<Reply.Unchanged>(await Submit("c1", 600));

        Assert.True((await Read()).Stale);

        Assert.Equal((await NewActor().Read(default))!.Reading.View, await Read());
        Assert.Equal(_clock.GetUtcNow().UtcDateTime.Date, (await Read()).ValidAt.UtcDateTime.Date);
    }

    [Fact]
    public async Task A_turn_of_more_events_than_one_append_takes_is_several_appends()
    {
        var profiles = new ValueList<SourceProfile>(Enumerable.Range(0, 15).Select(i => new SourceProfile(new($"s{i}"), null, "government", Grade.B)));
        var commands = Enumerable.Range(0, 200).Select(i => (TopicCommand)new TopicCommand.AssertClaim(
            Reports.Count("t", $"c{i}", 600, $"origin-{i}"), [.. profiles.Select(p => p with { Source = new($"{p.Source}-{i}") })], null)).ToList();

        var replies = await _actor.Execute(commands, ReplyWith.View);

        Assert.All(replies, reply => Assert.IsType<Reply.Done>(reply));
        Assert.Equal(1 + (200 * 16), (await Read()).Version);
        Assert.Equal(200, (await Read()).Claims);
    }

    [Fact]
    public async Task Commands_that_want_no_view_have_none_rendered()
    {
        await Read(); // a reader has looked, and may be back
        var before = _actor.Renders;

        for (var i = 0; i < 20; i++)
        {
            await _actor.Execute([.. Enumerable.Range(0, 50).Select(c => Reports.Assert(Reports.Count("t", $"c{i}-{c}", 600)))], ReplyWith.Nothing);
            await _actor.Execute([new TopicCommand.Define(Reports.Troops("t") with { Title = $"Troops {i}" }, null)], ReplyWith.Nothing);
        }

        Assert.Equal(before, _actor.Renders);
        Assert.Equal(1_000 + 20 + 1, (await Read()).Version);
        Assert.Equal(before + 1, _actor.Renders);
        await _actor.Execute([Reports.Assert(Reports.Count("t", "last", 600)), Reports.Assert(Reports.Count("t", "least", 600))], ReplyWith.View);
        Assert.Equal(before + 2, _actor.Renders); // one for both, which is the reader's as well
        await Read();
        Assert.Equal(before + 2, _actor.Renders);
    }

    [Fact]
    public async Task A_snapshot_and_the_tail_come_to_the_same_as_the_whole_stream()
    {
        for (var i = 0; i < TopicActor.SnapshotVersionMin; i++) await Submit($"c{i}", 500 + (i * 37 % 400), $"origin-{i % 90}", "2025-06-" + (10 + (i % 20)));
        await _actor.Execute([new TopicCommand.RetractClaim(new("c7"), "misread", new("desk")), new TopicCommand.AssessSource(new(new("origin-3"), "Three", "government", Grade.A))], ReplyWith.View);
        await _actor.KeepSnapshot();
        await Submit("tail", 5000, "late", "2025-06-30");
        var snapshot = await _memory.Read(TopicStream.Of(Topic), default);

        var restored = (await NewActor().Read(default))!.Reading.View;
        var fromEvents = (await TopicActor.Fold(_memory, null, Topic, Lens.Current, _clock.GetUtcNow(), default)).Render();

        Assert.NotNull(snapshot);
        Assert.InRange(snapshot.Version, TopicActor.SnapshotVersionMin, restored.Version - 1);
        Assert.Equal(fromEvents, restored);
        Assert.Equal(await Read(), restored);
        var entry = await NewActor().Ask(fold => fold.Entry(new("c7"))!, default);
        Assert.Equal(Standing.Retracted, entry!.Standing);
    }

    [Fact]
    public async Task A_snapshot_keeps_every_field_of_everything()
    {
        var claims = Enumerable.Range(0, TopicActor.SnapshotVersionMin).Select(i => EventCodecTest.Claims[i % EventCodecTest.Claims.Count] with { Id = new($"c{i}"), Topic = Topic });
        await _actor.Execute([.. claims.Select(Reports.Assert)], ReplyWith.View);
        await _actor.Execute(
        [
            new TopicCommand.RetractClaim(new("c1"), "misread", new("desk")), new TopicCommand.RetractClaim(new("c2"), "", null),
            new TopicCommand.RetractClaim(new("c3"), "misread", new("desk"), Edtf.Parse("2025-06-16")),
            new TopicCommand.RestoreClaim(new("c3"), "wrong row", new("desk"), Edtf.Parse("2025-06-17")),
            new TopicCommand.RetractClaim(new("c3"), "forged", null), new TopicCommand.RetractClaim(new("waits"), "misread", null, Edtf.Parse("2025-06-16")),
            new TopicCommand.AssessSource(new(new("nis"), "The service", "intelligence-service", Grade.B)), new TopicCommand.AssessSource(new(new("post"), null, null, Grade.C)),
            new TopicCommand.DefineFamily(FamilyDefinition.Default("quantity", TopicKind.Quantity) with { Tolerance = 0.3, HalfLife = new Period("P9D", TimeSpan.FromDays(9)), Version = 4 }),
            new TopicCommand.AssessSource(new(new("nis"), "The service", "intelligence-service", Grade.B, Version: 2) { Records = [new("quantity within 0.1 (ln)", 12_582_912, 1_048_576)] }),
            new TopicCommand.Annul(new Annulment("moot", new SourceId("desk"), Edtf.Parse("2025-06-16"))), new TopicCommand.WithdrawResolution("a slip", null),
            new TopicCommand.Resolve(new Resolution(new ClaimValue.Quantity(612, null, null), "counted", new SourceId("registry"))),
        ], ReplyWith.View);
        await _actor.KeepSnapshot();
        await Submit("after", 700);

        var restored = await TopicActor.Fold(_memory, _memory, Topic, Lens.Current, _clock.GetUtcNow(), default);
        var whole = await TopicActor.Fold(_memory, null, Topic, Lens.Current, _clock.GetUtcNow(), default);

        Assert.Equal(whole.State.Version - 1, (await _memory.Read(TopicStream.Of(Topic), default))!.Version);
        Assert.Equal(whole.State.Definition, restored.State.Definition);
        Assert.Equal((4, whole.State.Family), (whole.State.Family?.Version, restored.State.Family));
        Assert.Equal(whole.State.Topic, restored.State.Topic);
        Assert.Equal(whole.Ledger(0, 2_000, without: false), restored.Ledger(0, 2_000, without: false));
        Assert.Equal(whole.Render(), restored.Render());
        Assert.Equal(3, restored.State.Settling.Count);
        Assert.Equal(whole.State.Settling, restored.State.Settling);
        Assert.Equal(whole.State.Settlement, restored.State.Settlement);
        Assert.Equal(whole.State.Profile(new("nis")), restored.State.Profile(new("nis")));
        Assert.Equal(whole.State.Record(new("nis")), restored.State.Record(new("nis")));
        foreach (var claim in whole.State.Claims.Values) Assert.Equal(claim.Acts?.All, restored.State.Claims[claim.Claim.Id].Acts?.All);
        Assert.Equal([1, 1, 3], new[] { "c1", "c2", "c3" }.Select(id => restored.State.Claims[new(id)].Acts!.All.Count));
        Assert.Equal(whole.State.Waiting[new("waits")].All, restored.State.Waiting[new("waits")].All);
        Assert.Equal(Standing.AfterResolution, restored.Entry(new("after"))!.Standing);
    }

    [Fact]
    public async Task Who_keeps_losing_gives_up_and_can_try_again()
    {
        var losing = new TopicActor(Topic, new AlwaysLate(_memory), _memory, _memory, new Reports.Plain(), _clock);

        await Assert.ThrowsAsync<ConcurrencyException>(() => losing.Execute([Reports.Assert(Reports.Count("t", "c1", 600))], ReplyWith.View));

        Assert.Null(losing.Shown);
        Assert.Equal(1, (await Read()).Version);
    }

    [Fact]
    public async Task A_view_goes_on_with_time_though_nothing_happens()
    {
        var ageing = Reports.Troops("t") with { Dynamics = Dynamics.Changing, HalfLife = new Period("P10D", TimeSpan.FromDays(10)) };
        await _actor.Execute([new TopicCommand.Define(ageing, null)], ReplyWith.View);
        await Submit("c1", 600);
        var before = await Read();

        _clock.Set(_clock.GetUtcNow().AddDays(5));

        Assert.Equal(_clock.GetUtcNow(), (await Read()).ValidAt);
        Assert.True((await Read()).Confidence.Score < before.Confidence.Score);
        Assert.Equal((await NewActor().Read(default))!.Reading.View, await Read());
    }

    [Fact]
    public async Task A_damaged_stream_is_a_fault_that_names_its_place()
    {
        await Submit("c1", 600);
        await _memory.Append(new StreamAppend("topic/t", 2, [new StoredEvent("claim-asserted.v9", _clock.GetUtcNow(), "c2", "{}"u8.ToArray())], []));

        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => NewActor().Read(default));

        Assert.Contains("topic/t, version 3", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_of_another_form_is_passed_over()
    {
        await Submit("c1", 600);
        await _memory.Write(new Snapshot(TopicStream.Of(Topic), 2, "form 0, rules 0", new byte[] { 1, 2, 3 }));

        Assert.Equal(1, (await NewActor().Read(default))!.Reading.View.Claims);
    }

    [Fact]
    public async Task A_damaged_snapshot_is_passed_over()
    {
        for (var i = 0; i < TopicActor.SnapshotVersionMin; i++) await Submit($"c{i}", 500 + i, $"origin-{i % 90}");
        await _actor.KeepSnapshot();
        var snapshot = (await _memory.Read(TopicStream.Of(Topic), default))!;
        var random = new Random(1);
        for (var i = 0; i < 20; i++)
        {
            var damaged = snapshot.Data.ToArray();
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            await _memory.Write(snapshot with { Data = i == 0 ? Array.Empty<byte>() : damaged });

            Assert.Equal(await Read(), (await NewActor().Read(default))!.Reading.View);
        }
    }

    /// <summary>A journal on which somebody else is always quicker.</summary>
    private sealed class AlwaysLate(IJournal inner) : DelegatingJournal(inner)
    {
        public override Task<AppendResult> Append(StreamAppend append) => Task.FromResult<AppendResult>(new AppendResult.Conflict(append.ExpectedVersion + 1));
    }

    private TopicActor NewActor() => new(Topic, _journal, _memory, _memory, new Reports.Plain(), _clock);

    private async Task<Reply> Submit(string id, double best, string origin = "ministry", string on = "2025-06-30") =>
        (await _actor.Execute([Reports.Assert(Reports.Count("t", id, best, origin, on))], ReplyWith.View))[0];

    private async Task<View> Read() => (await _actor.Read(default))!.Reading.View;
}
