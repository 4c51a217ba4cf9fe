using System.Diagnostics;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding.Conclusions;
using Analysis.Domain.Folding.Origin;
using Analysis.Domain.Folding.Rendering;
using Analysis.Domain.Folding.Scope;
using Analysis.Domain.Folding.Succession;
using Analysis.Domain.Folding.Time;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Folding;

/// <summary>
/// Folds one topic's stream into its view: the same events in, the same view out, bit for bit, whatever the order of independent claims.
/// <code>
/// Scope        is the claim about this question, now or ahead?     kept up claim by claim
/// Origin       whose word is it?                                   kept up claim by claim
/// Succession   of one origin, which statement stands?              kept up claim by claim
/// Time         what does it say about the time asked about?        from what stands, when somebody looks
/// Weight       how much is it worth?                               the same
/// Belief       what do the weighted claims say together?           the same
/// </code>
/// An event costs O(log claims) as a rule, a view O(origins that stand). Not thread-safe.
/// </summary>
public sealed class TopicFold
{
    /// <summary>The most claims that a view names as not to be placed yet.</summary>
    public const int UnresolvedMax = 20;

    private const int TogetherMax = 50; // of what happens at one instant, so many are compared

    private readonly ClaimLinks _links = new();
    private readonly SortedSet<(DateTimeOffset Until, string Claim)> _embargoes = []; // of all that were dated ahead
    private readonly SortedSet<string> _undated = new(StringComparer.Ordinal);
    private readonly Placing _placing;
    private Chains? _question; // null until somebody looks
    private Chains? _outlook;
    private Family? _family;
    private Conclusion? _answer; // null when something has changed
    private Conclusion? _ahead;
    private DateTimeOffset _asked;
    private bool _isNow;
    private DateTimeOffset _latestReport = DateTimeOffset.MinValue;

    /// <param name="validAt">The valid time to speak about.</param>
    /// <param name="reportedBy">Only claims reported by then are seen; null for all.</param>
    /// <param name="isNow">Whether that is the instant of the request: then "now" is never before the report of a claim that was taken in.</param>
    /// <param name="now">The instant of the request: what is under embargo then is silent. Null: nothing is.</param>
    public TopicFold(DateTimeOffset validAt, DateTimeOffset? reportedBy = null, bool isNow = false, DateTimeOffset? now = null)
    {
        (_asked, ReportedBy, _isNow) = (validAt, reportedBy, isNow);
        _placing = new Placing(State, _links, reportedBy, now);
    }

    /// <summary>Starts from a snapshot in place of the events up to its version.</summary>
    public TopicFold(TopicFacts facts, DateTimeOffset validAt, DateTimeOffset? reportedBy = null, bool isNow = false, DateTimeOffset? now = null)
        : this(validAt, reportedBy, isNow, now)
    {
        State.Restore(facts);
        RestoredVersion = facts.Version;
        foreach (var claim in State.Claims.Values) Note(claim);
    }

    /// <summary>Only claims reported by then are seen; null for all.</summary>
    public DateTimeOffset? ReportedBy { get; }

    /// <summary>The version of the snapshot it started from; 0 without one.</summary>
    public long RestoredVersion { get; }

    /// <summary>The facts so far.</summary>
    public TopicState State { get; } = new();

    /// <summary>The valid time it speaks about.</summary>
    public DateTimeOffset ValidAt => _isNow ? ValidTime.Now(_asked, _latestReport) : _asked;

    /// <summary>The valid time that a view "now" speaks about: claims age by the hour, not by the request.</summary>
    public static DateTimeOffset Hour(DateTimeOffset now) => new(now.UtcDateTime.Date.AddHours(now.UtcDateTime.Hour), TimeSpan.Zero);

    /// <summary>Until when the view holds if no event comes: then <see cref="MoveTo"/> may change it.</summary>
    public DateTimeOffset HoldsUntil =>
        Holding.Until(State, _placing.Settlement, Answer, Ahead, ValidAt) is var until
            && _embargoes.FirstOrDefault(e => e.Until > _placing.Now) is { Claim: not null } next && next.Until < until ? next.Until : until;

