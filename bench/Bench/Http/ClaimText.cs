using System.Globalization;

namespace Analysis.Bench.Http;

/// <summary>Topics and claims as clients send them. The claims are of a usual size, some 600 bytes; no two are the same.</summary>
internal static class ClaimText
{
    public const string Topic = """{"title":"How many have been dispatched?","kind":"quantity","unit":"persons","dynamics":"cumulative"}""";

    private static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The n-th claim: 20 publishers, 200 origins, figures and days at random.</summary>
    public static string Of(string topic, long n)
    {
        var random = new Random((int)n);
        var best = Math.Round(1_000 * Math.Pow(10, random.NextDouble()));
        var day = Start.AddDays(random.Next(600)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var publisher = $"outlet-{random.Next(20)}";
        return $$"""
            {"id":"c{{n}}","topic":"{{topic}}","value":{"kind":"quantity","best":{{best}},"low":{{best * 0.9:0}},"high":{{best * 1.1:0}}},"unit":"persons",
            "stance":"asserts","status":"occurred","validTime":"{{day}}","reportedTime":"{{day}}","publisher":"{{publisher}}",
            "attribution":["{{publisher}}","origin-{{random.Next(200)}}"],"hedges":["about","according to"],"qualifiers":{"location":"the eastern border"},
            "quote":"About {{best}} soldiers have been sent to the border so far, an official who asked not to be named told reporters on the sidelines.",
            "url":"https://example.org/reports/{{n}}","article":"report-{{n}}"}
            """.ReplaceLineEndings("");
    }
}
