using System.Globalization;
using System.Text;
using Analysis.Bench.Http;
using Analysis.Testing;

namespace Analysis.Bench.Cluster;

/// <summary>Servers on one journal, and the same number of connections to all of them together, however many they are.</summary>
internal sealed class Nodes : IDisposable
{
    private const string JournalOption = "--Analysis:Journal=";

    private readonly Target[] _targets;
    private long _claims;

    private Nodes(Target[] targets) => _targets = targets;

    public IReadOnlyList<Wire> Wires => [.. _targets.SelectMany(t => t.Wires)];

    public TimeSpan CpuTime => new(_targets.Sum(t => t.Server.CpuTime.Ticks));

    public long MemoryBytes => _targets.Sum(t => t.Server.MemoryBytes);

    /// <summary>The server that is no cluster.</summary>
    public static async Task<Nodes> Embedded(string journal) => new([await Target.Api(journal)]);

    /// <summary>Silos of one cluster.</summary>
    public static async Task<Nodes> Silos(string program, int count, string journal)
    {
        string[] Options() =>
        [
            "--journal", journal[JournalOption.Length..], "--Silo:Port", PostgresServer.FreePort().ToString(CultureInfo.InvariantCulture),
            "--Silo:Cluster", "bench", "--Silo:DrainSeconds", "0", "--Logging:LogLevel:Default", "Warning", "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Information",
        ];
        var targets = await Task.WhenAll(Enumerable.Range(0, count).Select(n => Target.Silo(program, Share(n, count), Options())));
        return new Nodes(targets);
    }

    public long Next(int count) => Interlocked.Add(ref _claims, count) - count;

    public Task Define(IReadOnlyList<string> topics) => _targets[0].Define(topics);

    public Task<int> PostLines(int count, Func<long, string> topic) => _targets[0].PostLines(count, Next(count), topic);

    public async Task<string> View(string topic)
    {
        await Target.Must(_targets[0].Wires[0], Wire.Get($"/v1/topics/{topic}"), 200);
        return Encoding.UTF8.GetString(_targets[0].Wires[0].Body.Span);
    }

    public void Dispose()
    {
        foreach (var target in _targets) target.Dispose();
    }

    private static int Share(int n, int count) => (Target.Connections / count) + (n < Target.Connections % count ? 1 : 0);
}