    /// <summary>Whether a source stands in the chain of a claim taken in.</summary>
    public bool HasHeardOf(SourceId source) => _links.Knows(source);

    /// <summary>The same of a source or any that was merged into it.</summary>
    public bool Speaks(SourceId source) => State.VoicesOf(source).Any(_links.Knows);

    /// <summary>Takes an event in.</summary>
    public void Apply(Recorded recorded)
    {
        var before = recorded.Event is TopicEvent.SourceAssessed assessed ? State.Profile(assessed.Profile.Source) : null;
        State.Evolve(recorded);
        (_answer, _ahead) = (null, null);
        switch (recorded.Event)
        {
            case TopicEvent.Defined or TopicEvent.FamilyDefined or TopicEvent.Resolved or TopicEvent.Annulled or TopicEvent.ResolutionWithdrawn:
                (_question, _outlook) = (null, null);
                break;
            case TopicEvent.SourceAssessed { Profile: var profile } when before is not null:
                PlaceAgain(before, profile);
                break;
            case TopicEvent.ClaimAsserted { Claim: var claim }:
                Note(State.Claims[claim.Id]);
                PlaceAgain(WithCorrected(claim.Id));
                break;
            case TopicEvent.Received { Fact: TopicEvent.ClaimAsserted { Claim: var claim } }:
                if (State.Claims[claim.Id] is var facts && facts.Version == recorded.Version) Note(facts);
                else LookForLatestReport(); // it has come back
                PlaceAgain(WithCorrected(claim.Id));
                break;
            case TopicEvent.ClaimRetracted or TopicEvent.ClaimRestored or TopicEvent.ClaimMoved:
                if (recorded.Event is TopicEvent.ClaimMoved) LookForLatestReport();
                PlaceAgain(WithCorrected(recorded.Event));
                break;
            case TopicEvent.Received { Fact: TopicEvent.ClaimRetracted or TopicEvent.ClaimRestored or TopicEvent.ClaimMoved } received:
                if (received.Fact is TopicEvent.ClaimMoved) LookForLatestReport();
                PlaceAgain(WithCorrected(received.Fact));
                break;
            case TopicEvent.Received:
                (_question, _outlook) = (null, null);
                break;
            case TopicEvent.ClaimErased { Claim: var id }: // to be rid of it where it was placed, too
                PlaceAgain(WithCorrected(id));
                break;
        }
    }

    /// <summary>Moves on to another valid time; costs nothing unless something on the topic depends on it.</summary>
    /// <param name="validAt">The valid time.</param>
    /// <param name="isNow">Whether that is the instant of the request.</param>
    /// <param name="now">The instant of the request, for embargoes; null for that of before.</param>
    /// <returns>Whether the view may have changed.</returns>
    public bool MoveTo(DateTimeOffset validAt, bool isNow = false, DateTimeOffset? now = null)
    {
        if (now is { } instant && LiftEmbargoes(instant))
        {
            (_asked, _isNow, _answer, _ahead) = (validAt, isNow, null, null);
            return true;
        }

        var (from, until) = (ValidAt, _answer is null ? DateTimeOffset.MinValue : Holding.Next(State, _placing.Settlement, Answer, Ahead, ValidAt));
        (_asked, _isNow) = (validAt, isNow);
        if (ValidAt == from || (from < ValidAt && ValidAt < until)) return false;
        (_answer, _ahead) = (null, null);
        return true;
    }

    /// <summary>The view of what was folded so far.</summary>
    /// <exception cref="InvalidOperationException">The topic has not been defined.</exception>
    public View Render() => Renderer.Whole();

    /// <summary>The same at less cost, without camps, outlook and the reasons for confidence.</summary>
    /// <exception cref="InvalidOperationException">The topic has not been defined.</exception>
    public View RenderBrief() => Renderer.Brief();

    /// <summary>The claims seen, by version, after <paramref name="afterVersion"/>; at most <paramref name="limit"/>.</summary>
    public IReadOnlyList<LedgerEntry> Ledger(long afterVersion, int limit, bool without)
    {
        var seen = State.Claims.Values.Where(c => c.Version > afterVersion && _placing.Sees(c)).OrderBy(c => c.Version).Take(limit).ToList();
        return [.. seen.Select(c => Enter(c, without))];
    }

