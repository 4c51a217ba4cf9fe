using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Analysis.Testing;

/// <summary>Observers, some better than others, who look at many things: enough that it takes a while to refine.</summary>
public static class Panel
{
    private const int Topics = 100;
    private const int Observers = 60;
    private const int Labels = 6;

    /// <summary>Makes a server say when a round of refinement is kept.</summary>
    public static string[] Logged { get; } = ["--Logging:LogLevel:Analysis.Engine.Fitting.Refiner=Debug"];

    /// <summary>What a server says then.</summary>
    public static string RoundKept => "was kept";

    /// <summary>What it says when it takes up what another left.</summary>
    public static string GoesOn => "goes on, from a round that was kept in 1 of";

    /// <summary>What it says when it has refined all of it, with the topic that was answered.</summary>
    public static string AllRefined => string.Create(CultureInfo.InvariantCulture, $"on {Topics + 1} topics");

    /// <summary>Everybody says what they saw, always the same, and one thing is answered, which is the reason to refine.</summary>
    public static async Task Speak(HttpClient http)
    {
        var labels = string.Join(',', Enumerable.Range(0, Labels).Select(l => $"\"l{l}\""));
        for (var t = 0; t < Topics; t++)
            await Send(http, HttpMethod.Put, $"/v1/topics/seen-{t}", $$"""{"title":"Seen {{t}}","kind":"category","categories":[{{labels}}],"sources":"observers"}""");
        await Send(http, HttpMethod.Put, "/v1/topics/answered", """{"title":"Answered","kind":"proposition"}""");
        var dice = new Random(1);
        var looks = Enumerable.Range(0, Topics * Observers).Select(n => Look(n % Topics, n / Topics, dice));
        var answers = await Send(http, HttpMethod.Post, "/v1/claims", string.Join('\n', looks), "application/x-ndjson");
        Assert.Equal(Topics * Observers, answers.Split("\"result\":\"created\"").Length - 1);
        await Send(http, HttpMethod.Post, "/v1/topics/answered/resolution", """{"value":{"kind":"proposition","holds":true},"reason":"seen"}""");
    }

    /// <summary>What each has earned.</summary>
    public static async Task<List<string>> Earned(HttpClient http)
    {
        var earned = new List<string>();
        for (var o = 0; o < Observers; o++)
        {
            using var source = JsonDocument.Parse(await http.GetByteArrayAsync(new Uri($"/v1/sources/observer-{o}", UriKind.Relative)));
            earned.Add(source.RootElement.GetProperty("learned").GetRawText());
        }

        return earned;
    }

    private static async Task<string> Send(HttpClient http, HttpMethod method, string path, string text, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(text, Encoding.UTF8, type) };
        using var answer = await http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, body);
        return body;
    }

    private static string Look(int topic, int observer, Random dice)
    {
        var label = dice.Next(Observers) < (observer + Observers) / 2 ? topic % Labels : dice.Next(Labels);
        return $$"""{"id":"{{topic}}-{{observer}}","topic":"seen-{{topic}}","value":{"kind":"category","name":"l{{label}}"},"status":"occurred","attribution":["observer-{{observer}}"]}""";
    }
}
