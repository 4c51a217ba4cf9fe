using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Analysis.Testing;

namespace Analysis.Cli.Tests;

/// <summary>Where the server asks who calls, and where it goes away.</summary>
public sealed class KeyTests(KeyServer server) : IClassFixture<KeyServer>
{
    private const string Key = KeyServer.Key;
    private const string Wrong = "0000000000000000";

    private Uri Url => server.Url;

    [Fact]
    public async Task The_key_is_brought_and_a_wrong_one_is_refused_and_never_shown()
    {
        var by = await Terminal.Feed(Url, DemoServer.Claim("old", "c1"), Key, "post", "-", "--define");
        var wrong = await Terminal.Run(Url, "topics", "--key", Wrong);
        var none = await Terminal.Run(Url, "topics");

        Assert.Equal(0, by.Code);
        Assert.Equal((2, 2), (wrong.Code, none.Code));
        Assert.Contains("(401)", wrong.Error);
        Assert.DoesNotContain(Wrong, wrong.Error + wrong.Output);
    }

    [Fact]
    public async Task A_topic_that_was_renamed_is_found_with_the_same_key()
    {
        await Terminal.Feed(Url, DemoServer.Claim("old", "c1"), Key, "post", "-", "--define");
        using var http = new HttpClient
        {
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue(
            "Bearer", Key) }
        };
        using var body = new StringContent("""{"to": "new", "reason": "a better name"}""", Encoding.UTF8,
            "application/json");
        (await http.PostAsync(new Uri(Url, "/v1/topics/old/rename"), body)).EnsureSuccessStatusCode();

        var shown = await Terminal.Feed(Url, "", Key, "show", "old", "--json");

        Assert.Equal("new", shown.Json["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Whoever_watches_goes_on_when_the_server_comes_back()
    {
        using var watch = Terminal.Start(Url, "watch", "--json", "--key", Key, "--count", "4");
        await watch.Says("Watching");
        // two changes: it opens the topic
        await Terminal.Feed(Url, DemoServer.Claim("watched", "c1"), Key, "post", "-", "--define");
        await watch.Says("\"c1\"");
        server.Kill();
        await watch.Says("does not answer");
        await server.Restart();
        await Terminal.Feed(Url, DemoServer.Claim("watched", "c2"), Key, "post", "-");
        await Terminal.Feed(Url, DemoServer.Claim("watched", "c3"), Key, "post", "-");

        var ended = await watch.End();

        Assert.Equal(0, ended.Code);
        Assert.Equal(["c1", "c2", "c3"],
            ended.Output.Split('\n').Where(l => l.Contains("\"claim\"")).Select(l =>
                JsonNode.Parse(l)!["claim"]!.GetValue<string>()));
    }
}

/// <summary>A server that asks for a key.</summary>
public sealed class KeyServer : IAsyncLifetime
{
    public const string Key = "3f9c0e5b7a1d4c28";

    private readonly TempFolder _folder = new();
    private ServerProcess? _process;

    public Uri Url => _process?.Url ?? throw new InvalidOperationException("not started");

    public async Task InitializeAsync()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "keys"), $"admin:desk:{Key}");
        _process = await Start("http://127.0.0.1:0");
    }

    public Task DisposeAsync()
    {
        _process?.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    public void Kill() => _process?.Kill();

    /// <summary>Starts it where it was.</summary>
    public async Task Restart()
    {
        var before = _process;
        _process = await Start(Url.GetLeftPart(UriPartial.Authority));
        before?.Dispose();
    }

    private Task<ServerProcess> Start(string url) =>
        ServerProcess.Start("Analysis.Api.dll", "--data", Path.Combine(_folder.Path, "data"),
            "--Analysis:ApiKeysFile", Path.Combine(_folder.Path, "keys"), "--urls", url);
}
