using System.Collections.Concurrent;
using Analysis.Domain;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Microsoft.Extensions.Logging;

namespace Analysis.Engine;

/// <summary>
/// Sources, each with a stream of its own, and all assessments in memory. An assessment reaches the stream of every topic on
/// which the source speaks, so that each view stays a function of its own stream.
/// </summary>
public sealed class Sources(IJournal journal, IReadModel readModel, ITopics topics, TimeProvider clock, ILogger<Sources> log) : ISources, IDisposable
{
    private const string StreamPrefix = "source/";
    private const int TopicsPerPage = 500;

    /// <summary>The most sources kept in memory, the many that nobody has ever assessed included.</summary>
    private const int HeldMax = 200_000;


    private readonly ConcurrentDictionary<SourceId, SourceReading?> _held = new();
    private readonly SemaphoreSlim _assessing = new(1);
    private long _assessments; // how many there were in this process, failed ones included
    private int _heldCount; // about how many are held

    /// <inheritdoc/>
    public async Task<(bool Changed, bool Created)> Assess(SourceProfile profile, CancellationToken cancellationToken)
    {
        await _assessing.WaitAsync(cancellationToken);
        SourceReading? known;
        try
        {
            known = await Find(profile.Source, cancellationToken);
            if (known?.Profile != profile) await Append(profile, known);
        }
        finally
        {
            _assessing.Release();
        }

        // Also when nothing changed: it mends what a crash cut short. And again when overtaken, so that the topics hear the newest last.
        SourceProfile told;
        do
        {
            told = (await Find(profile.Source, cancellationToken))!.Profile; // it was assessed just now
            await Tell(told, cancellationToken);
        }
        while ((await Find(profile.Source, cancellationToken))?.Profile != told);
        return (known?.Profile != profile, known is null);
    }

    /// <summary>The source of a stream; null when it is not a source's.</summary>
    public static SourceId? SourceOf(string stream) =>
        stream.StartsWith(StreamPrefix, StringComparison.Ordinal) ? new SourceId(stream[StreamPrefix.Length..]) : null;

    /// <inheritdoc/>
    public async ValueTask<SourceReading?> Find(SourceId source, CancellationToken cancellationToken)
    {
        if (_held.TryGetValue(source, out var held)) return held;
        var seen = Volatile.Read(ref _assessments);
        SourceReading? reading = null;
        await foreach (var stored in journal.ReadStream(StreamOf(source), 0, cancellationToken))
        {
            if (EventCodec.Decode(stored) is { Event: TopicEvent.SourceAssessed assessed } recorded)
                reading = new SourceReading(assessed.Profile, recorded.Version, recorded.At);
        }

        if (Interlocked.Increment(ref _heldCount) > HeldMax)
        {
            _held.Clear(); // all can be read again, and those in use soon are
            Interlocked.Exchange(ref _heldCount, 1);
        }

        return seen == Volatile.Read(ref _assessments) ? _held.GetOrAdd(source, reading) : reading; // what was assessed meanwhile is not overwritten
    }

    /// <inheritdoc/>
    public async Task<Reply> Submit(Claim claim, TopicDefinition? defineAs, ReplyWith with, CancellationToken cancellationToken)
    {
        var seen = Volatile.Read(ref _assessments);
        var told = await Chain(claim, cancellationToken);
        var reply = await topics.Execute(claim.Topic, new TopicCommand.AssertClaim(claim, told, defineAs), with);
        if (reply is Reply.Refused) return reply;

        // An assessment that came between looking and appending missed this topic: it was not yet known to use the source.
        while (Volatile.Read(ref _assessments) is var now && now != seen)
        {
            var held = await Chain(claim, cancellationToken);
            foreach (var profile in held.Except(told)) await topics.Execute(claim.Topic, new TopicCommand.AssessSource(profile), ReplyWith.Nothing);
            (seen, told) = (now, held);
        }

        return reply;
    }

    /// <inheritdoc/>
    public async Task<StreamHead?> Head(SourceId source, CancellationToken cancellationToken)
    {
        if (await Find(source, cancellationToken) is not { } reading) return null;
        var (profile, version, at) = reading;
        return new StreamHead(StreamOf(source), version, "source", source.Value, profile.Name ?? source.Value, $"{source.Value}\n{profile.Name}\n{profile.Kind}",
            [], null, at, DateTimeOffset.MaxValue, EventCodec.Encode(new TopicEvent.SourceAssessed(profile), at).Data, default, "");
    }

    /// <inheritdoc/>
    public void Dispose() => _assessing.Dispose();

    private static string StreamOf(SourceId source) => StreamPrefix + source.Value;

    private async Task Append(SourceProfile profile, SourceReading? known)
    {
        var now = clock.GetUtcNow();
        var at = known is null || now > known.RecordedAt ? now : known.RecordedAt;
        var version = known?.Version ?? 0;
        var fact = EventCodec.Encode(new TopicEvent.SourceAssessed(profile), at);
        try
        {
            if (await journal.Append(new StreamAppend(StreamOf(profile.Source), version, [fact], [])) is AppendResult.Conflict)
                throw new ConcurrencyException($"{StreamOf(profile.Source)} was written to by somebody else.");
            _held[profile.Source] = new SourceReading(profile, version + 1, at);
            Interlocked.Increment(ref _assessments);
        }
        catch
        {
            _held.TryRemove(profile.Source, out _); // only the journal knows what it holds now
            Interlocked.Increment(ref _assessments);
            throw;
        }
    }

    /// <summary>What is held about those in a claim's chain whom somebody has named.</summary>
    private async ValueTask<ValueList<SourceProfile>> Chain(Claim claim, CancellationToken cancellationToken)
    {
        List<SourceProfile>? profiles = null;
        foreach (var source in claim.Chain)
        {
            if (await Find(source, cancellationToken) is { } reading) (profiles ??= []).Add(reading.Profile);
        }

        return profiles is null ? ValueList<SourceProfile>.Empty : [.. profiles];
    }

    private async Task Tell(SourceProfile profile, CancellationToken cancellationToken)
    {
        var told = 0;
        string? after = null;
        while (await readModel.StreamsUsing(profile.Source.Value, after, TopicsPerPage, cancellationToken) is { Count: > 0 } streams)
        {
            foreach (var topic in streams.Select(TopicActor.TopicOf).OfType<TopicId>())
            {
                await topics.Execute(topic, new TopicCommand.AssessSource(profile), ReplyWith.Nothing);
                told++;
            }

            after = streams[^1];
        }

        log.SourceAssessed(profile.Source.Value, told);
    }
}
