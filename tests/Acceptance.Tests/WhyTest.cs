using System.Text.Json;

namespace Analysis.Acceptance.Tests;

/// <summary>Every view of the demo can be computed again from what its topic says that it rests on, over HTTP alone: docs/model.md, Why.</summary>
public sealed class WhyTest(Desk desk) : IClassFixture<Desk>
{
    private const double Blur = 0.35; // the common error of all, in h
    private const double One = 1.0 / (1 << 20); // sums are whole numbers of these

    [Fact]
    public async Task Every_view_follows_from_the_shares_of_its_origins()
    {
        var (labels, estimates, bounds) = (0, 0, 0);
        foreach (var topic in await desk.Topics())
        {
            var why = await desk.Why(topic, limit: 100);
            Assert.False(why.TryGetProperty("next", out _));
            var view = why.GetProperty("view");
            Assert.Equal(view.GetProperty("evidence").GetBoolean(), why.TryGetProperty("basis", out var basis));
            if (basis.ValueKind == JsonValueKind.Undefined) continue;
            var claims = why.GetProperty("origins").EnumerateArray().SelectMany(o => o.GetProperty("claims").EnumerateArray()).ToList();
            Assert.Equal(view.GetProperty("claims").GetInt32(), claims.Count);
            if (basis.GetProperty("kind").GetString() == "labels")
            {
                Labels(topic, basis, claims, view);
                labels++;
                continue;
            }

            Numbers(topic, basis, claims, view);
            if (view.TryGetProperty("estimate", out _)) estimates++;
            else bounds++;
        }

        Assert.Equal((6, 7, 3), (labels, estimates, bounds));
    }

    [Fact]
    public async Task The_origins_come_page_by_page_and_say_what_would_be_without_them()
    {
        var whole = await desk.Why("dprk-killed", limit: 100);
        var first = await desk.Why("dprk-killed", limit: 3);

        Assert.Equal(4, whole.GetProperty("origins").GetArrayLength());
        Assert.Equal(3, first.GetProperty("origins").GetArrayLength());
        Assert.True(first.TryGetProperty("next", out _));
        var service = whole.GetProperty("origins").EnumerateArray().Single(o => o.GetProperty("origin").GetString() == "rok-nis");
        Assert.Equal(600, whole.GetProperty("view").GetProperty("estimate").GetDouble());
        Assert.Equal(6, service.GetProperty("without").GetProperty("estimate").GetDouble()); // what is left is the count of one strike
    }

