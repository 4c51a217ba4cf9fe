using System.Diagnostics;
using System.Text.Json;
using Analysis.Api;
using Analysis.Api.Claims;
using Analysis.Api.Contracts;
using Analysis.Bench.Http;
using Analysis.Bench.Stores;
using Analysis.Domain;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Domain.Topics;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Topics;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Analysis.Bench.Profile;

/// <summary>Where the time of a single claim goes, without HTTP: the steps one by one, then the whole use case.</summary>
internal static class ProfileSuite
{
    private const int ClaimsPerTopic = 100;
    private const int Callers = 64;
    private const int AloneMax = 200;

    private static readonly string[] Steps = ["parse the body", "decide", "fold", "encode the event", "render the view in brief", "enter the ledger", "write the reply"];

    public static async Task Run(IStore store, Plan plan, Report report)
    {
        await using var server = ApiHost.Build(await store.NewJournal(), "--Logging:LogLevel:Default=Warning");
        var rounds = new List<Round>();
        for (var round = -1; round < plan.Rounds; round++)
        {
            var texts = Texts($"round-{round + 1}", plan.Quick ? 20 : 200);
            var measured = await Measure(server, store, texts);
            if (round >= 0) rounds.Add(measured); // the one before is for the compiler
        }

        report.Add(Show(store, rounds));
    }

    private static string Show(IStore store, List<Round> rounds)
    {
        var whole = rounds.Select(r => r.WholeUs).Median();
        var table = new Table(
            $"Where the time of a claim goes, on {store.Name}",
            $"Claims on topics that take turns and come to {ClaimsPerTopic} claims each, without HTTP; µs per claim, the steps by the clock on one "
            + $"thread, the last two in processor time of all threads. Baseline `the use case`: `SubmitClaim` from bytes to durable reply, {Callers} callers at a "
            + "time. What steps and append leave over is queues and tasks. B: bytes allocated.",
            "step", "µs", "of the use case", "B");
        foreach (var (i, step) in Steps.Index())
        {
            var us = rounds.Select(r => r.Steps[i].Us).Median();
            table.Add(step, us.Text(), Figures.Times(us, whole), rounds.Select(r => r.Steps[i].Bytes).Median().Text());
        }

        var sum = rounds.Select(r => r.Steps.Sum(s => s.Us)).Median();
        table.Add("these steps together", sum.Text(), Figures.Times(sum, whole), rounds.Select(r => r.Steps.Sum(s => s.Bytes)).Median().Text());
        var append = rounds.Select(r => r.TogetherCpuUs).Median();
        table.Add($"append, {Callers} at a time", append.Text(), Figures.Times(append, whole), Figures.None);
        if (rounds.Select(r => r.StoreUs).Median() is > 0 and var database) table.Add("the database at that append", database.Text(), Figures.Times(database, whole), Figures.None);
        table.Add("the use case", whole.Text(), Figures.Times(whole, whole), rounds.Select(r => r.WholeBytes).Median().Text());
        return $"""
            {table}
            Waiting: an append alone takes {rounds.Select(r => r.AloneUs).Median().Text()} µs, one of {Callers} at a time its share of {rounds.Select(r => r.TogetherUs).Median().Text()} µs.

            """;
    }

    private static async Task<Round> Measure(WebApplication server, IStore store, byte[][][] texts)
    {
        var journal = server.Services.GetRequiredService<IJournal>();
        var steps = Steps.Select(_ => new Meter()).ToArray();
        var appends = TakeIn(texts, steps);

        var started = Stopwatch.GetTimestamp();
        var alone = Math.Min(AloneMax, appends[0].Length);
        foreach (var append in appends[0].Take(alone)) await journal.Append(append);
        var aloneUs = Stopwatch.GetElapsedTime(started).TotalMicroseconds / alone;
        var before = store.CpuTime();
        var together = await Together(appends[1..], async append => await journal.Append(append));

        var databaseUs = (store.CpuTime() - before).TotalMicroseconds / appends[1..].Sum(a => a.Length);

        var mediator = server.Services.GetRequiredService<IMediator>();
        var topics = server.Services.GetRequiredService<ITopics>();
        foreach (var topic in texts.Select(claims => new TopicId(TopicOf(claims))))
            await topics.Execute(topic, new TopicCommand.Define(Claims.Definition(topic.Value), IfVersion: null));
        var whole = await Together(texts, async json =>
        {
            var answer = await mediator.Send(new SubmitClaim(json, DefineUnknown: false));
            JsonSerializer.SerializeToUtf8Bytes(answer.Value, ApiJson.Wire.OutcomeJson);
        });
        return new Round(steps, aloneUs, together.Us, together.CpuUs, databaseUs, whole.CpuUs, whole.Bytes);
    }

