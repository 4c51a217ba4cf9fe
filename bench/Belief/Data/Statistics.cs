namespace Analysis.Belief.Data;

internal static class Statistics
{
    /// <summary>Of an even number of values the mean of the middle two.</summary>
    public static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The smallest value with at least half of the weight up to it (lower), in order of value.</summary>
    public static double WeightedMedian(IEnumerable<(double Value, double Weight)> values)
    {
        var sorted = values.OrderBy(v => v.Value).ToArray();
        var half = sorted.Sum(v => v.Weight) / 2;
        var sum = 0.0;
        foreach (var (value, weight) in sorted)
        {
            sum += weight;
            if (sum >= half) return value;
        }

        return sorted[^1].Value;
    }
}
