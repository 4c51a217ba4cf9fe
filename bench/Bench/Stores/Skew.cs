using Analysis.Engine.Topics;

namespace Analysis.Bench.Stores;

/// <summary>
/// What it costs that some topics are asked for more than others. Topics get claims by Zipf's law: the k-th busiest a share of
/// p_k ~ 1/k^s. A topic takes one turn at a time, so the whole can go no faster than its busiest topic allows:
/// <code>X = min(U, H / p_1)</code>
/// U being the rate with all topics alike and H that of one topic alone, both measured here. docs/scale.md rests on it.
/// </summary>
internal static class Skew
{
    private const int Topics = 10_000;
    private static readonly double[] Exponents = [0.8, 1.0, 1.2, 1.5];

    public static async Task Measure(IStore store, Plan plan, Report report)
    {
        await using var engine = new InProcess(await store.NewJournal(), store.CpuTime);
        foreach (var topics in Enumerable.Range(0, Topics).Chunk(64)) await Task.WhenAll(topics.Select(n => engine.Define(Claims.Definition(TopicOf(n)))));
        var ways = Exponents.Select(s => (Exponent: s, Up: UpTo(Shares(s)))).ToList();
        await Run(engine, Uniform, plan.WarmUp * 3);

        var rounds = new List<(double Uniform, double One, double[] Skewed)>();
        for (var round = 0; round < plan.Rounds; round++)
        {
            var uniform = await Run(engine, Uniform, plan.Span);
            var one = await Run(engine, _ => 0, plan.Span);
            var skewed = new double[ways.Count];
            foreach (var (i, way) in ways.Index()) skewed[i] = await Run(engine, n => Pick(way.Up, n), plan.Span);
            rounds.Add((uniform, one, skewed));
        }

        var (U, H) = (rounds.Select(r => r.Uniform).Median(), rounds.Select(r => r.One).Median());
        var table = new Table(
            $"{store.Name}: topics of unequal interest",
            $"In process, 64 callers, {Topics:#,0} topics. All alike: {U.Text()} claims a second; one topic alone: {H.Text()}. Predicted: min(all alike, one alone / share of the busiest).",
            "Zipf's exponent", "share of the busiest", "predicted, per second", "measured, per second", "of predicted");
        foreach (var (i, (s, up)) in ways.Index())
        {
            var (predicted, measured) = (Math.Min(U, H / up[0]), rounds.Select(r => r.Skewed[i]).Median());
            table.Add(s.Text(), up[0].ToString("0.0 %"), predicted.Text(), measured.Text(), Figures.Times(measured, predicted));
        }

        report.Add(table.ToString());
    }

    private static async Task<double> Run(InProcess engine, Func<long, int> topic, TimeSpan span) =>
        (await engine.Assert(n => Claims.Of(TopicOf(topic(n)), n), ReplyWith.Nothing, span)).PerSecond;

    private static int Uniform(long n) => (int)(n % Topics);

    /// <summary>The topic of the n-th claim; always the same.</summary>
    private static int Pick(double[] up, long n)
    {
        var at = Array.BinarySearch(up, new Random((int)(n % int.MaxValue)).NextDouble());
        return Math.Min(at < 0 ? ~at : at, up.Length - 1);
    }

    /// <summary>The shares of the first topics together.</summary>
    private static double[] UpTo(double[] shares)
    {
        var up = new double[shares.Length];
        var sum = 0.0;
        for (var i = 0; i < shares.Length; i++) up[i] = sum += shares[i];
        return up;
    }

    private static double[] Shares(double exponent)
    {
        var shares = Enumerable.Range(1, Topics).Select(k => Math.Pow(k, -exponent)).ToArray();
        var all = shares.Sum();
        return [.. shares.Select(share => share / all)];
    }

    private static string TopicOf(int n) => $"skew-{n}";
}
