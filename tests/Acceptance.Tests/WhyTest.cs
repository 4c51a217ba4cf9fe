using System.Text.Json;

namespace Analysis.Acceptance.Tests;

/// <summary>Every view of the demo can be computed again from what its topic says that it rests on, over HTTP alone.</summary>
public sealed class WhyTest(Desk desk) : IClassFixture<Desk>
{
    [Fact]
    public async Task Every_view_follows_from_the_shares_of_its_origins()
    {
        var compared = 0;
        foreach (var topic in await desk.Topics())
        {
            var why = await desk.Why(topic, limit: 2);
            if (!why.TryGetProperty("basis", out var basis)) continue;
            var (proven, newcomers) = (Added(why, "evidence"), Added(why, "newcomers"));

            var view = why.GetProperty("view");
            switch (basis.GetProperty("kind").GetString())
            {
                case "labels" when view.TryGetProperty("probability", out var yes):
                    Assert.Equal(Math.Clamp(Posterior(basis, proven, newcomers)[1], 0.01, 0.99), yes.GetDouble(), 1e-4); // shown to four digits
                    compared++;
                    break;
                case "labels":
                    foreach (var (name, p) in basis.GetProperty("names").EnumerateArray().Zip(Posterior(basis, proven, newcomers)))
                        Assert.Equal(p, view.GetProperty("probabilities").GetProperty(name.GetString()!).GetDouble(), 1e-4);
                    compared++;
                    break;
                case "numbers" when view.TryGetProperty("estimate", out var estimate):
                    var again = Median(basis, proven, newcomers);
                    Assert.Equal(again, estimate.GetDouble(), 1e-3 * again);
                    compared++;
                    break;
            }
        }

        Assert.True(compared >= 12, $"{compared} views");
    }

    /// <summary>The parts of the origins and of the rest, which are the whole.</summary>
    private static double[] Added(JsonElement why, string name)
    {
        var sums = Numbers(why.GetProperty("rest"), name);
        foreach (var origin in why.GetProperty("origins").EnumerateArray()) sums = [.. sums.Zip(Numbers(origin.GetProperty("sums"), name), (a, b) => a + b)];
        Assert.Equal(Numbers(why.GetProperty("sums"), name), sums);
        return sums;
    }

    private static double[] Nats(JsonElement tempering, double[] proven, double[] newcomers) =>
        [.. proven.Zip(newcomers, (p, n) => ((tempering.GetProperty("proven").GetDouble() * p) + (tempering.GetProperty("newcomers").GetDouble() * n)) / 1_048_576)];

    private static double[] Posterior(JsonElement basis, double[] proven, double[] newcomers)
    {
        var (prior, nats, eps) = (Numbers(basis, "prior"), Nats(basis.GetProperty("tempering"), proven, newcomers), basis.GetProperty("massOnPrior").GetDouble());
        var odds = prior.Select((p, v) => p * Math.Exp(v < nats.Length ? nats[v] : 0)).ToList();
        return [.. odds.Zip(prior, (o, p) => ((1 - eps) * o / odds.Sum()) + (eps * p))];
    }

    private static double Median(JsonElement basis, double[] proven, double[] newcomers)
    {
        var nats = Nats(basis.GetProperty("estimateTempering"), proven, newcomers);
        var candidates = basis.GetProperty("candidates").EnumerateArray().Select((c, i) =>
            (Y: c.GetProperty("y").GetDouble(), P: c.GetProperty("mass").GetDouble() * Math.Exp(nats[i] - nats.Max()))).ToList();
        var (half, at) = ((0.5 - 1e-9) * candidates.Sum(c => c.P), 0);
        while ((half -= candidates[at].P) > 0) at++;
        return basis.GetProperty("logarithmic").GetBoolean() ? Math.Exp(candidates[at].Y) - 1 : candidates[at].Y;
    }

    private static double[] Numbers(JsonElement from, string name) => [.. from.GetProperty(name).EnumerateArray().Select(n => n.GetDouble())];
}
