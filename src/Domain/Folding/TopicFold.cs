using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Folding;

/// <summary>
/// Folds one topic's stream into its view at one valid time: the same events in, the same view out, bit for bit, whatever
/// the order of independent claims. Each event costs O(log claims) as a rule; events before the first question are only
/// noted, and heard together when it comes. Not thread-safe.
/// </summary>
public sealed class TopicFold
{
    /// <summary>The most claims that a view names as not to be placed yet.</summary>
    public const int UnresolvedMax = 20;

    private const int HeardAgainMax = 64; // one by one

    private readonly Dictionary<ClaimId, SortedSet<string>> _correctedBy = [];
    private readonly Dictionary<ClaimId, List<ClaimId>> _derivedFrom = [];
    private readonly Dictionary<SourceId, List<ClaimId>> _bySource = []; // besides those in the digest
    private readonly SortedSet<string> _undated = new(StringComparer.Ordinal);
    private readonly FoldDigest? _digest; // what it began with
    private Hearing? _main;
    private Hearing? _outlook;
    private DateTimeOffset _nextChange = DateTimeOffset.MaxValue;

    /// <param name="validAt">The valid time to speak about.</param>
    /// <param name="reportedBy">Only claims reported by then are seen; null for all.</param>
    /// <param name="rules">The rules revision; null for the current one.</param>
    public TopicFold(DateTimeOffset validAt, DateTimeOffset? reportedBy = null, Rules? rules = null)
        => (ValidAt, ReportedBy, Rules) = (validAt, reportedBy, rules ?? Rules.Current);

    /// <summary>
    /// Starts from a snapshot in place of the events up to its version; with a digest, and where nothing is asked that it was not made for, without
    /// hearing a claim again before it matters.
    /// </summary>
    public TopicFold(TopicFacts facts, DateTimeOffset validAt, DateTimeOffset? reportedBy = null, Rules? rules = null)
        : this(validAt, reportedBy, rules)
    {
        _digest = IsUsual && facts.Claims is IClaimArchive ? facts.Digest : null;
        State.Restore(facts with { Digest = _digest });
        RestoredVersion = facts.Version;
        if (_digest is not null) Resume(_digest, validAt);
        else foreach (var claim in facts.Claims) Index(claim.Claim);
    }

    /// <summary>The rules revision that it computes with.</summary>
    public Rules Rules { get; }

    /// <summary>Only claims reported by then are seen; null for all.</summary>
    public DateTimeOffset? ReportedBy { get; }

    /// <summary>The version of the snapshot it started from; 0 without one.</summary>
    public long RestoredVersion { get; }

    /// <summary>The facts so far.</summary>
    public TopicState State { get; } = new();

    /// <summary>The valid time it speaks about.</summary>
    public DateTimeOffset ValidAt { get; private set; }

    /// <summary>The valid time that a view "now" speaks about: claims age by the hour, not by the request.</summary>
    public static DateTimeOffset Hour(DateTimeOffset now) => new(now.UtcDateTime.Date.AddHours(now.UtcDateTime.Hour), TimeSpan.Zero);

    /// <summary>Until when the view holds if no event comes: then <see cref="MoveTo"/> may change it.</summary>
    public DateTimeOffset HoldsUntil
    {
        get
        {
            if (Ages) return Hour(ValidAt).AddHours(1);
            var midnight = new DateTimeOffset(ValidAt.UtcDateTime.Date, TimeSpan.Zero).AddDays(1); // "as of" names the day
            var change = _nextChange == DateTimeOffset.MaxValue ? _nextChange : Hour(_nextChange.AddTicks(TimeSpan.TicksPerHour - 1)); // "now" is a whole hour
            return DependsOnTime && midnight < change ? midnight : change;
        }
    }

    /// <summary>Whether a source stands in the chain of a claim taken in.</summary>
    public bool HasHeardOf(SourceId source) => _bySource.ContainsKey(source) || PutAway(source).Count > 0;

    /// <summary>Takes an event in.</summary>
    public void Apply(Recorded recorded)
    {
        var touched = Touched(recorded.Event);
        if (touched.Count > HeardAgainMax) _main = null; // it is cheaper to hear all anew
        if (_digest is not null) Wake(touched); // as it was heard, before what it depends on changes
        State.Evolve(recorded);
        if (recorded.Event is TopicEvent.Defined or TopicEvent.FamilyDefined or TopicEvent.ReliabilityLearned) _main = null;
        if (recorded.Event is TopicEvent.ClaimAsserted asserted) Index(asserted.Claim);
        HearAgain(touched);
    }

