using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Analysis.Bench.Http;

/// <summary>Topics and claims as clients send them. The claims are of a usual size, some 600 bytes; no two have the same id.</summary>
internal static class ClaimText
{
    public const string Topic = """{"title":"How many have been dispatched?","kind":"quantity","unit":"persons","dynamics":"cumulative"}""";

    /// <summary>So many claims differ in more than id and topic; a prime, so that each of a round number of topics comes to hear all of them.</summary>
    public const int Samples = 5_003;

    private const int HeadBytesMax = 256;

    private static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly byte[][] Tails = [.. Enumerable.Range(0, Samples).Select(n => Encoding.UTF8.GetBytes(Tail(n)))];

    /// <summary>Writes the n-th claim; as cheaply as it can, since the generator shares the cores with the server.</summary>
    public static void Write(ArrayBufferWriter<byte> to, string topic, long n)
    {
        if (!Utf8.TryWrite(to.GetSpan(HeadBytesMax), CultureInfo.InvariantCulture, $"{{\"id\":\"c{n}\",\"topic\":\"{topic}\",", out var written))
            throw new ArgumentException($"{topic} is too long", nameof(topic));
        to.Advance(written);
        to.Write(Tails[n % Samples]);
    }

    /// <summary>The n-th claim.</summary>
    public static byte[] Of(string topic, long n)
    {
        var json = new ArrayBufferWriter<byte>();
        Write(json, topic, n);
        return json.WrittenSpan.ToArray();
    }

    /// <summary>20 publishers, 200 origins, figures and days at random.</summary>
    private static string Tail(int n)
    {
        var random = new Random(n);
        var best = Math.Round(1_000 * Math.Pow(10, random.NextDouble()));
        var day = Start.AddDays(random.Next(600)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var publisher = $"outlet-{random.Next(20)}";
        return $$"""
            "value":{"kind":"quantity","best":{{best}},"low":{{best * 0.9:0}},"high":{{best * 1.1:0}}},"unit":"persons",
            "stance":"asserts","status":"occurred","validTime":"{{day}}","reportedTime":"{{day}}","publisher":"{{publisher}}",
            "attribution":["{{publisher}}","origin-{{random.Next(200)}}"],"hedges":["about","according to"],"qualifiers":{"location":"the eastern border"},
            "quote":"About {{best}} soldiers have been sent to the border so far, an official who asked not to be named told reporters on the sidelines.",
            "url":"https://example.org/reports/{{n}}","article":"report-{{n}}"}
            """.ReplaceLineEndings("");
    }
}
