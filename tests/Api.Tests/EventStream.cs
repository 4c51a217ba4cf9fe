using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace Analysis.Api.Tests;

/// <summary>A stream of server-sent events as a client reads it: over a socket of its own, until it is disposed of.</summary>
internal sealed class EventStream : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;
    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private EventStream(HttpClient http, HttpResponseMessage response, Stream body) =>
        (_http, _response, _events) = (http, response, SseParser.Create(body).EnumerateAsync().GetAsyncEnumerator());

    public HttpResponseMessage Response => _response;

    /// <summary>Completes when the stream has begun, or was refused.</summary>
    public static async Task<EventStream> Open(ApiServer server, string path, string? lastEventId = null)
    {
        var http = new HttpClient { BaseAddress = server.Http.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/event-stream" } } };
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
        return new EventStream(http, response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event; null when the stream has ended.</summary>
    public async Task<Told?> Next()
    {
        if (!await _events.MoveNextAsync().AsTask().WaitAsync(Patience)) return null;
        var (item, current) = (_events.Current, JsonNode.Parse(_events.Current.Data)!);
        return new Told(item.EventType, long.Parse(item.EventId ?? "-1"), current);
    }

    /// <summary>The next so many changes; whatever is not a heartbeat must be one.</summary>
    public async Task<List<Told>> Changes(int count)
    {
        var changes = new List<Told>();
        while (changes.Count < count)
        {
            var told = await Next() ?? throw new EndOfStreamException($"{changes.Count} of {count} changes came");
            if (told.Event == "heartbeat") continue;
            Assert.Equal("change", told.Event);
            changes.Add(told);
        }

        return changes;
    }

    public async ValueTask DisposeAsync()
    {
        _response.Dispose();
        _http.Dispose();
        try
        {
            await _events.DisposeAsync();
        }
        catch (Exception left) when (left is IOException or OperationCanceledException)
        {
            // We have left while it was read.
        }
    }
}

/// <summary>One event.</summary>
internal sealed record Told(string Event, long Id, JsonNode Data)
{
    public string Topic => Data["topic"]!.GetValue<string>();

    public string? Claim => Data["claim"]?.GetValue<string>();

    public long Position => Data["position"]!.GetValue<long>();

    public long Version => Data["version"]!.GetValue<long>();
}
