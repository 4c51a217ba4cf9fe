using Analysis.Engine.Reference;
using Analysis.Engine.Topics;
using Analysis.Silo;
using Analysis.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Analysis.Cluster.Tests;

/// <summary>
/// The cluster as a host of topics: asked through one silo of three, so that most topics are elsewhere. They are in one
/// process, where they start quickly, and speak over sockets all the same.
/// </summary>
[Needs(Tool.Postgres)]
public sealed class ClusterTopicsTests : TopicsConformance
{
    private const int Silos = 3;

    private static readonly Dictionary<string, string> Names = new() { ["--journal"] = "--Analysis:Journal" };

    private readonly string _database = PostgresServer.Shared.CreateSchema();
    private readonly List<WebApplication> _silos = [];

    protected override ITopics Topics => _silos[0].Services.GetRequiredService<ITopics>();

    protected override ISources Sources => _silos[0].Services.GetRequiredService<ISources>();

    protected override IFamilies Families => _silos[0].Services.GetRequiredService<IFamilies>();

    public override async Task InitializeAsync()
    {
        for (var n = 0; n < Silos; n++)
        {
            var options = Cluster.Options(_database, "test").Chunk(2).Select(o => $"{Names.GetValueOrDefault(o[0], o[0])}={o[1]}");
            _silos.Add(SiloHost.Build([.. options, "--urls=http://127.0.0.1:0", "--Silo:DrainSeconds=0"]));
        }

        await Task.WhenAll(_silos.Select(silo => silo.StartAsync()));
    }

    public override async Task DisposeAsync()
    {
        var atOnce = new CancellationToken(canceled: true); // nobody is left who would take over
        await Task.WhenAll(_silos.Select(silo => silo.StopAsync(atOnce)));
        foreach (var silo in _silos) await silo.DisposeAsync();
    }
}
