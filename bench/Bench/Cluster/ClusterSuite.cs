using System.Diagnostics;
using Analysis.Bench.Http;
using Analysis.Bench.Stores;
using Npgsql;

namespace Analysis.Bench.Cluster;

/// <summary>The same traffic through the server that is no cluster and through one, two and three silos, on one PostgreSQL and the same cores.</summary>
internal static class ClusterSuite
{
    private const int Topics = 1_000;
    private const string Hot = "hot";
    private const int LoadedTopics = 50;
    private const int SilosMax = 3;

    private static readonly string[] Names = [.. Enumerable.Range(0, Topics).Select(n => $"topic-{n}")];

    public static async Task Run(Plan plan, Report report)
    {
        if (plan.Silo is not { } program) return;
        if (!PostgresStore.IsInstalled)
        {
            report.Add("PostgreSQL is not installed here: the cluster was not measured.\n");
            return;
        }

        await using var store = await PostgresStore.Start();
        var goals = new Goals("Cluster: the aims", plan.Rounds);
        await Traffic(store, program, plan, report, goals);
        await Activation(store, program, report);
        await Memory(store, program, plan, report);
        report.Add(goals.ToString());
    }

    private static async Task Traffic(PostgresStore store, string program, Plan plan, Report report, Goals goals)
    {
        var ways = Enumerable.Range(0, 1 + SilosMax).Select(Name).ToList();
        var rounds = new List<Dictionary<(string Way, string Work), Load>>();
        for (var round = 0; round < plan.Rounds; round++)
        {
            var loads = new Dictionary<(string, string), Load>();
            foreach (var (silos, way) in ways.Index())
            {
                using var nodes = await Start(program, silos, await store.NewJournal());
                await nodes.Define([.. Names, Hot]);
                foreach (var (work, run) in Works(nodes, store))
                {
                    await run(plan.WarmUp);
                    loads.Add((way, work), await run(plan.Span));
                }
            }

            rounds.Add(loads);
        }

        var table = new Table(
            "Cluster: claims in, views out",
            $"64 connections, shared by the nodes; {Topics:#,0} topics. All processes share the machine's cores: the ratio shows what distribution costs, not what more machines give.",
            "work", "through", "per second", "of the embedded server's", "p50, ms", "p99, ms", "servers, µs", "database, µs");
        foreach (var work in rounds[0].Keys.Select(k => k.Work).Distinct())
        {
            foreach (var way in ways)
            {
                var load = Load.Median([.. rounds.Select(r => r[(way, work)])]);
                var ratio = rounds.Select(r => r[(way, work)].PerSecond / r[(ways[0], work)].PerSecond).Median();
                table.Add(work, way, load.PerSecond.Text(), $"{ratio.Text()}x", load.P50Ms.Text(), load.P99Ms.Text(), load.ServerUs.Text(), load.StoreUs.Text());
            }
        }

        report.Add(table.ToString());
        goals.Add($"{Post}, {ways[1]}", ways[0], rounds.Select(r => r[(ways[1], Post)].PerSecond / r[(ways[0], Post)].PerSecond), Aim.AtLeast(0.6));
    }

    private const string Post = "POST one claim";

    private static IEnumerable<(string Work, Func<TimeSpan, Task<Load>> Run)> Works(Nodes nodes, PostgresStore store)
    {
        Cpu Spent() => new(nodes.CpuTime, store.CpuTime(), Environment.CpuUsage.TotalTime);
        Task<Load> PostTo(TimeSpan span, Func<long, string> topic) => Load.Run(span, Spent, [.. nodes.Wires.Select(wire => Target.Poster(wire, () => nodes.Next(1), topic))]);
        yield return (Post, span => PostTo(span, n => Names[n % Topics]));
        yield return ("POST one claim, one topic", span => PostTo(span, _ => Hot));
        yield return ("GET a view", span => Load.Run(span, Spent, [.. nodes.Wires.Select((wire, i) => Getter(wire, i))]));
    }

    private static Func<ValueTask<int>> Getter(Wire wire, int first)
    {
        var n = first;
        return () => Target.Must(wire, Wire.Get($"/v1/topics/{Names[n++ % Topics]}"), 200);
    }

    /// <summary>The first claim to a topic that is not in memory, with its snapshot and without.</summary>
    private static async Task Activation(PostgresStore store, string program, Report report)
    {
        var table = new Table(
            "Cluster: a topic is activated",
            $"The first claim to each of {LoadedTopics} topics after a restart, one after another, and the second: median, ms.",
            "claims on the topic", "active", "not active, with snapshot", "not active, without");
        foreach (var claims in new[] { 10, 2_000 })
        {
            var journal = await store.NewJournal();
            using (var silo = await Nodes.Silos(program, 1, journal))
            {
                await silo.Define(Names[..LoadedTopics]);
                for (var sent = 0; sent < claims * LoadedTopics;) sent += await silo.PostLines(Math.Min(10_000, (claims * LoadedTopics) - sent), n => Names[n % LoadedTopics]);
            }

            var (first, second) = await Touch(program, journal, claims);
            await using (var database = NpgsqlDataSource.Create(journal[(journal.IndexOf('=', StringComparison.Ordinal) + 1)..]))
            {
                await using var forget = database.CreateCommand("DELETE FROM grain_state");
                await forget.ExecuteNonQueryAsync();
            }

            var (bare, _) = await Touch(program, journal, 2 * claims);
            table.Add(((double)claims).Text(), second.Text(), first.Text(), bare.Text());
        }

        report.Add(table.ToString());
    }

    /// <returns>The medians of the first and of the second claim to each topic, in ms.</returns>
    private static async Task<(double First, double Second)> Touch(string program, string journal, int claims)
    {
        using var silo = await Nodes.Silos(program, 1, journal);
        var warm = $"warm-{claims}";
        await silo.Define([warm]);
        for (var n = 0; n < 500; n++) await Target.MustPost(silo.Wires[0], ClaimText.Of(warm, n));
        var ms = new[] { new List<double>(), new List<double>() };
        foreach (var topic in Names[..LoadedTopics])
        {
            for (var time = 0; time < 2; time++)
            {
                var started = Stopwatch.GetTimestamp();
                await Target.MustPost(silo.Wires[0], ClaimText.Of(topic, 1_000_000 + (100L * claims) + time));
                ms[time].Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        return (ms[0].Median(), ms[1].Median());
    }

    private static async Task Memory(PostgresStore store, string program, Plan plan, Report report)
    {
        var table = new Table("Cluster: memory", $"What a server's memory grows by for each of {plan.ActiveTopics:#,0} topics that are active, with one claim each.", "through", "KiB per topic", "in all, MiB");
        for (var silos = 0; silos <= 1; silos++)
        {
            using var nodes = await Start(program, silos, await store.NewJournal());
            await nodes.Define(Names); // what every topic shares
            var before = nodes.MemoryBytes;
            var topics = Enumerable.Range(0, plan.ActiveTopics).Select(n => $"active-{n}").ToList();
            await nodes.Define(topics);
            await nodes.PostLines(topics.Count, n => topics[(int)(n % topics.Count)]);
            table.Add(Name(silos), ((nodes.MemoryBytes - before) / 1024.0 / topics.Count).Text(), (nodes.MemoryBytes / 1048576.0).Text());
        }

        report.Add(table.ToString());
    }

    private static string Name(int silos) => silos switch
    {
        0 => "the embedded server",
        1 => "1 silo",
        _ => $"{silos} silos",
    };

    private static Task<Nodes> Start(string program, int silos, string journal) => silos == 0 ? Nodes.Embedded(journal) : Nodes.Silos(program, silos, journal);
}