    /// <summary>Moves on to another valid time; costs nothing unless something on the topic depends on it.</summary>
    /// <returns>Whether the view may have changed.</returns>
    public bool MoveTo(DateTimeOffset validAt)
    {
        var otherDay = DependsOnTime && validAt.UtcDateTime.Date != ValidAt.UtcDateTime.Date;
        var rehear = validAt != ValidAt && (_main is null || Ages || validAt < ValidAt || validAt >= _nextChange);
        ValidAt = validAt;
        if (rehear) _main = null;
        if (_main is not null) _main.ValidAt = validAt;
        if (_main is not null && _outlook is not null) _outlook.ValidAt = validAt;
        return rehear || otherDay;
    }

    /// <summary>The view of what was folded so far.</summary>
    /// <exception cref="InvalidOperationException">The topic has not been defined.</exception>
    public View Render()
    {
        var view = new Rendering(State, Answer, Main, Outlook, ValidAt, Unresolved()).View();
        var kind = State.Topic!.Kind;
        return view with { Rules = Rules.Revision, Kind = kind, Outlook = view.Outlook is { } outlook ? outlook with { Kind = kind } : null };
    }

    /// <summary>The same at less cost, without camps, outlook and the reasons for confidence.</summary>
    /// <exception cref="InvalidOperationException">The topic has not been defined.</exception>
    public View RenderBrief() => new Rendering(State, Answer, Main, Outlook, ValidAt, Unresolved()).Brief() with { Rules = Rules.Revision, Kind = State.Topic!.Kind };

    /// <summary>The claims seen, by version, after <paramref name="afterVersion"/>; at most <paramref name="limit"/>.</summary>
    public IReadOnlyList<LedgerEntry> Ledger(long afterVersion, int limit, bool without)
    {
        var seen = State.Claims.Values.Where(c => c.Version > afterVersion && Sees(c)).OrderBy(c => c.Version).Take(limit).ToList();
        return [.. seen.Select(c => Enter(c, without))];
    }

    /// <summary>Of those, the claims in whose chain a source stands. Costs O(its claims).</summary>
    public IReadOnlyList<LedgerEntry> LedgerOf(SourceId source, long afterVersion, int limit)
    {
        var seen = ClaimsOf(source).Select(id => State.Claims[id]).Where(c => c.Version > afterVersion && Sees(c)).OrderBy(c => c.Version).Take(limit).ToList();
        return [.. seen.Select(c => Enter(c, without: false))];
    }

    /// <summary>The ledger's entry for one claim; null when the fold does not see it.</summary>
    public LedgerEntry? Entry(ClaimId claim) =>
        State.Claims.TryGetValue(claim, out var facts) && Sees(facts) ? Enter(facts, without: false) : null;

    /// <summary>How the statements of a source have fared: those of which it is the origin. Costs O(its claims).</summary>
    public SourceOutcomes OutcomesOf(SourceId source)
    {
        var claims = ClaimsOf(source).Select(id => State.Claims[id]).Where(f => f.Claim.Origin == source && Sees(f)).ToList();
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
        if (Answer is not { } resolution) return outcomes;
        var answer = Assertions.Answer(State.Topic!, Main.Family, resolution);
        var stands = claims.Where(f => Main.Contains(f.Claim.Id)).Select(f => Main.Find(f.Claim.Id)).Where(u => Main.SpeakerOf(u).Leader == u);
        return stands.Aggregate(outcomes, (sum, u) => sum.With(Certainty.Stated(u.Claim), Assertions.Holds(Main.Family, Main.SpeakerOf(u).Testimony?.Assertion ?? u.Said, answer)));
    }

