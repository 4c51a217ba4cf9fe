using System.Text;
using Analysis.Bench.Http;
using Analysis.Engine.Topics;

namespace Analysis.Bench.Stores;

/// <summary>Claims in and views out, in process and over HTTP, beside the store's own tools and a server that does nothing.</summary>
internal sealed class Traffics
{
    private const int Topics = 1_000;
    private const int BatchLines = 1_000;
    private const string Hot = "hot";

    private static readonly string[] Names = [.. Enumerable.Range(0, Topics).Select(n => $"topic-{n}")];

    private const string Engine = "engine: one claim, 64 callers";
    private const string EngineWithView = "engine: one claim, view in the reply, 64 callers";
    private const string Post = "POST one claim, 64 connections";
    private const string PostHot = "POST one claim, 64 connections, one topic";
    private const string PostPaced = "POST one claim, at half of that rate";
    private const string PostToRival = "POST one claim, 64 connections, on PostgreSQL";
    private const string Lines4 = "POST 1,000 claims as lines, 4 in flight";
    private const string Lines1 = "POST 1,000 claims as lines, 1 in flight";
    private const string EmptyGet = "GET of the same bytes, empty endpoint, 64 connections";
    private const string GetView = "GET a view, 64 connections";
    private const string GetKnown = "GET a view that is known (304), 64 connections";

    private readonly IStore _store;
    private readonly IStore? _rival;
    private readonly InProcess _engine;
    private readonly Target _api;
    private readonly Target _empty;
    private readonly Target? _rivalApi;

    private Traffics(IStore store, IStore? rival, InProcess engine, Target api, Target empty, Target? rivalApi) =>
        (_store, _rival, _engine, _api, _empty, _rivalApi) = (store, rival, engine, api, empty, rivalApi);

    private string OnePaced => $"{_store.OneName}, at half of that rate";

    /// <param name="store">What is measured.</param>
    /// <param name="rival">A store whose server is the baseline for that on this one; null without.</param>
    /// <param name="plan">How long and how often.</param>
    /// <param name="report">Gets the figures.</param>
    /// <param name="goals">Gets the ratios.</param>
    public static async Task Measure(IStore store, IStore? rival, Plan plan, Report report, Goals goals)
    {
        await using var engine = new InProcess(await store.NewJournal(), store.CpuTime);
        using var api = await Target.Api(await store.NewJournal());
        using var empty = await Target.Empty();
        using var rivalApi = rival is null ? null : await Target.Api(await rival.NewJournal());
        var traffics = new Traffics(store, rival, engine, api, empty, rivalApi);
        await traffics.Prepare();
        await traffics.Measure(plan, report, goals);
    }

    private async Task Prepare()
    {
        var topics = Names.Append(Hot).ToList();
        await _api.Define(topics);
        if (_rivalApi is not null) await _rivalApi.Define(topics);
        foreach (var topic in topics.Chunk(Target.Connections)) await Task.WhenAll(topic.Select(t => _engine.Define(Claims.Definition(t))));
    }

    private async Task Measure(Plan plan, Report report, Goals goals)
    {
        var traffics = All().ToList();
        await Round(traffics, plan.WarmUp);
        var rounds = new List<Dictionary<string, Load>>();
        for (var round = 0; round < plan.StoreRounds; round++) rounds.Add(await Round(traffics, plan.Span));

        var table = new Table(
            $"{_store.Name}: claims in, views out",
            $"Whoever asks sends the next request when the answer to the last is there, but for what is at a rate: that falls due at random, and waiting counts. "
            + $"{Topics:#,0} topics. Server, store and generator: processor time for each claim or view, all cores together; an engine in the generator's process counts as server.",
            "traffic", "per second", "p50, ms", "p99, ms", "server, µs", "store, µs", "generator, µs");
        foreach (var (name, _) in traffics)
        {
            var load = Load.Median([.. rounds.Select(r => r[name])]);
            double[] figures = [load.PerSecond, load.P50Ms, load.P99Ms, load.ServerUs, load.StoreUs, load.GeneratorUs];
            table.Add([name, .. figures.Select(f => f == 0 ? Figures.None : f.Text())]);
        }

        report.Add($"{table}\nAt the end the server held {_api.Next(0):#,0} claims in {_api.Server.MemoryBytes / (1 << 20):#,0} MiB of memory.\n");

        void Goal(string work, string baseline, Aim aim) => goals.Add(work, baseline, rounds.Select(r => r[work].PerSecond / r[baseline].PerSecond), aim);
        Goal(Engine, _store.OneName, Aim.AtLeast(3));
        Goal(EngineWithView, _store.OneName, Aim.AtLeast(3));
        Goal(Post, _store.OneName, Aim.AtLeast(1.2));
        Goal(PostHot, Post, Aim.AtLeast(0.95));
        Goal(Lines4, _store.ManyName, Aim.AtLeast(0.8));
        Goal(Lines1, _store.ManyName, Aim.AtLeast(0.5));
        Goal(GetView, EmptyGet, Aim.AtLeast(0.9));
        Goal(GetKnown, EmptyGet, Aim.AtLeast(0.95));
        goals.Add($"{PostPaced}: p99", OnePaced, rounds.Select(r => r[PostPaced].P99Ms / r[OnePaced].P99Ms), Aim.AtMost(2));
        if (_rival is not null) Goal(Post, PostToRival, Aim.AtLeast(0.8));
    }

