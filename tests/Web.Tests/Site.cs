using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Analysis.Testing;
using Microsoft.Playwright;

namespace Analysis.Web.Tests;

/// <summary>The service as a process with the demo's claims, and a Chromium that looks at it.</summary>
public sealed class Site : IAsyncLifetime
{
    private const int DemoTopics = 17;

    private static readonly string[] Switches = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update"];

    private readonly TempFolder _folder = new();
    private IPlaywright _playwright = null!; // set before any test runs
    private IBrowser _browser = null!; // likewise

    public ServerProcess Server { get; private set; } = null!; // set before any test runs

    public HttpClient Http { get; private set; } = null!; // likewise

    public string Url => Server.Url.ToString().TrimEnd('/');

    public async Task InitializeAsync()
    {
        if (Browser.Lack is not null) return; // every test is skipped
        Server = await Start();
        Http = new HttpClient { BaseAddress = Server.Url };
        await Eventually(async () => (await Http.GetFromJsonAsync<JsonObject>("/v1/topics?limit=200"))?["topics"] is JsonArray { Count: DemoTopics } topics
            && topics.Any(t => t?["view"]?["estimate"]?.GetValue<double>() == 600));
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(15_000);
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Browser.Program, Args = Switches });
    }

    public async Task DisposeAsync()
    {
        if (Browser.Lack is null)
        {
            await _browser.DisposeAsync();
            _playwright.Dispose();
            Http.Dispose();
            Server.Dispose();
        }

        _folder.Dispose();
    }

    public Task<ServerProcess> Start(params string[] more) => ServerProcess.Start("Analysis.Api.dll", ["demo", "--data", _folder.Path, .. more]);

    /// <summary>A page of a reader who has never been here. What the browser complains about fails the test when it is disposed.</summary>
    public async Task<Reader> Open(string path = "/", int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await _browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce, // colours are at rest as soon as they are there
            BaseURL = Url,
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        context.SetDefaultTimeout(15_000);
        var reader = new Reader(context, await context.NewPageAsync());
        await reader.Page.GotoAsync(path);
        return reader;
    }

    public async Task<JsonObject> Post(string path, object body)
    {
        using var response = await Http.PostAsJsonAsync(path, body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!; // a success always has a body
    }

    public async Task Put(string path, object body)
    {
        using var response = await Http.PutAsJsonAsync(path, body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    public static async Task Eventually(Func<Task<bool>> holds)
    {
        for (var i = 0; i < 150; i++)
        {
            if (await holds()) return;
            await Task.Delay(100);
        }

        Assert.Fail("It did not come about within 15 seconds.");
    }
}

/// <summary>A page in a browser context of its own, with what the browser has complained about.</summary>
public sealed class Reader : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    public Reader(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.PageError += (_, error) => _complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !(ExpectsFailures && message.Text.StartsWith("Failed to load resource"))) _complaints.Add($"{message.Text} ({message.Location})");
        };
    }

    public IPage Page { get; }

    /// <summary>Whether failed requests, which the browser always reports, are part of the test.</summary>
    public bool ExpectsFailures { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.Empty(_complaints);
    }
}