    /// <summary>
    /// X and Y from what each claim adds, w = prior ((1 + X) (1 + T) / ((1 + Y) (1 + T + E)))^(1/c), P = .99 w / sum w + .01 prior; T is what is said for the
    /// other labels.
    /// </summary>
    private static void Labels(string topic, JsonElement basis, List<JsonElement> claims, JsonElement view)
    {
        var each = basis.GetProperty("each").EnumerateArray().ToList();
        var names = each.ConvertAll(l => l.TryGetProperty("label", out var name) ? name.GetString() : null);
        var (proven, newcomers, against) = (new double[each.Count], new double[each.Count], new double[each.Count]);
        foreach (var claim in claims.Where(c => c.TryGetProperty("does", out _)))
        {
            var (at, adds) = (names.IndexOf(claim.GetProperty("to").GetString()), Number(claim, "adds"));
            switch (claim.GetProperty("does").GetString())
            {
                case "supports":
                    proven[at] += adds;
                    break;
                case "supportsAsNewcomer":
                    newcomers[at] += adds;
                    break;
                case "denies":
                    against[at] += adds;
                    break;
                case "rulesOutEarlier":
                    for (var v = 0; v < at; v++) against[v] += adds;
                    if (claim.TryGetProperty("also", out var also)) proven[at] += also.GetDouble();
                    break;
                default:
                    Assert.Fail($"{topic}: {claim}");
                    break;
            }
        }

        var c = Number(basis, "exponent");
        Assert.Equal(1, c);
        var one = (4 * (each.Count - 1)) - 1; // what one ungraded voice adds at face value, four to one
        for (var k = 0; k < each.Count; k++)
        {
            Assert.Equal(against[k], Number(each[k], "against"), One);
            Assert.Equal(newcomers[k], Number(each[k], "newcomers"), One);
            var bound = proven.Sum() > proven[k] ? 0.5 * one : 10 * one;
            Assert.Equal(proven[k] + Math.Min(newcomers[k], Math.Max(bound, proven[k] / 3)), Said(k), 2 * One);
            var earlier = Enumerable.Range(0, k).Select(Said).DefaultIfEmpty(0).Max();
            // the stages of the demo's one such topic
            Assert.Equal(names.Contains("in-combat") ? Math.Min(Said(k), earlier) / 2 : 0, Number(each[k], "lent"),
                2 * One);
        }

        var w = each.Select((l, k) => Number(l, "prior")
            * Math.Pow((1 + Number(l, "for")) * (1 + Others(k))
            / ((1 + Number(l, "against")) * (1 + Others(k) + Number(l, "unlikely"))), 1 / c)).ToList();
        Assert.Equal(1, each.Sum(l => Number(l, "prior")), 1e-9);
        for (var k = 0; k < each.Count; k++)
        {
            var p = (0.99 * w[k] / w.Sum()) + (0.01 * Number(each[k], "prior"));
            Assert.Equal(p, Number(each[k], "probability"), 1e-9);
            // to four digits
            if (view.TryGetProperty("probabilities", out var shown))
            {
                Assert.Equal(p, names[k] is { } name ? Number(shown, name) : Number(view, "otherProbability"), 1e-4);
            }
            else if (names[k] == "yes") Assert.Equal(Math.Clamp(p, 0.01, 0.99), Number(view, "probability"), 1e-4);
        }

        double Said(int k) => Number(each[k], "for") - Number(each[k], "lent");

        double Others(int k) => Enumerable.Range(0, each.Count).Where(j => j != k).Sum(Said);
    }

    /// <summary>
    /// ln P(y) less the sum of factor times evidence is the prior, which falls by 1/10h and 1/30h (60h) at most, and ever more steeply up to some 100h
    /// from the middle; the ends can be read off the straight lines between candidates.
    /// </summary>
    private static void Numbers(string topic, JsonElement basis, List<JsonElement> claims, JsonElement view)
    {
        var h = Number(basis, "tolerance");
        var ys = basis.GetProperty("candidates").EnumerateArray().Select(c => Number(c, "y")).ToList();
        var logs = basis.GetProperty("candidates").EnumerateArray().Select(c => Number(c, "logDensity")).ToList();
        var heard = claims.Where(c => c.TryGetProperty("evidence", out _))
            .Select(c => (Factor: Number(c, "factor"), Adds: Number(c, "adds"),
            E: c.GetProperty("evidence").EnumerateArray().Select(e => e.GetDouble()).ToList())).ToList();
        Assert.NotEmpty(heard);
        Assert.All(heard, v => Assert.Equal(ys.Count, v.E.Count));
        Assert.All(heard, v => Assert.All(v.E, e => Assert.True(e >= -1e-9))); // nobody denies a figure here: evidence is over "this statement is nonsense"

        var prior = logs.Select((l, i) => l - heard.Sum(v => v.Factor * v.E[i])).ToList();
        var slopes = Enumerable.Range(0, ys.Count - 1).Select(i => (prior[i + 1] - prior[i]) / (ys[i + 1] - ys[i]) * h).ToList();
        Assert.All(slopes, s => Assert.InRange(s, -(1 / 10.0) - (1 / 30.0) - 1e-6, (1 / 10.0) + (1 / 30.0) + 1e-6));
        var belief = new Line(ys, logs);
        for (var i = 0; i + 1 < slopes.Count; i++)
            Assert.True(slopes[i + 1] <= slopes[i] + 1e-6
                || Math.Max(belief.Quantile(0.5) - ys[i], ys[i + 2] - belief.Quantile(0.5)) > 90 * h,
                $"{topic}: {slopes[i]}, {slopes[i + 1]} at {ys[i + 1]}");
        Assert.Equal(1, belief.Total, 1e-6);
        double Y(double x) => basis.GetProperty("logarithmic").GetBoolean() ? Math.Log(x + 1) : x;
        double X(double y) => basis.GetProperty("logarithmic").GetBoolean() ? Math.Exp(y) - 1 : y;
        var median = belief.Quantile(0.5);
        var (from, to) = (belief.Quantile(0.05), belief.Quantile(0.95));
        var low = X(Math.Max(median - Blurred(median - from), 0));
        var high = X(median + Blurred(to - median));
        if (view.TryGetProperty("estimate", out var estimate)) (low, high) = (Math.Min(low, estimate.GetDouble()), Math.Max(high, estimate.GetDouble()));
        else if (view.TryGetProperty("lowerBound", out var lower)) low = lower.GetDouble();
        else if (view.TryGetProperty("upperBound", out var upper)) high = upper.GetDouble();
        Assert.Equal(Shown(low), Shown(Number(view.GetProperty("interval90")[0])), Step(low));
        Assert.Equal(Shown(high), Shown(Number(view.GetProperty("interval90")[1])), Step(high));

        // What a claim adds: its part at the answer, less its mean over the belief.
        var answer = Y(view.TryGetProperty("estimate", out var at) || view.TryGetProperty("lowerBound", out at) ? at.GetDouble() : X(median));
        foreach (var (factor, adds, e) in heard) Assert.Equal(factor * (belief.Along(e, answer) - belief.Mean(e)), adds, 0.02);

        double Blurred(double distance) => distance <= 0 ? 0 : Math.Sqrt((distance * distance) + Math.Pow(1.64 * Blur * h, 2));

        static double Shown(double x) => Math.Round(x);

        static double Step(double x) => Math.Max(1.01, 1e-3 * x); // whole units, four digits
    }

