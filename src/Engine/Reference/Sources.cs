using System.Collections.Concurrent;
using System.Collections.Immutable;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Text;
using Analysis.Engine.Topics;
using Microsoft.Extensions.Logging;

namespace Analysis.Engine.Reference;

/// <summary>Sources: a topic uses those who stand in the chains of its claims.</summary>
public sealed class Sources(IJournal journal, IReadModel readModel, ITopics topics, Families families, TimeProvider clock, ILogger<Sources> log)
    : ReferenceData<SourceId, SourceProfile>("source", journal, readModel, topics, clock, log), ISources
{
    /// <summary>The most topics that a source's outcomes are gathered from, by id.</summary>
    public const int OutcomeTopicsMax = 500;

    /// <summary>The most topics that one page of a source's claims is gathered from.</summary>
    public const int ClaimTopicsMax = 20;

    /// <summary>From how many ids to the next a claim is led.</summary>
    public const int HopsMax = 16;

    private const int AtOnce = 2; // others ask about the past too

    private const int CalledMax = 200_000;

    /// <summary>By the key of a name, who was given it here: lists may lag behind.</summary>
    private readonly ConcurrentDictionary<string, ImmutableHashSet<SourceId>> _called = new(StringComparer.Ordinal);

    private long _namings;

    /// <summary>Raised whenever a name may stand for another source than before.</summary>
    internal long Namings => Volatile.Read(ref _namings);

    /// <inheritdoc/>
    public async Task<(bool Changed, bool Created)> Assess(SourceProfile profile, Writer? by, CancellationToken cancellationToken)
    {
        var (before, now, _) = await Write(profile.Source, known => profile with { Records = known?.Records ?? [], Merge = known?.Merge },
            _ => null, by, cancellationToken);
        return (before != now, before is null);
    }

    /// <summary>
    /// Takes a source's names away, in an event that says why; the topics it speaks on learn of it. What was said before
    /// is still there.
    /// </summary>
    /// <returns>Whether that is new; null when nobody has named the source.</returns>
    internal Task<bool?> Erase(SourceId source, string reason, Writer? by, CancellationToken cancellationToken) => Say(
        source,
        profile => profile with { Name = null, Aliases = [] },
        profile => new TopicEvent.SourceErased(profile, reason),
        last => last is TopicEvent.SourceErased erased && erased.Reason == reason,
        by,
        cancellationToken);

    /// <summary>Opens a source under the name that somebody wrote, unless there is one.</summary>
    internal Task Open(SourceProfile profile, Writer? by, CancellationToken cancellationToken) =>
        Write(profile.Source, known => known ?? profile, _ => null, by, cancellationToken);

    /// <inheritdoc/>
    public async Task<Rejection?> Merge(SourceId source, SourceId into, string reason, Writer? by, CancellationToken cancellationToken)
    {
        if (!await IsKnown(source, cancellationToken)) return new Rejection.UnknownSource(source);
        if (source == into) return new Rejection.Invalid("/into", "is the source itself");
        if (!await IsKnown(into, cancellationToken))
            return new Rejection.Invalid("/into", "is unknown: nobody has named it or claimed anything through it");
        if ((await WithUsed([into], cancellationToken)).Contains(source)) return new Rejection.Invalid("/into", $"was itself merged into {source}");
        var (_, _, refusal) = await Write(source,
            known => known?.MergedInto == into ? known : (known ?? SourceProfile.Unknown(source)) with { Merge = new(into, reason) },
            known => known?.Held.MergedInto is { } other ? new Rejection.AlreadyMerged(source, other) : null,
            by, cancellationToken);
        return refusal;
    }

    /// <inheritdoc/>
    public async Task<Rejection?> Split(SourceId source, string reason, Writer? by, CancellationToken cancellationToken)
    {
        if (!await IsKnown(source, cancellationToken)) return new Rejection.UnknownSource(source);
        var apart = new SourceMerge(null, reason);
        var (_, _, refusal) = await Write(source, known => (known ?? SourceProfile.Unknown(source)) with { Merge = apart },
            known => known?.Held.MergedInto is null ? new Rejection.NotMerged(source) : null, by, cancellationToken);
        return refusal;
    }

    /// <summary>Which source it is, through all that it was merged into.</summary>
    internal async ValueTask<SourceId> RootOf(SourceId source, CancellationToken cancellationToken) =>
        (await WithUsed([source], cancellationToken))[^1];

    /// <summary>Whether anybody has named the source or claimed anything through it.</summary>
    internal async ValueTask<bool> IsKnown(SourceId source, CancellationToken cancellationToken) =>
        await Find(source, cancellationToken) is not null
        || await ReadModel.StreamsUsing(UseOf(source), after: null, limit: 1, cancellationToken) is [_, ..];

    /// <summary>The sources that were given a name here, by its key; they may have lost it since.</summary>
    internal IReadOnlyCollection<SourceId> Called(string key) =>
        _called.TryGetValue(key, out var sources) ? sources : [];

    /// <summary>Every key that a source is called by, each once.</summary>
    internal static IEnumerable<string> KeysOf(SourceProfile profile) =>
        new[] { profile.Source.Value, profile.Name }.OfType<string>().Concat(profile.Aliases)
            .Select(SourceName.Key).Where(key => key.Length > 0).Distinct();

    /// <summary>As what a row is found by a name's key.</summary>
    internal static string TagOf(string key) => $"called {key}";

    /// <summary>Takes down what sources have earned; their topics learn of it.</summary>
    /// <param name="lessons">Of all families.</param>
    /// <param name="tellAll">Also of what was known before.</param>
    /// <param name="cancellationToken">Gives up between two of them.</param>
    public Task Learn(IReadOnlyList<Lesson> lessons, bool tellAll, CancellationToken cancellationToken) => Write(
        [.. lessons.SelectMany(l => l.Records).GroupBy(r => r.Source, r => r.Record).Select(g =>
            (g.Key, (Func<SourceProfile?, SourceProfile>)(known => g.Aggregate(known ?? SourceProfile.Unknown(g.Key), (profile, record) => profile.With(record)))))],
        tellAll, cancellationToken);

    /// <inheritdoc/>
    public async Task<Reply> Submit(Claim claim, TopicDefinition? defineAs, ReplyWith with, Writer? by,
        CancellationToken cancellationToken)
    {
        var reply = await SubmitThere(claim, defineAs, with, by, cancellationToken);
        for (var hop = 0; hop < HopsMax
            && reply is Reply.Refused { Rejection: Rejection.Redirected { To: var to } }; hop++)
        {
            (claim, defineAs) = (claim with { Topic = to }, defineAs is null ? null : defineAs with { Id = to });
            reply = await SubmitThere(claim, defineAs, with, by, cancellationToken);
        }

        return reply;
    }

    private Task<Reply> SubmitThere(Claim claim, TopicDefinition? defineAs, ReplyWith with, Writer? by,
        CancellationToken cancellationToken)
    {
        return defineAs is null ? Assert(null) : families.Bring(defineAs, Assert, cancellationToken);

        Task<Reply> Assert(ReferenceEntry<FamilyDefinition>? family) =>
            Involve(claim.Topic, claim.Chain, told => Topics.Execute(claim.Topic, Command(family, told), with),
            cancellationToken);

        TopicCommand Command(ReferenceEntry<FamilyDefinition>? family, IReadOnlyList<ReferenceEntry<SourceProfile>> told) =>
            new TopicCommand.AssertClaim(claim, [.. told.Select(t => t.Held)], defineAs, family?.Held)
            {
                Writer = by,
                HeldBy = [.. told.Select(WriterOf).OfType<HeldBy>(), .. Families.WriterOf(family)],
            };
    }

    /// <inheritdoc/>
    public Task<Reply> Receive(TopicId topic, IReadOnlyList<TopicEvent.Received> facts, Writer? by,
        CancellationToken cancellationToken)
    {
        var chain = facts.Select(f => f.Fact).OfType<TopicEvent.ClaimAsserted>().SelectMany(f => f.Claim.Chain)
            .Distinct().ToList();
        return Involve(topic, chain, told => Topics.Execute(topic, Command(told), ReplyWith.Nothing),
            cancellationToken);

        TopicCommand Command(IReadOnlyList<ReferenceEntry<SourceProfile>> told) =>
            new TopicCommand.Receive([.. facts], [.. told.Select(t => t.Held)])
            {
                Writer = by,
                HeldBy = [.. told.Select(WriterOf).OfType<HeldBy>()],
            };
    }

    private static HeldBy? WriterOf(ReferenceEntry<SourceProfile> entry) => entry.By is { } by ? new HeldBy(entry.Held.Source, by) : null;

    /// <inheritdoc/>
    public async Task<(SourceOutcomes Outcomes, int Topics, bool Complete)> Outcomes(SourceId source, CancellationToken cancellationToken)
    {
        var streams = await ReadModel.StreamsUsing(UseOf(source), after: null, OutcomeTopicsMax + 1, cancellationToken);
        var used = streams.Take(OutcomeTopicsMax).Select(TopicStream.TopicOf).OfType<TopicId>().ToList();
        var outcomes = SourceOutcomes.None;
        foreach (var some in used.Chunk(AtOnce))
        {
            foreach (var one in await Task.WhenAll(some.Select(topic => Topics.Outcomes(topic, source, cancellationToken)))) outcomes = outcomes.And(one ?? SourceOutcomes.None);
        }

        return (outcomes, used.Count, streams.Count <= OutcomeTopicsMax);
    }

    /// <inheritdoc/>
    public async Task<SourceClaims?> Claims(SourceId source, SourcePlace? after, int limit, CancellationToken cancellationToken)
    {
        if (!await IsKnown(source, cancellationToken)) return null;

        var begun = after is { } place ? TopicStream.Of(place.Topic) : null; // a topic may be divided between two pages
        var streams = await ReadModel.StreamsUsing(UseOf(source), begun, ClaimTopicsMax + 1, cancellationToken);
        var due = (begun is null ? streams : streams.Prepend(begun)).Select(TopicStream.TopicOf).OfType<TopicId>().ToList();
        var found = new List<LedgerEntry>();
        foreach (var topic in due.Take(ClaimTopicsMax))
        {
            var from = topic == after?.Topic ? after.Value.Version : 0;
            if (await Topics.LedgerOf(topic, source, from, limit + 1 - found.Count, cancellationToken) is not { } ledger) continue;
            found.AddRange(ledger);
            if (found.Count > limit) return new SourceClaims(found[..limit], SourcePlace.Of(found[limit - 1]));
        }

        var last = due.Take(ClaimTopicsMax).LastOrDefault();
        if (due.Count <= ClaimTopicsMax) return new SourceClaims(found, null);
        var endsInLast = found is [.., var end] && end.Claim.Topic == last;
        return new SourceClaims(found, endsInLast ? SourcePlace.Of(found[^1]) : new SourcePlace(last, 0));
    }

    /// <inheritdoc/>
    public async ValueTask Prepare(Claim claim, TopicDefinition? defineAs, CancellationToken cancellationToken)
    {
        await HeldOf(await WithUsed(claim.Chain, cancellationToken), cancellationToken);
        if (defineAs is not null) await families.Prepare(defineAs, cancellationToken);
    }

    /// <inheritdoc/>
    protected override SourceId ParseId(string text) => new(text);

    /// <inheritdoc/>
    protected override SourceId IdOf(SourceProfile thing) => thing.Source;

    /// <inheritdoc/>
    protected override SourceProfile At(SourceProfile thing, long version) => thing with { Version = version };

    /// <inheritdoc/>
    protected override TopicEvent Fact(SourceProfile? before, SourceProfile thing) =>
        new TopicEvent.SourceAssessed(thing, thing.ActAfter(before));

    /// <inheritdoc/>
    protected override SourceProfile? In(TopicEvent fact) => fact switch
    {
        TopicEvent.SourceAssessed assessed => assessed.Profile,
        TopicEvent.SourceErased erased => erased.Profile,
        _ => null,
    };

    /// <inheritdoc/>
    protected override async ValueTask<TopicCommand> News(SourceProfile thing, CancellationToken cancellationToken)
    {
        var news = new TopicCommand.AssessSource(thing);
        if (thing.MergedInto is null) return news;
        var path = await HeldOf(await WithUsed([thing.Source], cancellationToken), cancellationToken);
        var into = path.Where(s => s.Held.Source != thing.Source).Reverse().ToList();
        return news with { Into = [.. into.Select(s => s.Held)], HeldBy = [.. into.Select(WriterOf).OfType<HeldBy>()] };
    }

    /// <inheritdoc/>
    protected override async ValueTask<IReadOnlyList<SourceId>> WithUsed(IReadOnlyList<SourceId> ids, CancellationToken cancellationToken)
    {
        List<SourceId>? all = null;
        for (var i = 0; i < (all ?? ids).Count; i++)
        {
            if ((await Held((all ?? ids)[i], cancellationToken))?.Held.MergedInto is { } into
                && !(all ??= [.. ids]).Contains(into)) all.Add(into);
        }

        return all ?? ids;
    }

    /// <inheritdoc/>
    protected override void Heard(SourceProfile? before, SourceProfile? now)
    {
        if (now is null)
        {
            Interlocked.Increment(ref _namings);
            return;
        }

        if (before is not null && before.Name == now.Name && before.Aliases.Equals(now.Aliases)
            && before.MergedInto == now.MergedInto) return;
        if (_called.Count > CalledMax) _called.Clear(); // the lists have long since caught up
        foreach (var key in KeysOf(now)) _called.AddOrUpdate(key, [now.Source], (_, sources) => sources.Add(now.Source));
        var isAsExpected = before is null
            && KeysOf(now).All(key => SourceName.IdOf(key) == now.Source && Called(key).All(source => source == now.Source));
        if (!isAsExpected) Interlocked.Increment(ref _namings);
    }

    /// <inheritdoc/>
    protected override string UseOf(SourceId id) => id.Value;

    /// <inheritdoc/>
    protected override (string Title, string Searched, IReadOnlyList<string> Tags) Title(SourceProfile thing)
    {
        var keys = KeysOf(thing).ToList();
        string?[] searched = [thing.Source.Value, thing.Name, thing.Kind, .. thing.Aliases, .. keys];
        return (thing.Name ?? thing.Source.Value, string.Join('\n', searched), [.. keys.Select(TagOf)]);
    }
}
