using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using Analysis.Testing;

namespace Analysis.Bench.Http;

/// <summary>A server in a process of its own, and the open connections to it.</summary>
internal sealed record Target(ServerProcess Server, Wire[] Wires, HttpClient Client) : IDisposable
{
    public const int Connections = 64;

    private long _claims;

    /// <summary>The server as it ships.</summary>
    public static Task<Target> Api(string journal) => Start("Analysis.Api.dll", Connections, journal);

    /// <summary>A node of a cluster, with its share of the connections.</summary>
    public static Task<Target> Silo(string program, int connections, params string[] arguments) => Start(program, connections, arguments);

    /// <summary>The server that does nothing.</summary>
    public static Task<Target> Empty() => Start("Analysis.Bench.dll", Connections, EmptyServer.Mode, "--Logging:LogLevel:Microsoft.AspNetCore=Warning");

    /// <summary>The number of the next claim to send, or of the first of several.</summary>
    public long Next(int count) => Interlocked.Add(ref _claims, count) - count;

    /// <summary>Defines topics, many at a time.</summary>
    public Task Define(IReadOnlyList<string> topics) => Task.WhenAll(Wires.Select(async (wire, i) =>
    {
        for (var n = i; n < topics.Count; n += Wires.Length) await Must(wire, Wire.Send("PUT", $"/v1/topics/{topics[n]}", ClaimText.Topic), 201);
    }));

    /// <summary>Sends claims as lines of one body; all of them must be taken in.</summary>
    /// <param name="count">How many.</param>
    /// <param name="first">The number of the first.</param>
    /// <param name="topic">The topic of each.</param>
    public async Task<int> PostLines(int count, long first, Func<long, string> topic)
    {
        var lines = new ArrayBufferWriter<byte>(count * 1_024);
        for (var n = first; n < first + count; n++)
        {
            ClaimText.Write(lines, topic(n), n);
            lines.Write("\n"u8);
        }

        using var body = new ReadOnlyMemoryContent(lines.WrittenMemory) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-ndjson") } };
        using var answer = await Client.PostAsync(new Uri("/v1/claims", UriKind.Relative), body);
        var created = (await answer.Content.ReadAsByteArrayAsync()).AsSpan().Count("\"result\":\"created\""u8);
        return created == count ? created : throw new InvalidOperationException($"{answer.StatusCode}: {created} of {count} lines created");
    }

    /// <summary>One answer, of the status that it must have: what is measured is work done, not refusals.</summary>
    public static async ValueTask<int> Must(Wire wire, ReadOnlyMemory<byte> request, int status) => Must(wire, await wire.Exchange(request), status);

    /// <summary>Posts a claim that must be taken in.</summary>
    public static async ValueTask<int> MustPost(Wire wire, ReadOnlyMemory<byte> claim) => Must(wire, await wire.Post("/v1/claims", claim.Span), 201);

    /// <summary>Posts one claim for each call, each time the next.</summary>
    /// <param name="wire">Where to.</param>
    /// <param name="next">The number of the next claim.</param>
    /// <param name="topic">The topic of each.</param>
    public static Func<ValueTask<int>> Poster(Wire wire, Func<long> next, Func<long, string> topic)
    {
        var claim = new ArrayBufferWriter<byte>();
        return () =>
        {
            var n = next();
            claim.ResetWrittenCount();
            ClaimText.Write(claim, topic(n), n);
            return MustPost(wire, claim.WrittenMemory);
        };
    }

    private static int Must(Wire wire, int answered, int status) =>
        answered == status ? 1 : throw new InvalidOperationException($"{answered} for {status}: {Encoding.UTF8.GetString(wire.Body.Span)}");

    public void Dispose()
    {
        Client.Dispose();
        foreach (var wire in Wires) wire.Dispose();
        Server.Dispose();
    }

    private static async Task<Target> Start(string assembly, int connections, params string[] arguments)
    {
        var server = await ServerProcess.Start(assembly, arguments);
        var wires = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Wire.Open(server.Url)));
        return new Target(server, wires, new HttpClient { BaseAddress = server.Url });
    }
}
