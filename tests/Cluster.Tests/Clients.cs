using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using Analysis.Testing;

namespace Analysis.Cluster.Tests;

/// <summary>
/// Clients that post through any node that is ready, repeat a claim by its id until it is acknowledged, and remember what they sent,
/// what was acknowledged, and how often they were put off.
/// </summary>
internal sealed class Clients(Func<IReadOnlyList<ServerProcess>> silos, int topics, TimeSpan? answerWithin = null) : IDisposable
{
    private const int Posters = 8;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>A client that has waited so long asks another node.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>A node that is hung keeps those who look from the others for so long; one on a busy machine may need it.</summary>
    private static readonly TimeSpan ReadyPatience = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan PatienceMax = TimeSpan.FromMinutes(3);

    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(1) })
    {
        Timeout = answerWithin ?? Patience,
    };
    private readonly ConcurrentDictionary<(string Topic, string Claim), bool> _isAcknowledged = new();
    private readonly List<Task> _running = [];
    private volatile Uri[] _ready = [];
    private volatile bool _isStopping;
    private int _putOff;
    private int _lost;
    private int _sent;

    /// <summary>Answers 503, each with Retry-After.</summary>
    public int PutOff => _putOff;

    /// <summary>Requests that got no answer.</summary>
    public int Lost => _lost;

    public int Acknowledged => _isAcknowledged.Values.Count(a => a);

    /// <summary>Nodes that said that they are ready when last asked.</summary>
    public IReadOnlyList<Uri> Ready => _ready;

    private IEnumerable<string> Topics => Enumerable.Range(0, topics).Select(n => $"topic-{n}");

    /// <summary>Defines the topics, and begins to post.</summary>
    public async Task Start(int pauseMs)
    {
        _running.Add(KeepLooking());
        await Until(() => _ready.Length == silos().Count);
        await Task.WhenAll(Topics.Select(Define));
        for (var n = 0; n < Posters; n++) _running.Add(KeepPosting($"p{n}", new Random(n), pauseMs));
    }

    /// <summary>Posts a claim to every topic; completes when all are acknowledged.</summary>
    /// <returns>How long the last of them took.</returns>
    public async Task<TimeSpan> PostToAll(string id)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Topics.Select(topic => Task.Run(() => Post(topic, id, new Random(1)))));
        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>Stops posting; completes when everything sent is acknowledged.</summary>
    public async Task Stop()
    {
        _isStopping = true;
        await Task.WhenAll(_running);
    }

    /// <summary>Everything acknowledged is there, once, and nothing else; and every node shows the same.</summary>
    public async Task Check()
    {
        foreach (var topic in Topics)
        {
            var sent = _isAcknowledged.Where(c => c.Key.Topic == topic).ToList();
            Assert.All(sent, claim => Assert.True(claim.Value));
            foreach (var node in silos().Select(s => s.Url))
            {
                var found = await Ledger(node, topic);
                Assert.Equal(sent.Select(c => c.Key.Claim).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
            }

            Assert.Single((await Task.WhenAll(silos().Select(s => Show(s.Url, topic)))).Distinct());
        }
    }

    /// <summary>Posts one claim through one node; completes when it is acknowledged.</summary>
    public Task PostThrough(Uri node, string topic, string id) => PostThrough(() => node, topic, id, new Random(1));

    /// <summary>A topic as one node shows it.</summary>
    public Task<string> Show(Uri node, string topic) => _http.GetStringAsync(new Uri(node, $"/v1/topics/{topic}"));

    public void Dispose()
    {
        _isStopping = true;
        _http.Dispose();
    }

    public static Task Until(Func<bool> isSo) => Eventually.IsSo(() => Task.FromResult(isSo()), PatienceMax);

    /// <summary>As whoever balances the load does: asks each node whether it is ready.</summary>
    private async Task KeepLooking()
    {
        while (!_isStopping)
        {
            var looks = silos().Select(s => s.Url).Select(async url => (Url: url, IsReady: await IsReady(url)));
            _ready = [.. (await Task.WhenAll(looks)).Where(n => n.IsReady).Select(n => n.Url)];
            await Task.Delay(Look);
        }
    }

    private async Task<bool> IsReady(Uri node)
    {
        using var patience = new CancellationTokenSource(ReadyPatience);
        try
        {
            using var answer = await _http.GetAsync(new Uri(node, "/health/ready"), patience.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task KeepPosting(string name, Random random, int pauseMs)
    {
        var n = 0;
        while (!_isStopping)
        {
            await Post($"topic-{random.Next(topics)}", $"{name}-{n++}", random);
            await Task.Delay(pauseMs);
        }
    }

    private async Task Define(string topic)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await IsDefined(topic))
        {
            if (Stopwatch.GetElapsedTime(started) > PatienceMax) throw new TimeoutException($"{topic} was not defined within {PatienceMax}");
            await Task.Delay(Pause);
        }
    }

    private async Task<bool> IsDefined(string topic)
    {
        if (_ready is not [var node, ..]) return false;
        try
        {
            using var body = Json("""{"title":"How many?","kind":"quantity","unit":"persons","dynamics":"cumulative"}""");
            using var answer = await _http.PutAsync(new Uri(node, $"/v1/topics/{topic}"), body);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            return false; // no answer yet, as on a machine that is busy with three nodes starting; to define it again changes nothing
        }
    }

    private Task Post(string topic, string id, Random random) =>
        PostThrough(() => _ready is { Length: > 0 } ready ? ready[Interlocked.Increment(ref _sent) % ready.Length] : null, topic, id, random);

    private async Task PostThrough(Func<Uri?> node, string topic, string id, Random random)
    {
        _isAcknowledged[(topic, id)] = false;
        var json = $$"""{"id":"{{id}}","topic":"{{topic}}","value":{"kind":"quantity","best":{{random.Next(100, 10_000)}}},"unit":"persons","status":"occurred","attribution":["outlet-{{random.Next(5)}}","origin-{{random.Next(40)}}"]}""";
        var started = Stopwatch.GetTimestamp();
        while (!await IsTaken(node(), json, id))
        {
            if (Stopwatch.GetElapsedTime(started) > PatienceMax) throw new TimeoutException($"{id} was not taken in within {PatienceMax}");
            await Task.Delay(Pause);
        }

        _isAcknowledged[(topic, id)] = true;
    }

    private async Task<bool> IsTaken(Uri? node, string json, string id)
    {
        if (node is null) return false;
        try
        {
            using var body = Json(json);
            using var answer = await _http.PostAsync(new Uri(node, "/v1/claims"), body);
            if (answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK) return true;
            Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{answer.StatusCode} for {id}: {await answer.Content.ReadAsStringAsync()}");
            Assert.NotNull(answer.Headers.RetryAfter);
            Interlocked.Increment(ref _putOff);
            return false;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            Interlocked.Increment(ref _lost);
            return false;
        }
    }

    private async Task<List<string>> Ledger(Uri node, string topic)
    {
        var ids = new List<string>();
        for (var cursor = ""; ;)
        {
            using var page = JsonDocument.Parse(await _http.GetByteArrayAsync(new Uri(node, $"/v1/topics/{topic}/claims?limit=200{cursor}")));
            ids.AddRange(page.RootElement.GetProperty("claims").EnumerateArray().Select(e => e.GetProperty("claim").GetProperty("id").GetString() ?? ""));
            if (!page.RootElement.TryGetProperty("next", out var next)) return ids;
            cursor = $"&cursor={next.GetString()}";
        }
    }

    private static StringContent Json(string json) => new(json, new MediaTypeHeaderValue("application/json"));
}
