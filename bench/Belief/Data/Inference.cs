using System.Globalization;

namespace Analysis.Belief.Data;

/// <summary>
/// What kind of values a data set has, from the values alone. The first rule that fits:
/// <list type="number">
/// <item>some value is no number: <b>labels</b> when at most 25 are claimed and nearly all claims (95 %) are of labels that occur on at least
/// 2 % of the objects (and on two); else <b>open</b>;</item>
/// <item>all values in [0, 1], every truth 0 or 1, and a claim in ten strictly between: <b>probability</b>;</item>
/// <item>whole numbers, at most 7 of them, the truths whole too: <b>labels</b>;</item>
/// <item>whole numbers, at most 25 of them, the truth being claimed by somebody on nine objects in ten: <b>labels</b>, for who rates or
/// estimates rarely hits the exact truth;</item>
/// <item>both ends of a common scale are claimed, nothing lies beyond them, and at most 101 different values are claimed: <b>rating</b>;</item>
/// <item><b>number</b>, logarithmic when none is negative and the objects' medians span a factor of 30 between their 5th and 95th percentile.</item>
/// </list>
/// The tolerance of a number is half of the median distance of those claims that differ from their object's median, rounded to 1, 2 or
/// 5 times a power of ten, as a person would give it; at least .005 on a logarithmic scale.
/// </summary>
internal static class Inference
{
    private const int LabelsMax = 25;
    private const int FewLabels = 7;
    private const double CommonLabelShare = 0.02;
    private const double CommonClaimShare = 0.95;
    private const double BetweenShare = 0.1;
    private const double TruthClaimedShare = 0.9;
    private const int RatingValuesMax = 101;
    private const double LogarithmicSpan = 30;
    private const double LogarithmicToleranceMin = 0.005;

    private static readonly (double Low, double High)[] Scales = [(0, 1), (1, 5), (0, 5), (1, 7), (1, 10), (0, 10), (-5, 5), (0, 100), (1, 100), (-100, 100)];

    /// <exception cref="DataException">What is stated does not fit the values.</exception>
    public static Shape Of(DataSet data)
    {
        var shape = data.Stated is { } stated ? Stated(data, stated) : Inferred(data);
        return shape.Kind is ValueKind.Rating && !(shape.Low < shape.High) ? throw new DataException($"{data.Name}: a rating needs low below high") : shape;
    }

