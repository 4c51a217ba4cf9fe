using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Journal;
using Analysis.Engine.Reference;
using Analysis.Engine.Topics;

namespace Analysis.Engine.Transfers;

/// <summary>Why something is done, at whose word, and when that was made known.</summary>
public sealed record Grounds(string Reason, SourceId? By, Edtf? ReportedTime = null);

/// <summary>
/// What touches two topics: a claim is moved, a topic renamed, or merged into another. The topic that receives is written first,
/// and the one that gives only once all that it has is there: whatever a crash cuts short loses nothing, and the same request
/// again finishes it. Where something is written to the giver meanwhile, it refuses to give, and what is new is brought over as
/// well. Reads whole streams: O(events). Thread-safe.
/// </summary>
public sealed class TopicTransfers(IJournal journal, ITopics topics, ISources sources, IFamilies families,
    TimeProvider clock) : IDisposable
{
    /// <summary>The most claims of a topic that is renamed or merged.</summary>
    public const int ClaimsMax = 100_000;

    /// <summary>How often it begins anew because somebody wrote to the topic meanwhile.</summary>
    private const int AttemptsMax = 20;

    /// <summary>How many are under way at once: each holds what it reads.</summary>
    private const int AtOnceMax = 4;

    private readonly SemaphoreSlim _some = new(AtOnceMax);

    /// <summary>Moves a claim to another topic, with what was done to it.</summary>
    /// <exception cref="ConcurrencyException">Others kept writing about the claim.</exception>
    public Task<Reply> Move(TopicId from, ClaimId claim, TopicId to, Grounds grounds, Writer? by, CancellationToken cancellationToken) =>
        Some(() => MoveNow(from, claim, to, grounds, by, cancellationToken), cancellationToken);

    private async Task<Reply> MoveNow(TopicId from, ClaimId claim, TopicId to, Grounds grounds, Writer? by,
        CancellationToken cancellationToken)
    {
        if (from == to) return Refuse(new Rejection.Invalid("/to", "is the topic where the claim stands"));
        if (TopicDecider.FaultOf(grounds.ReportedTime, clock.GetUtcNow()) is { } fault) return Refuse(fault);
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var held = await Read(from, cancellationToken);
            var known = held.IsElsewhere ? null : held.Claims.GetValueOrDefault(claim);
            if (known is { Moved: null } && held.Definition is { Kind: var kind }
                && await topics.Read(to, Lens.Current, cancellationToken) is { Definition.Kind: var other } && other != kind)
            {
                return Refuse(new Rejection.KindsDiffer(kind, other));
            }

            if (known is { Moved: null }
                && await Bring(to, [known.Standing(to)], by, cancellationToken) is { } refused) return refused;
            var reply = await Give(from, claim, to, known?.LastVersion ?? 0, grounds, by);
            if (IsBehind(reply)) continue;
            if (known is { Moved: null } && reply is Reply.Refused { Rejection: Rejection.ClaimMoved { To: var elsewhere } }
                && elsewhere != to)
                await PassOn(await Read(to, cancellationToken), from, elsewhere, c => c.Id == claim, grounds, by);
            return reply;
        }

        throw new ConcurrencyException($"{TopicStream.Of(from)}: claim {claim} kept changing, {AttemptsMax} times.");
    }

    /// <summary>
    /// Merges a topic into another of its kind: its claims stand there, and its id leads there. The other's answer
    /// holds.
    /// </summary>
    /// <exception cref="ConcurrencyException">Others kept writing to the topic.</exception>
    public Task<Reply> Merge(TopicId from, TopicId to, Grounds grounds, Writer? by, CancellationToken cancellationToken) =>
        Some(() => MergeNow(from, to, grounds, by, cancellationToken), cancellationToken);

    private async Task<Reply> MergeNow(TopicId from, TopicId to, Grounds grounds, Writer? by,
        CancellationToken cancellationToken)
    {
        if (from == to) return Refuse(new Rejection.Invalid("/to", "is the topic itself"));
        var target = await Read(to, cancellationToken);
        if (target.Definition is not { } into)
            return Refuse(new Rejection.Invalid("/to", "is no topic that anybody has defined"));
        if (target.IsElsewhere) return Refuse(new Rejection.Invalid("/to", $"goes on as {target.LedTo}"));
        var held = await Read(from, cancellationToken);
        if (held.Definition is { } known && known.Kind != into.Kind)
            return Refuse(new Rejection.KindsDiffer(known.Kind, into.Kind));
        return await Lead(held, target, grounds, by, open: null, cancellationToken);
    }

    /// <summary>
    /// Gives a topic another id: all it has stands there, and the old id leads there. Back again is another renaming.
    /// </summary>
    /// <exception cref="ConcurrencyException">Others kept writing to the topic.</exception>
    public Task<Reply> Rename(TopicId from, TopicId to, Grounds grounds, Writer? by, CancellationToken cancellationToken) =>
        Some(() => RenameNow(from, to, grounds, by, cancellationToken), cancellationToken);

    private async Task<Reply> RenameNow(TopicId from, TopicId to, Grounds grounds, Writer? by,
        CancellationToken cancellationToken)
    {
        if (from == to) return Refuse(new Rejection.Invalid("/to", "is the topic's id already"));
        var held = await Read(from, cancellationToken);
        if (held is { IsElsewhere: false, Archived: { } archived })
            return Refuse(new Rejection.TopicArchived(from, archived.Reason));
        return await Lead(held, await Read(to, cancellationToken), grounds, by,
            open: () => families.ContinueTopic(held.Definition! with { Id = to }, from, by, cancellationToken),
                cancellationToken);
    }

    /// <summary>
    /// Takes a merger back: the topic stands by itself again, with the claims that it had, and what was done to them
    /// since.
    /// </summary>
    /// <exception cref="ConcurrencyException">Others kept writing about the claims.</exception>
    public Task<Reply> Separate(TopicId topic, Grounds grounds, Writer? by, CancellationToken cancellationToken) =>
        Some(() => SeparateNow(topic, grounds, by, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _some.Dispose();

    private async Task<Reply> Some(Func<Task<Reply>> transfer, CancellationToken cancellationToken)
    {
        await _some.WaitAsync(cancellationToken);
        try
        {
            return await transfer();
        }
        finally
        {
            _some.Release();
        }
    }

    private async Task<Reply> SeparateNow(TopicId topic, Grounds grounds, Writer? by, CancellationToken cancellationToken)
    {
        var held = await Read(topic, cancellationToken);
        var target = held.LedTo is { } there ? await Read(there, cancellationToken) : new HeldFacts(topic);
        if (target.IsElsewhere && target.LedTo != topic)
            return Refuse(new Rejection.Invalid("", $"comes too soon: {target.Topic} goes on as {target.LedTo}"));
        if (held.Archived is { } archived) return Refuse(new Rejection.TopicArchived(topic, archived.Reason));
        var command = new TopicCommand.WithdrawRedirect(grounds.Reason, grounds.By,
            grounds.ReportedTime)
        { Writer = by };
        var reply = await topics.Execute(topic, command, ReplyWith.Nothing);
        if (reply is Reply.Refused) return reply;
        var gone = target.Claims.Values.Where(c => c.From == topic && c.Moved is { } moved && moved.To != topic && held.Has(c.Id))
            .Select(c => c.Departure).OfType<TopicEvent.Received>().ToList();
        if (await Bring(topic, [gone], by, cancellationToken) is { } unheard) return unheard;
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var lent = target.Claims.Values.Where(c => c.From == topic && c.Moved is null && held.Has(c.Id)).ToList();
            if (lent.Count == 0) return reply;
            foreach (var some in lent.Chunk(TopicCommand.Receive.FactsMax))
            {
                if (await Bring(topic, [.. some.Select(c => c.Standing(topic))], by,
                    cancellationToken) is { } refused) return refused;
                await Task.WhenAll(some.Select(c => Give(target.Topic, c.Id, topic, c.LastVersion, grounds, by)));
            }

            await Read(target, cancellationToken);
        }

        throw new ConcurrencyException($"{TopicStream.Of(target.Topic)}: its claims kept changing, {AttemptsMax} times.");
    }

    /// <summary>Brings everything over, and leads the topic there once nothing is missing.</summary>
    /// <param name="held">The topic.</param>
    /// <param name="target">Where it goes on.</param>
    /// <param name="grounds">Why.</param>
    /// <param name="by">Who writes.</param>
    /// <param name="open">Opens the target as the same topic; null when it is a topic of its own, whose answer
    /// holds.</param>
    /// <param name="cancellationToken">Gives up between two appends.</param>
    private async Task<Reply> Lead(
        HeldFacts held, HeldFacts target, Grounds grounds, Writer? by, Func<Task<Reply>>? open,
            CancellationToken cancellationToken)
    {
        var (from, to, sent) = (held.Topic, target.Topic, 0L);
        if (TopicDecider.FaultOf(grounds.ReportedTime, clock.GetUtcNow()) is { } fault) return Refuse(fault);
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            if (held is { IsElsewhere: false, Definition: not null })
            {
                if (held.Claims.Count > ClaimsMax) return Refuse(new Rejection.TooManyToMove(ClaimsMax));
                if (Taken(held, target) is { } taken) return Refuse(taken);
                if (open is not null && await open() is Reply.Refused refused) return AtTarget(refused, to);
                var facts = held.Claims.Values.Where(c => c.LastChange > sent)
                    .Select(c => c.For(target, isSame: open is not null))
                    .Concat(open is null ? [] : [held.Settling.Where(s => s.Version > sent).Select(s => s.Fact)]);
                if (await Bring(to, facts, by, cancellationToken) is { } unable) return unable;
                sent = held.Version;
            }

            var redirect = new TopicCommand.Redirect(to, grounds.Reason, grounds.By, grounds.ReportedTime,
                held.Version)
            { Writer = by };
            var reply = await topics.Execute(from, redirect, ReplyWith.Nothing);
            await Read(target, cancellationToken);
            if (sent > 0 && reply is Reply.Refused { Rejection: Rejection.Redirected { To: var other } } && other != to)
                await PassOn(target, from, other, c => held.Has(c.Id), grounds, by);
            if (!IsBehind(reply)) return reply;
            await Read(held, cancellationToken);
        }

        throw new ConcurrencyException($"{TopicStream.Of(from)}: others kept writing, {AttemptsMax} times.");
    }

    /// <summary>
    /// A claim of which the target has another under the same id: then nothing is brought over at all.
    /// </summary>
    private static Rejection? Taken(HeldFacts held, HeldFacts target) => held.Claims.Values
        .Where(c => c is { Moved: null, Claim: not null } && target.Claims.TryGetValue(c.Id, out var there)
            && there.Claim is { } other && ClaimTexts.Without(other, c.Claim.Erased ?? []) != c.At(target.Topic))
        .Select(c => new Rejection.ClaimIdTaken(c.Id, target.Claims[c.Id].LastVersion)).FirstOrDefault();

    /// <summary>Has a topic receive facts, in order.</summary>
    /// <returns>Why it cannot; null when it has them.</returns>
    private async Task<Reply.Refused?> Bring(
        TopicId to, IEnumerable<IEnumerable<TopicEvent.Received>> facts, Writer? by,
            CancellationToken cancellationToken)
    {
        foreach (var some in facts.SelectMany(f => f).Chunk(TopicCommand.Receive.FactsMax))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await sources.Receive(to, some, by, cancellationToken) is Reply.Refused refused)
                return AtTarget(refused, to);
        }

        return null;
    }

    /// <summary>Another transfer was quicker: what was brought here in vain stands where that has brought it.</summary>
    private Task PassOn(HeldFacts target, TopicId from, TopicId other, Func<HeldClaim, bool> which, Grounds grounds, Writer? by) =>
        Task.WhenAll(target.Claims.Values.Where(c => c.From == from && c is { Moved: null, Claim: not null } && which(c))
            .Select(c => Give(target.Topic, c.Id, other, c.LastVersion, grounds, by)));

    private Task<Reply> Give(TopicId from, ClaimId claim, TopicId to, long ifVersion, Grounds grounds, Writer? by) =>
        topics.Execute(
        from, new TopicCommand.MoveClaim(claim, to, grounds.Reason, grounds.By, grounds.ReportedTime,
            ifVersion)
        { Writer = by });

    private static bool IsBehind(Reply reply) => reply is Reply.Refused { Rejection: Rejection.VersionMismatch };

    /// <summary>What stands against the target is a fault of the field that names it.</summary>
    private static Reply.Refused AtTarget(Reply.Refused refused, TopicId to) => refused.Rejection switch
    {
        Rejection.UnknownTopic => Refuse(new Rejection.Invalid("/to", "is no topic that anybody has defined")),
        Rejection.Redirected redirected when redirected.Topic == to =>
            Refuse(new Rejection.Invalid("/to", $"goes on as {redirected.To}")),
        _ => refused,
    };

    private static Reply.Refused Refuse(Rejection rejection) => new(rejection);

    private Task<HeldFacts> Read(TopicId topic, CancellationToken cancellationToken) =>
        Read(new HeldFacts(topic), cancellationToken);

    /// <summary>Reads what is new.</summary>
    private async Task<HeldFacts> Read(HeldFacts held, CancellationToken cancellationToken)
    {
        await foreach (var stored in journal.ReadStream(TopicStream.Of(held.Topic), held.Version, cancellationToken))
            held.Add(EventCodec.Decode(stored), stored.Event.By is { } by ? new Writer(by) : null);
        return held;
    }
}
