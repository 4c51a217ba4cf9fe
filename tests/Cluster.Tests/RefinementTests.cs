using Analysis.Testing;

namespace Analysis.Cluster.Tests;

/// <summary>Two silos, of which the one that works out what sources have earned dies in the midst of it.</summary>
[Needs(Tool.Postgres)]
public sealed class RefinementTests : IDisposable
{
    private readonly PostgresServer _database = PostgresServer.Own("max_connections=300");

    [NeedyFact]
    public async Task Another_silo_goes_on_where_it_was()
    {
        await using var cluster = await Cluster.Start(_database.CreateSchema(), silos: 2, more: Panel.Logged);
        using (var client = new HttpClient { BaseAddress = cluster.Silos[0].Url }) await Panel.Speak(client);
        var saying = await Task.WhenAny(cluster.Silos.Select(Keeps));
        cluster.Kill(await saying);
        await cluster.Silos[0].Says(Panel.GoesOn);
        await cluster.Silos[0].Says(Panel.AllRefined);
        await using var spared = await Cluster.Start(_database.CreateSchema(), silos: 1);
        using var other = new HttpClient { BaseAddress = spared.Silos[0].Url };
        await Panel.Speak(other);
        await spared.Silos[0].Says(Panel.AllRefined);

        using var again = new HttpClient { BaseAddress = cluster.Silos[0].Url };
        Assert.Equal(await Panel.Earned(other), await Panel.Earned(again));

        static async Task<ServerProcess> Keeps(ServerProcess silo)
        {
            await silo.Says(Panel.RoundKept);
            return silo;
        }
    }

    public void Dispose() => _database.Dispose();
}
