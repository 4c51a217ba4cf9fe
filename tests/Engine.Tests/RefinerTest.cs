using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Analysis.Engine.Fitting;
using Analysis.Engine.Reference;
using Analysis.Engine.Snapshots;
using Analysis.Engine.Topics;
using Analysis.Journals;
using Analysis.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Analysis.Engine.Tests;

public sealed class RefinerTest
{
    private const int Topics = 12;
    private static readonly string[] Panel = ["ann", "ben", "cat", "dan", "eve"];

    [Fact]
    public async Task After_refinement_views_do_not_depend_on_the_order_in_which_claims_arrived()
    {
        for (var seed = 1; seed <= 15; seed++)
        {
            var claims = Claims(new Random(seed));
            var retracted = claims.Where((_, i) => i % 7 == 3).Select(c => c.Id).ToHashSet();
            var first = await Run(claims, retracted);
            var order = new Random(seed + 1_000);
            var second = await Run([.. claims.OrderBy(_ => order.Next())], retracted);

            Assert.True(first.SequenceEqual(second), $"seed {seed}");
        }
    }

    [Fact]
    public async Task Observers_who_agree_with_the_others_earn_reliability_and_reporters_do_not()
    {
        var claims = Claims(new Random(1));
        await using var observers = await Desk.Open(claims, [], Voices.Observers);
        await using var reporters = await Desk.Open(claims, [], Voices.Reporters);

        Assert.True(await observers.Refiner.CatchUp(default));
        Assert.True(await reporters.Refiner.CatchUp(default));

        Assert.True(await observers.WeightOf("ann") > 0.8 * 0.9); // ungraded 4 in 5, ungraded claim .9 sure: both before anything is earned
        Assert.True(await observers.WeightOf("eve") < await observers.WeightOf("ann")); // eve says the opposite of the rest
        Assert.InRange(await reporters.WeightOf("ann"), 0.64 * 0.9, 0.67 * 0.9); // an ungraded reporter is right two times in three, and has earned nothing
    }

    [Fact]
    public async Task A_resolution_teaches_what_its_sources_are_worth_elsewhere()
    {
        await using var desk = await Desk.Open(Claims(new Random(1)), [], Voices.Reporters);
        await desk.Refiner.CatchUp(default);
        for (var t = 0; t < Topics - 1; t++)
            await desk.Host.Execute(new($"t{t}"), new TopicCommand.Resolve(new Resolution(new ClaimValue.Proposition(true, null), "seen", null)));

        Assert.True(await desk.Refiner.CatchUp(default));

        Assert.True(await desk.WeightOf("ann") > 0.67 * 0.9);
        Assert.True(await desk.WeightOf("eve") < 0.64 * 0.9);
    }

    [Theory]
    [InlineData(false)] // withdrawn
    [InlineData(true)] // annulled
    public async Task Nobody_keeps_credit_or_blame_of_an_answer_that_does_not_hold(bool isAnnulled)
    {
        await using var desk = await Desk.Open(Claims(new Random(1)), [], Voices.Reporters);
        await desk.Refiner.CatchUp(default);
        var before = await desk.WeightsOf(Panel);
        for (var t = 0; t < Topics - 1; t++)
            await desk.Host.Execute(new($"t{t}"), new TopicCommand.Resolve(new Resolution(new ClaimValue.Proposition(true, null), "seen", null)));
        await desk.Refiner.CatchUp(default);
        Assert.NotEqual(before, await desk.WeightsOf(Panel));

        for (var t = 0; t < Topics - 1; t++)
            await desk.Host.Execute(new($"t{t}"),
                isAnnulled
                ? new TopicCommand.Annul(new("moot", null))
                : new TopicCommand.WithdrawResolution("wrong topic", null));
        Assert.True(await desk.Refiner.CatchUp(default));

        Assert.Equal(before, await desk.WeightsOf(Panel));
    }

    [Fact]
    public async Task Refining_again_changes_nothing()
    {
        await using var desk = await Desk.Open(Claims(new Random(2)), [], Voices.Observers);
        await desk.Refiner.CatchUp(default);
        var version = (await desk.Views())[0].Version;

        using var restarted = desk.NewRefiner();
        Assert.True(await restarted.CatchUp(default));

        Assert.Equal(version, (await desk.Views())[0].Version);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    public async Task A_refinement_that_is_cut_short_goes_on_where_it_was_and_comes_to_the_same(int roundsBefore)
    {
        var claims = Claims(new Random(3));
        await using var whole = await Desk.Open(claims, [], Voices.Observers);
        await using var stopped = await Desk.Open(claims, [], Voices.Observers);
        var all = new Rounds(whole.Journal);
        using (var refiner = whole.NewRefiner(all)) await refiner.CatchUp(default);

        using var stop = new CancellationTokenSource();
        using (var refiner = stopped.NewRefiner(new Rounds(stopped.Journal, stop, roundsBefore)))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => refiner.CatchUp(stop.Token));
        await stopped.Host.Execute(new("t0"), Reports.Assert(Claims(new Random(4))[0] with { Id = new("late"), Attribution = [new("outlet"), new("fay")] })); // is left to the next
        var rest = new Rounds(stopped.Journal);
        using (var refiner = stopped.NewRefiner(rest)) Assert.True(await refiner.CatchUp(default));

        Assert.True(all.Kept > 7);
        Assert.Equal(all.Kept, roundsBefore - 1 + rest.Kept); // the round that was begun is begun again
        Assert.Equal(await whole.WeightsOf(Panel), await stopped.WeightsOf(Panel));
    }

