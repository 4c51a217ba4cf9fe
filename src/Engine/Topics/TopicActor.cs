using Analysis.Domain;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Snapshots;

namespace Analysis.Engine.Topics;

/// <summary>
/// One topic: load, decide, append, evolve, render. The host promises one turn at a time and nothing else; everything
/// about claims stands here. Commands that wait together are decided one after another and made durable by one append.
/// After any fault the state is dropped and loaded anew: after a timeout nobody knows whether the append happened, and the
/// claim's id makes a retry harmless.
/// </summary>
public sealed class TopicActor(TopicId id, IJournal journal, ISnapshots snapshots, IReadModel readModel, IViewRenderer renderer, TimeProvider clock)
{
    /// <summary>The most commands decided in one turn.</summary>
    public const int CommandsMax = 256;

    /// <summary>How often a command is decided anew because somebody else wrote to the stream.</summary>
    public const int AttemptsMax = 5;

    /// <summary>A stream has no snapshot below this version; above it has one whenever it has doubled.</summary>
    public const int SnapshotVersionMin = 1_000;

    private const int LastEventsMin = 250;
    private const int LastEventsShare = 4;

    private static readonly SemaphoreSlim LastSnapshots = new(Environment.ProcessorCount); // so many at once: thousands of topics may be given up together

    /// <summary>
    /// The most events that one command comes to: a definition, its family, the claim, an assessment for each link of
    /// the chain and what that was merged into.
    /// </summary>
    private const int EventsPerCommandMax = 150;

    private TopicFold? _fold;
    private long _snapshotVersion;
    private volatile Published? _published;

    /// <summary>What readers may see without a turn: durable, whole, and true until <see cref="Published.Until"/>; null when nobody has asked since it changed.</summary>
    public Published? Shown => _published;

    /// <summary>The version of the stream as of the last turn; 0 when nothing is loaded.</summary>
    public long Version => _fold?.State.Version ?? 0;

    /// <summary>Which topic.</summary>
    public TopicId Id => id;

    /// <summary>Whether it holds the topic in memory, and somebody has defined it.</summary>
    public bool IsLoaded => _fold?.State.Definition is not null;

    /// <summary>How many views it has rendered.</summary>
    internal int Renders { get; private set; }

    /// <summary>Whether the last fault came from the journal: then what waits with it would meet the same.</summary>
    public bool FailedInJournal { get; private set; }

    /// <summary>Carries out commands in order, as a rule in one append; one reply each, with a view if <paramref name="with"/> asks for it.</summary>
    /// <exception cref="ConcurrencyException">Others kept writing to the stream.</exception>
    public async Task<IReadOnlyList<Reply>> Execute(IReadOnlyList<TopicCommand> commands, ReplyWith with)
    {
        using var turn = Telemetry.Activities.StartActivity("topic turn")?.SetTag("topic", id.Value).SetTag("commands", commands.Count);
        var replies = new List<Reply>(commands.Count);
        for (var attempt = 0; attempt < AttemptsMax;)
        {
            FailedInJournal = false;
            try
            {
                if (await TryExecute(commands, with, replies)) attempt = 0;
                else attempt++;
                if (replies.Count == commands.Count) return replies;
            }
            catch
            {
                Drop();
                throw;
            }
        }

        throw new ConcurrencyException($"{TopicStream.Of(id)}: gave up after {AttemptsMax} conflicts.");
    }

    /// <summary>
    /// The current reading as it is shown; of a topic that is not loaded the row of the read model, if that is true now. Null
    /// when nobody has defined the topic, or it goes on elsewhere.
    /// </summary>
    public async Task<Representation?> Show(CancellationToken cancellationToken)
    {
        if (_fold is null && await readModel.Find(TopicStream.Of(id), cancellationToken) is { } row
            && row.Stamp == renderer.Stamp && row.Category != TopicRows.Redirected
                && clock.GetUtcNow() < row.HoldsUntil) return renderer.Restore(row.Whole, row.Version);
        return (await Read(cancellationToken))?.Representation;
    }

    /// <summary>Hears that the stream has reached a version. If somebody else wrote it, what was loaded is stale, and dropped.</summary>
    /// <returns>Whether it was.</returns>
    public bool Heed(long version)
    {
        if (_fold is null || Version >= version) return false;
        Drop();
        return true;
    }

    /// <summary>The current reading, for readers who will be back; null when nobody has defined the topic.</summary>
    public Task<Published?> Read(CancellationToken cancellationToken) =>
        Ask(fold => (_published ??= Publish(fold)).ForReader(), cancellationToken);

