using Analysis.Bench.Fold;
using Analysis.Bench.Http;
using Analysis.Domain.Claims;
using Analysis.Engine.Topics;

namespace Analysis.Bench.Stores;

/// <summary>What the next claim costs on a topic that has very many.</summary>
internal static class LargeTopic
{
    public static async Task Measure(IStore store, Plan plan, Report report, Goals goals)
    {
        var (workload, large) = (Workload.FewOrigins, new TopicId("large"));
        await using var engine = new InProcess(await store.NewJournal(), store.CpuTime);
        await engine.Fill(workload.Topic with { Id = large }, Enumerable.Range(0, plan.LargeTopicClaims).Select(n => workload.Claim(n) with { Topic = large }));
        await Assert(large, plan.WarmUp);

        var rounds = new List<(Load Large, Load Empty)>();
        for (var round = 0; round < plan.StoreRounds; round++)
        {
            var empty = new TopicId($"empty-{round}");
            await engine.Define(workload.Topic with { Id = empty });
            rounds.Add((await Assert(large, plan.Span), await Assert(empty, plan.Span)));
        }

        var table = new Table(
            $"{store.Name}: a large topic",
            $"One claim after another from 64 callers on one topic, with its view in the reply, in process. `large`: {plan.LargeTopicClaims:#,0} claims of 50 origins before "
            + "the first. `empty`: none.",
            "topic", "per second", "p50, ms", "p99, ms", "server, µs", "store, µs");
        foreach (var (name, load) in new[] { ("large", Load.Median([.. rounds.Select(r => r.Large)])), ("empty", Load.Median([.. rounds.Select(r => r.Empty)])) })
            table.Add(name, load.PerSecond.Text(), load.P50Ms.Text(), load.P99Ms.Text(), load.ServerUs.Text(), load.StoreUs.Text());
        report.Add(table.ToString());
        goals.Add($"engine: append to a topic of {plan.LargeTopicClaims:#,0} claims", "to an empty topic", rounds.Select(r => r.Large.PerSecond / r.Empty.PerSecond), Aim.AtLeast(0.9));

        Task<Load> Assert(TopicId topic, TimeSpan span) =>
            engine.Assert(n => workload.Claim(plan.LargeTopicClaims + (int)n) with { Topic = topic }, ReplyWith.View, span);
    }
}
