using System.Globalization;

namespace Analysis.Domain.Tests.Folding.Laws;

/// <summary>
/// A law holds of every history that is drawn. One that breaks it is made smaller as long as it breaks it, and printed with its seed. With
/// <c>ANALYSIS_TEST_SEED</c> that one alone is tried, with <c>ANALYSIS_TEST_LONG=1</c> five times as many.
/// </summary>
internal static class Law
{
    private const int LongTimes = 5;

    private static readonly int? Replayed =
        int.TryParse(Environment.GetEnvironmentVariable("ANALYSIS_TEST_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : null;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("ANALYSIS_TEST_LONG") == "1";

    /// <param name="histories">How many are drawn, where time is short.</param>
    /// <param name="draw">A history from a seed.</param>
    /// <param name="law">Throws where it does not hold. Its own choices are drawn from the history's seed, so that a
    /// smaller history meets the same ones.</param>
    public static void Holds(int histories, Func<int, History> draw, Action<History, Random> law)
    {
        foreach (var seed in Seeds(histories))
        {
            var history = draw(seed);
            if (Fault(history, law) is not { } fault) continue;
            (history, fault) = Smallest(history, fault, law);
            Assert.Fail($"{fault.Message}\n{history}\n{fault.StackTrace}");
        }
    }

    /// <summary>The seeds to try.</summary>
    public static IEnumerable<int> Seeds(int few) => Replayed is { } seed ? [seed] : Enumerable.Range(0, IsLong ? LongTimes * few : few);

    private static (History History, Exception Fault) Smallest(History history, Exception fault, Action<History, Random> law)
    {
        while (true)
        {
            var smaller = history.Smaller().Select(h => (History: h, Fault: Fault(h, law))).FirstOrDefault(s => s.Fault is not null);
            if (smaller.Fault is null) return (history, fault);
            (history, fault) = (smaller.History, smaller.Fault);
        }
    }

    private static Exception? Fault(History history, Action<History, Random> law) => Record.Exception(() => law(history, new Random(history.Seed)));
}
