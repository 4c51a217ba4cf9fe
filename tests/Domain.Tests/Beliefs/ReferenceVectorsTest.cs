using System.Text.Json;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Tests.Beliefs;

/// <summary>Replays the reference model's cases (vectors.json, computed by an independent implementation in Python).</summary>
public sealed class ReferenceVectorsTest
{
    private static readonly JsonElement File = JsonDocument.Parse(System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Beliefs", "vectors.json"))).RootElement;

    public static TheoryData<string> Cases => [.. File.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("name").GetString()!)];

    [Fact]
    public void There_are_33_cases() => Assert.Equal(33, Cases.Count);

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_model_agrees_with_the_reference(string name)
    {
        var vector = File.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        var families = vector.GetProperty("families").EnumerateArray().Select(ReadFamily).ToDictionary(f => f.Name);
        var grades = vector.GetProperty("grades").EnumerateObject().ToDictionary(g => g.Name, g => Enum.Parse<Grade>(g.Value.GetString()!));
        var learning = new Learning(families.Values, s => Reliability.Of(grades.GetValueOrDefault(s, Grade.F)));
        var topics = new Dictionary<string, Family>();
        foreach (var command in vector.GetProperty("commands").EnumerateArray()) Run(learning, families, topics, command);

        foreach (var expected in vector.GetProperty("expected").EnumerateObject())
            Check(learning, expected.Name, topics[expected.Name], expected.Value);
        foreach (var expected in vector.GetProperty("reliability").EnumerateArray())
        {
            if (!expected.TryGetProperty("mean", out var mean)) continue;
            var reliability = learning.ReliabilityOf(expected.GetProperty("source").ToString(), expected.GetProperty("family").GetString()!);
            Near(mean.GetDouble(), reliability.Accuracy);
        }
    }

    private static void Run(Learning learning, Dictionary<string, Family> families, Dictionary<string, Family> topics, JsonElement command)
    {
        switch (command.GetProperty("op").GetString())
        {
            case "add":
                var family = families[command.GetProperty("family").GetString()!];
                var topic = command.GetProperty("topic").GetString()!;
                topics[topic] = family;
                var source = command.GetProperty("source").ToString();
                var origin = command.TryGetProperty("origin", out var o) && o.ValueKind != JsonValueKind.Null ? "origin " + o : "source " + source;
                var certainty = command.TryGetProperty("certainty", out var c) ? c.GetDouble() : 1;
                learning.Add(command.GetProperty("id").ToString(), topic, family.Name, source, origin, ReadAssertion(family, command), certainty);
                break;
            case "retract":
                learning.Retract(command.GetProperty("id").ToString());
                break;
            case "resolve":
                var resolved = command.GetProperty("topic").GetString()!;
                learning.Resolve(resolved, ReadTruth(topics[resolved], command.GetProperty("truth")));
                break;
            case "refine":
                learning.Refine(command.GetProperty("iters").GetInt32());
                break;
            case var op:
                throw new InvalidDataException($"unknown operation {op}");
        }
    }

    private static Assertion ReadAssertion(Family family, JsonElement command)
    {
        var denied = command.TryGetProperty("form", out var form) && form.GetString() == "not";
        if (family.Kind == FamilyKind.Labels) return new Assertion.Label(command.GetProperty("value").ToString(), denied ? LabelForm.Not : LabelForm.Is);
        double? End(string name) => command.TryGetProperty(name, out var x) && x.ValueKind == JsonValueKind.Number ? family.Forward(x.GetDouble()) : null;
        return End("value") is { } point
            ? new Assertion.Interval(point, point, denied)
            : new Assertion.Interval(End("lo") ?? double.NegativeInfinity, End("hi") ?? double.PositiveInfinity, denied);
    }

    private static Assertion ReadTruth(Family family, JsonElement truth) => family.Kind == FamilyKind.Labels
        ? new Assertion.Label(truth.ToString(), LabelForm.Is)
        : new Assertion.Interval(family.Forward(truth.GetDouble()), family.Forward(truth.GetDouble()), false);

    private static Family ReadFamily(JsonElement f)
    {
        var labels = f.TryGetProperty("labels", out var l) && l.ValueKind == JsonValueKind.Array
            ? new ValueList<string>(l.EnumerateArray().Select(x => x.ToString())) : null;
        return new Family(f.GetProperty("name").GetString()!, f.GetProperty("kind").GetString() switch
        {
            "cat" => FamilyKind.Labels,
            "num" => FamilyKind.Numbers,
            _ => FamilyKind.Ratings,
        })
        {
            Rules = Rules.First,
            Labels = labels,
            LearnsBalance = f.TryGetProperty("learn_prior", out var learns) ? learns.GetBoolean() : labels?.Count == 2,
            Tolerance = f.TryGetProperty("h", out var h) && h.ValueKind == JsonValueKind.Number ? h.GetDouble() : 0,
            Logarithmic = f.TryGetProperty("transform", out var t) && t.GetString() == "log",
            Low = f.TryGetProperty("lo", out var lo) && lo.ValueKind == JsonValueKind.Number ? lo.GetDouble() : 0,
            High = f.TryGetProperty("hi", out var hi) && hi.ValueKind == JsonValueKind.Number ? hi.GetDouble() : 0,
        };
    }

    private static void Check(Learning learning, string topic, Family family, JsonElement expected)
    {
        var evidence = learning.EvidenceOf(topic);
        Assert.Equal(expected.GetProperty("n").GetInt32(), evidence.Origins);
        if (evidence is LabelEvidence labels)
        {
            var P = learning.PosteriorOf(topic);
            var names = labels.Labels.Append("<other>").ToList();
            foreach (var p in expected.GetProperty("p").EnumerateObject()) Near(p.Value.GetDouble(), P[names.IndexOf(p.Name)]);
            return;
        }

        var (estimate, low, high) = (learning.TruthOf(topic), evidence) switch
        {
            (Assertion.Interval truth, _) => (family.Back(truth.Low), family.Back(truth.Low), family.Back(truth.Low)),
            (_, NumberEvidence numbers) => Read(new NumberBelief(numbers)),
            (_, RatingEvidence ratings) => Read(ratings, family),
            _ => throw new InvalidDataException(topic),
        };
        Near(expected.GetProperty("estimate").GetDouble(), estimate);
        Near(expected.GetProperty("lo").GetDouble(), low);
        Near(expected.GetProperty("hi").GetDouble(), high);
    }

    private static (double, double, double) Read(NumberBelief belief) => (belief.Estimate, belief.Quantile(0.05), belief.Quantile(0.95));

    private static (double, double, double) Read(RatingEvidence ratings, Family family)
    {
        var half = ratings.HalfWidth(0.95);
        return (ratings.Mean!.Value, Math.Max(family.Low, ratings.Mean.Value - half), Math.Min(family.High, ratings.Mean.Value + half));
    }

    private static void Near(double expected, double actual) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-6 * Math.Max(1, Math.Abs(expected)), $"expected {expected}, got {actual}");
}
