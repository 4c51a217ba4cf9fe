using System.Diagnostics;
using System.Text.Json;
using Analysis.Domain.Claims;
using Analysis.Engine.Journal;
using Analysis.Engine.Snapshots;
using Analysis.Engine.Topics;

namespace Analysis.Bench.Stores;

/// <summary>From a stream to the first view, beside reading the same rows and deserialising them.</summary>
internal static class Reload
{
    private static readonly JsonSerializerOptions CamelCase = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static async Task Measure(IStore store, Plan plan, Report report, Goals goals)
    {
        var (topic, journal) = (new TopicId("reloaded"), await store.NewJournal());
        await using var engine = new InProcess(journal, store.CpuTime);
        await engine.Fill(Claims.Definition(topic.Value), Enumerable.Range(0, plan.ReloadedClaims).Select(n => Claims.Of(topic.Value, n)));
        var actor = new TopicActor(topic, engine.Journal, engine.Snapshots, engine.ReadModel, engine.Renderer, TimeProvider.System);
        await actor.Read(CancellationToken.None);
        await actor.KeepSnapshot();

        Func<Task<long>>[] ways = [Plain, () => Fold(null), () => Fold(engine.Snapshots)];
        foreach (var way in ways) await way(); // compiled before it is measured
        var rounds = new List<double[]>();
        for (var round = 0; round < plan.StoreRounds; round++)
        {
            var ms = new double[ways.Length];
            foreach (var (i, way) in ways.Index()) ms[i] = await Ms(way);
            rounds.Add(ms);
        }

        var work = $"reload of {plan.ReloadedClaims:#,0} claims";
        const string Baseline = "read the rows and deserialise them";
        var table = new Table($"{store.Name}: a topic loaded anew", $"{plan.ReloadedClaims:#,0} claims and the first view of them.", "way", "ms", "µs per claim");
        foreach (var (i, name) in new[] { Baseline, work, $"{work} from a snapshot" }.Index())
        {
            var ms = rounds.Select(r => r[i]).Median();
            table.Add(name, ms.Text(), (ms * 1e3 / plan.ReloadedClaims).Text());
        }

        report.Add(table.ToString());
        goals.Add($"{work}, times as fast", Baseline, rounds.Select(r => r[0] / r[1]), Aim.AtLeast(1));
        goals.Add($"{work} from a snapshot, times as fast", Baseline, rounds.Select(r => r[0] / r[2]), Aim.AtLeast(20));

        async Task<long> Plain()
        {
            var read = 0L;
            await foreach (var data in store.Read(journal, TopicStream.Of(topic)))
            {
                if (++read > 1) JsonSerializer.Deserialize<Row>(data, CamelCase); // the first defines the topic
            }

            return read;
        }

        async Task<long> Fold(ISnapshots? snapshots) =>
            (await TopicActor.Fold(engine.Journal, snapshots, topic, Lens.Current, DateTimeOffset.UtcNow, CancellationToken.None)).Render().Version;

        async Task<double> Ms(Func<Task<long>> way)
        {
            var started = Stopwatch.GetTimestamp();
            var events = await way();
            if (events != plan.ReloadedClaims + 1) throw new InvalidOperationException($"{events} events");
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
    }

    /// <summary>A stored claim as a plain record: what anybody would write who reads the rows.</summary>
    private sealed record Row(
        string Id, string Topic, Value Value, string? Unit, string? Words, string Stance, string Status, string? ValidTime, string? ReportedTime,
        string? Publisher, string[]? Attribution, string[]? Hedges, int? Credibility, string? Quote, string? Url, string? Article, string? Note, string? Corrects);

    private sealed record Value(string Kind, double? Best, double? Low, double? High, string? Op, double? Bound, bool? Holds, string? Name, string? Edtf);
}