    /// <summary>What endpoint, use case and actor do with each claim, step by step, the topics taking turns; what they would append, by topic.</summary>
    private static StreamAppend[][] TakeIn(byte[][][] texts, Meter[] steps)
    {
        var now = DateTimeOffset.UtcNow;
        var topics = texts.Select(claims => Topic.Open(new TopicId("steps-" + TopicOf(claims)), now)).ToArray();
        for (var n = 0; n < ClaimsPerTopic; n++)
        {
            foreach (var (i, topic) in topics.Index()) topic.Appends.Add(TakeIn(texts[i][n], topic, steps, now));
        }

        return [.. topics.Select(t => t.Appends.ToArray())];
    }

    private static StreamAppend TakeIn(byte[] json, Topic topic, Meter[] steps, DateTimeOffset now)
    {
        var step = 0;
        T Do<T>(Func<T> what)
        {
            T result = default!; // set at once
            steps[step++].Measure(1, () => result = what());
            return result;
        }

        var (fold, version) = (topic.Fold, topic.Fold.State.Version);
        var claim = Do(() => ClaimIntake.Read(json).Claim.Value);
        var decision = Do(() => TopicDecider.Decide(fold.State, topic.Id, new TopicCommand.AssertClaim(claim, ValueList<SourceProfile>.Empty, null), now));
        var fact = ((Decision.Accepted)decision).Events.Single();
        Do(() =>
        {
            fold.Apply(new Recorded(version + 1, now, fact));
            return true;
        });
        var stored = Do(() => EventCodec.Encode(fact, now));
        var reading = new TopicReading(topic.Definition, Do(fold.RenderBrief));
        var entry = Do(() => fold.OutcomeOf(claim.Id));
        Do(() => JsonSerializer.SerializeToUtf8Bytes(OutcomeJson.Of("created", reading, entry), ApiJson.Wire.OutcomeJson));
        return topic.Append(version, stored);
    }

    /// <summary>Does all of it, the things of one list in order, as many lists at a time as there are callers.</summary>
    private static async Task<(double Us, double CpuUs, double Bytes)> Together<T>(T[][] lists, Func<T, Task> what)
    {
        var count = lists.Sum(l => l.Length);
        var (started, cpu, bytes) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
        await Parallel.ForEachAsync(lists, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (list, _) =>
        {
            foreach (var thing in list) await what(thing);
        });
        return (Stopwatch.GetElapsedTime(started).TotalMicroseconds / count,
            (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / count,
            (double)(GC.GetTotalAllocatedBytes() - bytes) / count);
    }

    private static byte[][][] Texts(string round, int topics) =>
        [.. Enumerable.Range(0, topics).Select(t => Enumerable.Range(0, ClaimsPerTopic)
            .Select(n => ClaimText.Of($"{round}-{t}", (t * ClaimsPerTopic) + n)).ToArray())];

    private static string TopicOf(byte[][] claims) => ClaimIntake.Read(claims[0]).Claim.Value.Topic.Value;

    /// <summary>An open topic, and what was to be appended to its stream so far.</summary>
    private sealed record Topic(TopicId Id, TopicDefinition Definition, TopicFold Fold, List<StreamAppend> Appends)
    {
        public static Topic Open(TopicId id, DateTimeOffset now)
        {
            var defined = new TopicEvent.Defined(Claims.Definition(id.Value));
            var topic = new Topic(id, defined.Definition, new TopicFold(TopicFold.Hour(now)), []);
            topic.Fold.Apply(new Recorded(1, now, defined));
            topic.Appends.Add(topic.Append(0, EventCodec.Encode(defined, now)));
            return topic;
        }

        public StreamAppend Append(long version, StoredEvent fact) => new(TopicStream.Of(Id), version, [fact], []);
    }

    private sealed record Round(Meter[] Steps, double AloneUs, double TogetherUs, double TogetherCpuUs, double StoreUs, double WholeUs, double WholeBytes);
}
