namespace Analysis.Belief.Data;

internal static class Statistics
{
    /// <summary>Of an even number of values the mean of the middle two.</summary>
    public static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The value at which half of the weight is reached, in order of value; where it is reached exactly, midway to the next.</summary>
    public static double WeightedMedian(IEnumerable<(double Value, double Weight)> values)
    {
        var sorted = values.OrderBy(v => v.Value).ToArray();
        var half = sorted.Sum(v => v.Weight) / 2;
        var sum = 0.0;
        for (var i = 0; i < sorted.Length - 1; i++)
        {
            sum += sorted[i].Weight;
            if (Math.Abs(sum - half) < 1e-12 * half) return (sorted[i].Value + sorted[i + 1].Value) / 2;
            if (sum > half) return sorted[i].Value;
        }

        return sorted[^1].Value;
    }
}