    /// <summary>Of those, the claims in whose chain a source stands. Costs O(its claims).</summary>
    public IReadOnlyList<LedgerEntry> LedgerOf(SourceId source, long afterVersion, int limit) =>
        [.. ClaimsBy(source).Where(c => c.Version > afterVersion && _placing.Sees(c)).OrderBy(c => c.Version)
            .Take(limit).Select(c => Enter(c, without: false))];

    /// <summary>The ledger's entry for one claim; null when the fold does not see it.</summary>
    public LedgerEntry? Entry(ClaimId claim) =>
        State.Claims.TryGetValue(claim, out var facts) && _placing.Sees(facts) ? Enter(facts, without: false) : null;

    /// <summary>How the statements of a source have fared: those of which it is the origin. Costs O(its claims).</summary>
    public SourceOutcomes OutcomesOf(SourceId source)
    {
        var claims = ClaimsBy(source).Where(f => State.IsOrBecame(f.Claim.Origin, source) && _placing.Hears(f)).ToList();
        var standings = claims.Select(f => Judge(f).Standing).ToList();
        int Of(Standing standing) => standings.Count(s => s == standing);
        var outcomes = SourceOutcomes.None with
        {
            Claims = claims.Count,
            Superseded = Of(Standing.Superseded),
            Retracted = Of(Standing.Retracted),
            Corrected = Of(Standing.Corrected),
            Lapsed = Of(Standing.Lapsed),
        };
        if (_placing.Settlement is not { Resolution: { } resolution } settlement) return outcomes;
        var answer = Saying.Answer(State.Topic!, Family, resolution);
        return Judged.Claims.Where(c => State.IsOrBecame(c.Lead.Claim.Origin, source)
            && !Answered.IsLessOfEarlier(Topic, Family, c, settlement, answer))
            .Aggregate(outcomes, (sum, c) => sum.With(Weight.Certainty.Stated(c.Lead.Claim), Saying.IsSo(Family, c.Said, answer)));
    }

    /// <summary>
    /// What the view rests on, with so many origins from the strongest on, after the first <paramref name="skip"/>.
    /// Costs a view for each of them.
    /// </summary>
    public Explanation Explain(int skip, int limit) =>
        Why.Of(State, Family, Render(), Answer, skip, limit,
        origin => Without([.. Question.OfOrigin(origin)], RenderBrief));

    /// <summary>What became of a claim, without weighing it. Null when the fold does not see it.</summary>
    public ClaimOutcome? OutcomeOf(ClaimId claim)
    {
        if (!State.Claims.TryGetValue(claim, out var facts) || !_placing.Sees(facts)) return null;
        var judged = _answer is null ? JudgeAlone(facts) : Judge(facts);
        var contradiction = _placing.Contradiction(facts);
        return new ClaimOutcome(claim, facts.Version, judged.Standing, InFull(judged.Reason, contradiction), Warnings.Of(State, facts, judged, contradiction));
    }

    /// <summary>The claims that do not answer the question as it is put, with the cause. O(claims).</summary>
    public IReadOnlyDictionary<ClaimId, WarningCode> OutOfScope() =>
        State.Claims.Values.Select(c => (c.Claim.Id, Placement: _placing.Of(c))).Where(c => c.Placement is { Standing: Standing.OutOfScope, Cause: not null })
            .ToDictionary(c => c.Id, c => c.Placement.Cause!.Value); // as was just asked

    /// <summary>The valid times at which something on the topic changes, in order.</summary>
    public IReadOnlyList<DateTimeOffset> Turns()
    {
        var turns = new SortedSet<DateTimeOffset>();
        foreach (var facts in State.Claims.Values.Where(_placing.Hears))
        {
            if (facts.Claim.ValidTime?.From is { } from) turns.Add(from);
            if (Question.Find(facts.Claim.Id) is { } scoped) turns.Add(scoped.Horizon);
        }

        turns.UnionWith(Answered.Turns(Topic, _placing.Settlement));
        return [.. turns];
    }

