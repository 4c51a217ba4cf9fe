using System.Globalization;
using System.Text;
using System.Text.Json;
using Analysis.Api;
using Analysis.Testing;
using Microsoft.AspNetCore.Builder;

namespace Analysis.Acceptance.Tests;

/// <summary>
/// The real server over real HTTP, loaded with the demo as an analyst would load it; article 000, which is undated, comes
/// last.
/// </summary>
public sealed class Desk : IAsyncLifetime
{
    private static readonly string Demo = Path.Combine(AppContext.BaseDirectory, "demo");

    private readonly TempFolder _folder = new();
    private readonly WebApplication _server;

    public Desk() => _server = ApiHost.Build("--urls=http://127.0.0.1:0", $"--Analysis:DataFolder={_folder.Path}", "--Logging:LogLevel:Default=Warning");

    public HttpClient Client { get; private set; } = new();

    public static IReadOnlyList<Expectation> Expected { get; } =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "expected.jsonl")).Select(line => new Expectation(JsonDocument.Parse(line).RootElement))];

    public async Task InitializeAsync()
    {
        await _server.StartAsync();
        Client = new HttpClient { BaseAddress = new Uri(_server.Urls.First()) };
        await Put("sources");
        await Put("topics");
        var claims = (await File.ReadAllLinesAsync(Path.Combine(Demo, "claims.jsonl"))).OrderBy(line => line.Contains("\"article\": \"000_", StringComparison.Ordinal));
        using var lines = new StringContent(string.Join('\n', claims), Encoding.UTF8, "application/x-ndjson");
        using var response = await Client.PostAsync(new Uri("/v1/claims", UriKind.Relative), lines);
        var results = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(results.SkipLast(1), result => Assert.Contains("\"result\":\"created\"", result, StringComparison.Ordinal));
        Assert.Equal(60 + 1, results.Length); // the last is a summary
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A topic as of the end of a date, or now.</summary>
    public Task<JsonElement> Topic(string topic, string asOf) => Get($"/v1/topics/{topic}{Query(asOf)}");

    /// <summary>A claim in the ledger as of the end of a date; the claim names its own topic.</summary>
    public async Task<JsonElement> Entry(string topic, string asOf, string claim)
    {
        var ledger = await Get($"/v1/topics/{topic}/claims{Query(asOf)}");
        return ledger.GetProperty("claims").EnumerateArray().Single(e => e.GetProperty("claim").GetProperty("id").GetString() == claim);
    }

    /// <summary>Every topic's id.</summary>
    public async Task<IReadOnlyList<string>> Topics() =>
        [.. (await Get("/v1/topics?limit=200")).GetProperty("topics").EnumerateArray().Select(t => t.GetProperty("id").GetString()!)];

    /// <summary>What a topic's view rests on, at most so many origins.</summary>
    public Task<JsonElement> Why(string topic, int limit) => Get($"/v1/topics/{topic}/why?limit={limit}");

    private static string Query(string asOf) => asOf == "latest" ? "" : $"?reportedBy={asOf}&validAt={asOf}";

    private async Task<JsonElement> Get(string path)
    {
        using var response = await Client.GetAsync(new Uri(path, UriKind.Relative));
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    private async Task Put(string what)
    {
        foreach (var line in await File.ReadAllLinesAsync(Path.Combine(Demo, $"{what}.jsonl")))
        {
            using var parsed = JsonDocument.Parse(line);
            using var content = new StringContent(line, Encoding.UTF8, "application/json");
            using var response = await Client.PutAsync(new Uri($"/v1/{what}/{parsed.RootElement.GetProperty("id").GetString()}", UriKind.Relative), content);
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        }
    }
}

/// <summary>What an analyst expects to see on a topic as of a date.</summary>
public sealed class Expectation(JsonElement json)
{
    public string Topic => json.GetProperty("topic").GetString()!;

    public string AsOf => json.GetProperty("asOf").GetString()!;

    public string Confidence => json.GetProperty("confidence").GetString()!;

    public JsonElement View => json.GetProperty("view");

    public IEnumerable<string> Musts => Texts("must").Concat(Texts("mustNot"));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Topic} @ {AsOf}");

    private IEnumerable<string> Texts(string name) =>
        json.TryGetProperty(name, out var texts) ? texts.EnumerateArray().Select(t => $"{name}: {t.GetString()}") : [];
}
