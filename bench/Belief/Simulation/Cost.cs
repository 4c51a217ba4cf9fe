using System.Globalization;
using Analysis.Belief.Data;
using Analysis.Belief.Model;
using Analysis.Belief.Report;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Domain.Topics;

namespace Analysis.Belief.Simulation;

/// <summary>Claims a second and core, and bytes a claim, beside a plain majority vote over the same claims.</summary>
internal static class Cost
{
    private const int Claims = 60_000;
    private const int Rounds = 5;
    private const int Many = 20_000;

    public static void Run(BeliefReport report)
    {
        var table = new FigureTable(
            "Cost",
            $"{Claims:#,0} claims of 1,000 sources, taken in and then believed once a topic, in processor time, that "
            + $"of the collector included; medians of {Rounds} interleaved rounds; of the vote a count per topic and "
            + "value in a dictionary. Kept: what is held after a collection, claims and texts included.",
            "what", "claims a topic", "thousand claims/s and core", "of the vote", "bytes allocated a claim", "bytes kept a claim");
        foreach (var perTopic in new[] { 10, 100, 1_000 })
        {
            foreach (var (name, shape, value) in Kinds())
            {
                Add(table, $"model, {name}", perTopic, value, () =>
                {
                    var model = new DomainModel(shape);
                    return (model, (i, topic, source, said) => model.Add(Text(i), topic, source, said), topic => Believed(model, shape, topic));
                });
            }

            foreach (var (name, _, value) in Kinds().Where(k => k.Name is "two labels" or "number"))
            {
                Add(table, $"whole fold, {name}", perTopic, value, () =>
                {
                    var folds = new Dictionary<string, TopicFold>();
                    return (folds, (i, topic, source, said) => Fold(folds, i, topic, source, said), topic => folds[topic].RenderBrief());
                });
            }
        }

        report.Add(table);
        Memory(report);
    }

    /// <summary>Bytes for each topic, source and claim: what is held for many of them, less what is held without.</summary>
    private static void Memory(BeliefReport report)
    {
        var table = new FigureTable(
            "Memory", $"Bytes kept by the whole fold, {Many:#,0} of each, texts included. A source is what a claim by another one costs beyond a further claim by the same one: its voice and its part in the sums.",
            "topics of", "a topic without claims", "a claim by one source", "a source", "a topic with one claim");
        foreach (var (name, said) in new[] { ("two labels", "1"), ("number", "1000") })
        {
            var (topics, claims) = (Kept(t => t, claims: false), Kept(_ => 0, claims: true));
            var (sources, alone) = (Kept(_ => 0, claims: true, source: i => i), Kept(t => t, claims: true));
            table.Add(name, Text(topics), Text(claims), Text(sources - claims), Text(alone));

            int Kept(Func<int, int> topic, bool claims, Func<int, int>? source = null)
            {
                var before = Held();
                var folds = new Dictionary<string, TopicFold>();
                for (var i = 0; i < Many; i++)
                {
                    if (claims) Fold(folds, i, $"t{topic(i)}", $"s{source?.Invoke(i) ?? 0}", said);
                    else Begin(folds, $"t{topic(i)}", said);
                }

                var kept = Held() - before;
                GC.KeepAlive(folds);
                return (int)(kept / Many);
            }
        }

        report.Add(table);
    }

    private static void Believed(DomainModel model, Shape shape, string topic)
    {
        if (shape.HasLabels) _ = model.Labels(topic, shape.Labels);
        else _ = model.Number(topic);
    }

