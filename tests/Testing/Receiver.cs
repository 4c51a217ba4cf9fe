using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Analysis.Testing;

/// <summary>Whoever alerts are sent to: keeps what it gets, and answers as it is told.</summary>
public sealed class Receiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<Received> _received = new();
    private readonly Task _serving;

    public Receiver()
    {
        Url = $"http://127.0.0.1:{PostgresServer.FreePort()}/";
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _serving = Task.Run(Serve);
    }

    public string Url { get; }

    /// <summary>The status of the answer to a request, by how many came before it.</summary>
    public Func<int, int> Answers { get; set; } = _ => 204;

    public IReadOnlyList<Received> All => [.. _received];

    /// <summary>The first so many of those that fit, once they are there.</summary>
    public async Task<IReadOnlyList<Received>> Wait(int count, Func<Received, bool>? which = null)
    {
        IReadOnlyList<Received> Fitting() => [.. All.Where(which ?? (_ => true)).Take(count)];
        await Eventually.IsSo(() => Fitting().Count == count);
        return Fitting();
    }

    public void Dispose()
    {
        _listener.Close();
        _serving.Wait();
    }

    private async Task Serve()
    {
        while (true)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                using var body = new StreamReader(context.Request.InputStream, Encoding.UTF8);
                var text = await body.ReadToEndAsync();
                // keys have values
                var headers = context.Request.Headers.AllKeys.ToDictionary(k => k!.ToLowerInvariant(), k =>
                    context.Request.Headers[k]!);
                context.Response.StatusCode = Answers(_received.Count);
                context.Response.Headers["Location"] = "http://127.0.0.1:9/"; // where nobody should follow
                _received.Enqueue(new Received(context.Request.Url!.AbsolutePath, headers, text,
                    DateTimeOffset.UtcNow));
                context.Response.Close();
            }
            catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException)
            {
                return; // it was closed
            }
        }
    }
}

/// <summary>A request that came.</summary>
public sealed record Received(string Path, IReadOnlyDictionary<string, string> Headers, string Body,
    DateTimeOffset At)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public JsonNode Data => Json["data"]!;

    public string Topic => Json["subject"]!.GetValue<string>();

    public string Id => Headers["webhook-id"];

    public string Condition => Data["condition"]!.GetValue<string>();
}
