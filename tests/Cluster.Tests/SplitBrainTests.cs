using System.Text.Json;
using Analysis.Testing;

namespace Analysis.Cluster.Tests;

/// <summary>Two clusters that do not know of each other on one database: each topic has two activations, for as long as one likes.</summary>
[Needs(Tool.Postgres)]
public sealed class SplitBrainTests : IAsyncLifetime
{
    private const int Topics = 5;

    private Cluster _one = null!;
    private Cluster _other = null!;
    private Clients _clients = null!;

    public async Task InitializeAsync()
    {
        var database = PostgresServer.Shared.CreateSchema();
        _one = await Cluster.Start(database, silos: 1, "one");
        _other = await Cluster.Start(database, silos: 1, "other");
        _clients = new Clients(() => [.. _one.Silos, .. _other.Silos], Topics);
    }

    public async Task DisposeAsync()
    {
        _clients?.Dispose();
        if (_one is not null) await _one.DisposeAsync();
        if (_other is not null) await _other.DisposeAsync();
    }

    [NeedyFact]
    public async Task Whoever_loses_repeats_and_nothing_is_lost_or_there_twice()
    {
        await _clients.Start(pauseMs: 1);
        await Task.Delay(TimeSpan.FromSeconds(5));
        for (var n = 0; n < 20; n++) await _clients.PostToAll($"both-{n}");
        await _clients.Stop();

        await Clients.Until(() => Enumerable.Range(0, Topics).All(n => IsAgreed($"topic-{n}").Result)); // nobody writes any more: the one that lost last has heard of it
        await _clients.Check();
    }

    [NeedyFact]
    public async Task What_one_has_loaded_does_not_stay_stale_when_the_other_writes()
    {
        await _clients.Start(pauseMs: 1_000);
        await _clients.Stop();
        var (writer, reader) = (_one.Silos[0].Url, _other.Silos[0].Url);
        for (var n = 0; n < 10; n++)
        {
            await _clients.Show(reader, "topic-0"); // loaded, and read: it is shown without a turn
            await _clients.PostThrough(writer, "topic-0", $"written-{n}");
            var written = VersionOf(await _clients.Show(writer, "topic-0"));

            await Clients.Until(() => VersionOf(_clients.Show(reader, "topic-0").Result) == written);
        }

        await _clients.Check();
    }

    private async Task<bool> IsAgreed(string topic) =>
        await _clients.Show(_one.Silos[0].Url, topic) == await _clients.Show(_other.Silos[0].Url, topic);

    private static long VersionOf(string topic)
    {
        using var json = JsonDocument.Parse(topic);
        return json.RootElement.GetProperty("version").GetInt64();
    }
}
