using System.Globalization;
using System.Text.Json;

namespace Analysis.Kill.Tests;

/// <summary>Observers, some better than others, who look at many things: enough that it takes a while to refine.</summary>
internal static class Panel
{
    private const int Topics = 100;
    private const int Observers = 60;
    private const int Labels = 6;

    /// <summary>What a server logs when it has refined all of it, with the topic that was answered.</summary>
    public static string AllRefined => string.Create(CultureInfo.InvariantCulture, $"on {Topics + 1} topics");

    /// <summary>Makes a server say when a round of refinement is kept.</summary>
    public static string[] Logged { get; } = ["--Logging:LogLevel:Analysis.Engine.Refiner=Debug"];

    /// <summary>Everybody says what they saw, always the same, and one thing is answered, which is the reason to refine.</summary>
    public static async Task Speak(Client client)
    {
        var labels = string.Join(',', Enumerable.Range(0, Labels).Select(l => $"\"l{l}\""));
        for (var t = 0; t < Topics; t++) await client.Define($"seen-{t}", $$"""{"title":"Seen {{t}}","kind":"category","categories":[{{labels}}],"sources":"observers"}""");
        await client.Define("answered", """{"title":"Answered","kind":"proposition"}""");
        var dice = new Random(1);
        await client.Submit([.. Enumerable.Range(0, Topics * Observers).Select(n => Look(n % Topics, n / Topics, dice))]).CountAsync();
        await client.Resolve("answered", """{"value":{"kind":"proposition","holds":true},"reason":"seen"}""");
    }

    /// <summary>What each has earned.</summary>
    public static async Task<List<string>> Earned(Client client)
    {
        var earned = new List<string>();
        for (var o = 0; o < Observers; o++)
        {
            using var source = JsonDocument.Parse(await client.Source($"observer-{o}"));
            earned.Add(source.RootElement.GetProperty("learned").GetRawText());
        }

        return earned;
    }

    private static Post Look(int topic, int observer, Random dice)
    {
        var label = dice.Next(Observers) < (observer + Observers) / 2 ? topic % Labels : dice.Next(Labels);
        return new Post($"seen-{topic}", $"{topic}-{observer}",
            $$"""{"id":"{{topic}}-{{observer}}","topic":"seen-{{topic}}","value":{"kind":"category","name":"l{{label}}"},"status":"occurred","attribution":["observer-{{observer}}"]}""");
    }
}
