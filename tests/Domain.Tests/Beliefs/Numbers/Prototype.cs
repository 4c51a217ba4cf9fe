using System.Text.Json;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Beliefs.Numbers;
using NumberBelief = Analysis.Domain.Beliefs.Numbers.NumberBelief;

namespace Analysis.Domain.Tests.Beliefs.Numbers;

/// <summary>What the prototype in Python was given and what it answered, all on the y scale.</summary>
internal sealed record Prototype(NumberSettings Settings, List<WeightedClaim> Claims, JsonElement Answer)
{
    /// <summary>Read from topics.json: random statements, weighed by the prototype's <c>build</c> and answered by its <c>solve</c>.</summary>
    public static IEnumerable<Prototype> Read(string path) => JsonDocument.Parse(File.ReadAllText(path)).RootElement.EnumerateArray().Select(Of);

    public string Name => $"{Answer.GetProperty("seed")}";

    public static Prototype Of(JsonElement topic) => new(
        new NumberSettings
        {
            Tolerance = topic.GetProperty("h").GetDouble(),
            IsLogarithmic = topic.GetProperty("log").GetBoolean(),
            IsDate = topic.GetProperty("date").GetBoolean(),
            Misses = topic.GetProperty("anywhere").GetBoolean() ? MissShape.Cauchy : MissShape.SkewedLaplace,
            Observers = topic.GetProperty("observers").GetBoolean(),
        },
        [.. topic.GetProperty("claims").EnumerateArray().Select(ClaimOf)],
        topic);

    /// <summary>What differs between the answers; empty when they agree.</summary>
    public List<string> Differences(NumberBelief belief)
    {
        var differences = new List<string>();
        Compare("estimate", Number("estimate"), belief.Estimate);
        Compare("lower", Number("lower"), belief.LowerBound);
        Compare("upper", Number("upper"), belief.UpperBound);
        Compare("second", Number("second"), belief.Second);
        Compare("disagreement", Number("dis"), belief.Disagreement);
        var quantiles = Answer.GetProperty("q").EnumerateArray().Select(q => q.GetDouble()).ToArray();
        double[] shares = [0.05, 0.25, 0.5, 0.75, 0.95];
        for (var i = 0; i < shares.Length; i++) Compare($"quantile {shares[i]}", quantiles[i], belief.Quantile(shares[i]));
        CompareBoth("50 %", "i50", belief.Interval50);
        CompareBoth("90 %", "i90", belief.Interval90);
        if (Answer.GetProperty("disputed").GetBoolean() != belief.IsDisputed) differences.Add("disputed");
        for (var i = 0; i < Claims.Count; i++)
        {
            if (Answer.GetProperty("fits")[i].GetBoolean() != belief.Of(i).Fits) differences.Add($"fits {i}");
            Compare($"closeness {i}", Answer.GetProperty("b")[i].GetDouble(), belief.Of(i).Closeness);
        }

        return differences;

        void CompareBoth(string what, string name, NumberInterval came)
        {
            var expected = Answer.GetProperty(name);
            Compare($"{what} from", expected[0].GetDouble(), came.Low);
            Compare($"{what} to", Math.Max(expected[0].GetDouble(), expected[1].GetDouble()), came.High);
        }

        void Compare(string what, double? expected, double? came)
        {
            if (expected is null && came is null) return;
            if (expected is { } e && came is { } c && Math.Abs(e - c) <= 1e-6 * Math.Max(1, Math.Abs(e))) return;
            differences.Add($"{what}: {expected} expected, {came} came");
        }
    }

    private double? Number(string name) => Number(Answer, name);

    private static double? Number(JsonElement element, string name) =>
        element.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    private static WeightedClaim ClaimOf(JsonElement claim)
    {
        var form = claim.GetProperty("form").GetString() switch
        {
            "fig" => NumberForm.Figure,
            "rng" => NumberForm.Range,
            ">" => NumberForm.AtLeast,
            _ => NumberForm.AtMost,
        };
        return new WeightedClaim
        {
            Id = claim.GetProperty("id").GetString()!,
            Origin = claim.GetProperty("origin").GetString()!,
            Said = new Said.Number(form, Number(claim, "lo") ?? double.NegativeInfinity, Number(claim, "hi") ?? double.PositiveInfinity)
            {
                Denied = claim.GetProperty("denied").GetBoolean(),
                MarginLow = Number(claim, "mlo"),
                MarginHigh = Number(claim, "mhi"),
                Precision = Number(claim, "prec"),
            },
            Reliability = Reliability.Of(Grade.B),
            Accuracy = claim.GetProperty("acc").GetDouble(),
            Certainty = claim.GetProperty("cert").GetDouble(),
            Plain = (claim.GetProperty("pacc").GetDouble(), claim.GetProperty("pcert").GetDouble()),
            Stake = Enum.Parse<Stake>(claim.GetProperty("stake").GetString()!),
            IsNewcomer = claim.GetProperty("newcomer").GetBoolean(),
            Among = claim.GetProperty("m").GetInt32(),
            Kept = claim.GetProperty("s").GetDouble(),
            Horizon = claim.GetProperty("horizon").GetDouble(),
            GrowthUp = claim.GetProperty("up").GetDouble(),
            GrowthDown = claim.GetProperty("down").GetDouble(),
            SoFar = claim.GetProperty("sofar").GetBoolean(),
            StandsForCount = claim.GetProperty("stands").GetBoolean(),
        };
    }
}