    private static IEnumerable<(string Name, Shape Shape, Func<Random, string> Value)> Kinds() =>
    [
        ("two labels", new Shape(ValueKind.Labels) { Labels = ["0", "1"] }, r => r.Next(5) > 0 ? "1" : "0"),
        ("four labels", new Shape(ValueKind.Labels) { Labels = ["0", "1", "2", "3"] }, r => Text(Math.Max(0, r.Next(8) - 4))),
        ("open labels", new Shape(ValueKind.Open), r => $"v{Math.Max(0, r.Next(12) - 6)}"),
        ("number", new Shape(ValueKind.Number) { Tolerance = 0.1, Scale = Data.Scale.Logarithmic }, r => Text(r.Next(4) > 0 ? 1_000 : r.Next(1, 5_000))),
        ("rating", new Shape(ValueKind.Rating) { High = 10 }, r => Text(r.Next(11))),
    ];

    private static void Add(FigureTable table, string what, int perTopic, Func<Random, string> value,
        Func<(object Kept, Action<int, string, string, string> Take, Action<string> Ask)> begin)
    {
        var random = new Random(1);
        var claims = Enumerable.Range(0, Claims).Select(i => (Topic: $"t{i % (Claims / perTopic)}", Source: $"s{random.Next(1_000)}", Said: value(random))).ToList();
        var (ours, votes, allocated, kept) = (new List<double>(), new List<double>(), 0L, 0L);
        for (var round = 0; round < Rounds; round++)
        {
            var before = Held();
            var start = GC.GetAllocatedBytesForCurrentThread();
            var cpu = Environment.CpuUsage.TotalTime;
            var (held, take, ask) = begin();
            foreach (var (i, (topic, source, said)) in claims.Index()) take(i, topic, source, said);
            for (var t = 0; t < Claims / perTopic; t++) ask($"t{t}");
            ours.Add((Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
            allocated = GC.GetAllocatedBytesForCurrentThread() - start;
            kept = Math.Max(kept, Held() - before); // of the first round, as a rule: later ones begin while the one before is still held
            GC.KeepAlive(held);

            cpu = Environment.CpuUsage.TotalTime;
            var vote = new Dictionary<(string, string), int>();
            foreach (var (topic, _, said) in claims) vote[(topic, said)] = vote.GetValueOrDefault((topic, said)) + 1;
            votes.Add((Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
        }

        var (mine, theirs) = (ours.Order().ElementAt(Rounds / 2), votes.Order().ElementAt(Rounds / 2));
        table.Add(what, Text(perTopic), (Claims / mine / 1_000).ToString("#,0", CultureInfo.InvariantCulture), (theirs / mine).ToString("0.000", CultureInfo.InvariantCulture), Text((int)(allocated / Claims)), Text((int)(kept / Claims)));
    }

#pragma warning disable S1215 // what is held can only be seen after a collection
    private static long Held() => GC.GetTotalMemory(forceFullCollection: true);
#pragma warning restore S1215

    private static void Fold(Dictionary<string, TopicFold> folds, int i, string topic, string source, string said)
    {
        if (!folds.TryGetValue(topic, out var fold)) fold = Begin(folds, topic, said);
        ClaimValue value = fold.State.Definition!.Kind == TopicKind.Proposition ? new ClaimValue.Proposition(said == "1", null) : new ClaimValue.Quantity(double.Parse(said, CultureInfo.InvariantCulture), null, null);
        fold.Apply(new Recorded(fold.State.Version + 1, At, new TopicEvent.ClaimAsserted(new Claim { Id = new(Text(i)), Topic = new(topic), Value = value, Status = ClaimStatus.Occurred, Publisher = new SourceId(source) })));
    }

    private static TopicFold Begin(Dictionary<string, TopicFold> folds, string topic, string said)
    {
        var fold = new TopicFold(At);
        var kind = said.Length == 1 ? TopicKind.Proposition : TopicKind.Quantity;
        fold.Apply(new Recorded(1, At, new TopicEvent.Defined(new TopicDefinition { Id = new(topic), Title = topic, Kind = kind, Sources = Voices.Observers })));
        fold.RenderBrief(); // from now on each event is heard at once
        folds.Add(topic, fold);
        return fold;
    }

    private static DateTimeOffset At { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
