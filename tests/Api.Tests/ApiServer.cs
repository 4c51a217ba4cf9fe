using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Analysis.Testing;
using Microsoft.AspNetCore.Builder;

namespace Analysis.Api.Tests;

/// <summary>The real server on a port of its own, with SQLite in a folder of its own.</summary>
public sealed class ApiServer : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private WebApplication? _app;
    private HttpClient? _http;

    /// <summary>As on the command line; they win over those that are the same for every test.</summary>
    public string[] Options { get; init; } = [];

    /// <summary>What is done to the server before it starts.</summary>
    public Action<WebApplication> Prepare { get; init; } = _ => { };

    public WebApplication App => _app ?? throw new InvalidOperationException("not started");

    public HttpClient Http => _http ?? throw new InvalidOperationException("not started");

    public async Task InitializeAsync()
    {
        _app = ApiHost.Build(
            ["--urls=http://127.0.0.1:0", $"--Analysis:DataFolder={_folder.Path}", "--Logging:LogLevel:Default=Warning", .. Options]);
        Prepare(_app);
        await _app.StartAsync();
        // Whoever asks whether a body is wanted waits for the answer, also of a busy machine.
        _http = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) })
        {
            BaseAddress = new Uri(_app.Urls.Single().Replace("0.0.0.0", "127.0.0.1")),
        };
    }

    public async Task Restart()
    {
        await Stop();
        await InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await Stop();
        _folder.Dispose();
    }

    public Task<Answer> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers);

    public Task<Answer> Put(string path, string json, params (string Name, string Value)[] headers) => Send(HttpMethod.Put, path, Json(json), headers);

    public Task<Answer> Patch(string path, string json, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Patch, path, new StringContent(json, Encoding.UTF8, "application/merge-patch+json"), headers);

    public Task<Answer> Post(string path, string json) => Send(HttpMethod.Post, path, Json(json));

    public Task<Answer> PostLines(string path, string lines) =>
        Send(HttpMethod.Post, path, new StringContent(lines, Encoding.UTF8, "application/x-ndjson"));

    public async Task<Answer> Send(HttpMethod method, string path, HttpContent? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Http.SendAsync(request);
        return new Answer(
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            response.Content.Headers.ContentType?.MediaType,
            response.Headers,
            response.Content.Headers);
    }

    /// <summary>A topic of its own for a test; its id.</summary>
    public async Task<string> Topic(string kind = "quantity", string more = """, "unit": "persons" """)
    {
        var id = $"t-{Guid.NewGuid():N}";
        var answer = await Put($"/v1/topics/{id}", $$"""{"title": "A topic", "kind": "{{kind}}"{{more}}}""");
        Assert.Equal(201, answer.Status);
        return id;
    }

    public async Task<long> Version(string topic) => (await Get($"/v1/topics/{topic}")).Json["version"]!.GetValue<long>();

    public static ByteArrayContent Json(string text) => Bytes(Encoding.UTF8.GetBytes(text));

    public static ByteArrayContent Bytes(byte[] bytes) =>
        new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private async Task Stop()
    {
        _http?.Dispose();
        if (_app is null) return;
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

/// <summary>What came back.</summary>
public sealed record Answer(int Status, string Body, string? ContentType, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public override string ToString() => $"{Status} {ContentType} {Body}";

    public JsonNode Json => JsonNode.Parse(Body) ?? throw new InvalidOperationException("null");

    public JsonNode View => Json["view"] ?? throw new InvalidOperationException($"no view in {Body}");

    public string ETag => Headers.ETag?.ToString() ?? throw new InvalidOperationException("no ETag");

    /// <summary>What became of each line of a batch.</summary>
    public IReadOnlyList<JsonNode> Lines => [.. AllLines.SkipLast(1)];

    /// <summary>The last line of the answer to a batch.</summary>
    public JsonNode Summary => AllLines.Last()["summary"] ?? throw new InvalidOperationException($"no summary in {Body}");

    private IEnumerable<JsonNode> AllLines => Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!);

    public string Type => Json["type"]!.GetValue<string>();

    public IEnumerable<string?> Pointers => Json["errors"]?.AsArray().Select(e => e?["pointer"]?.GetValue<string>()) ?? [];

    public IEnumerable<string?> Parameters => Json["errors"]?.AsArray().Select(e => e?["parameter"]?.GetValue<string>()) ?? [];
}