    private static async Task<Dictionary<string, Load>> Round(List<Traffic> traffics, TimeSpan span)
    {
        var loads = new Dictionary<string, Load>();
        foreach (var traffic in traffics) loads.Add(traffic.Name, await traffic.Run(span, loads));
        return loads;
    }

    /// <summary>In the order in which they run: what is compared stands together.</summary>
    private IEnumerable<Traffic> All()
    {
        yield return new(Engine, (span, _) => _engine.Assert(n => Claims.Of(TopicOf(n), n), ReplyWith.Nothing, span));
        yield return new(_store.OneName, (span, _) => _store.One(span, null));
        yield return new(EngineWithView, (span, _) => _engine.Assert(n => Claims.Of(TopicOf(n), n), ReplyWith.View, span));
        yield return new(Post, (span, _) => PostTo(_api, _store, TopicOf, span));
        if (_rival is not null && _rivalApi is not null) yield return new(PostToRival, (span, _) => PostTo(_rivalApi, _rival, TopicOf, span));
        yield return new(PostHot, (span, _) => PostTo(_api, _store, _ => Hot, span));
        yield return new(PostPaced, (span, before) => PostTo(_api, _store, TopicOf, span, before[Post].PerSecond / 2));
        yield return new(OnePaced, (span, before) => _store.One(span, before[_store.OneName].PerSecond / 2));
        yield return new(Lines4, (span, _) => Batches(4, span));
        yield return new(_store.ManyName, (span, _) => _store.Many(span));
        yield return new(Lines1, (span, _) => Batches(1, span));
        yield return new(GetView, (span, _) => Get(_api, c => $"/v1/topics/{TopicOf(c)}", 200, span));
        yield return new(EmptyGet, (span, _) => CopyViews(span));
        yield return new(GetKnown, (span, _) => Get(_api, c => $"/v1/topics/{TopicOf(c)}", 304, span));
    }

    private static Task<Load> PostTo(Target target, IStore store, Func<long, string> topic, TimeSpan span, double? perSecond = null) =>
        Load.Run(span, () => Spent(target, store), [.. target.Wires.Select(wire => Target.Poster(wire, () => target.Next(1), topic))], perSecond);

    private async Task<Load> Get(Target target, Func<int, string> path, int status, TimeSpan span)
    {
        var askers = new List<Func<ValueTask<int>>>();
        foreach (var (i, wire) in target.Wires.Index())
        {
            await Target.Must(wire, Wire.Get(path(i)), 200);
            var request = Wire.Get(path(i), status == 304 ? wire.ETag : null);
            askers.Add(() => Target.Must(wire, request, status));
        }

        return await Load.Run(span, () => Spent(target, _store), askers);
    }

    /// <summary>Gets a view of the server's from the empty one.</summary>
    private async Task<Load> CopyViews(TimeSpan span)
    {
        await Target.Must(_api.Wires[0], Wire.Get($"/v1/topics/{TopicOf(0)}"), 200);
        await Target.Must(_empty.Wires[0], Wire.Send("PUT", "/view", Encoding.UTF8.GetString(_api.Wires[0].Body.Span)), 200);
        return await Get(_empty, _ => "/view", 200, span);
    }

    private Task<Load> Batches(int inFlight, TimeSpan span) =>
        Load.Run(span, () => Spent(_api, _store), [.. Enumerable.Repeat<Func<ValueTask<int>>>(
            () => new(_api.PostLines(BatchLines, _api.Next(BatchLines), TopicOf)), inFlight)]);

    private static Cpu Spent(Target target, IStore store) => new(target.Server.CpuTime, store.CpuTime(), Environment.CpuUsage.TotalTime);

    private static string TopicOf(long n) => Names[n % Topics];

    /// <param name="Name">Unique.</param>
    /// <param name="Run">Runs it for a while, knowing what came of those before it in the same round.</param>
    private sealed record Traffic(string Name, Func<TimeSpan, IReadOnlyDictionary<string, Load>, Task<Load>> Run);
}