    /// <summary>What the view rests on, with so many origins from the strongest on, after the first <paramref name="skip"/>. Costs a fold of each one's claims.</summary>
    public Explanation Explain(int skip, int limit)
    {
        var shares = Why.Shares(Main.Evidence).ToList();
        var sums = Why.SumsOf(Main.Evidence);
        var page = shares.Skip(skip).Take(limit).ToList();
        var claims = State.Claims.Keys.Where(Main.Contains).ToLookup(c => Main.Find(c).Voice);
        var view = Render();
        var existence = view.Existence is null ? null : Main.Existence;
        return new Explanation(
            view, Why.BasisOf(Main.Evidence), sums, existence is null ? null : Why.OfExistence(existence),
            [.. page.Select(s => new OriginShare(s.Origin, s.Claims, s.Sums, existence is null ? null : Why.ShareOf(existence, s.Origin), Without([.. claims[s.Origin]], RenderBrief)))],
            page.Aggregate(sums, (rest, s) => rest.Less(s.Sums)), skip + page.Count < shares.Count ? skip + page.Count : null);
    }

    /// <summary>What became of a claim, without weighing it: costs O(1). Null when the fold does not see it.</summary>
    public ClaimOutcome? OutcomeOf(ClaimId claim)
    {
        if (!State.Claims.TryGetValue(claim, out var facts) || !Sees(facts)) return null;
        var (standing, reason, _, _) = Judge(facts);
        return new ClaimOutcome(claim, facts.Version, standing, reason);
    }

    /// <summary>The valid times at which something on the topic changes, in order.</summary>
    public IReadOnlyList<DateTimeOffset> Turns()
    {
        var turns = new SortedSet<DateTimeOffset>();
        foreach (var facts in State.Claims.Values.Where(Sees))
        {
            if (facts.Claim.ValidTime?.From is { } from) turns.Add(from);
            if (Main.Contains(facts.Claim.Id)) turns.Add(Main.Find(facts.Claim.Id).Horizon);
        }

        return [.. turns];
    }

    /// <summary>The instants at which what could be known changes, ascending: each the first at which one more of the claims that are seen had been reported.</summary>
    public IReadOnlyList<DateTimeOffset> Reports() =>
        [.. State.Claims.Values.Where(Sees).Select(c => c.KnownBy.AddTicks(-TimeSpan.TicksPerSecond)).Distinct().Order()];

    /// <summary>The same facts at an instant, as far as they had been reported by then. Costs a fold.</summary>
    public TopicFold AsReported(DateTimeOffset by) => new(State.Facts(), Hour(by), by, Rules);

    /// <summary>The facts, with what they come to at the valid time, so that a fold can go on from there; the topic must be defined.</summary>
    /// <exception cref="InvalidOperationException">It does not see all claims, or goes by rules that are not current: nothing could go on from there.</exception>
    public TopicFacts Facts()
    {
        if (!IsUsual) throw new InvalidOperationException("A fold of the past, or by other rules, leaves no digest.");
        var facts = State.Facts();
        var claims = facts.Claims.ToList();
        var sources = claims.Index().SelectMany(c => c.Item.Claim.Chain.Select(source => (Source: source.Value, Place: c.Index)))
            .GroupBy(c => c.Source, c => c.Place).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        var ends = new int[sources.Count];
        for (var (i, end) = (0, 0); i < ends.Length; i++) ends[i] = end += sources[i].Count();
        return facts with
        {
            Claims = claims,
            Labels = State.Labels,
            Digest = new FoldDigest
            {
                ValidAt = ValidAt, Main = Main.Digest(claims), Outlook = _outlook?.Digest(claims), NextChange = _nextChange,
                Sources = [.. sources.Select(s => s.Key)], SourceEnds = ends, SourceClaims = [.. sources.SelectMany(s => s)],
                Corrections = [.. _correctedBy.SelectMany(c => c.Value.SelectMany(by => new[] { c.Key.Value, by }))],
                Derivations = [.. _derivedFrom.SelectMany(d => d.Value.SelectMany(derived => new[] { d.Key.Value, derived.Value }))],
                Undated = [.. _undated],
            },
        };
    }

    /// <summary>Whether it sees all claims, by the rules of the day: what a digest is of.</summary>
    private bool IsUsual => ReportedBy is null && Rules == Rules.Current;

    private bool DependsOnTime => State.Topic is { Dynamics: not Dynamics.Fixed };

    private bool Ages => State.Topic is { Dynamics: Dynamics.Changing, HalfLife: not null };

