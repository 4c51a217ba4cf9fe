using System.Text.Json;
using Analysis.Domain.Beliefs.Numbers;

namespace Analysis.Domain.Tests.Beliefs.Numbers;

/// <summary>
/// Replays vectors.json: 60 topics of the prototype in Python, its kernels in and its quantiles out. They are older than B2's part in the
/// weighted middle, so no floor is topped here.
/// </summary>
public sealed class VectorsTest
{
    private static readonly JsonElement[] Topics =
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Beliefs", "Numbers", "vectors.json"))).RootElement.EnumerateArray()];

    public static TheoryData<string> Names => [.. Topics.Select(t => t.GetProperty("case").GetString()!)];

    [Fact]
    public void There_are_60_topics() => Assert.Equal(60, Topics.Length);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_posterior_of_given_kernels_is_the_prototypes(string name)
    {
        var topic = Topics.Single(t => t.GetProperty("case").GetString() == name);
        var posterior = PosteriorOf(topic);

        foreach (var quantile in topic.GetProperty("q").EnumerateObject())
        {
            var share = double.Parse(quantile.Name, System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(quantile.Value.GetDouble(), posterior.Quantile(share), 1e-6 * Math.Max(1, Math.Abs(quantile.Value.GetDouble())));
        }
    }

    internal static Posterior PosteriorOf(JsonElement topic)
    {
        var kernels = topic.GetProperty("voices").EnumerateArray().ToArray();
        var h = topic.GetProperty("h") is { ValueKind: JsonValueKind.Number } given ? given.GetDouble() : ToleranceOf(kernels);
        var voices = KernelSet.Of(h, [.. kernels.Select(k => KernelOf(k, h))]);
        var floor = topic.GetProperty("axis").GetString() == "linear" ? double.NegativeInfinity : 0;
        return NumberLaw.Believe(voices, Candidates.All(voices.Kernels, h, floor), out _);
    }

    private static Kernel KernelOf(JsonElement k, double h)
    {
        double Get(string name) => k.GetProperty(name).GetDouble();
        var (lo, hi) = (Get("lo"), Get("hi"));
        var hit = PartsOf(k.GetProperty("parts"));
        var kind = k.GetProperty("kind").GetString() switch
        {
            "fig" => KernelKind.Figure,
            "rng" => KernelKind.Range,
            ">" => KernelKind.Floor,
            _ => KernelKind.Ceiling,
        };
        return new Kernel(lo, hi, hit, PartsOf(k.GetProperty("near")), Get("a"), Get("far"), h)
        {
            Kind = kind,
            Mode = Get("mode"),
            Centre = kind switch { KernelKind.Floor => hi, KernelKind.Ceiling => lo, KernelKind.Range => (lo + hi) / 2, _ => lo + hi - Get("mode") },
            Kept = Get("s"),
            Share = Get("share"),
            Phi = Get("phi"),
            Weight = Get("w"),
            IsNewcomer = k.GetProperty("newcomer").GetBoolean(),
        }.Ready();
    }

    private static Part[] PartsOf(JsonElement parts) =>
        [.. parts.EnumerateArray().Select(p => new Part(p[0].GetDouble(), p[1].GetDouble(), p[2].GetDouble()))];

    /// <summary>Dates carry no h: that of a figure is its middle side, that of a range the family's, unless its edge says otherwise.</summary>
    private static double ToleranceOf(JsonElement[] kernels)
    {
        foreach (var kernel in kernels)
        {
            if (kernel.GetProperty("cls").GetString() == "fig") return kernel.GetProperty("parts")[1][1].GetDouble();
        }

        return 15;
    }
}