    /// <summary>
    /// The instants at which what could be known changes, ascending: each the first at which one more of the claims
    /// that are seen had been reported, withdrawn or restored, or the question settled.
    /// </summary>
    public IReadOnlyList<DateTimeOffset> Reports() =>
        [.. State.Claims.Values.Where(_placing.Hears)
            .SelectMany(c => (c.Acts?.All ?? []).Select(Acts.KnownBy).Prepend(c.KnownBy))
            .Concat(State.Settling.Select(Acts.KnownBy)).Where(known => !(known > ReportedBy)).Distinct().Order()];

    /// <summary>
    /// What happens at each of those instants that moves the belief, in a phrase ("office-b says 31,000"); of several
    /// what was done to the question, else what contributes most now, and how many more.
    /// </summary>
    /// <param name="overReports">At the instants of <see cref="Reports"/>; otherwise at those of <see cref="Turns"/>.</param>
    public IReadOnlyDictionary<DateTimeOffset, string> Happenings(bool overReports)
    {
        var causes = new Causes(State);
        var all = new Dictionary<DateTimeOffset, List<(ClaimId? Claim, string What)>>();
        foreach (var facts in State.Claims.Values.Where(_placing.Hears).OrderBy(c => c.Version))
        {
            var scoped = Question.Find(facts.Claim.Id);
            if (scoped is null && facts.Acts is null) continue; // it never was about this question
            var says = causes.Says(facts.Claim);
            if (!overReports)
            {
                Note(scoped?.Horizon, says, facts.Claim.Id);
                if (scoped is not null && facts.Claim.ValidTime?.From is { } from && from != scoped.Horizon) Note(from, says, facts.Claim.Id);
                continue;
            }

            Note(facts.KnownBy, says, facts.Claim.Id);
            foreach (var act in facts.Acts?.All ?? []) Note(Acts.KnownBy(act), causes.Of(act.Event));
        }

        foreach (var act in overReports ? State.Settling : []) Note(Acts.KnownBy(act), causes.Of(act.Event));
        return all.ToDictionary(a => a.Key, a => a.Value.Count == 1 ? a.Value[0].What : $"{First(a.Value)}, and {a.Value.Count - 1} more");

        void Note(DateTimeOffset? when, string? what, ClaimId? claim = null)
        {
            if (when is not { } at || what is null) return;
            if (all.TryGetValue(at, out var there)) there.Add((claim, what));
            else all[at] = [(claim, what)];
        }

        string First(List<(ClaimId? Claim, string What)> some) =>
            some.Take(TogetherMax).MaxBy(s => s.Claim is { } claim ? Math.Abs(Entry(claim)?.Contribution ?? 0) : double.MaxValue).What;
    }

    /// <summary>What an event is that was taken in, in such a phrase; null where it cannot move the belief.</summary>
    public string? Happening(TopicEvent happened) => new Causes(State).Of(happened);

    /// <summary>The same facts at an instant, as far as they had been reported by then. Costs a fold.</summary>
    public TopicFold AsReported(DateTimeOffset by) => new(State.Facts(), Hour(by), by, isNow: true, _placing.Now);

    /// <summary>Other facts, asked the same.</summary>
    internal TopicFold With(TopicFacts facts) => new(facts, _asked, ReportedBy, _isNow, _placing.Now);

    /// <summary>The facts, for a snapshot; the topic must be defined.</summary>
    public TopicFacts Facts() => State.Facts();

    /// <summary>What the claims come to that answer the question.</summary>
    internal Conclusion Answer => _answer ??= Conclude(Question, answer: null, ValidAt);

    /// <summary>The same as of the time for which the answer was established, if it was: by what they said of that, sources are scored.</summary>
    internal Conclusion Judged => _placing.Settlement is { Resolution: not null } settlement && !ValidTime.IsTimeless(Topic)
        ? Conclude(Question, answer: null, Answered.Horizon(settlement))
        : Answer;

    /// <summary>What those come to that look ahead; null on topics that ask about plans themselves.</summary>
    internal Conclusion? Ahead => State.Topic is not { LooksAhead: false } || Outlook.IsEmpty ? null : _ahead ??= Conclude(Outlook, Answer, ValidAt);

