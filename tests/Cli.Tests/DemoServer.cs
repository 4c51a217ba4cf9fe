using System.Text;
using System.Text.Json.Nodes;
using Analysis.Testing;

namespace Analysis.Cli.Tests;

/// <summary>The real server with the demo's data, in a process of its own.</summary>
public sealed class DemoServer : IAsyncLifetime
{
    /// <summary>The collection of the classes that share one.</summary>
    public const string Shared = "demo";

    private readonly HttpClient _http = new();
    private ServerProcess? _process;

    /// <summary>For the files of tests.</summary>
    public TempFolder Folder { get; } = new();

    public ServerProcess Process => _process ?? throw new InvalidOperationException("not started");

    public Uri Url => Process.Url;

    public async Task InitializeAsync()
    {
        _process = await ServerProcess.Start("Analysis.Api.dll", "demo", "--data", Path.Combine(Folder.Path, "data"),
            "--Logging:LogLevel:Default", "Warning", "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Information");
        await _process.Says("The demo is loaded");
    }

    public Task DisposeAsync()
    {
        _process?.Dispose();
        _http.Dispose();
        Folder.Dispose();
        return Task.CompletedTask;
    }

    // never null
    public async Task<JsonNode> Get(string path) => JsonNode.Parse(await _http.GetStringAsync(new Uri(Url, path)))!;

    public async Task Post(string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri(Url, path), body);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>A file with lines, in a folder of its own.</summary>
    public string File(string name, params IEnumerable<string> lines)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder.Path, Guid.NewGuid().ToString("N")));
        var path = Path.Combine(folder.FullName, name);
        System.IO.File.WriteAllLines(path, lines);
        return path;
    }

    public static string Claim(string topic, string id, double value = 5) =>
        $$$"""
        {"id": "{{{id}}}", "topic": "{{{topic}}}", "value": {"kind": "quantity", "best": {{{value}}}},
        """.TrimEnd()
        + """ "status": "occurred", "publisher": "gazette"}""";
}

[CollectionDefinition(DemoServer.Shared)]
public sealed class DemoServerCollection : ICollectionFixture<DemoServer>;
