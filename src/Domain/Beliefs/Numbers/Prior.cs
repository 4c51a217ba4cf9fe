namespace Analysis.Domain.Beliefs.Numbers;

/// <summary>
/// What is held of y before the evidence, as a log density:
/// <code>
/// -out(y) / 10h - away(y) / 30h          only bounds: away(y) / 60h
/// out    distance outside the span of the figures, of floors above them, and of floors below them that no figure tops; denials have no part in it
/// away   distance from the flat top lo..hi of the statement at the weighted middle (weights w s / m; topped floors do not take part)
/// </code>
/// </summary>
internal readonly struct Prior
{
    private readonly double _lowest;
    private readonly double _highest;
    private readonly double _middleLow;
    private readonly double _middleHigh;
    private readonly double _out;
    private readonly double _away;

    public Prior(KernelSet voices)
    {
        var kernels = voices.Kernels;
        var counted = Array.Exists(kernels, IsCount);
        var (lowest, highest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var kernel in kernels)
        {
            if (counted && !IsCount(kernel)) continue;
            var isRange = kernel.Kind == KernelKind.Range;
            lowest = Math.Min(lowest, isRange && counted || kernel.Kind == KernelKind.Ceiling ? kernel.Lo : kernel.Mode);
            highest = Math.Max(highest, isRange && counted ? kernel.Hi : kernel.Mode);
        }

        var figuresFrom = lowest;
        foreach (var kernel in kernels)
        {
            if (kernel.Kind != KernelKind.Floor) continue;
            highest = Math.Max(highest, kernel.Mode);
            if (counted && kernel.Hi < figuresFrom) lowest = Math.Min(lowest, kernel.Mode);
        }

        (_lowest, _highest) = (lowest, highest);
        (_middleLow, _middleHigh) = Middle(voices, withTopped: !counted);
        _out = 1 / (NumberRules.OutsideScale * voices.Tolerance);
        _away = 1 / (NumberRules.AwayScale * voices.Tolerance * (counted ? 1 : 2));
    }

    public double At(double y) =>
        -(Math.Max(_middleLow - y, 0) + Math.Max(y - _middleHigh, 0)) * _away - (Math.Max(_lowest - y, 0) + Math.Max(y - _highest, 0)) * _out;

    private static bool IsCount(Kernel kernel) => kernel.Kind is KernelKind.Figure or KernelKind.Range && !kernel.IsDenied;

    private static (double Low, double High) Middle(KernelSet voices, bool withTopped)
    {
        var kernels = voices.Kernels;
        var order = new int[kernels.Length];
        var (count, total) = (0, 0.0);
        for (var i = 0; i < kernels.Length; i++)
        {
            if (kernels[i].IsTopped && !withTopped) continue;
            order[count++] = i;
            total += WeightOf(voices, i);
        }

        var keys = new (double Centre, double Weight, int Index)[count];
        for (var i = 0; i < count; i++) keys[i] = (kernels[order[i]].Centre, -kernels[order[i]].Weight, order[i]);
        Array.Sort(keys);
        var sum = 0.0;
        foreach (var (_, _, index) in keys)
        {
            sum += WeightOf(voices, index);
            if (sum >= total / 2 - 1e-12) return (kernels[index].Lo, kernels[index].Hi);
        }

        return (kernels[keys[^1].Index].Lo, kernels[keys[^1].Index].Hi);
    }

    private static double WeightOf(KernelSet voices, int i)
    {
        var kernel = voices.Kernels[i];
        return voices.Times[i] * kernel.Weight * kernel.Share * kernel.Kept;
    }
}