    internal Family Family => _question is null ? Families.Of(Topic, State.Family) : _family!;

    private TopicDefinition Topic => State.Topic ?? throw new InvalidOperationException("The topic has not been defined.");

    private Chains Question
    {
        get
        {
            if (_question is null) PlaceAll();
            return _question!;
        }
    }

    private Chains Outlook
    {
        get
        {
            if (_outlook is null) PlaceAll();
            return _outlook!;
        }
    }

    private Renderer Renderer => new(State, Settlement, Answer, Ahead, Family, ValidAt, _placing, Unresolved());

    /// <summary>What settles the question for the time asked about.</summary>
    private Settlement? Settlement => _placing.Settlement is { } settlement && Answered.HoldsAt(Topic, settlement, ValidAt) ? settlement : null;

    /// <param name="chains">What was said of the question, or of what is ahead.</param>
    /// <param name="answer">What is ahead is concluded beside it; null for the answer itself.</param>
    /// <param name="at">The valid time.</param>
    private Conclusion Conclude(Chains chains, Conclusion? answer, DateTimeOffset at)
    {
        var slice = Timeslice.Of(Topic, Family, chains, at);
        return Topic switch
        {
            { Kind: TopicKind.Date } => DateConclusion.Of(State, Family, slice, answer, isUndated: Unresolved().Any(id => State.Claims[id].Claim.AssertsFact)),
            _ when answer is not null => Looking(slice, answer),
            _ => Conclusion(slice),
        };
    }

    /// <summary>What looks ahead, without what has lapsed or come true.</summary>
    private Conclusion Looking(Timeslice slice, Conclusion answer)
    {
        slice.Replace(Plans.WithoutLapsed(Topic, slice, slice.Claims, plan => Outlooks.CameTrue(answer, plan)));
        return Conclusion(slice);
    }

    private Conclusion Conclusion(Timeslice slice) => Topic switch
    {
        { Kind: TopicKind.Proposition or TopicKind.Category } => LabelConclusion.Of(State, Family, slice),
        { Scale: not null } => RatingConclusion.Of(State, Family, slice),
        _ => NumberConclusion.Of(State, Family, slice),
    };

    /// <summary>
    /// The claims in whose chain a source stands, or one that was merged into it, in the order in which they were taken
    /// in.
    /// </summary>
    private IReadOnlyList<ClaimFacts> ClaimsBy(SourceId source) => State.VoicesOf(source) is [_, _, ..] voices
        ? [.. voices.SelectMany(_links.Of).DistinctBy(c => c.Version).OrderBy(c => c.Version)]
        : _links.Of(source);

    private void Note(ClaimFacts facts)
    {
        _links.Add(facts);
        if (facts.Claim.Value is ClaimValue.Date { Edtf: null }) _undated.Add(facts.Claim.Id.Value);
        if (facts.EmbargoedUntil is { } until) _embargoes.Add((until, facts.Claim.Id.Value));
        if (_placing.Hears(facts) && facts.ReportedAt > _latestReport) _latestReport = facts.ReportedAt;
    }

    /// <summary>Places the claims anew whose embargo ends between the instant asked before and this one, either way. O(claims) where there are any.</summary>
    private bool LiftEmbargoes(DateTimeOffset now)
    {
        var before = _placing.Now;
        _placing.Now = now;
        if (_embargoes.Count == 0 || now == before) return false;
        var changed = _embargoes.Where(e => e.Until > before != e.Until > now).Select(e => new ClaimId(e.Claim)).ToList();
        if (changed.Count == 0) return false;
        LookForLatestReport();
        PlaceAgain(changed.SelectMany(WithCorrected));
        return true;
    }

    private void LookForLatestReport() =>
        _latestReport = State.Claims.Values.Where(_placing.Hears).Select(c => c.ReportedAt).DefaultIfEmpty(DateTimeOffset.MinValue).Max();

    private void PlaceAll()
    {
        _family = Families.Of(Topic, State.Family);
        (_question, _outlook) = (new Chains(Topic, _family), new Chains(Topic, _family));
        _question.Expect(State.Claims.Count);
        foreach (var facts in State.Claims.Values) ChainsFor(facts)?.AddLater(new ScopedClaim(State, _family, facts));
    }

