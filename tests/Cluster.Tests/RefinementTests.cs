using Analysis.Testing;

namespace Analysis.Cluster.Tests;

/// <summary>Two silos, of which the one that works out what sources have earned dies in the midst of it.</summary>
[Needs(Tool.Postgres)]
public sealed class RefinementTests : IDisposable
{
    private const int KillsMax = 5;

    private readonly PostgresServer _database = PostgresServer.Own("max_connections=300");

    [NeedyFact]
    public async Task Another_silo_goes_on_where_it_was()
    {
        await using var cluster = await Cluster.Start(_database.CreateSchema(), silos: 2, more: Panel.Logged);
        using (var first = new HttpClient { BaseAddress = cluster.Silos[0].Url }) await Panel.Speak(first);
        var refines = await await Task.WhenAny(cluster.Silos.Select(Keeps));
        var other = Task.FromResult(cluster.Silos.Single(silo => silo != refines));
        var kills = 0;
        while (await refines.Says(Panel.GoesOn, Panel.RoundKept) != Panel.GoesOn) // it may be quicker than the kill
        {
            Assert.True(kills++ < KillsMax);
            cluster.Kill(refines);
            (refines, other) = (await other, cluster.Add());
        }

        await refines.Says(Panel.AllRefined);
        await other;
        await using var spared = await Cluster.Start(_database.CreateSchema(), silos: 1);
        using var client = new HttpClient { BaseAddress = spared.Silos[0].Url };
        await Panel.Speak(client);
        await spared.Silos[0].Says(Panel.AllRefined);

        using var again = new HttpClient { BaseAddress = refines.Url };
        Assert.Equal(await Panel.Earned(client), await Panel.Earned(again));

        static async Task<ServerProcess> Keeps(ServerProcess silo)
        {
            await silo.Says(Panel.RoundKept);
            return silo;
        }
    }

    public void Dispose() => _database.Dispose();
}