    private static double Number(JsonElement from, string name) => from.GetProperty(name).GetDouble();

    private static double Number(JsonElement number) => number.GetDouble();

    /// <summary>A density whose logarithm is a straight line between the values.</summary>
    private sealed class Line
    {
        private readonly List<double> _ys;
        private readonly List<double> _logs;
        private readonly List<double> _masses = [];

        public Line(List<double> ys, List<double> logs)
        {
            (_ys, _logs) = (ys, logs);
            for (var i = 0; i + 1 < ys.Count; i++)
            {
                var (r, apart) = (logs[i + 1] - logs[i], ys[i + 1] - ys[i]);
                _masses.Add(Math.Abs(r) < 1e-9 ? Math.Exp(logs[i]) * apart : (Math.Exp(logs[i + 1]) - Math.Exp(logs[i])) / r * apart);
            }
        }

        public double Total => _masses.Sum();

        public double Quantile(double share)
        {
            var i = 0;
            for (; i + 1 < _masses.Count && share > _masses[i]; i++) share -= _masses[i];
            var (r, t) = (_logs[i + 1] - _logs[i], share / _masses[i]);
            return _ys[i] + ((Math.Abs(r) < 1e-9 ? t : Math.Log(1 + (t * (Math.Exp(r) - 1))) / r) * (_ys[i + 1] - _ys[i]));
        }

        public double Along(List<double> e, double y)
        {
            var i = Math.Clamp(_ys.FindLastIndex(at => at <= y + 1e-9), 0, _ys.Count - 2);
            return e[i] + ((e[i + 1] - e[i]) * Math.Clamp((y - _ys[i]) / (_ys[i + 1] - _ys[i]), 0, 1));
        }

        /// <summary>Of values that are straight lines between ours.</summary>
        public double Mean(List<double> e)
        {
            const int Steps = 200;
            var (sum, mass) = (0.0, 0.0);
            for (var i = 0; i < _masses.Count; i++)
            {
                for (var n = 0; n < Steps; n++)
                {
                    var t = (n + 0.5) / Steps;
                    var p = Math.Exp(_logs[i] + (t * (_logs[i + 1] - _logs[i]))) * (_ys[i + 1] - _ys[i]) / Steps;
                    (sum, mass) = (sum + (p * (e[i] + (t * (e[i + 1] - e[i])))), mass + p);
                }
            }

            return sum / mass;
        }
    }
}
