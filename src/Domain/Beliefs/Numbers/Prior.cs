namespace Analysis.Domain.Beliefs.Numbers;

/// <summary>
/// What is held of y before the evidence, as a log density:
/// <code>
/// -out(y) / 10h - away(y) / 30h          only bounds: away(y) / 60h
/// out    distance outside the span of the figures, of ranges that hold none of them, of floors above them, and of floors below them that no figure tops; denials have no part in it
/// away   distance from the flat tops lo..hi of the statements at the weighted middle, from 45 % to 55 % of the weight (weights w s / m; topped floors
///        and denials do not take part): of two equal camps neither is the farther; beyond 100h it grows as 100h (1 + ln(away / 100h)): who names
///        a thousand times as much gains next to nothing by it
/// </code>
/// </summary>
internal readonly struct Prior
{
    private const double MiddleFrom = 0.45;
    private const double MiddleTo = 0.55;

    private readonly double _lowest;
    private readonly double _highest;
    private readonly double _middleLow;
    private readonly double _middleHigh;
    private readonly double _out;
    private readonly double _away;
    private readonly double _farthest;

    public Prior(KernelSet voices)
    {
        var kernels = voices.Kernels;
        var counted = Array.Exists(kernels, IsCount);
        var given = kernels.Where(k => k.Kind == KernelKind.Figure && !k.IsDenied).Select(k => k.Mode).Order().ToArray();
        var (lowest, highest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var kernel in kernels)
        {
            if (counted && (!IsCount(kernel) || HoldsAny(kernel, given))) continue;
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
        _farthest = NumberRules.Farthest * voices.Tolerance;
        _away = 1 / (NumberRules.AwayScale * voices.Tolerance * (counted ? 1 : 2));
    }

    public double At(double y) =>
        -Far(Math.Max(_middleLow - y, 0) + Math.Max(y - _middleHigh, 0)) * _away - (Math.Max(_lowest - y, 0) + Math.Max(y - _highest, 0)) * _out;

    /// <summary>Whether it is a range that holds a figure: then it does not say how far the answer may lie.</summary>
    private static bool HoldsAny(Kernel kernel, double[] given)
    {
        if (kernel.Kind != KernelKind.Range) return false;
        var at = Array.BinarySearch(given, kernel.Lo);
        if (at < 0) at = ~at;
        return at < given.Length && given[at] <= kernel.Hi;
    }

    private double Far(double away) => away <= _farthest ? away : _farthest * (1 + Real.Log(away / _farthest));

    private static bool IsCount(Kernel kernel) => kernel.Kind is KernelKind.Figure or KernelKind.Range && !kernel.IsDenied;

    private static (double Low, double High) Middle(KernelSet voices, bool withTopped)
    {
        var kernels = voices.Kernels;
        var order = new int[kernels.Length];
        var (count, total) = (0, 0.0);
        for (var i = 0; i < kernels.Length; i++)
        {
            if ((kernels[i].IsTopped && !withTopped) || kernels[i].IsDenied) continue;
            order[count++] = i;
            total += WeightOf(voices, i);
        }

        var keys = new (double Centre, double Weight, int Index)[count];
        for (var i = 0; i < count; i++) keys[i] = (kernels[order[i]].Centre, -kernels[order[i]].Weight, order[i]);
        Array.Sort(keys);
        var (sum, low, high) = (0.0, double.PositiveInfinity, double.NegativeInfinity);
        foreach (var (_, _, index) in keys)
        {
            sum += WeightOf(voices, index);
            if (sum < (MiddleFrom * total) - 1e-12) continue;
            (low, high) = (Math.Min(low, kernels[index].Lo), Math.Max(high, kernels[index].Hi));
            if (sum >= (MiddleTo * total) - 1e-12) break;
        }

        return count == 0 ? (kernels[0].Lo, kernels[0].Hi) : (low, high);
    }

    private static double WeightOf(KernelSet voices, int i)
    {
        var kernel = voices.Kernels[i];
        return voices.Times[i] * kernel.Weight * kernel.Share * kernel.Kept;
    }
}
