using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Analysis.Engine.Fitting;
using Analysis.Engine.Journal;
using Analysis.Engine.Reference;
using Analysis.Engine.Topics;
using Analysis.Journals;
using Analysis.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Analysis.Engine.Tests;

/// <summary>
/// Whatever a running system showed can be computed again from the log alone: claims, retractions, grades, families, answers and what was
/// learned meanwhile included.
/// </summary>
public sealed class PastViewsTest : IAsyncDisposable
{
    private const int ViewsMin = 1_000;
    private static readonly string[] Panel = ["ann", "ben", "cat", "dan", "eve", "fay"];
    private static readonly DateTimeOffset Start = new(2025, 7, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Random _random = new(5);
    private readonly MemoryJournal _journal = new();
    private readonly ManualClock _clock = new(Start);
    private readonly EmbeddedTopics _topics;
    private readonly Families _families;
    private readonly Sources _sources;
    private readonly Refiner _refiner;

    public PastViewsTest()
    {
        _topics = new EmbeddedTopics(_journal, _journal, _journal, new Reports.Plain(), _clock, NullLogger<EmbeddedTopics>.Instance);
        _families = new Families(_journal, _journal, _topics, _clock, NullLogger<Families>.Instance);
        _sources = new Sources(_journal, _journal, _topics, _families, _clock, NullLogger<Sources>.Instance);
        _refiner = new Refiner(_journal, _journal, _sources, _families, _clock, NullLogger<Refiner>.Instance);
    }

    private static IReadOnlyList<TopicDefinition> Definitions { get; } =
    [
        .. Enumerable.Range(0, 5).Select(i => new TopicDefinition { Id = new($"whether-{i}"), Title = "Whether", Kind = TopicKind.Proposition, Sources = Voices.Observers, Family = "whether" }),
        .. Enumerable.Range(0, 4).Select(i => new TopicDefinition { Id = new($"stage-{i}"), Title = "Stage", Kind = TopicKind.Category, Categories = ["a", "b", "c"], Sources = Voices.Observers }),
        .. Enumerable.Range(0, 3).Select(i => new TopicDefinition { Id = new($"score-{i}"), Title = "Score", Kind = TopicKind.Quantity, Scale = new Scale(0, 10), Sources = Voices.Observers }),
        .. Enumerable.Range(0, 4).Select(i => new TopicDefinition { Id = new($"dead-{i}"), Title = "Dead", Kind = TopicKind.Quantity, Dynamics = Dynamics.Cumulative, Family = "dead" }),
        .. Enumerable.Range(0, 2).Select(i => new TopicDefinition { Id = new($"front-{i}"), Title = "Front", Kind = TopicKind.Quantity, Dynamics = Dynamics.Changing }),
    ];

    [Fact]
    public async Task A_thousand_views_of_the_past_are_computed_again_from_the_log_bit_for_bit()
    {
        var shown = new List<(TopicId Topic, Lens Lens, DateTimeOffset ValidAt, View View)>();
        foreach (var topic in Definitions) await _families.DefineTopic(topic, null, null, default);
        var (learned, events) = (0, 0);
        for (var step = 0; step < 1_500; step++)
        {
            _clock.Pass(TimeSpan.FromMinutes(_random.Next(1, 400)));
            await Act(step);
            if (step % 150 == 149 && await _refiner.CatchUp(default)) learned++;
            await Look(shown);
        }

        Assert.True(learned >= 3 && shown.Count >= ViewsMin, $"{learned} refinements, {shown.Count} views");
        foreach (var (topic, lens, validAt, view) in shown)
        {
            var fold = new TopicFold(validAt, lens.ReportedBy);
            await foreach (var stored in _journal.ReadStream(TopicStream.Of(topic), 0, default))
            {
                var recorded = EventCodec.Decode(stored);
                if (recorded.At > lens.AsOf || recorded.Version > view.Version) break;
                fold.Apply(recorded);
                events++;
            }

            Assert.Equal(view, fold.Render());
        }

        Assert.True(events > 10 * ViewsMin, $"{events} events");
    }

    public async ValueTask DisposeAsync()
    {
        _refiner.Dispose();
        _sources.Dispose();
        _families.Dispose();
        await _topics.DisposeAsync();
    }

    private async Task Act(int step)
    {
        var topic = Definitions[_random.Next(Definitions.Count)];
        switch (_random.Next(40))
        {
            case 0:
                await _sources.Assess(new SourceProfile(new(Panel[_random.Next(Panel.Length)]), null, null, (Grade)_random.Next(6)), null, default);
                break;
            case 1:
                await _families.Define(FamilyDefinition.Default("dead", TopicKind.Quantity) with { Tolerance = 0.1 * _random.Next(1, 4) }, null, null, default);
                break;
            case 2:
                await _topics.Execute(topic.Id, new TopicCommand.RetractClaim(new($"c{_random.Next(step + 1)}"), "withdrawn", null));
                break;
            case 3 when step > 300:
                await _topics.Execute(topic.Id, new TopicCommand.Resolve(new Resolution(Value(topic), "seen", null)));
                break;
            default:
                var who = Panel[_random.Next(Panel.Length)];
                await _sources.Submit(new Claim
                {
                    Id = new($"c{step}"), Topic = topic.Id, Value = Value(topic), Status = ClaimStatus.Occurred, Attribution = [new("outlet"), new(who)],
                    ReportedTime = Edtf.Parse($"{_clock.GetUtcNow().AddDays(-_random.Next(40)):yyyy-MM-dd}"), Hedges = _random.Next(3) == 0 ? ["likely"] : null,
                }, null, ReplyWith.Nothing, null, default);
                break;
        }
    }

    private ClaimValue Value(TopicDefinition topic) => topic.Kind switch
    {
        TopicKind.Proposition => new ClaimValue.Proposition(_random.Next(4) > 0, null),
        TopicKind.Category => new ClaimValue.Category("aaabc"[_random.Next(5)].ToString()),
        _ => new ClaimValue.Quantity(topic.Scale is null ? 100 * _random.Next(1, 9) : _random.Next(11), null, null),
    };

    /// <summary>Asks about a random topic as it is, as it was, as it could be known, and about another time.</summary>
    private async Task Look(List<(TopicId, Lens, DateTimeOffset, View)> shown)
    {
        var now = _clock.GetUtcNow();
        DateTimeOffset? Earlier() => _random.Next(2) == 0 ? null : Start + ((now - Start) * _random.NextDouble());
        var lens = _random.Next(3) == 0 ? Lens.Current : new Lens(Earlier(), Earlier(), Earlier());
        var topic = Definitions[_random.Next(Definitions.Count)].Id;
        if (await _topics.Read(topic, lens, default) is { View: var view }) shown.Add((topic, lens, lens.ValidAt ?? view.ValidAt, view));
    }
}
