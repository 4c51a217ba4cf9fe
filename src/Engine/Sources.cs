using System.Collections.Concurrent;
using Analysis.Domain;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Microsoft.Extensions.Logging;

namespace Analysis.Engine;

/// <summary>
/// Sources, each with a stream of its own, and what is held about those in use in memory. An assessment reaches the stream of every
/// topic on which the source speaks, so that each view stays a function of its own stream; a topic keeps the latest it has heard,
/// so it does not matter who tells it first.
/// </summary>
public sealed class Sources(IJournal journal, IReadModel readModel, ITopics topics, TimeProvider clock, ILogger<Sources> log) : ISources, IDisposable
{
    private const string StreamPrefix = "source/";
    private const int TopicsPerPage = 500;
    private const int AttemptsMax = 5;

    /// <summary>The most sources kept in memory, the many that nobody has ever assessed included.</summary>
    private const int HeldMax = 200_000;

    /// <summary>The most claims that may have missed an assessment made elsewhere.</summary>
    private const int SubmittedMax = 200_000;

    private readonly ConcurrentDictionary<SourceId, SourceReading?> _held = new();
    private readonly SemaphoreSlim _assessing = new(1);
    private readonly ConcurrentQueue<Submitted> _submitted = new();
    private readonly ConcurrentDictionary<SourceId, long> _assessedHere = new();
    private long _assessments; // how many there were, as far as is known here
    private int _heldCount; // about how many are held

    /// <inheritdoc/>
    public async Task<(bool Changed, bool Created)> Assess(SourceProfile profile, CancellationToken cancellationToken)
    {
        SourceReading? before;
        SourceReading now;
        await _assessing.WaitAsync(cancellationToken);
        try
        {
            (before, now) = await Append(profile, cancellationToken);
        }
        finally
        {
            _assessing.Release();
        }

        await Tell(now.Profile, cancellationToken); // also when nothing changed: it mends what a crash cut short
        return (before != now, before is null);
    }

    /// <summary>The source of a stream; null when it is not a source's.</summary>
    public static SourceId? SourceOf(string stream) =>
        stream.StartsWith(StreamPrefix, StringComparison.Ordinal) ? new SourceId(stream[StreamPrefix.Length..]) : null;

    /// <inheritdoc/>
    public async ValueTask<SourceReading?> Find(SourceId source, CancellationToken cancellationToken) =>
        IsShared ? await Read(source, cancellationToken) : await Held(source, cancellationToken);

    /// <summary>What is held in memory; where others assess too, it may not be heard of yet.</summary>
    private async ValueTask<SourceReading?> Held(SourceId source, CancellationToken cancellationToken)
    {
        if (_held.TryGetValue(source, out var held)) return held;
        var seen = Volatile.Read(ref _assessments);
        var reading = await Read(source, cancellationToken);
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
        var told = await Profiles(claim.Chain, cancellationToken);
        var reply = await topics.Execute(claim.Topic, new TopicCommand.AssertClaim(claim, told, defineAs), with);
        if (reply is Reply.Refused) return reply;
        if (IsShared) Note(claim);

        // An assessment that came between looking and appending may have missed this topic: it was not yet known to use the source.
        // A repetition mends what an interruption left undone here.
        if (seen != Volatile.Read(ref _assessments)) await Tell(claim.Topic, claim.Chain, told, CancellationToken.None);
        else if (reply is Reply.Unchanged) await Tell(claim.Topic, claim.Chain, ValueList<SourceProfile>.Empty, CancellationToken.None);
        return reply;
    }

    /// <summary>Whether others assess sources too, and <see cref="Heed"/> and <see cref="Forget"/> are called.</summary>
    public bool IsShared { get; init; }

    /// <summary>
    /// Hears that a source was assessed, perhaps elsewhere. Claims that were taken in here before this was heard may have brought the
    /// source to topics that the assessor did not yet know to use it; they are told here.
    /// </summary>
    public async Task Heed(SourceId source, long version, CancellationToken cancellationToken)
    {
        if (_assessedHere.TryGetValue(source, out var own) && own >= version) return; // and told by Assess
        Drop(source);
        foreach (var topic in _submitted.Where(s => s.Chain.Contains(source)).Select(s => s.Topic).Distinct())
            await Tell(topic, [source], ValueList<SourceProfile>.Empty, cancellationToken);
    }

