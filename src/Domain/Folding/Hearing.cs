using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding;

/// <summary>
/// The claims in scope, gathered by speaker, and the evidence they make at one valid time. Adding or removing a claim costs
/// O(log n) as a rule; the evidence is a function of the set of claims, whatever the order. Not thread-safe.
/// </summary>
internal sealed class Hearing
{
    /// <summary>After how many half-lives a statement is outdated by newer ones.</summary>
    private const int OutdatedAfter = 2;

    /// <summary>Times are given to the day: within one, nothing is later than what was asked about.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromDays(1);

    private static readonly Assertion.Label IsSo = new(Assertions.Yes, LabelForm.Is);
    private static readonly Assertion.Label IsNotSo = new(Assertions.No, LabelForm.Is);

    private readonly TopicState _state;
    private readonly TopicDefinition _topic;
    private readonly Func<SourceId, SourceProfile> _profiles;
    private readonly Func<Utterance, bool> _isLater;
    private readonly Dictionary<string, Speaker> _speakers = new(StringComparer.Ordinal);
    private readonly Dictionary<ClaimId, Utterance> _utterances = [];
    private readonly Ordered<Ranked<DateTimeOffset>> _byHorizon = new();
    private readonly SortedSet<string> _uninformative = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _deniers = new(StringComparer.Ordinal);
    private readonly Ordered<Ranked<double>> _byWeight = new();
    private HearingDigest? _digest; // null when nothing was put away
    private Speaker[] _resumed = []; // those of the digest
    private ILookup<int, int>? _saidBy; // places of claims, by number of speaker

    public Hearing(TopicState state, Family family, DateTimeOffset validAt)
    {
        _state = state;
        _topic = state.Topic!;
        _profiles = state.Profile;
        _isLater = IsLater;
        Family = family;
        ValidAt = validAt;
        Evidence = Evidence.Of(family);
        Evidence.Knowledge = state.Knowledge;
        if (_topic is { Kind: TopicKind.Quantity, Scale: null }) Existence = new LabelEvidence(Families.Existence with { Rules = family.Rules });
    }

    /// <summary>Why a speaker's statement is not weighed although it stands.</summary>
    public enum Silence
    {
        /// <summary>It says nothing either way: shown, not counted among the origins.</summary>
        NoInformation,

        /// <summary>Newer statements have outdated it.</summary>
        Outdated,

        /// <summary>It speaks about a time after the one asked about.</summary>
        NotYet,

        /// <summary>It was not so then; that says nothing of later.</summary>
        OldDenial,
    }

    public Family Family { get; }

    /// <summary>Moved on only while nothing that was heard depends on it.</summary>
    public DateTimeOffset ValidAt { get; set; }

    public Evidence Evidence { get; }

    /// <summary>Quantities: whether there is anything to count at all.</summary>
    public LabelEvidence? Existence { get; }

    public bool IsEmpty => _speakers.Count == 0;

