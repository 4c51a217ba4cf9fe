using System.Diagnostics;

namespace Analysis.Bench.Http;

/// <summary>What came of asking for a while, each asker one thing after another.</summary>
/// <param name="PerSecond">Things done; a batch is as many as it has lines.</param>
/// <param name="P50Ms">Half of the requests took no longer.</param>
/// <param name="P99Ms">99 in 100 took no longer.</param>
/// <param name="ServerUs">Processor time that the server spent on each thing, all cores together; 0 without a server.</param>
internal sealed record Load(double PerSecond, double P50Ms, double P99Ms, double ServerUs)
{
    /// <summary>How long an answer may take at most; then the measurement fails.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Lets everybody ask at the same time.</summary>
    /// <param name="span">No request begins after so long.</param>
    /// <param name="cpuTime">How long the server has worked.</param>
    /// <param name="askers">Each asks once for each call, and says how much was done.</param>
    public static async Task<Load> Run(TimeSpan span, Func<TimeSpan> cpuTime, IReadOnlyList<Func<ValueTask<int>>> askers)
    {
        var (started, spent) = (Stopwatch.GetTimestamp(), cpuTime());
        var results = await Task.WhenAll(askers.Select(ask => Task.Run(() => Ask(ask)))).WaitAsync(span + Patience);
        var (elapsed, used) = (Stopwatch.GetElapsedTime(started), cpuTime() - spent);

        var done = results.Sum(r => r.Done);
        var ticks = results.SelectMany(r => r.Ticks).Order().ToArray();
        double Ms(double share) => Stopwatch.GetElapsedTime(0, ticks[(int)(share * (ticks.Length - 1))]).TotalMilliseconds;
        return new Load(done / elapsed.TotalSeconds, Ms(0.5), Ms(0.99), used.TotalMicroseconds / done);

        async Task<(long Done, List<long> Ticks)> Ask(Func<ValueTask<int>> ask)
        {
            var (done, ticks) = (0L, new List<long>());
            while (Stopwatch.GetElapsedTime(started) < span)
            {
                var began = Stopwatch.GetTimestamp();
                done += await ask();
                ticks.Add(Stopwatch.GetTimestamp() - began);
            }

            return (done, ticks);
        }
    }
}