    /// <summary>What answers the question; heard anew where the definition, or time, has changed since.</summary>
    internal Hearing Main
    {
        get
        {
            if (_main is null) HearAll();
            return _main!;
        }
    }

    private Hearing? Outlook => Main is not null ? _outlook : null;

    /// <summary>The established answer, once it can be known: nobody knew it before it was recorded.</summary>
    private Resolution? Answer => ReportedBy < State.ResolvedAt ? null : State.Resolution;

    private bool Sees(ClaimFacts facts) => ReportedBy is not { } by || facts.KnownBy.UtcTicks - TimeSpan.TicksPerSecond <= by.UtcTicks;

    /// <summary>Goes on as if every claim had been heard at the digest's valid time.</summary>
    private void Resume(FoldDigest digest, DateTimeOffset validAt)
    {
        foreach (var pair in digest.Corrections.Chunk(2)) IndexCorrection(new ClaimId(pair[0]), pair[1]);
        foreach (var pair in digest.Derivations.Chunk(2)) IndexDerivation(new ClaimId(pair[0]), new ClaimId(pair[1]));
        _undated.UnionWith(digest.Undated);
        (ValidAt, _nextChange) = (digest.ValidAt, digest.NextChange);
        StartHearing();
        _main!.Resume(digest.Main);
        _outlook?.Resume(digest.Outlook!);
        MoveTo(validAt);
    }

    private void Index(Claim claim)
    {
        foreach (var source in claim.Chain)
        {
            if (!_bySource.TryGetValue(source, out var claims)) _bySource.Add(source, claims = []);
            claims.Add(claim.Id);
        }

        if (claim.Value is ClaimValue.Date { Edtf: null }) _undated.Add(claim.Id.Value);
        if (claim.Corrects is { } wrong) IndexCorrection(wrong, claim.Id.Value);
        foreach (var basis in Derivation.From(claim)) IndexDerivation(basis, claim.Id);
    }

    private void IndexCorrection(ClaimId wrong, string correction)
    {
        if (!_correctedBy.TryGetValue(wrong, out var corrections)) _correctedBy.Add(wrong, corrections = new(StringComparer.Ordinal));
        corrections.Add(correction);
    }

    private void IndexDerivation(ClaimId basis, ClaimId derived)
    {
        if (!_derivedFrom.TryGetValue(basis, out var all)) _derivedFrom.Add(basis, all = []);
        all.Add(derived);
    }

    private IEnumerable<ClaimId> ClaimsOf(SourceId source)
    {
        foreach (var place in PutAway(source)) yield return State.Table.At(place).Claim.Id;
        foreach (var claim in _bySource.GetValueOrDefault(source) ?? []) yield return claim;
    }

    /// <summary>The places in the digest of the claims in whose chain a source stands.</summary>
    private ArraySegment<int> PutAway(SourceId source)
    {
        if (_digest is null || Array.BinarySearch(_digest.Sources, source.Value, StringComparer.Ordinal) is not (>= 0 and var at)) return ArraySegment<int>.Empty;
        return new ArraySegment<int>(_digest.SourceClaims)[(at == 0 ? 0 : _digest.SourceEnds[at - 1]).._digest.SourceEnds[at]];
    }

    /// <summary>The claims that an event makes to be heard otherwise.</summary>
    private List<ClaimId> Touched(TopicEvent fact) => fact switch
    {
        TopicEvent.ClaimAsserted asserted => Touched(asserted.Claim),
        TopicEvent.ClaimRetracted retracted => State.Claims.TryGetValue(retracted.Claim, out var facts) ? Touched(facts.Claim) : [],
        TopicEvent.SourceAssessed assessed => [.. ClaimsOf(assessed.Profile.Source).SelectMany(claim => (IEnumerable<ClaimId>)[claim, .. DerivedFrom(claim)])],
        _ => [],
    };

    /// <summary>The claim, the one it corrects, and those computed from it.</summary>
    private List<ClaimId> Touched(Claim claim)
    {
        var touched = new List<ClaimId> { claim.Id };
        if (claim.Corrects is { } wrong) touched.Add(wrong);
        touched.AddRange(DerivedFrom(claim.Id));
        return touched;
    }

    private void Wake(List<ClaimId> claims)
    {
        foreach (var claim in claims)
        {
            _main?.Wake(claim);
            _outlook?.Wake(claim);
        }
    }