    /// <summary>The newest horizon among the statements that are weighed; the beginning of time when there is none.</summary>
    public DateTimeOffset Newest { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>How many of the weighed statements give a figure.</summary>
    public int Figures { get; private set; }

    /// <summary>How many give a bound that was computed from a count.</summary>
    public int DerivedBounds { get; private set; }

    /// <summary>How many give only a lower bound.</summary>
    public int LowerBounds { get; private set; }

    /// <summary>How many give only an upper bound.</summary>
    public int UpperBounds { get; private set; }

    /// <summary>Those whose statements are weighed, strongest first.</summary>
    public IEnumerable<Speaker> Strongest => _byWeight.Descending.Select(w => w.Speaker!);

    /// <summary>Those whose statements stand and say nothing either way.</summary>
    public IEnumerable<Speaker> Uninformative => _uninformative.Select(key => _speakers[key]);

    public int UninformativeCount => _uninformative.Count;

    /// <summary>Those whose standing statement is a denial, weighed or not.</summary>
    public IEnumerable<Speaker> Deniers => _deniers.Select(key => _speakers[key]);

    public bool Contains(ClaimId claim) => _utterances.ContainsKey(claim) || PlaceAtRest(claim) is not null;

    public Utterance Find(ClaimId claim) => _utterances.TryGetValue(claim, out var known) ? known : Heard(PlaceAtRest(claim)!.Value);

    /// <summary>Makes known what was said by whoever said this, and how it is weighed: before anything changes that it depends on.</summary>
    public void Wake(ClaimId claim)
    {
        if (_digest is not null && Contains(claim)) Wake(_speakers[Find(claim).Speaker]);
    }

    /// <summary>What it takes to go on without hearing anything again.</summary>
    /// <param name="claims">All of the topic's, at their places.</param>
    public HearingDigest Digest(IReadOnlyList<ClaimFacts> claims)
    {
        foreach (var speaker in _resumed) speaker.Wake();
        var speakers = _speakers.Values.OrderBy(s => s.Voice, StringComparer.Ordinal).ThenBy(s => s.Key, StringComparer.Ordinal).ToList();
        var numbers = speakers.Index().ToDictionary(s => s.Item, s => s.Index);
        var voices = speakers.Index().GroupBy(s => s.Item.Voice, s => s.Index + 1).ToList();
        var (speakerOf, places) = (new int[claims.Count], new Dictionary<Utterance, int>(_utterances.Count));
        foreach (var (place, facts) in claims.Index())
        {
            var isHeard = _utterances.TryGetValue(facts.Claim.Id, out var utterance);
            speakerOf[place] = isHeard ? numbers[_speakers[utterance!.Speaker]] : -1;
            if (isHeard) places.Add(utterance!, place);
        }

        string[] names = [.. voices.Select(v => v.Key)];
        return new HearingDigest
        {
            SpeakerOf = speakerOf, Speakers = [.. speakers.Select(s => s.Key)], Voices = names, VoiceEnds = [.. voices.Select(v => v.Last())],
            Leaders = [.. speakers.Select(s => places[s.Leader!])], Horizons = [.. speakers.Select(s => s.Horizon.UtcTicks)],
            Weights = [.. speakers.Select(s => s.Testimony?.Weight ?? double.NaN)], Silences = [.. speakers.Select(s => (byte)((int?)s.Silence + 1 ?? 0))],
            Deniers = [.. Deniers.Select(s => numbers[s])],
            ByHorizon = [.. _byHorizon.ToArray().Select(r => numbers[r.Speaker!])], ByWeight = [.. _byWeight.ToArray().Select(r => numbers[r.Speaker!])],
            Tallies = [Figures, DerivedBounds, LowerBounds, UpperBounds],
            Evidence = Evidence.Digest(names), Existence = Existence?.Digest(names),
        };
    }

    /// <summary>Goes on from a digest of the same topic's claims at the same valid time; nothing may have been heard here yet.</summary>
    public void Resume(HearingDigest digest)
    {
        _digest = digest;
        _resumed = new Speaker[digest.Speakers.Length];
        _speakers.EnsureCapacity(_resumed.Length);
        for (var (number, voice) = (0, 0); number < _resumed.Length; number++)
        {
            if (number == digest.VoiceEnds[voice]) voice++;
            var speaker = _resumed[number] = new Speaker(_topic, Family, _isLater, digest.Speakers[number], digest.Voices[voice]);
            speaker.Rest(this, digest, number);
            _speakers.Add(speaker.Key, speaker);
            if (speaker.Silence == Silence.NoInformation) _uninformative.Add(speaker.Key);
        }

        foreach (var number in digest.Deniers) _deniers.Add(digest.Speakers[number]);
        _byHorizon.Fill([.. digest.ByHorizon.Select(n => new Ranked<DateTimeOffset>(_resumed[n].Horizon, _resumed[n]))]);
        _byWeight.Fill([.. digest.ByWeight.Select(n => new Ranked<double>(digest.Weights[n], _resumed[n]))]);
        Newest = NewestHorizon;
        (Figures, DerivedBounds, LowerBounds, UpperBounds) = (digest.Tallies[0], digest.Tallies[1], digest.Tallies[2], digest.Tallies[3]);
        Evidence.Resume(digest.Evidence, digest.Voices, voice => SpeakersOf(voice).Select(s => s.Testimony).OfType<Testimony>());
        Existence?.Resume(digest.Existence!, digest.Voices, voice => SpeakersOf(voice).Select(ExistenceBy).OfType<Testimony>());
    }

    /// <summary>What stands of a speaker at rest.</summary>
    public Utterance LeaderOf(int number) => Heard(_digest!.Leaders[number]);

    /// <summary>All that a speaker at rest said.</summary>
    public IEnumerable<Utterance> SaidBy(int number)
    {
        _saidBy ??= _digest!.SpeakerOf.Index().ToLookup(c => c.Item, c => c.Index);
        return _saidBy[number].Select(Heard);
    }

    /// <summary>How what stands of a speaker at rest was weighed.</summary>
    public Testimony Recall(Speaker speaker) => Testify(speaker, speaker.Leader!, Hear(speaker, speaker.Leader!).Heard!);

    /// <summary>What stands, weighed or not because it says nothing either way: what sources can be judged by.</summary>
    public IEnumerable<Testimony> Testimonies()
    {
        foreach (var speaker in _speakers.Values)
        {
            if (speaker.Leader is { } leader && Hear(speaker, leader).Heard is { } heard) yield return Testify(speaker, leader, heard);
        }
    }

    public Speaker SpeakerOf(Utterance utterance)
    {
        if (!_speakers.TryGetValue(utterance.Speaker, out var speaker))
            _speakers.Add(utterance.Speaker, speaker = new Speaker(_topic, Family, _isLater, utterance.Speaker, utterance.Voice));
        return speaker;
    }

    public void Add(ClaimFacts facts)
    {
        var utterance = Utter(facts);
        var speaker = SpeakerOf(utterance);
        Wake(speaker);
        _utterances.Add(facts.Claim.Id, utterance);
        var stood = speaker.Stands;
        speaker.Add(utterance);
        Follow(speaker, stood);
    }

    /// <summary>Adds many claims to an empty hearing; costs less than one by one, and comes to the same.</summary>
    public void AddAll(IEnumerable<ClaimFacts> claims)
    {
        foreach (var said in claims.Select(Utter).GroupBy(u => u.Speaker))
        {
            foreach (var utterance in said) _utterances.Add(utterance.Claim.Id, utterance);
            SpeakerOf(said.First()).AddAll(said);
        }

        foreach (var speaker in _speakers.Values.Where(MarksTime)) _byHorizon.Add(new(speaker.Horizon, speaker));
        Newest = NewestHorizon;
        var heard = _speakers.Values.Select(s => (Speaker: s, Hear(s, s.Leader!).Heard)).ToList();
        Evidence.Admit([.. heard.Select(h => h.Heard).OfType<Assertion>()]);
        foreach (var (speaker, _) in heard) Voice(speaker, Evidence.Enter);
    }

    public void Remove(ClaimId claim)
    {
        Wake(claim);
        if (!_utterances.Remove(claim, out var utterance)) return;
        var speaker = _speakers[utterance.Speaker];
        var stood = speaker.Stands;
        speaker.Remove(utterance);
        Follow(speaker, stood);
        if (speaker.IsSilent) _speakers.Remove(speaker.Key);
    }

    private Utterance Utter(ClaimFacts facts) => new(_topic, Family, facts, _profiles, CertaintyOf(facts.Claim));

    /// <summary>Weighs what a speaker says where something else stands now, or up to another time, and what that makes of the others.</summary>
    private void Follow(Speaker speaker, (Utterance? Leader, DateTimeOffset Horizon) stood)
    {
        if (speaker.Stands == stood) return;
        var (answers, before) = (OpenAnswers, Newest);
        if (stood.Leader is { } old)
        {
            Mute(speaker, old);
            _byHorizon.Remove(new(stood.Horizon, speaker));
        }

        if (speaker.Leader is not null && MarksTime(speaker)) _byHorizon.Add(new(speaker.Horizon, speaker));
        var asked = before == NewestHorizon ? [] : Between(before, NewestHorizon);
        foreach (var other in asked) Wake(other);
        Newest = NewestHorizon;
        if (speaker.Leader is not null) Voice(speaker, Evidence.Add);
        var settled = answers == OpenAnswers;
        foreach (var other in asked.Where(other => other != speaker)) settled &= AskAgain(other);
        if (!settled) WeighAgain();
    }

    private DateTimeOffset NewestHorizon => _byHorizon.Count == 0 ? DateTimeOffset.MinValue : _byHorizon.Max.Rank;

    private void Wake(Speaker speaker)
    {
        if (_digest is null) return;
        if (Evidence is LabelEvidence { IsOpen: true }) Evidence.Wake(); // a label more or less is a matter of all
        Evidence.Wake(speaker.Voice);
        Existence?.Wake(speaker.Voice);
        speaker.Wake();
    }

    private IEnumerable<Speaker> SpeakersOf(string voice)
    {
        var at = Array.BinarySearch(_digest!.Voices, voice, StringComparer.Ordinal);
        return _resumed[(at == 0 ? 0 : _digest.VoiceEnds[at - 1]).._digest.VoiceEnds[at]];
    }

    /// <summary>Where a claim was put away, if whoever said it is at rest.</summary>
    private int? PlaceAtRest(ClaimId claim) =>
        _digest is not null && _state.Table.PlaceOf(claim) is >= 0 and var place && _digest.SpeakerOf[place] is >= 0 and var number && _resumed[number].IsAtRest
            ? place : null;

    private Utterance Heard(int place)
    {
        var facts = _state.Table.At(place);
        if (!_utterances.TryGetValue(facts.Claim.Id, out var utterance)) _utterances.Add(facts.Claim.Id, utterance = Utter(facts));
        return utterance;
    }

    /// <summary>Open sets: how many different answers are claimed.</summary>
    private int OpenAnswers => Evidence is LabelEvidence { IsOpen: true } open ? open.Labels.Count : 0;

    /// <summary>Each claim on an open set is weighed against how many answers there are: all of them anew when that has changed.</summary>
    private void WeighAgain()
    {
        foreach (var speaker in _speakers.Values)
        {
            if (speaker.Testimony is not { } old) continue;
            var testimony = Testify(speaker, speaker.Leader!, old.Assertion);
            _byWeight.Remove(new(old.Weight, speaker));
            _byWeight.Add(new(testimony.Weight, speaker));
            Evidence.Replace(testimony);
            speaker.Testimony = testimony;
        }
    }

    /// <summary>Whether what the speaker says can make older statements old.</summary>
    private bool MarksTime(Speaker speaker) =>
        !IsLater(speaker.Leader!) && !StartsLater(speaker.Leader!) && (_topic.Dynamics == Dynamics.Changing || speaker.Leader!.IsFigure || Evidence is LabelEvidence);

    /// <summary>Who was not old before the newest statement changed and is now, or the other way round.</summary>
    private List<Speaker> Between(DateTimeOffset before, DateTimeOffset after)
    {
        var between = new List<Speaker>();
        var (low, high) = before < after ? (before, after) : (after, before);
        if (_topic is { Dynamics: Dynamics.Changing, HalfLife: { } half })
        {
            low = Earlier(low, OutdatedAfter * half.Length);
            high = Earlier(high, OutdatedAfter * half.Length);
        }
        else if (_topic.Dynamics != Dynamics.Cumulative)
        {
            return between;
        }

        for (var at = _byHorizon.Find(new(low, null)); _byHorizon.Holds(at) && _byHorizon[at].Rank < high; at = _byHorizon.After(at))
            between.Add(_byHorizon[at].Speaker!);
        return between;
    }

    /// <summary>Weighs a speaker anew.</summary>
    /// <returns>Whether as many answers are claimed as before.</returns>
    private bool AskAgain(Speaker speaker)
    {
        var answers = OpenAnswers;
        Mute(speaker, speaker.Leader!);
        Voice(speaker, Evidence.Add);
        return answers == OpenAnswers;
    }

    /// <summary>So much earlier, or the beginning of time.</summary>
    public static DateTimeOffset Earlier(DateTimeOffset date, TimeSpan by) =>
        date - DateTimeOffset.MinValue > by ? date - by : DateTimeOffset.MinValue;

    private void Mute(Speaker speaker, Utterance leader)
    {
        if (speaker.Silence == Silence.NoInformation) _uninformative.Remove(speaker.Key);
        if (leader.Claim.Stance == Stance.Denies) _deniers.Remove(speaker.Key);
        speaker.Silence = null;
        if (speaker.Testimony is { } testimony)
        {
            Tally(leader, testimony.Assertion, -1);
            _byWeight.Remove(new(testimony.Weight, speaker));
            Evidence.Remove(testimony);
            if (ExistenceIn(testimony) is { } said) Existence!.Remove(testimony with { Assertion = said });
            speaker.Testimony = null;
        }
    }

    /// <summary>Hears a speaker of whom something stands; <paramref name="weigh"/> takes his testimony into the evidence.</summary>
    private void Voice(Speaker speaker, Action<Testimony> weigh)
    {
        var leader = speaker.Leader!;
        var (heard, silence) = Hear(speaker, leader);
        if (heard is null)
        {
            speaker.Silence = silence;
            return;
        }

        var testimony = Testify(speaker, leader, heard);
        if (leader.Claim.Stance == Stance.Denies) _deniers.Add(speaker.Key);
        if (Evidence is LabelEvidence { IsOpen: false } labels && !Informs(labels, testimony))
        {
            speaker.Silence = Silence.NoInformation;
            _uninformative.Add(speaker.Key);
            return;
        }

        weigh(testimony);
        speaker.Testimony = testimony;
        _byWeight.Add(new(testimony.Weight, speaker));
        Tally(leader, heard, 1);
        if (ExistenceBy(speaker) is { } existence) Existence!.Add(existence);
    }

    /// <summary>What a speaker who is weighed says of whether there is anything at all; null where that is not asked, or nothing.</summary>
    private Testimony? ExistenceBy(Speaker speaker)
    {
        if (speaker.Testimony is not { } testimony || ExistenceIn(testimony) is not { } said) return null;

        // That there is anything at all is not what an interest in a high or low figure is about; admitting it against one's interest is.
        var leader = speaker.Leader!;
        var certainty = leader.Stake == Stake.AgainstInterest ? leader.Certainty : leader.Plain;
        return testimony with
        {
            Assertion = said,
            Certainty = CertaintyAt(leader, certainty, Existence!),
        };
    }

    private Assertion.Label? ExistenceIn(Testimony testimony) =>
        Existence is null || testimony.Assertion is not Assertion.Interval { Denied: false } interval ? null
        : Exists(interval) is { } exists ? exists ? IsSo : IsNotSo : null;

    private Testimony Testify(Speaker speaker, Utterance leader, Assertion heard) =>
        new(leader.Claim.Id.Value, speaker.Voice, heard, CertaintyAt(leader, leader.Certainty, Evidence), ReliabilityOf(leader))
        {
            Footing = leader.Claim.ReportedTime is null && leader.Claim.ValidTime is null && _topic.Sources == Voices.Reporters ? Rules.UndatedFooting : 1,
        };

    /// <summary>What a statement says of the valid time asked about.</summary>
    private (Assertion? Heard, Silence? Silence) Hear(Speaker speaker, Utterance leader)
    {
        if (_topic.Dynamics == Dynamics.Fixed) return (leader.Said, null);
        if (StartsLater(leader) || (IsLater(leader) && _topic.Dynamics == Dynamics.Changing)) return (null, Silence.NotYet);
        if (_topic.Dynamics == Dynamics.Changing)
        {
            var outdated = _topic.HalfLife is { } half && Newest - speaker.Horizon > OutdatedAfter * half.Length;
            return outdated ? (null, Silence.Outdated) : (leader.Said, null);
        }

        var isOlder = speaker.Horizon < Newest;
        return (leader.Said, IsLater(leader)) switch
        {
            // What will have been counted by later is an upper bound now: the count never falls.
            (Assertion.Interval { Denied: false } said, true) when !double.IsInfinity(said.High) => (new Assertion.Interval(double.NegativeInfinity, said.High, false), null),
            (_, true) => (null, Silence.NotYet),
            (Assertion.Interval { IsBound: false, Denied: false } said, _) when isOlder => (new Assertion.Interval(said.Low, double.PositiveInfinity, false), null),
            (Assertion.Label { Form: LabelForm.Is } label, _) when isOlder && Assertions.IsStaged(_topic) => (label with { Form = LabelForm.AtLeast }, null),
            (Assertion.Label { Form: LabelForm.Not }, _) when isOlder => (null, Silence.OldDenial),
            (Assertion.Label { Name: Assertions.No }, _) when isOlder && _topic.Kind == TopicKind.Proposition => (null, Silence.OldDenial),
            var (said, _) => (said, null),
        };
    }

    private bool IsLater(Utterance utterance) => _topic.Dynamics != Dynamics.Fixed && Earlier(utterance.Speaks, Slack) > ValidAt;

    /// <summary>From which valid time on a claim no longer speaks about a later one; null when it is not heard here.</summary>
    public DateTimeOffset? Ripens(ClaimId claim) => _utterances.TryGetValue(claim, out var utterance) ? Earlier(utterance.Speaks, Slack) : null;

    private bool StartsLater(Utterance utterance) =>
        _topic.Dynamics != Dynamics.Fixed && !utterance.Claim.LooksAhead && utterance.Claim.ValidTime?.From > ValidAt;

    /// <summary>A claim's certainty, or that of the weakest claim it was derived from.</summary>
    private double CertaintyOf(Claim claim)
    {
        var certainty = Certainty.Of(claim, Lineage.IsNamed(claim, _profiles));
        foreach (var id in Derivation.From(claim))
        {
            if (_state.Claims.TryGetValue(id, out var source)) certainty = Math.Min(certainty, Certainty.Of(source.Claim, Lineage.IsNamed(source.Claim, _profiles)));
        }

        return certainty;
    }

    /// <summary>
    /// Certainty at the valid time. What a claim has beyond knowing nothing (one in K for labels, none for numbers) shrinks with how loosely
    /// it fits the question, and halves with each half-life where the truth changes. It never falls below knowing nothing.
    /// </summary>
    private double CertaintyAt(Utterance utterance, double certainty, Evidence evidence)
    {
        if (utterance.Claim.Value is ClaimValue.Proposition { Probability: { } p }) certainty = Math.Min(certainty, Math.Max(p, 1 - p));
        var nothing = evidence is LabelEvidence labels ? 1.0 / labels.Answers((utterance.Said as Assertion.Label)?.Name ?? "") : 0;
        var kept = Certainty.Fit(utterance.Claim);
        if (_topic is { Dynamics: Dynamics.Changing, HalfLife: { } half }) kept *= Math.Pow(2, -Math.Max((ValidAt - utterance.Horizon) / half.Length, 0));
        return nothing + (Math.Max(certainty - nothing, 0) * kept);
    }

    private Reliability ReliabilityOf(Utterance utterance)
    {
        var origin = utterance.Claim.Origin;
        var grade = _state.Profile(origin).Grade;
        if (utterance.Stake == Stake.AgainstInterest) grade = Grade.A; // nobody lies to his own cost
        return _state.Record(origin) is { } record ? Reliability.Of(grade, record) : Reliability.Of(grade);
    }

    private void Tally(Utterance leader, Assertion heard, int change)
    {
        if (heard is not Assertion.Interval { Denied: false } interval) return;
        if (!interval.IsBound) Figures += change;
        else if (leader.IsFigure && leader.Claim.Value is ClaimValue.Bound) DerivedBounds += change;
        else if (double.IsInfinity(interval.High)) LowerBounds += change;
        else UpperBounds += change;
    }

    private static bool Informs(LabelEvidence labels, Testimony testimony)
    {
        var likelihood = labels.Likelihood(testimony);
        return likelihood.Max() > 1.02 * likelihood.Min();
    }

    private bool? Exists(Assertion.Interval interval)
    {
        var one = Family.Forward(1);
        if (interval.Low >= one - 1e-12) return true;
        return interval.High < one ? false : null;
    }
}

/// <summary>A speaker by some rank; by name where the rank is the same.</summary>
/// <param name="Rank">What comes first.</param>
/// <param name="Speaker">Null to look for what begins a rank.</param>
internal readonly record struct Ranked<TRank>(TRank Rank, Speaker? Speaker) : IComparable<Ranked<TRank>>
    where TRank : IComparable<TRank>
{
    public int CompareTo(Ranked<TRank> other)
    {
        var order = Rank.CompareTo(other.Rank);
        return order == 0 ? string.CompareOrdinal(Speaker?.Key, other.Speaker?.Key) : order;
    }
}