    /// <summary>What the read model keeps of the topic; null when nobody has defined it.</summary>
    public Task<SummaryRow?> Row(CancellationToken cancellationToken) =>
        AskAny(fold => Row(_published ?? Publish(fold), isElsewhere: !fold.State.Stands), cancellationToken);

    /// <summary>Where it goes on, and what it was called before; null when nobody has defined it.</summary>
    public Task<Forwarding?> Forwarding(CancellationToken cancellationToken) =>
        AskAny(fold => new Forwarding(fold.State.Redirect?.To, fold.State.Formerly), cancellationToken);

    /// <summary>
    /// Asks the current fold something that <see cref="TopicReading"/> does not say; null when the topic goes on
    /// elsewhere.
    /// </summary>
    public Task<T?> Ask<T>(Func<TopicFold, T> question, CancellationToken cancellationToken)
        where T : class =>
        AskAny(fold => fold.State.Stands ? question(fold) : null, cancellationToken);

    private async Task<T?> AskAny<T>(Func<TopicFold, T?> question, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var fold = await Load(cancellationToken);
            if (fold.State.Definition is null) return null;
            var now = clock.GetUtcNow();
            if (fold.MoveTo(TopicFold.Hour(now), isNow: true, now)) _published = null;
            return question(fold);
        }
        catch
        {
            Drop();
            throw;
        }
    }

    /// <summary>
    /// Keeps a snapshot if the stream has doubled since the last one; so a reload reads at most half of its events one by
    /// one. Amortised, a claim is written to snapshots some seven times at most. To be called between turns, with nobody waiting.
    /// </summary>
    /// <param name="isLast">
    /// Whether the topic is given up: then one is kept also of a quarter more, so that whoever comes next reads few events; unless others are being
    /// written so.
    /// </param>
    public async Task KeepSnapshot(bool isLast = false)
    {
        var due = isLast ? _snapshotVersion + Math.Max(LastEventsMin, _snapshotVersion / LastEventsShare) : 2 * _snapshotVersion;
        if (_fold is not { State: { Definition: not null } state } || state.Version < Math.Max(SnapshotVersionMin, due)) return;
        if (isLast && !await LastSnapshots.WaitAsync(TimeSpan.Zero)) return;
        try
        {
            await WriteSnapshot();
        }
        finally
        {
            if (isLast) LastSnapshots.Release();
        }
    }

    private Task WriteSnapshot()
    {
        _snapshotVersion = Version; // also when writing it fails: the next try is at the next doubling
        return snapshots.Write(Snapshot.Seal(TopicStream.Of(id), Version, SnapshotCodec.Stamp, SnapshotCodec.Encode(_fold!.Facts())));
    }

    /// <summary>Folds a stream as a lens sees it, from a snapshot where that serves; for answers about the past.</summary>
    public static async Task<TopicFold> Fold(
        IJournal journal, ISnapshots? snapshots, TopicId topic, Lens lens, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await FoldFrom(journal, snapshots, topic, lens, now, cancellationToken)).Fold;

    /// <summary>The same, with the version of the snapshot; 0 without one.</summary>
    private static async Task<(TopicFold Fold, long SnapshotVersion)> FoldFrom(
        IJournal journal, ISnapshots? snapshots, TopicId topic, Lens lens, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var validAt = lens.ValidAt ?? TopicFold.Hour(new[] { now, lens.AsOf ?? now, lens.ReportedBy ?? now }.Min());
        var asked = lens.AsOf < now ? lens.AsOf : now;
        var seesAllEvents = lens is { AsOf: null, Version: null };
        var snapshot = seesAllEvents && snapshots is not null ? await snapshots.Read(TopicStream.Of(topic), cancellationToken) : null;
        var fold = snapshot?.Content(SnapshotCodec.Stamp) is { } content
            ? new TopicFold(SnapshotCodec.Decode(snapshot.Stream, content), validAt, lens.ReportedBy, isNow: lens.ValidAt is null, asked)
            : new TopicFold(validAt, lens.ReportedBy, isNow: lens.ValidAt is null, asked);
        var version = fold.State.Version;
        await foreach (var stored in journal.ReadStream(TopicStream.Of(topic), version, cancellationToken))
        {
            if (stored.Version > lens.Version || stored.Event.RecordedAt > lens.AsOf) break;
            fold.Apply(EventCodec.Decode(stored));
        }

        return (fold, version);
    }

    /// <summary>Decides the commands that have no reply yet, as many as fit into one append; false after a conflict, with the state dropped.</summary>
    private async Task<bool> TryExecute(IReadOnlyList<TopicCommand> commands, ReplyWith with, List<Reply> replies)
    {
        FailedInJournal = true;
        var isFresh = _fold is null;
        var fold = await Load(CancellationToken.None);
        FailedInJournal = false;
        var version = fold.State.Version;
        var now = clock.GetUtcNow();
        var at = now > fold.State.RecordedAt ? now : fold.State.RecordedAt; // recorded time never runs backwards within a stream
        // else nobody asks for camps and reasons; who waits asks when it is told
        var whole =
            with == ReplyWith.View && (_published is { WasRead: true } || commands.Any(c => c is TopicCommand.Define));
        if (fold.MoveTo(TopicFold.Hour(at), isNow: true, at)) _published = null; // also when this turn writes nothing
        var (facts, uses, decisions) = (new List<StoredEvent>(), new List<string>(), new List<Decided>(commands.Count));
        for (var next = replies.Count; next < commands.Count && facts.Count + MostOf(commands[next]) <= StreamAppend.EventsMax; next++)
        {
            var decision = TopicDecider.Decide(fold.State, id, commands[next], at);
            var decided = new Decided(commands[next], decision, fold.State.Version);
            decisions.Add(decided);
            if (decision is not Decision.Accepted accepted) continue;
            var before = commands[next] is TopicCommand.Define && fold.State.Claims.Count > 0 ? fold.OutOfScope() : null;
            foreach (var fact in accepted.Events)
            {
                NoteNewUses(fold, fact, uses);
                fold.Apply(new Recorded(fold.State.Version + 1, at, fact));
                facts.Add(Store(fact, at, commands[next].WriterOf(fact)));
            }

            if (before is not null) decisions[^1] = decided with { Lost = Lost(before, fold.OutOfScope()) };
        }

        if (isFresh && facts.Count > 0 && fold.State.Definition is { } topic) uses.Add(TopicStream.UseOf(topic)); // a stream may be older than families are
        var published = facts.Count == 0 ? _published : null;
        if (fold.State.Stands && whole) published ??= Publish(fold);
        var reading = published?.Reading;
        if (fold.State.Definition is not null && with == ReplyWith.View) reading ??= RenderBrief(fold);
        if (facts.Count > 0 || (!isFresh && decisions.Exists(d => RestsOnTheLatest(d.Command, d.Decision))))
        {
            var append = new StreamAppend(TopicStream.Of(id), version, facts, uses);
            FailedInJournal = true;
            var appended = await journal.Append(append);
            FailedInJournal = false;
            if (appended is AppendResult.Conflict)
            {
                Telemetry.Conflicts.Add(1);
                Drop();
                return false;
            }

            _published = published;
        }

        foreach (var decided in decisions) replies.Add(Counted(Answer(fold, reading, decided)));
        return true;
    }

    private static int MostOf(TopicCommand command) =>
        command is TopicCommand.Receive receive ? receive.Facts.Count + receive.Sources.Count : EventsPerCommandMax;

    private static StoredEvent Store(TopicEvent fact, DateTimeOffset at, Writer? writer)
    {
        var stored = EventCodec.Encode(fact, at);
        return writer is { Name: var name } ? stored with { By = name } : stored;
    }

    /// <summary>Those that the topic has not used before; a family also when it may have been.</summary>
    private static void NoteNewUses(TopicFold fold, TopicEvent fact, List<string> uses)
    {
        if (fact is TopicEvent.Defined or TopicEvent.SourceAssessed) uses.AddRange(TopicStream.UsesOf(fact));
        if ((fact is TopicEvent.Received received ? received.Fact
            : fact) is not TopicEvent.ClaimAsserted asserted) return;
        foreach (var source in asserted.Claim.Chain)
        {
            if (!fold.HasHeardOf(source)) uses.Add(source.Value); // a chain names nobody twice
        }
    }

    /// <param name="Command">What was asked.</param>
    /// <param name="Decision">What it came to.</param>
    /// <param name="Version">The version of the stream at which it was decided.</param>
    private sealed record Decided(TopicCommand Command, Decision Decision, long Version)
    {
        public ValueList<LostClaims>? Lost { get; init; }
    }

    private static ValueList<LostClaims>? Lost(IReadOnlyDictionary<ClaimId, WarningCode> before, IReadOnlyDictionary<ClaimId, WarningCode> after)
    {
        var lost = after.Where(c => !before.ContainsKey(c.Key)).CountBy(c => c.Value).OrderByDescending(c => c.Value).ThenBy(c => c.Key)
            .Select(c => new LostClaims(c.Key, c.Value)).ToList();
        return lost.Count == 0 ? null : [.. lost];
    }

    private static Reply Answer(TopicFold fold, TopicReading? reading, Decided decided)
    {
        var (command, decision, decidedAt) = decided;
        if (decision is Decision.Refused refused) return new Reply.Refused(refused.Rejection);
        var claim = command switch
        {
            TopicCommand.AssertClaim assert => fold.OutcomeOf(assert.Claim.Id),
            TopicCommand.RetractClaim retract => fold.OutcomeOf(retract.Claim),
            TopicCommand.RestoreClaim restore => fold.OutcomeOf(restore.Claim),
            TopicCommand.MoveClaim move => fold.OutcomeOf(move.Claim),
            TopicCommand.EraseClaim erase => fold.OutcomeOf(erase.Claim),
            _ => null,
        };
        return decision is Decision.Accepted ? new Reply.Done(reading, claim, IsFirst: decidedAt == 0, decided.Lost) : new Reply.Unchanged(reading, claim);
    }

    /// <summary>
    /// Whether an answer without an event would be wrong if somebody else had written to the stream: then an append of nothing makes sure
    /// that nobody has. That a claim is there already stays true, whatever was written.
    /// </summary>
    private static bool RestsOnTheLatest(TopicCommand command, Decision decision) => (command, decision) switch
    {
        (_, Decision.Accepted) => false,
        (TopicCommand.AssertClaim, Decision.Unchanged) => false,
        (TopicCommand.AssessSource or TopicCommand.DefineFamily, _) => false, // told to many topics at once, and nobody reads the answer
        _ => true,
    };

    private static Reply Counted(Reply reply)
    {
        Telemetry.Commands.Add(1, new KeyValuePair<string, object?>("outcome", reply switch { Reply.Done => "done", Reply.Unchanged => "unchanged", _ => "refused" }));
        return reply;
    }

    private async Task<TopicFold> Load(CancellationToken cancellationToken)
    {
        if (_fold is not null) return _fold;
        using var load = Telemetry.Activities.StartActivity("load topic")?.SetTag("topic", id.Value);
        var started = clock.GetTimestamp();
        (_fold, _snapshotVersion) = await FoldFrom(journal, snapshots, id, Lens.Current, clock.GetUtcNow(), cancellationToken);
        Telemetry.LoadDuration.Record(clock.GetElapsedTime(started).TotalSeconds);
        return _fold;
    }

    private Published Publish(TopicFold fold)
    {
        Renders++;
        return new(TopicReadings.Of(fold), fold.HoldsUntil, renderer);
    }

    private TopicReading RenderBrief(TopicFold fold)
    {
        Renders++;
        return new(fold.State.Definition!, fold.RenderBrief(), fold.State.Archived); // whoever asks has seen that it is defined
    }

    private void Drop() => (_fold, _published) = (null, null);

    private SummaryRow Row(Published published, bool isElsewhere)
    {
        var (topic, view, archived) = published.Reading;
        var category = isElsewhere ? TopicRows.Redirected : archived is null ? TopicRows.Current : TopicRows.Archived;
        double? confidence = view.Confidence.Level == ConfidenceLevel.None ? null : view.Confidence.Score;
        var searched = string.Join('\n', [topic.Id.Value, topic.Title, topic.Question ?? "", .. topic.Tags]);
        return new SummaryRow(TopicStream.Of(id), view.Version, category, topic.Id.Value, topic.Title, searched,
            topic.Tags, confidence,
            view.RecordedAt, published.Until, renderer.Brief(published.Reading), published.Representation.Json, renderer.Stamp);
    }
}

/// <summary>A whole reading that readers may see, and until when it holds if no event comes. Thread-safe.</summary>
public sealed class Published(TopicReading reading, DateTimeOffset until, IViewRenderer renderer)
{
    private volatile bool _wasRead;
    private volatile Representation? _representation;

    /// <summary>Until when it holds.</summary>
    public DateTimeOffset Until => until;

    /// <summary>
    /// Whether any reader has looked: then the next view that a command asks for is rendered whole, so that readers of
    /// a busy topic need no turn.
    /// </summary>
    public bool WasRead => _wasRead;

    /// <summary>The reading.</summary>
    public TopicReading Reading => reading;

    /// <summary>The reading as bytes; rendered when first asked for.</summary>
    public Representation Representation => _representation ??= renderer.Whole(reading);

    /// <summary>Notes that a reader has looked.</summary>
    public Published ForReader()
    {
        _wasRead = true;
        return this;
    }
}
