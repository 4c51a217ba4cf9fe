using Analysis.Api;
using Analysis.Bench.Http;
using Analysis.Domain;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Snapshots;
using Analysis.Engine.Topics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Analysis.Bench.Stores;

/// <summary>Engine and journal in this process, without HTTP; what the server does in the background does not run.</summary>
internal sealed class InProcess(string journal, Func<TimeSpan> storeTime) : IAsyncDisposable
{
    private const int Callers = 64;

    private readonly WebApplication _host = ApiHost.Build(journal, "--Logging:LogLevel:Default=Warning");
    private long _claims;

    public ITopics Topics => _host.Services.GetRequiredService<ITopics>();

    public IJournal Journal => _host.Services.GetRequiredService<IJournal>();

    public ISnapshots Snapshots => _host.Services.GetRequiredService<ISnapshots>();

    public IReadModel ReadModel => _host.Services.GetRequiredService<IReadModel>();

    public IViewRenderer Renderer => _host.Services.GetRequiredService<IViewRenderer>();

    public Projector Projector => _host.Services.GetRequiredService<Projector>();

    public async Task Define(TopicDefinition topic)
    {
        var reply = await Topics.Execute(topic.Id, new TopicCommand.Define(topic, IfVersion: null));
        if (reply is not Reply.Done) throw new InvalidOperationException($"{topic.Id}: {reply}");
    }

    /// <summary>Puts a topic and claims into the journal, a thousand at a time.</summary>
    public async Task Fill(TopicDefinition topic, IEnumerable<Claim> claims)
    {
        var (stream, version, now) = (TopicStream.Of(topic.Id), 1L, DateTimeOffset.UtcNow);
        await Journal.Append(new StreamAppend(stream, 0, [EventCodec.Encode(new TopicEvent.Defined(topic), now)], []));
        foreach (var some in claims.Chunk(StreamAppend.EventsMax))
        {
            var sources = some.SelectMany(c => c.Chain).Select(s => s.Value).Distinct().ToList();
            var events = some.Select(c => EventCodec.Encode(new TopicEvent.ClaimAsserted(c), now)).ToList();
            if (await Journal.Append(new StreamAppend(stream, version, events, sources)) is not AppendResult.Appended) throw new InvalidOperationException(stream);
            version += some.Length;
        }
    }

    /// <summary>64 callers assert claims, each the next when it has its reply.</summary>
    public Task<Load> Assert(Func<long, Claim> claim, ReplyWith with, TimeSpan span) =>
        Load.Run(span, () => new Cpu(Environment.CpuUsage.TotalTime, storeTime(), default), [.. Enumerable.Repeat<Func<ValueTask<int>>>(
            async () =>
            {
                var next = claim(Interlocked.Increment(ref _claims));
                var reply = await Topics.Execute(next.Topic, new TopicCommand.AssertClaim(next, ValueList<SourceProfile>.Empty, DefineAs: null), with);
                return reply is Reply.Done ? 1 : throw new InvalidOperationException($"{next.Id}: {reply}");
            },
            Callers)]);

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
