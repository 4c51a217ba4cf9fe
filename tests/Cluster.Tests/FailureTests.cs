using System.Diagnostics;
using System.Globalization;
using Analysis.Testing;
using Xunit.Abstractions;

namespace Analysis.Cluster.Tests;

/// <summary>
/// Three silos under load, of which one dies, hangs or is restarted. <c>ANALYSIS_CLUSTER_RUNS=10</c> measures ten times what is otherwise
/// tried once.
/// </summary>
[Needs(Tool.Postgres)]
public sealed class FailureTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Topics = 60;

    private static readonly int Runs = int.TryParse(Environment.GetEnvironmentVariable("ANALYSIS_CLUSTER_RUNS"), CultureInfo.InvariantCulture, out var runs) ? runs : 1;

    private readonly PostgresServer _database = PostgresServer.Own("max_connections=300");
    private Cluster _cluster = null!;
    private Clients _clients = null!;

    /// <summary>For what does not concern silos that die: none is taken for dead because the machine has no time for it.</summary>
    private static readonly string[] Patient = ["--Silo:MissedProbes", "60"];

    public Task InitializeAsync() => Task.CompletedTask;

    private async Task Begin(params string[] more)
    {
        _cluster = await Cluster.Start(_database.CreateSchema(), silos: 3, more: more);
        _clients = new Clients(() => _cluster.Silos, Topics, more == Patient ? TimeSpan.FromMinutes(1) : null);
        await _clients.Start(pauseMs: 20);
        await _clients.PostToAll("before");
    }

    public async Task DisposeAsync()
    {
        _clients?.Dispose();
        if (_cluster is not null) await _cluster.DisposeAsync();
        _database.Dispose();
    }

    [NeedyFact]
    public async Task When_a_silo_is_killed_every_topic_answers_again_within_seconds()
    {
        await Begin();
        var times = new List<TimeSpan>();
        for (var run = 0; run < Runs; run++)
        {
            _cluster.Kill(_cluster.Silos[run % 3]);
            times.Add(await _clients.PostToAll($"killed-{run}"));
            await Whole();
        }

        await Report(times);
    }

    [NeedyFact]
    public async Task When_a_silo_hangs_every_topic_answers_again_and_it_cannot_write_when_it_wakes()
    {
        await Begin();
        var times = new List<TimeSpan>();
        for (var run = 0; run < Runs; run++)
        {
            var silo = _cluster.Silos[run % 3];
            silo.Freeze();
            times.Add(await _clients.PostToAll($"frozen-{run}"));
            silo.Continue();
            await silo.Ended.WaitAsync(TimeSpan.FromMinutes(3)); // it finds itself declared dead
            _cluster.Kill(silo);
            await Whole();
        }

        await Report(times);
    }

    [NeedyFact]
    public async Task When_the_database_restarts_the_cluster_goes_on()
    {
        await Begin(Patient);
        var times = new List<TimeSpan>();
        for (var run = 0; run < Runs; run++)
        {
            _database.Kill();
            await Task.Delay(TimeSpan.FromSeconds(1));
            _database.Start("max_connections=300");
            times.Add(await _clients.PostToAll($"restarted-{run}"));
        }

        Assert.Equal(3, _cluster.Silos.Count(s => !s.Ended.IsCompleted));
        await Report(times);
    }

    [NeedyFact]
    public async Task Silos_restarted_one_after_another_fail_no_request()
    {
        await Begin(Patient);
        for (var n = 0; n < 3; n++)
        {
            await _cluster.Terminate(_cluster.Silos[0]);
            await Whole();
        }

        Assert.Equal((0, 0), (_clients.PutOff, _clients.Lost));
        await Report([]);
    }

    [NeedyFact]
    public async Task A_cluster_that_was_killed_whole_comes_up_by_itself()
    {
        await Begin();
        var times = new List<TimeSpan>();
        for (var run = 0; run < Runs; run++)
        {
            foreach (var silo in _cluster.Silos.ToList()) _cluster.Kill(silo);
            var started = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _cluster.Add()));
            await _clients.PostToAll($"again-{run}");
            times.Add(Stopwatch.GetElapsedTime(started));
        }

        await Report(times);
    }

    /// <summary>Three silos again, all ready; one that was taken for dead on a busy machine has ended, and is started again like any other.</summary>
    private async Task Whole()
    {
        foreach (var ended in _cluster.Silos.Where(s => s.Ended.IsCompleted).ToList()) _cluster.Kill(ended);
        while (_cluster.Silos.Count < 3) await _cluster.Add();
        await Clients.Until(() => _clients.Ready.Count == 3);
    }

    private async Task Report(List<TimeSpan> times)
    {
        await _clients.Stop();
        await _clients.Check();
        var seconds = string.Join(", ", times.Select(t => t.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture)));
        output.WriteLine($"All {Topics} topics answered again after {seconds} s; {_clients.Acknowledged} claims acknowledged, put off {_clients.PutOff} times, {_clients.Lost} requests without an answer.");
    }
}