    [Fact]
    public async Task What_is_new_when_a_refinement_goes_on_is_heard_by_the_next()
    {
        await using var desk = await Desk.Open(Claims(new Random(1)), [], Voices.Reporters);
        using var stop = new CancellationTokenSource();
        await desk.Host.Execute(new("t0"), new TopicCommand.Resolve(new Resolution(new ClaimValue.Proposition(true, null), "seen", null)));
        using (var refiner = desk.NewRefiner(new Rounds(desk.Journal, stop, 2)))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => refiner.CatchUp(stop.Token));
        for (var t = 1; t < Topics - 1; t++)
            await desk.Host.Execute(new($"t{t}"), new TopicCommand.Resolve(new Resolution(new ClaimValue.Proposition(true, null), "seen", null)));

        using var restarted = desk.NewRefiner();
        Assert.True(await restarted.CatchUp(default));
        var goneOn = await desk.WeightOf("eve");
        Assert.True(await restarted.CatchUp(default)); // there were answers meanwhile
        Assert.False(await restarted.CatchUp(default));

        Assert.True(await desk.WeightOf("eve") < goneOn);
    }

    /// <summary>Four of the panel say yes with noise, eve says no; one claim each on each topic.</summary>
    private static List<Claim> Claims(Random random) =>
        [.. Enumerable.Range(0, Topics).SelectMany(t => Panel.Select(who => new Claim
        {
            Id = new($"{who}-{t}"), Topic = new($"t{t}"), Value = new ClaimValue.Proposition(who == "eve" ? random.NextDouble() < 0.1 : random.NextDouble() < 0.9, null),
            Status = ClaimStatus.Occurred, Attribution = [new("outlet"), new(who)], ReportedTime = Edtf.Parse($"2025-06-{1 + random.Next(28):00}"),
        }))];

    private static async Task<IReadOnlyList<View>> Run(IReadOnlyList<Claim> claims, HashSet<ClaimId> retracted)
    {
        await using var desk = await Desk.Open(claims, retracted, Voices.Observers);
        await desk.Refiner.CatchUp(default);
        return [.. (await desk.Views()).Select(v => v with { Version = 0, RecordedAt = default })];
    }

    /// <summary>A host with its refiner, both over one journal in memory.</summary>
    private sealed class Desk : IAsyncDisposable
    {
        private readonly ManualClock _clock = new(new DateTimeOffset(2025, 7, 1, 12, 0, 0, TimeSpan.Zero));

        private readonly Families _families;
        private readonly Sources _sources;

        private Desk()
        {
            Host = new EmbeddedTopics(Journal, Journal, Journal, new Reports.Plain(), _clock, NullLogger<EmbeddedTopics>.Instance);
            _families = new Families(Journal, Journal, Host, _clock, NullLogger<Families>.Instance);
            _sources = new Sources(Journal, Journal, Host, _families, _clock, NullLogger<Sources>.Instance);
            Refiner = NewRefiner();
        }

        public MemoryJournal Journal { get; } = new();

        public EmbeddedTopics Host { get; }

        public Refiner Refiner { get; }

        public static async Task<Desk> Open(IEnumerable<Claim> claims, HashSet<ClaimId> retracted, Voices voices)
        {
            var desk = new Desk();
            for (var t = 0; t < Topics; t++)
            {
                var topic = new TopicDefinition { Id = new($"t{t}"), Title = $"Topic {t}", Kind = TopicKind.Proposition, Sources = voices };
                await desk.Host.Execute(topic.Id, new TopicCommand.Define(topic, null));
            }

            foreach (var claim in claims)
            {
                Assert.IsType<Reply.Done>(await desk.Host.Execute(claim.Topic, Reports.Assert(claim)));
                if (retracted.Contains(claim.Id)) await desk.Host.Execute(claim.Topic, new TopicCommand.RetractClaim(claim.Id, "withdrawn", null));
            }

            return desk;
        }

        public Refiner NewRefiner(ISnapshots? snapshots = null) =>
            new(Journal, snapshots ?? Journal, _sources, _families, _clock, NullLogger<Refiner>.Instance) { KeepEvery = TimeSpan.Zero };

        public async Task<IReadOnlyList<double>> WeightsOf(IEnumerable<string> who)
        {
            var weights = new List<double>();
            foreach (var one in who) weights.Add(await WeightOf(one));
            return weights;
        }

        public async Task<IReadOnlyList<View>> Views()
        {
            var views = new List<View>();
            for (var t = 0; t < Topics; t++) views.Add((await Host.Read(new($"t{t}"), Lens.Current, default))!.View);
            return views;
        }

        public async Task<double> WeightOf(string who) =>
            (await Host.Ledger(new($"t{Topics - 1}"), Lens.Current, 0, 100, false, default))!.Single(e => e.Claim.Origin.Value == who).Weight;

        public async ValueTask DisposeAsync()
        {
            Refiner.Dispose();
            _sources.Dispose();
            _families.Dispose();
            await Host.DisposeAsync();
        }
    }

    /// <summary>Counts the rounds of refinement that are kept, and stops after one of them.</summary>
    private sealed class Rounds(ISnapshots kept, CancellationTokenSource? stop = null, int stopAfter = int.MaxValue) : ISnapshots
    {
        public int Kept { get; private set; }

        public Task<Snapshot?> Read(string stream, CancellationToken ct) => kept.Read(stream, ct);

        public Task Forget(string stream) => kept.Forget(stream);

        public async Task Write(Snapshot snapshot)
        {
            await kept.Write(snapshot);
            if (snapshot.Stream.StartsWith("refinement/", StringComparison.Ordinal) && ++Kept == stopAfter && stop is not null) await stop.CancelAsync();
        }
    }
}