    /// <summary>Hears that every assessment of up to so long ago has been heeded.</summary>
    public void Forget(TimeSpan age)
    {
        while (_submitted.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.At) > age) _submitted.TryDequeue(out _);
    }

    /// <inheritdoc/>
    public async Task<StreamHead?> Head(SourceId source, CancellationToken cancellationToken)
    {
        if (await Read(source, cancellationToken) is not { } reading) return null;
        var (profile, version, at) = reading;
        return new StreamHead(StreamOf(source), version, "source", source.Value, profile.Name ?? source.Value, $"{source.Value}\n{profile.Name}\n{profile.Kind}",
            [], null, at, DateTimeOffset.MaxValue, EventCodec.Encode(new TopicEvent.SourceAssessed(profile), at).Data, default, "");
    }

    /// <inheritdoc/>
    public void Dispose() => _assessing.Dispose();

    private static string StreamOf(SourceId source) => StreamPrefix + source.Value;

    private async Task<SourceReading?> Read(SourceId source, CancellationToken cancellationToken)
    {
        SourceReading? reading = null;
        await foreach (var stored in journal.ReadStream(StreamOf(source), 0, cancellationToken))
        {
            if (EventCodec.Decode(stored) is { Event: TopicEvent.SourceAssessed assessed } recorded)
                reading = new SourceReading(assessed.Profile with { Version = recorded.Version }, recorded.Version, recorded.At);
        }

        return reading;
    }

    /// <summary>Makes a profile the one held, unless it says what is held already.</summary>
    private async Task<(SourceReading? Before, SourceReading Now)> Append(SourceProfile profile, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var known = await Find(profile.Source, cancellationToken);
            if (known is not null && known.Profile == profile with { Version = known.Version }) return (known, known);
            var now = clock.GetUtcNow();
            var version = (known?.Version ?? 0) + 1;
            var next = new SourceReading(profile with { Version = version }, version, known is null || now > known.RecordedAt ? now : known.RecordedAt);
            try
            {
                var fact = EventCodec.Encode(new TopicEvent.SourceAssessed(next.Profile), next.RecordedAt);
                if (await journal.Append(new StreamAppend(StreamOf(profile.Source), version - 1, [fact], [])) is AppendResult.Appended)
                {
                    _held[profile.Source] = next;
                    _assessedHere[profile.Source] = version;
                    Interlocked.Increment(ref _assessments);
                    return (known, next);
                }

                Drop(profile.Source); // somebody else assessed it: look again
            }
            catch
            {
                Drop(profile.Source); // only the journal knows what it holds now
                throw;
            }
        }

        throw new ConcurrencyException($"{StreamOf(profile.Source)}: gave up after {AttemptsMax} conflicts.");
    }

    private void Drop(SourceId source)
    {
        _held.TryRemove(source, out _);
        Interlocked.Increment(ref _assessments);
    }

    private void Note(Claim claim)
    {
        _submitted.Enqueue(new Submitted(clock.GetTimestamp(), claim.Topic, claim.Chain));
        if (_submitted.Count > SubmittedMax) _submitted.TryDequeue(out _); // followed for so long, or not at all: then there are worse things to mend
    }

    /// <inheritdoc/>
    public async ValueTask Prepare(Claim claim, CancellationToken cancellationToken) => await Profiles(claim.Chain, cancellationToken);

    /// <summary>What is held about those in a chain whom somebody has named.</summary>
    private async ValueTask<ValueList<SourceProfile>> Profiles(IReadOnlyList<SourceId> chain, CancellationToken cancellationToken)
    {
        List<SourceProfile>? profiles = null;
        foreach (var source in chain)
        {
            if (await Held(source, cancellationToken) is { } reading) (profiles ??= []).Add(reading.Profile);
        }

        return profiles is null ? ValueList<SourceProfile>.Empty : [.. profiles];
    }

    /// <summary>Tells a topic what is held now about sources that speak there, besides what it has been told.</summary>
    private async Task Tell(TopicId topic, IReadOnlyList<SourceId> sources, ValueList<SourceProfile> told, CancellationToken cancellationToken)
    {
        foreach (var profile in (await Profiles(sources, cancellationToken)).Except(told))
            await topics.Execute(topic, new TopicCommand.AssessSource(profile), ReplyWith.Nothing);
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

    /// <summary>Who spoke on a topic in a claim that was taken in here, and when.</summary>
    private sealed record Submitted(long At, TopicId Topic, IReadOnlyList<SourceId> Chain);
}