    /// <summary>The number that a text is; NaN when it is none.</summary>
    public static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) && double.IsFinite(x) ? x : double.NaN;

    private static Shape Stated(DataSet data, FamilyFile file)
    {
        if (file.Kind is ValueKind.Number or ValueKind.Rating or ValueKind.Probability)
        {
            var text = data.Claims.Select(c => c.Value).Concat(data.Truth.Values).FirstOrDefault(v => double.IsNaN(Number(v)));
            if (text is not null) throw new DataException($"{data.Name}: {file.Kind} is stated, but {text} is no number");
        }

        if (file is { Kind: ValueKind.Labels, Labels: { } labels } && data.Claims.Select(c => c.Value).FirstOrDefault(v => !labels.Contains(v)) is { } other)
            throw new DataException($"{data.Name}: {other} is claimed, which is not among the labels stated");
        switch (file.Kind)
        {
            case ValueKind.Labels: return Labels(data, file.Labels);
            case ValueKind.Open: return new Shape(ValueKind.Open);
            case ValueKind.Probability: return Probability();
            case ValueKind.Rating:
                var values = data.Claims.Select(c => Number(c.Value)).ToList();
                return new Shape(ValueKind.Rating) { Low = file.Low ?? values.Min(), High = file.High ?? values.Max() };
            default: return Numbers(data, file.Tolerance, file.Scale);
        }
    }

    private static Shape Inferred(DataSet data)
    {
        var texts = data.Claims.Select(c => c.Value).Distinct().ToList();
        var numbers = texts.ConvertAll(Number);
        var truths = data.Truth.Values.Select(Number).ToList();
        if (numbers.Exists(double.IsNaN) || truths.Exists(double.IsNaN)) return AreShared(data, texts.Count) ? Labels(data, stated: null) : new Shape(ValueKind.Open);

        var (low, high) = (Math.Min(numbers.Min(), truths.Min()), Math.Max(numbers.Max(), truths.Max()));
        if (low >= 0 && high <= 1 && truths.TrueForAll(t => t is 0 or 1) && data.Claims.Count(c => Number(c.Value) is > 0 and < 1) >= BetweenShare * data.Claims.Count)
            return Probability();
        if (texts.Count <= FewLabels && numbers.TrueForAll(double.IsInteger) && truths.TrueForAll(double.IsInteger)) return Labels(data, stated: null);
        if (texts.Count <= LabelsMax && numbers.TrueForAll(double.IsInteger) && TruthClaimed(data) >= TruthClaimedShare) return Labels(data, stated: null);
        if (texts.Count <= RatingValuesMax && Scales.FirstOrDefault(s => s == (numbers.Min(), numbers.Max()) && s.Low <= low && high <= s.High) is { } scale && scale != default)
            return new Shape(ValueKind.Rating) { Low = scale.Low, High = scale.High };
        return Numbers(data, tolerance: null, scale: null);
    }

    private static bool AreShared(DataSet data, int labels)
    {
        if (labels > LabelsMax) return false;
        var objects = data.Claims.Select(c => c.Object).Distinct().Count();
        var common = data.Claims.GroupBy(c => c.Value)
            .Where(g => g.Select(c => c.Object).Distinct().Count() >= Math.Max(2, CommonLabelShare * objects))
            .Sum(g => g.Count());
        return common >= CommonClaimShare * data.Claims.Count;
    }

    private static double TruthClaimed(DataSet data)
    {
        var claimed = data.Claims.Select(c => (c.Object, c.Value)).ToHashSet();
        var objects = data.Claims.Select(c => c.Object).ToHashSet();
        return data.Truth.Where(t => objects.Contains(t.Key)).Average(t => claimed.Contains((t.Key, t.Value)) ? 1.0 : 0);
    }

    private static Shape Labels(DataSet data, IReadOnlyList<string>? stated) => new(ValueKind.Labels)
    {
        Labels = stated ?? [.. data.Claims.Select(c => c.Value).Concat(data.Truth.Values).Distinct().Order(StringComparer.Ordinal)],
    };

    private static Shape Probability() => new(ValueKind.Probability) { Labels = ["0", "1"] };

    private static Shape Numbers(DataSet data, double? tolerance, Scale? scale)
    {
        var claims = data.Claims.GroupBy(c => c.Object).Select(g => g.Select(c => Number(c.Value)).ToArray()).ToList();
        var chosen = scale ?? ScaleOf(claims);
        return new Shape(ValueKind.Number) { Scale = chosen, Tolerance = tolerance ?? Tolerance(claims, chosen) };
    }

    private static Scale ScaleOf(List<double[]> claims)
    {
        var medians = claims.Select(Statistics.Median).Where(m => m > 0).Order().ToList();
        if (medians.Count == 0 || claims.Exists(c => c.Min() < 0)) return Scale.Linear;
        return medians[(int)(0.95 * (medians.Count - 1))] >= LogarithmicSpan * medians[(int)(0.05 * (medians.Count - 1))] ? Scale.Logarithmic : Scale.Linear;
    }

    private static double Tolerance(List<double[]> claims, Scale scale)
    {
        var apart = claims.SelectMany(c =>
        {
            var y = scale is Scale.Logarithmic ? [.. c.Select(x => Math.Log(x + 1))] : c;
            var median = Statistics.Median(y);
            return y.Select(x => Math.Abs(x - median));
        }).Where(d => d > 0).ToArray();
        var tolerance = apart.Length == 0 ? 0 : Round(Statistics.Median(apart) / 2);
        if (scale is Scale.Logarithmic) return Math.Max(tolerance, LogarithmicToleranceMin);
        return tolerance > 0 ? tolerance : 1; // all agree, so nothing depends on it
    }

    /// <summary>The nearest of 1, 2 and 5 times a power of ten, by ratio.</summary>
    private static double Round(double x)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(x)));
        return new[] { 1, 2, 5, 10 }.MinBy(s => Math.Abs(Math.Log(s * power / x))) * power;
    }
}
