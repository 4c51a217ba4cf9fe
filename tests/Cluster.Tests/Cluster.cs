using System.Globalization;
using Analysis.Testing;

namespace Analysis.Cluster.Tests;

/// <summary>Silos as processes of their own, on the loopback interface and one database, with the settings that are shipped.</summary>
public sealed class Cluster : IAsyncDisposable
{
    private readonly List<ServerProcess> _silos = [];

    private readonly string[] _more;

    private Cluster(string database, string name, string[] more) => (Database, Name, _more) = (database, name, more);

    public string Database { get; }

    public string Name { get; }

    /// <summary>Those that were started and not ended.</summary>
    public IReadOnlyList<ServerProcess> Silos => _silos;

    /// <param name="database">Its journal.</param>
    /// <param name="silos">How many to begin with.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="more">What each silo is told besides.</param>
    public static async Task<Cluster> Start(string database, int silos, string name = "test", params string[] more)
    {
        var cluster = new Cluster(database, name, more);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, silos).Select(_ => cluster.Add()));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>What a silo of this cluster is told.</summary>
    public static string[] Options(string database, string name) =>
    [
        "--journal", database, "--Silo:Cluster", name, "--Silo:Port", PostgresServer.FreePort().ToString(CultureInfo.InvariantCulture),
        "--Logging:LogLevel:Orleans", "Warning",
    ];

    /// <summary>Starts one more silo; completes when it serves.</summary>
    public async Task<ServerProcess> Add()
    {
        var silo = await ServerProcess.Start("Analysis.Silo.dll", [.. Options(Database, Name), .. _more]);
        lock (_silos) _silos.Add(silo);
        return silo;
    }

    /// <summary>Ends a silo without warning.</summary>
    public void Kill(ServerProcess silo)
    {
        lock (_silos) _silos.Remove(silo);
        silo.Dispose();
    }

    /// <summary>Tells a silo to end, and waits until it has.</summary>
    public async Task Terminate(ServerProcess silo)
    {
        await silo.Terminate();
        Kill(silo);
    }

    public ValueTask DisposeAsync()
    {
        foreach (var silo in _silos) silo.Dispose();
        _silos.Clear();
        return ValueTask.CompletedTask;
    }
}