    /// <summary>Places claims anew, and those that were computed from them.</summary>
    private void PlaceAgain(IEnumerable<ClaimId> claims)
    {
        if (_question is null) return; // nobody has looked yet
        var (next, seen) = (new Queue<ClaimId>(claims), new HashSet<ClaimId>());
        while (next.TryDequeue(out var id))
        {
            if (!seen.Add(id) || !State.Claims.TryGetValue(id, out var facts)) continue;
            _question.Remove(id);
            _outlook!.Remove(id);
            ChainsFor(facts)?.Add(new ScopedClaim(State, _family!, facts));
            foreach (var derived in _links.DerivedFrom(id)) next.Enqueue(new ClaimId(derived));
        }
    }

    /// <summary>
    /// Places anew what this is the word of, if it makes a difference that it is held about a source, and no longer
    /// that.
    /// </summary>
    private void PlaceAgain(SourceProfile before, SourceProfile now)
    {
        if (before.MergedInto != now.MergedInto) (_question, _outlook) = (null, null);
        else if (Lineage.Differ(before, now))
            PlaceAgain(ClaimsBy(now.Source).Where(c => State.OriginOf(c.Claim) == now.Source).Select(c => c.Claim.Id));
    }

    /// <summary>A claim, if it has come, and the one that it corrects.</summary>
    private ClaimId[] WithCorrected(ClaimId id) =>
        !State.Claims.TryGetValue(id, out var facts) ? [] : facts.Claim.Corrects is { } wrong ? [id, wrong] : [id];

    private ClaimId[] WithCorrected(TopicEvent act) => WithCorrected(act switch
    {
        TopicEvent.ClaimRetracted retracted => retracted.Claim,
        TopicEvent.ClaimRestored restored => restored.Claim,
        TopicEvent.ClaimMoved moved => moved.Claim,
        _ => throw new UnreachableException($"{act.GetType().Name} is no act on a claim."),
    });

    private Chains? ChainsFor(ClaimFacts facts) => _placing.Of(facts).Place switch
    {
        Place.Question => _question,
        Place.Outlook => _outlook,
        _ => null,
    };

    private ValueList<ClaimId> Unresolved()
    {
        if (Topic.Kind != TopicKind.Date || _undated.Count == 0) return [];
        return [.. _undated.Select(id => new ClaimId(id)).Where(id => _placing.IsUnresolved(State.Claims[id])).Take(UnresolvedMax)];
    }

    private LedgerEntry Enter(ClaimFacts facts, bool without)
    {
        var (standing, reason, claim, place, _) = Judge(facts);
        var entry = new LedgerEntry
        {
            Claim = facts.Claim, Version = facts.Version, RecordedAt = facts.RecordedAt, Standing = standing,
            Reason = InFull(reason, _placing.Contradiction(facts)),
            Voice = claim?.Lineage.Origin ?? Lineage.Of(State, facts.Claim).Origin,
            Certainty = claim?.Certainty,
        };
        if (place is not { } at) return entry;
        var weighed = Answer.Weighed[at];
        return entry with
        {
            Certainty = weighed.Certainty * weighed.Kept,
            Weight = weighed.Weight * weighed.Kept,
            Contribution = Answer.PartOf(at),
            Interest = weighed.Stake switch
            {
                Stake.None => null,
                Stake.AdmitsMore or Stake.AdmitsLess => "against interest",
                _ => "self-serving",
            },
            Without = without ? Without([facts.Claim.Id], Render) : null,
        };
    }

    private static string InFull(string reason, string? contradiction) => contradiction is null ? reason : $"{reason}; {contradiction}";

