using Analysis.Engine.Journal;
using Analysis.Engine.Reference;
using Analysis.Engine.Topics;
using Analysis.Silo;
using Analysis.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Analysis.Cluster.Tests;

/// <summary>The cluster as a host of topics: asked through one silo, with two more in processes of their own, so that most topics are elsewhere.</summary>
[Needs(Tool.Postgres)]
public sealed class ClusterTopicsTests : TopicsConformance
{
    private readonly string _database = PostgresServer.Shared.CreateSchema();
    private Cluster? _others;
    private WebApplication? _silo;

    protected override ITopics Topics => _silo!.Services.GetRequiredService<ITopics>();

    protected override ISources Sources => _silo!.Services.GetRequiredService<ISources>();

    protected override IFamilies Families => _silo!.Services.GetRequiredService<IFamilies>();

    public override async Task InitializeAsync()
    {
        _silo = SiloHost.Build([.. Cluster.Options(_database, "test").Chunk(2).Select(o => $"{Names.GetValueOrDefault(o[0], o[0])}={o[1]}"), "--urls=http://127.0.0.1:0", "--Silo:DrainSeconds=0"]);
        _ = _silo.Services.GetRequiredService<IJournal>();
        var starting = _silo.StartAsync();
        _others = await Cluster.Start(_database, silos: 2);
        await starting;
    }

    public override async Task DisposeAsync()
    {
        if (_silo is not null)
        {
            await _silo.StopAsync();
            await _silo.DisposeAsync();
        }

        if (_others is not null) await _others.DisposeAsync();
    }

    private static readonly Dictionary<string, string> Names = new() { ["--journal"] = "--Analysis:Journal" };
}
