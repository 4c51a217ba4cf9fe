using System.Text.Json;
using Analysis.Cli.Http;

namespace Analysis.Cli.Output;

/// <summary>What is drawn with characters.</summary>
internal static class Plots
{
    private const string Levels = "▁▂▃▄▅▆▇█";

    /// <summary>Numbers as bars between the least and the greatest of them; what is not known is a dot.</summary>
    public static string Sparkline(IReadOnlyList<double?> numbers)
    {
        var (low, high) = (numbers.Min() ?? 0, numbers.Max() ?? 0);
        return string.Concat(numbers.Select(n => n is not { } number ? '·' : high > low
            ? Levels[(int)Math.Round((number - low) / (high - low) * (Levels.Length - 1))]
            : Levels[Levels.Length / 2]));
    }

    /// <summary>
    /// A view in one number, or null: an estimate or lower bound, or the probability of what is likeliest at the end.
    /// </summary>
    public static Func<View, double?> Measure(View last) => last switch
    {
        { Kind: "category", Top: { } top } => view => view.Probabilities?.TryGetValue(top, out var share) is true
            ? share : null,
        { Kind: "proposition" } => view => view.Probability,
        _ => view => view.Estimate ?? view.LowerBound,
    };

    /// <summary>
    /// One number for each of so many equal parts of the time from the first point to the last: a view holds until the
    /// next.
    /// </summary>
    public static IReadOnlyList<double?> Evenly(IReadOnlyList<(DateTimeOffset At, double? Number)> points, int count)
    {
        if (points.Count == 0) return [];
        var (first, step) = (points[0].At, (points[^1].At - points[0].At) / Math.Max(1, count - 1));
        return [.. Enumerable.Range(0, count).Select(i => i == count - 1 ? points[^1].Number
            : points.Last(p => p.At <= first + (i * step)).Number)];
    }

    /// <summary>The estimate within its band, as <c>├──━━●━━──┤</c>; null where an end is no number.</summary>
    public static string? Band(View view, int width)
    {
        if (Numbers(view.Interval90) is not var (low90, high90) || Numbers(view.Interval50) is not var (low50, high50)
            || high90 <= low90) return null;
        var bar = new char[width];
        Array.Fill(bar, '─');
        Array.Fill(bar, '━', At(low50), At(high50) - At(low50) + 1);
        (bar[0], bar[^1]) = ('├', '┤');
        if (view.Estimate is { } estimate) bar[At(estimate)] = '●';
        return new string(bar);

        int At(double number) => (int)Math.Round(Math.Clamp((number - low90) / (high90 - low90), 0, 1) * (width - 1));
    }

    private static (double Low, double High)? Numbers(IReadOnlyList<JsonElement>? interval) =>
        interval is [{ ValueKind: JsonValueKind.Number } low, { ValueKind: JsonValueKind.Number } high]
            ? (low.GetDouble(), high.GetDouble()) : null;
}
