using System.Net.Http.Headers;
using System.Text;
using Analysis.Testing;

namespace Analysis.Bench.Http;

/// <summary>The server as it ships, over loopback and on a real disk, beside a server that does nothing and a table without a server.</summary>
internal sealed class HttpSuite
{
    private const int Connections = 64;
    private const int Topics = 1_000;
    private const int BatchLines = 1_000;

    private readonly Target _api;
    private readonly Target _empty;
    private readonly RawInserts _table;

    private HttpSuite(Target api, Target empty, RawInserts table) => (_api, _empty, _table) = (api, empty, table);

    public static async Task Run(Plan plan, Report report)
    {
        var folder = Machine.NewDataFolder();
        try
        {
            using var api = await Target.Start("Analysis.Api.dll", "--data", Path.Combine(folder.FullName, "data"));
            using var empty = await Target.Start("Analysis.Bench.dll", EmptyServer.Mode, "--Logging:LogLevel:Microsoft.AspNetCore=Warning");
            using var table = new RawInserts(Path.Combine(folder.FullName, "raw.db"));
            var suite = new HttpSuite(api, empty, table);
            await suite.Prepare();
            report.Add(await suite.Measure(plan));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task Prepare()
    {
        foreach (var topic in Enumerable.Range(0, Topics).Select(n => TopicOf(n)).Append("hot"))
            await Must(_api.Wires[0], Wire.Send("PUT", $"/v1/topics/{topic}", ClaimText.Topic), 201);
    }

    private async Task<string> Measure(Plan plan)
    {
        var traffics = Traffics();
        foreach (var traffic in traffics) await traffic.Run(plan.WarmUp);
        var loads = new List<(string Name, Load Load)>();
        for (var round = 0; round < plan.Rounds; round++)
        {
            foreach (var traffic in traffics) loads.Add((traffic.Name, await traffic.Run(plan.Span)));
        }

        var medians = loads.GroupBy(l => l.Name, l => l.Load).ToDictionary(g => g.Key, g => new Load(
            g.Select(l => l.PerSecond).Median(), g.Select(l => l.P50Ms).Median(), g.Select(l => l.P99Ms).Median(), g.Select(l => l.ServerUs).Median()));
        var table = new Table(
            "HTTP: claims in, views out",
            $"Whoever asks sends the next request when the answer to the last is there. {Topics:#,0} topics. `server`: processor time per claim or view, "
            + "all cores together. Baselines: a minimal endpoint that does nothing, and bare inserts of the same claims into the same table (WAL, "
            + "`synchronous=FULL`, same disk).",
            "traffic", "per second", "p50, ms", "p99, ms", "server, µs", "of empty endpoint", "of bare inserts");
        foreach (var traffic in traffics)
        {
            var load = medians[traffic.Name];
            string Of(string? baseline) => baseline is null ? Figures.None : Figures.Times(load.PerSecond, medians[baseline].PerSecond);
            table.Add(
                traffic.Name, load.PerSecond.Text(), load.P50Ms.Text(), load.P99Ms.Text(), load.ServerUs == 0 ? Figures.None : load.ServerUs.Text(),
                Of(traffic.EmptyBaseline), Of(traffic.TableBaseline));
        }

        return $"{table}\nAt the end the server held {_api.Claims:#,0} claims in {_api.Server.MemoryBytes / (1 << 20):#,0} MiB of memory.\n";
    }

    private List<Traffic> Traffics()
    {
        const string EmptyPost = "POST, empty endpoint, 64 connections";
        const string EmptyGet = "GET of the same bytes, empty endpoint, 64 connections";
        const string InsertOne = "bare insert, 1 a transaction";
        const string InsertMany = "bare insert, 1,000 a transaction";
        return
        [
            new(EmptyPost, null, null, span => Post(_empty, "/claims", TopicOf, span)),
            new("POST one claim, 64 connections, 1,000 topics", EmptyPost, InsertOne, span => Post(_api, "/v1/claims", TopicOf, span)),
            new("POST one claim, 64 connections, one topic", EmptyPost, InsertOne, span => Post(_api, "/v1/claims", _ => "hot", span)),
            new("POST 1,000 claims as lines, 1 in flight", null, InsertMany, span => Batches(1, span)),
            new("POST 1,000 claims as lines, 4 in flight", null, InsertMany, span => Batches(4, span)),
            new(InsertOne, null, null, span => Insert(1, span)),
            new(InsertMany, null, null, span => Insert(BatchLines, span)),
            new(EmptyGet, null, null, CopyViews),
            new("GET a view, 64 connections", EmptyGet, null, span => Get(_api, c => $"/v1/topics/{TopicOf(c)}", 200, span)),
            new("GET a view that is known (304), 64 connections", EmptyGet, null, span => Get(_api, c => $"/v1/topics/{TopicOf(c)}", 304, span)),
        ];
    }

    private Task<Load> Post(Target target, string path, Func<long, string> topic, TimeSpan span) =>
        Load.Run(span, target.CpuTime, [.. target.Wires.Select(wire => (Func<ValueTask<int>>)(() =>
        {
            var n = target.Next(1);
            return Must(wire, Wire.Send("POST", path, ClaimText.Of(topic(n), n)), 201);
        }))]);

    private static async Task<Load> Get(Target target, Func<int, string> path, int status, TimeSpan span)
    {
        var askers = new List<Func<ValueTask<int>>>();
        foreach (var (i, wire) in target.Wires.Index())
        {
            await Must(wire, Wire.Get(path(i)), 200);
            var request = Wire.Get(path(i), status == 304 ? wire.ETag : null);
            askers.Add(() => Must(wire, request, status));
        }

        return await Load.Run(span, target.CpuTime, askers);
    }

    /// <summary>Gets a view of the server's from the empty one.</summary>
    private async Task<Load> CopyViews(TimeSpan span)
    {
        await Must(_api.Wires[0], Wire.Get($"/v1/topics/{TopicOf(0)}"), 200);
        await Must(_empty.Wires[0], Wire.Send("PUT", "/view", Encoding.UTF8.GetString(_api.Wires[0].Body.Span)), 200);
        return await Get(_empty, _ => "/view", 200, span);
    }

    private Task<Load> Batches(int inFlight, TimeSpan span) =>
        Load.Run(span, _api.CpuTime, [.. Enumerable.Repeat<Func<ValueTask<int>>>(Batch, inFlight)]);

    private async ValueTask<int> Batch()
    {
        var first = _api.Next(BatchLines);
        var lines = string.Concat(Enumerable.Range(0, BatchLines).Select(i => ClaimText.Of(TopicOf(first + i), first + i) + "\n"));
        using var body = new StringContent(lines, new MediaTypeHeaderValue("application/x-ndjson"));
        using var answer = await _api.Client.PostAsync(new Uri("/v1/claims", UriKind.Relative), body);
        var created = (await answer.Content.ReadAsStringAsync()).Split("\"result\":\"created\"").Length - 1;
        return created == BatchLines ? created : throw new InvalidOperationException($"{answer.StatusCode}: {created} of {BatchLines} lines created");
    }

    private Task<Load> Insert(int rows, TimeSpan span) => Load.Run(span, () => TimeSpan.Zero, [() => new(_table.Insert(rows))]);

    private static string TopicOf(long n) => $"topic-{n % Topics}";

    /// <summary>One answer, of the status that it must have: what is measured is work done, not refusals.</summary>
    private static async ValueTask<int> Must(Wire wire, ReadOnlyMemory<byte> request, int status)
    {
        var answered = await wire.Exchange(request);
        return answered == status ? 1 : throw new InvalidOperationException($"{answered} for {status}: {Encoding.UTF8.GetString(wire.Body.Span)}");
    }

    /// <param name="Name">Unique.</param>
    /// <param name="EmptyBaseline">The traffic on the empty server that it is compared with.</param>
    /// <param name="TableBaseline">The bare inserts that it is compared with.</param>
    /// <param name="Run">Runs it for a while.</param>
    private sealed record Traffic(string Name, string? EmptyBaseline, string? TableBaseline, Func<TimeSpan, Task<Load>> Run);

    /// <summary>A server and the open connections to it.</summary>
    private sealed record Target(ServerProcess Server, Wire[] Wires, HttpClient Client) : IDisposable
    {
        private long _claims;

        /// <summary>How many claims it was sent.</summary>
        public long Claims => _claims;

        public static async Task<Target> Start(string assembly, params string[] arguments)
        {
            var server = await ServerProcess.Start(assembly, arguments);
            var wires = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Wire.Open(server.Url)));
            return new Target(server, wires, new HttpClient { BaseAddress = server.Url });
        }

        public TimeSpan CpuTime() => Server.CpuTime;

        /// <summary>The number of the next claim to send, or of the first of several.</summary>
        public long Next(int count) => Interlocked.Add(ref _claims, count) - count;

        public void Dispose()
        {
            Client.Dispose();
            foreach (var wire in Wires) wire.Dispose();
            Server.Dispose();
        }
    }
}
