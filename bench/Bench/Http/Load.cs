using System.Diagnostics;
using System.Threading.Channels;

namespace Analysis.Bench.Http;

/// <summary>Processor time, all cores together.</summary>
internal readonly record struct Cpu(TimeSpan Server, TimeSpan Store, TimeSpan Generator)
{
    public static Cpu operator -(Cpu a, Cpu b) => new(a.Server - b.Server, a.Store - b.Store, a.Generator - b.Generator);
}

/// <summary>What came of asking for a while.</summary>
/// <param name="PerSecond">Things done; a batch is as many as it has lines.</param>
/// <param name="P50Ms">Half of the requests took no longer.</param>
/// <param name="P99Ms">99 in 100 took no longer.</param>
/// <param name="ServerUs">Processor time that the server spent on each thing; 0 without a server.</param>
/// <param name="StoreUs">That of the database; 0 where it is part of the server.</param>
/// <param name="GeneratorUs">That of whoever asks.</param>
internal sealed record Load(double PerSecond, double P50Ms, double P99Ms, double ServerUs, double StoreUs, double GeneratorUs)
{
    /// <summary>How long an answer may take at most; then the measurement fails.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Load Of(TimeSpan elapsed, long done, IEnumerable<double> ms, Cpu spent)
    {
        var sorted = ms.Order().ToArray();
        double Ms(double share) => sorted.Length == 0 ? 0 : sorted[(int)(share * (sorted.Length - 1))];
        return new Load(
            done / elapsed.TotalSeconds, Ms(0.5), Ms(0.99),
            spent.Server.TotalMicroseconds / done, spent.Store.TotalMicroseconds / done, spent.Generator.TotalMicroseconds / done);
    }

    /// <summary>The median of each figure by itself.</summary>
    public static Load Median(IReadOnlyCollection<Load> loads) => new(
        loads.Select(l => l.PerSecond).Median(), loads.Select(l => l.P50Ms).Median(), loads.Select(l => l.P99Ms).Median(),
        loads.Select(l => l.ServerUs).Median(), loads.Select(l => l.StoreUs).Median(), loads.Select(l => l.GeneratorUs).Median());

    /// <summary>Lets everybody ask at the same time.</summary>
    /// <param name="span">No request begins after so long.</param>
    /// <param name="cpu">How long server, database and generator have worked.</param>
    /// <param name="askers">Each asks once for each call, and says how much was done.</param>
    /// <param name="perSecond">
    /// Null: each asks again when it has its answer. Else requests fall due at random, so many a second, whether or not an asker is
    /// free, and their times count from when they were due.
    /// </param>
    public static async Task<Load> Run(TimeSpan span, Func<Cpu> cpu, IReadOnlyList<Func<ValueTask<int>>> askers, double? perSecond = null)
    {
        var (started, before) = (Stopwatch.GetTimestamp(), cpu());
        var due = Channel.CreateUnbounded<long>();
        var pacing = perSecond is { } rate ? Task.Factory.StartNew(() => Pace(rate, span, due.Writer), default, TaskCreationOptions.LongRunning, TaskScheduler.Default) : Task.CompletedTask;
        var results = await Task.WhenAll(askers.Select(ask => Task.Run(() => Ask(ask)))).WaitAsync(span + Patience);
        await pacing;
        var (elapsed, spent) = (Stopwatch.GetElapsedTime(started), cpu() - before);
        return Of(elapsed, results.Sum(r => r.Done), results.SelectMany(r => r.Ms), spent);

        async Task<(long Done, List<double> Ms)> Ask(Func<ValueTask<int>> ask)
        {
            var (done, ms) = (0L, new List<double>());
            while (await Next() is { } began)
            {
                done += await ask();
                ms.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            return (done, ms);
        }

        async ValueTask<long?> Next()
        {
            if (perSecond is null) return Stopwatch.GetElapsedTime(started) < span ? Stopwatch.GetTimestamp() : null;
            while (await due.Reader.WaitToReadAsync())
            {
                if (due.Reader.TryRead(out var at)) return at;
            }

            return null;
        }
    }

    /// <summary>Exponential gaps, as pgbench has them. A sleep takes a millisecond at least, and what was due meanwhile comes at once.</summary>
    private static void Pace(double perSecond, TimeSpan span, ChannelWriter<long> due)
    {
        var (random, started, at) = (new Random(1), Stopwatch.GetTimestamp(), 0.0);
        while ((at -= Math.Log(1 - random.NextDouble()) / perSecond) < span.TotalSeconds)
        {
            while (Stopwatch.GetElapsedTime(started).TotalSeconds < at) Thread.Sleep(1);
            due.TryWrite(started + (long)(at * Stopwatch.Frequency));
        }

        due.Complete();
    }
}
