using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Analysis.Kill.Tests;

/// <summary>What the test asks of the server. Every answer but the right one fails the test.</summary>
internal sealed class Client(Uri server) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = server, Timeout = TimeSpan.FromSeconds(30) };

    public async Task<HttpStatusCode> Status(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    public async Task Define(string topic, string json)
    {
        using var body = Content(json, "application/json");
        using var answer = await _http.PutAsync(new Uri($"/v1/topics/{topic}", UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    /// <summary>Whether the claim is new; false when it had been taken in before.</summary>
    public async Task<bool> Submit(Post post)
    {
        using var answer = await Send(post.Json, "application/json");
        Assert.True(answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK, $"{answer.StatusCode} for {post.Json}");
        return answer.StatusCode == HttpStatusCode.Created;
    }

    /// <summary>Yields each claim when the server has said that it is in.</summary>
    public async IAsyncEnumerable<Post> Submit(IReadOnlyList<Post> posts)
    {
        using var answer = await Send(string.Join('\n', posts.Select(p => p.Json)), "application/x-ndjson");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        foreach (var post in posts)
        {
            var line = await lines.ReadLineAsync();
            Assert.Contains($"\"result\":\"created\",\"topic\":\"{post.Topic}\",\"claim\":\"{post.Id}\"", line, StringComparison.Ordinal);
            yield return post;
        }
    }

    /// <summary>A topic with its view, as bytes.</summary>
    public Task<byte[]> Topic(string topic) => _http.GetByteArrayAsync(new Uri($"/v1/topics/{topic}", UriKind.Relative));

    /// <summary>The ids in a topic's ledger, in order, however often each stands there.</summary>
    public async Task<List<string>> Ledger(string topic)
    {
        var ids = new List<string>();
        for (var cursor = ""; ;)
        {
            using var page = JsonDocument.Parse(await _http.GetByteArrayAsync(new Uri($"/v1/topics/{topic}/claims?limit=200{cursor}", UriKind.Relative)));
            ids.AddRange(page.RootElement.GetProperty("claims").EnumerateArray().Select(e => e.GetProperty("claim").GetProperty("id").GetString() ?? ""));
            if (!page.RootElement.TryGetProperty("next", out var next)) return ids;
            cursor = $"&cursor={next.GetString()}";
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> Send(string body, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/v1/claims", UriKind.Relative)) { Content = Content(body, type) };
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static StringContent Content(string body, string type) => new(body, new MediaTypeHeaderValue(type));
}
