using System.Globalization;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Analysis.Engine.Topics;
using Analysis.Journals;
using Analysis.Testing;

namespace Analysis.Engine.Tests;

/// <summary>Five thousand claims to one topic, in the patterns that strain a fold most. Not timed here; the benchmarks are.</summary>
public sealed class LongStreamTest
{
    private const int Claims = 5_000;

    private static readonly TopicId Topic = new("t");
    private static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, (TopicDefinition Topic, Func<int, Claim> Claim)> Patterns = new()
    {
        ["distinct origins that agree"] = (Troops(), i => Count(i, 600 + (i % 7), $"origin-{i}", 0)),
        ["distinct origins, each later than the one before"] = (Troops(Dynamics.Cumulative), i => Count(i, i, $"origin-{i}", i)),
        ["distinct origins, latest first"] = (Troops(Dynamics.Cumulative), i => Count(i, i, $"origin-{i}", Claims - i)),
        ["one origin that repeats itself"] = (Troops(), i => Count(i, 600, "ministry", 0)),
        ["one origin that always says something new"] = (Troops(), i => Count(i, i, "ministry", i)),
        ["unknown lineage, ever different"] = (Troops(), i => Count(i, i * 17 % 5_003, "unnamed-reports", 0) with { Attribution = [new($"outlet-{i}"), new("unnamed-reports")] }),
        ["a changing number of a thousand origins"] = (Ageing(Troops()), i => Count(i, 5_000 + (i % 997), $"origin-{i % 1_000}", i)),
        ["yes and no by turns"] = (Kind(TopicKind.Proposition), i => Count(i, 0, $"origin-{i}", 0) with { Value = new ClaimValue.Proposition(i % 3 == 0, null), Unit = null }),
        ["an open set of fifty answers"] = (Kind(TopicKind.Category), i => Count(i, 0, $"origin-{i}", 0) with { Value = new ClaimValue.Category($"answer-{i % 50}"), Unit = null }),
        ["dates"] = (Kind(TopicKind.Date), i => Count(i, 0, $"origin-{i}", 0) with { Value = new ClaimValue.Date(Edtf.Parse(Day(i % 700))), Unit = null }),
        ["ratings of a panel"] = (Troops() with { Unit = null, Scale = new Scale(0, 100), Sources = Voices.Observers }, i => Count(i, i % 101, $"juror-{i}", 0) with { Unit = null }),
    };

    public static TheoryData<string> Names => [.. Patterns.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_long_stream_folds_to_the_same_bit_by_bit_and_at_once(string pattern)
    {
        var (definition, claim) = Patterns[pattern];
        var clock = new ManualClock(new DateTimeOffset(2079, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var journal = new MemoryJournal();
        var actor = new TopicActor(Topic, journal, journal, journal, new Reports.Plain(), clock);
        await actor.Execute([new TopicCommand.Define(definition with { Id = Topic }, null)], ReplyWith.View);

        foreach (var batch in Enumerable.Range(0, Claims).Select(i => Reports.Assert(claim(i))).Chunk(TopicActor.CommandsMax))
            Assert.All(await actor.Execute(batch, ReplyWith.View), reply => Assert.IsType<Reply.Done>(reply));

        var grown = (await actor.Read(default))!.Reading.View;
        var fresh = await TopicActor.Fold(journal, null, Topic, Lens.Current, clock.GetUtcNow(), default);
        Assert.Equal(Claims + 1, grown.Version);
        Assert.Equal(fresh.Render(), grown);
        Assert.Equal(grown.Claims, fresh.Ledger(0, Claims, without: false).Count(e => e.Standing == Standing.Counted));
    }

    private static TopicDefinition Troops(Dynamics dynamics = Dynamics.Fixed) => Reports.Troops("t") with { Dynamics = dynamics };

    private static TopicDefinition Ageing(TopicDefinition topic) => topic with { Dynamics = Dynamics.Changing, HalfLife = new Period("P90D", TimeSpan.FromDays(90)) };

    private static TopicDefinition Kind(TopicKind kind) => Reports.Troops("t") with { Kind = kind, Unit = null, Dynamics = Dynamics.Fixed };

    private static Claim Count(int i, double best, string origin, int day) => Reports.Count("t", $"c{i}", best, origin, Day(day));

    private static string Day(int day) => Start.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