    private IReadOnlyList<ClaimId> DerivedFrom(ClaimId claim) => _derivedFrom.TryGetValue(claim, out var derived) ? derived : [];

    private void HearAll()
    {
        StartHearing();
        _nextChange = DateTimeOffset.MaxValue;
        var heard = State.Claims.Values.ToLookup(facts => Place(facts).Hearing);
        _main!.AddAll(heard[_main]);
        if (_outlook is not null) _outlook.AddAll(heard[_outlook]);
        foreach (var facts in State.Claims.Values) RememberChanges(facts);
    }

    private void StartHearing()
    {
        var topic = State.Topic ?? throw new InvalidOperationException("The topic has not been defined.");
        var family = Families.Of(topic, State.Family) with { Rules = Rules };
        (_main, _outlook) = (new Hearing(State, family, ValidAt), topic.LooksAhead ? null : new Hearing(State, family, ValidAt));
    }

    private void HearAgain(IEnumerable<ClaimId> claims)
    {
        if (_main is null) return; // nothing has been heard yet
        foreach (var id in claims)
        {
            if (!State.Claims.TryGetValue(id, out var facts)) continue;
            _main.Remove(id);
            _outlook?.Remove(id);
            Place(facts).Hearing?.Add(facts);
            RememberChanges(facts);
        }
    }

    private void RememberChanges(ClaimFacts facts)
    {
        Remember(facts.Claim.ValidTime?.From);
        Remember(Expiry(facts));
        Remember(_main!.Ripens(facts.Claim.Id));
        Remember(_outlook?.Ripens(facts.Claim.Id));
    }

    private void Remember(DateTimeOffset? change)
    {
        if (change > ValidAt && change < _nextChange) _nextChange = change.Value;
    }

    /// <summary>Where a claim is heard, or why it is not.</summary>
    private (Hearing? Hearing, Standing Standing, string Reason) Place(ClaimFacts facts)
    {
        var (topic, claim) = (State.Topic!, facts.Claim);
        if (!Sees(facts)) return (null, Standing.OutOfScope, "not reported yet");
        if (facts.Retraction is { } retraction) return (null, Standing.Retracted, retraction.Reason);
        if (CorrectionOf(claim.Id) is { } correction) return (null, Standing.Corrected, $"corrected by {correction}");
        if (Answer is not null && facts.Version > State.ResolvedAtVersion) return (null, Standing.AfterResolution, "taken in after the answer was established");
        if (Scope.Objection(topic, claim) is { } objection) return (null, Standing.OutOfScope, objection);
        var accepted = Scope.Accepts(topic, claim);
        if (!accepted && !claim.LooksAhead)
            return (null, Standing.OutOfScope, $"the topic asks about what is {Words(topic.Accepts)}, not what is {Word(claim.Status)}");
        if (Expiry(facts) is { } expiry && expiry <= ValidAt)
            return (null, Standing.Lapsed, $"expected by {expiry.AddTicks(-1):yyyy-MM-dd}, which has passed without a report that it came true");
        if (accepted) return (_main, Standing.Counted, "");
        var stale = claim.ReportedTime is null && _main is { IsEmpty: false }
            ? "; undated, while the topic counts reports that it has come about: stale, or misdated" : "";
        return (_outlook, Standing.OutOfScope, $"{Word(claim.Status)}, not a fact: shown in the outlook{stale}");
    }

    /// <summary>
    /// When an expectation lapses: at the end of the time it named; one with an open end, a half-life (else 180 days) after the first date named. Only
    /// dates and outlooks lapse: a planned number ages instead.
    /// </summary>
    private DateTimeOffset? Expiry(ClaimFacts facts)
    {
        var (topic, claim) = (State.Topic!, facts.Claim);
        if (!claim.LooksAhead || (topic.Kind != TopicKind.Date && Scope.Accepts(topic, claim))) return null;
        var patience = topic.HalfLife?.Length ?? TimeSpan.FromDays(180);
        var expected = claim.Value is ClaimValue.Date { Edtf: { } date } ? date : claim.ValidTime;
        if (expected?.To is { } end) return end;
        return Later(expected?.StartEnds ?? facts.ReportedBy, patience);
    }