    private Judgement Judge(ClaimFacts facts)
    {
        var placement = _placing.Of(facts);
        if (placement.Place == Place.Nowhere) return Judgement.Of(placement);
        var isAhead = placement.Place == Place.Outlook;
        var claim = (isAhead ? Outlook : Question).Find(facts.Claim.Id)!;
        var conclusion = isAhead ? Ahead! : Answer;
        var place = conclusion.PlaceOf(claim);
        var fate = conclusion.Slice.SilenceOf(claim) ?? (place >= 0 ? null : claim.Passed); // passed at last, it may speak of an earlier time
        if (fate is not null)
        {
            return fate.ImpliedBy is { } by && conclusion.Slice.SilenceOf(by) is { Standing: Standing.Superseded } gone
                ? Judgement.Of(gone.Standing, $"{fate.Reason}: {gone.Reason}", claim)
                : Judgement.Of(fate.Standing, fate.Reason, claim);
        }

        if (place < 0) return Replaced(claim);
        return isAhead ? InOutlook(claim, Staleness(claim)) : Judgement.Of(Standing.Counted, Reasons.Counted(conclusion, place), claim) with { Place = place };
    }

    /// <summary>The same as far as the first three stages go: whoever wants no view is not made to wait for one.</summary>
    private Judgement JudgeAlone(ClaimFacts facts)
    {
        var placement = _placing.Of(facts);
        if (placement.Place == Place.Nowhere) return Judgement.Of(placement);
        var isAhead = placement.Place == Place.Outlook;
        var chains = isAhead ? Outlook : Question;
        var claim = chains.Find(facts.Claim.Id)!;
        var stands = chains.ChainOf(claim).Last;
        if (claim.Passed is { } fate) return Judgement.Of(fate.Standing, fate.Reason, claim);
        if (!ValidTime.IsTimeless(Topic) && claim.Horizon > ValidAt) return Judgement.Of(Standing.OutOfScope, LaterTime, claim);
        if (!stands.Claims.Any(c => c.Lead == claim)) return Replaced(claim);
        return isAhead ? InOutlook(claim, "") : Judgement.Of(Standing.Counted, Reasons.Of(claim), claim);
    }

    private static Judgement InOutlook(ScopedClaim claim, string staleness) =>
        Judgement.Of(Standing.OutOfScope, $"{Placing.Word(claim.Claim.Status)}, not a fact: shown in the outlook{staleness}", claim);

    private static Judgement Replaced(ScopedClaim claim) =>
        claim.Successor is not { } next ? Judgement.Of(Standing.OutOfScope, LaterTime, claim)
        : next.Said == claim.Said ? Judgement.Of(Standing.Implied, $"says the same as {next.Id}", claim)
        : Judgement.Of(Standing.Superseded,
        $"{(claim.SoFar ? "an earlier partial count" : "an earlier statement")}, replaced by {next.Id} of the same origin", claim);

    private const string LaterTime = "speaks about a time after the one asked about";

    private string Staleness(ScopedClaim plan) =>
        plan.Claim.ReportedTime is null && Answer.HasEvidence ? "; undated, while the topic counts reports that it has come about: stale, or misdated" : "";

    private View Without(IReadOnlyCollection<ClaimId> claims, Func<View> render)
    {
        var (question, answer, ahead) = (Question, _answer, _ahead);
        var taken = claims.Select(question.Find).OfType<ScopedClaim>().ToList();
        foreach (var claim in taken) question.Remove(claim.Claim.Id);
        (_answer, _ahead) = (null, null);
        try
        {
            return render();
        }
        finally
        {
            foreach (var claim in taken) question.Add(claim);
            (_answer, _ahead) = (answer, ahead);
        }
    }
}

/// <summary>What became of a claim and why; what it is in the model's terms if it is in scope; and its place in the answer if it counts there.</summary>
/// <param name="Cause">Why it does not count; null where it does, or its origin says something else.</param>
internal sealed record Judgement(Standing Standing, string Reason, ScopedClaim? Claim, int? Place, WarningCode? Cause)
{
    public static Judgement Of(Placement placement) => new(placement.Standing, placement.Reason, null, null, placement.Cause);

    public static Judgement Of(Standing standing, string reason, ScopedClaim claim) => new(standing, reason, claim, null, standing switch
    {
        Standing.Lapsed => WarningCode.Lapsed,
        not Standing.OutOfScope => null,
        _ when claim.LooksAhead => WarningCode.Outlook,
        _ when claim.Said is Said.Number { Denied: true } => WarningCode.Denial,
        _ => WarningCode.LaterTime,
    });
}
