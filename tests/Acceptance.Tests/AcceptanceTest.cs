using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace Analysis.Acceptance.Tests;

/// <summary>An analyst's 27 questions about five articles, asked over HTTP: docs/model.md, section 4.</summary>
[Trait("Category", "Acceptance")]
public sealed partial class AcceptanceTest(Desk desk, ITestOutputHelper output) : IClassFixture<Desk>
{
    private static readonly string[] Levels = ["none", "low", "moderate", "high"];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Desk.Expected.Count)];

    public static TheoryData<int, string> Musts
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var (at, expected) in Desk.Expected.Index())
            {
                foreach (var must in expected.Musts) data.Add(at, must);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_view_is_what_the_analyst_expects(int at)
    {
        var expected = Desk.Expected[at];
        var view = (await desk.Topic(expected.Topic, expected.AsOf)).GetProperty("view");

        foreach (var wanted in expected.View.EnumerateObject()) Check(wanted.Name, wanted.Value, expected.View, view);
        Assert.InRange(Math.Abs(Level(expected.Confidence) - Level(Text(view, "confidence", "level"))), 0, 1);
    }

    [Theory]
    [MemberData(nameof(Musts))]
    public async Task What_must_be_and_must_not_be_holds(int at, string must)
    {
        var expected = Desk.Expected[at];
        var check = Demands.All.GetValueOrDefault($"{expected.Topic} {must}") ?? throw new InvalidDataException($"No assertion for '{expected.Topic} {must}'.");

        await check(desk, expected.AsOf, (await desk.Topic(expected.Topic, expected.AsOf)).GetProperty("view"));
    }

    [Fact]
    public async Task Confidence_agrees_in_at_least_22_of_27_cases()
    {
        var agree = 0;
        output.WriteLine("| topic | as of | expected | got | confidence expected / got | origins |");
        output.WriteLine("| --- | --- | --- | --- | --- | --- |");
        foreach (var expected in Desk.Expected)
        {
            var view = (await desk.Topic(expected.Topic, expected.AsOf)).GetProperty("view");
            var level = Text(view, "confidence", "level");
            if (level == expected.Confidence) agree++;
            output.WriteLine($"| {expected.Topic} | {expected.AsOf} | {Spaces().Replace(expected.View.GetRawText(), " ")} | {Summary(view)} | "
                + $"{expected.Confidence} / {level}{(level == expected.Confidence ? "" : " (!)")} | {view.GetProperty("origins")} |");
        }

        output.WriteLine($"Confidence agrees in {agree} of {Desk.Expected.Count}.");
        Assert.InRange(agree, 22, Desk.Expected.Count);
    }

    private static void Check(string name, JsonElement wanted, JsonElement all, JsonElement view)
    {
        switch (name, wanted.ValueKind)
        {
            case ("estimate", JsonValueKind.Null):
                Assert.False(view.TryGetProperty("estimate", out _));
                break;
            case ("estimate", _):
                var (low, high) = Band(all);
                Assert.InRange(view.GetProperty("estimate").GetDouble(), low, high);
                break;
            case ("lowerBound" or "upperBound", _):
                Assert.Equal(wanted.GetDouble(), view.GetProperty(name).GetDouble());
                Assert.False(view.TryGetProperty("estimate", out _));
                break;
            case ("tolerance", _) when LowerUpper().Match(wanted.ToString()) is { Success: true } match:
                Assert.True(view.GetProperty("lowerBound").GetDouble() >= Number(match.Groups[1].Value));
                Assert.True(view.GetProperty("interval90")[1].GetDouble() <= Number(match.Groups[2].Value));
                break;
            case ("true", JsonValueKind.Array):
                Assert.InRange(view.GetProperty("probability").GetDouble(), wanted[0].GetDouble(), wanted[1].GetDouble());
                break;
            case ("probabilityOfEvent", _):
                Assert.InRange(view.GetProperty("existence").GetProperty("probability").GetDouble(), wanted[0].GetDouble(), wanted[1].GetDouble());
                break;
            case ("existence" or "true", JsonValueKind.String) when wanted.GetString() == "no evidence":
                Assert.False(view.GetProperty("evidence").GetBoolean());
                break;
            case ("existence", _):
                Assert.Equal(wanted.GetString(), Text(view, "existence", "term"));
                break;
            case ("earliest", JsonValueKind.String):
                Assert.StartsWith(wanted.GetString()![..7], view.GetProperty("edtf").GetString(), StringComparison.Ordinal);
                break;
            case ("latest", JsonValueKind.String):
                Assert.EndsWith(wanted.GetString()![..7], view.GetProperty("edtf").GetString(), StringComparison.Ordinal);
                break;
            case ("latest" or "earliest", JsonValueKind.Null):
                if (view.TryGetProperty("edtf", out var edtf)) Assert.EndsWith("/..", edtf.GetString(), StringComparison.Ordinal);
                break;
            case ("status", _): // arrived; month unresolved
                Assert.NotEmpty(view.GetProperty("unresolved").EnumerateArray());
                break;
            case ("paymentObserved", _):
                Assert.Equal("possible", view.GetProperty("status").GetString());
                break;
            case ("in-force", JsonValueKind.String):
                Assert.InRange(view.GetProperty("probabilities").GetProperty(name).GetDouble(), 0, 0.1);
                break;
            case ("non-combat-support", JsonValueKind.String): // planned, so at most in the outlook
                Assert.False(view.GetProperty("evidence").GetBoolean());
                break;
            case ("in-combat", JsonValueKind.String):
                Assert.InRange(view.GetProperty("outlook").GetProperty("probabilities").GetProperty(name).GetDouble(), 0, 0.45);
                break;
            case (_, JsonValueKind.Array) when name is not ("interval" or "centralBand"):
                Assert.InRange(view.GetProperty("probabilities").GetProperty(name).GetDouble(), wanted[0].GetDouble(), wanted[1].GetDouble());
                break;
            case ("interval" or "centralBand" or "tolerance", _): // bands for the estimate and the bound above
                break;
            default:
                throw new InvalidDataException($"No check for '{name}'.");
        }
    }

    private static (double Low, double High) Band(JsonElement all)
    {
        if (all.TryGetProperty("tolerance", out var tolerance) && EstimateIn().Match(tolerance.GetString()!) is { Success: true } match)
            return (Number(match.Groups[1].Value), Number(match.Groups[2].Value));
        return (all.GetProperty("interval")[0].GetDouble(), all.GetProperty("interval")[1].GetDouble());
    }

    private static string Summary(JsonElement view) =>
        view.GetProperty("statement").GetString()! + (view.TryGetProperty("outlook", out var outlook) ? $" ({outlook.GetProperty("statement").GetString()})" : "");

    private static int Level(string level) => Array.IndexOf(Levels, level);

    private static string Text(JsonElement view, string name, string inner) => view.GetProperty(name).GetProperty(inner).GetString()!;

    private static double Number(string text) => double.Parse(text.TrimEnd(','), NumberStyles.Number, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"estimate in ([\d,]+)\.\.([\d,]+)")]
    private static partial Regex EstimateIn();

    [GeneratedRegex(@"lower bound >= ([\d,]+); upper <= ([\d,]+)")]
    private static partial Regex LowerUpper();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