    private static DateTimeOffset Later(DateTimeOffset date, TimeSpan by) =>
        DateTimeOffset.MaxValue - date > by ? date + by : DateTimeOffset.MaxValue;

    private ClaimId? CorrectionOf(ClaimId claim)
    {
        if (!_correctedBy.TryGetValue(claim, out var corrections)) return null;
        foreach (var id in corrections)
        {
            var correction = State.Claims[new ClaimId(id)];
            if (correction.Retraction is null && Sees(correction)) return correction.Claim.Id;
        }

        return null;
    }

    private ValueList<ClaimId> Unresolved()
    {
        if (State.Topic!.Kind != TopicKind.Date) return [];
        return [.. _undated.Select(id => State.Claims[new ClaimId(id)])
            .Where(c => c.Retraction is null && Sees(c) && CorrectionOf(c.Claim.Id) is null && Scope.Accepts(State.Topic, c.Claim)).Take(UnresolvedMax)
            .Select(c => c.Claim.Id)];
    }

    private LedgerEntry Enter(ClaimFacts facts, bool without)
    {
        var (standing, reason, utterance, weighed) = Judge(facts);
        var entry = new LedgerEntry
        {
            Claim = facts.Claim, Version = facts.Version, RecordedAt = facts.RecordedAt, Standing = standing, Reason = reason,
            Voice = utterance?.Voice ?? Lineage.VoiceOf(State.Topic!, facts.Claim, State.Profile),
            Certainty = weighed?.Certainty ?? utterance?.Certainty,
            Interest = utterance?.Stake switch { Stake.SelfServing => "self-serving", Stake.AgainstInterest => "against interest", _ => null },
        };
        if (weighed is not { } testimony) return entry;
        return entry with
        {
            Weight = testimony.Weight,
            Contribution = new Rendering(State, Answer, Main, _outlook, ValidAt, []).Contribution(testimony),
            Without = without ? Without([facts.Claim.Id], Render) : null,
        };
    }

    /// <summary>What became of a claim and why; how it is heard if it is in scope; and what it is weighed as if it counts.</summary>
    private (Standing Standing, string Reason, Utterance? Utterance, Testimony? Weighed) Judge(ClaimFacts facts)
    {
        var main = Main;
        var (hearing, standing, reason) = Place(facts);
        if (hearing != main) return (standing, reason, null, null);

        main.Wake(facts.Claim.Id);
        var utterance = main.Find(facts.Claim.Id);
        var speaker = main.SpeakerOf(utterance);
        (standing, reason) = speaker.FateOf(utterance);
        var outdated = standing == Standing.Implied && speaker.Silence == Hearing.Silence.Outdated;
        if (standing != Standing.Counted && !outdated) return (standing, reason, utterance, null);
        if (speaker.Silence is { } silence)
        {
            (standing, reason) = silence switch
            {
                Hearing.Silence.NoInformation when State.Topic!.HalfLife is { } half && ValidAt - speaker.Horizon > 3 * half.Length => (standing, "stands, and is too old to say anything by now"),
                Hearing.Silence.NoInformation => (standing, "stands, and says nothing either way: its source is as often wrong as right here, or gains by it"),
                Hearing.Silence.Outdated => (Standing.Superseded, "outdated: newer statements are more than two half-lives younger"),
                Hearing.Silence.OldDenial => (Standing.Superseded, "was not so then, which says nothing of later"),
                _ => (Standing.OutOfScope, "speaks about a time after the one asked about"),
            };
            return (standing, reason, utterance, null);
        }

        var testimony = speaker.Testimony!.Value;
        return main.Evidence.IsLead(testimony)
            ? (standing, Reasons.Counted(testimony, utterance), utterance, testimony)
            : (Standing.Implied, "others of unknown lineage say the same: one voice", utterance, null);
    }

    private View Without(IReadOnlyCollection<ClaimId> claims, Func<View> render)
    {
        foreach (var claim in claims) Main.Remove(claim);
        try
        {
            return render();
        }
        finally
        {
            foreach (var claim in claims) Main.Add(State.Claims[claim]);
        }
    }

    private static string Words(IEnumerable<ClaimStatus> statuses) => string.Join(", ", statuses.Select(Word));

    private static string Word(ClaimStatus status) => status.ToString().ToLowerInvariant();
}
