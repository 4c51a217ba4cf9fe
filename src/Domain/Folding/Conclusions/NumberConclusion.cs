using Analysis.Domain.Beliefs;
using Analysis.Domain.Beliefs.Labels;
using Analysis.Domain.Beliefs.Numbers;
using Analysis.Domain.Folding.Time;
using Analysis.Domain.Folding.Weight;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding.Conclusions;

/// <summary>
/// A quantity. A bound of at most 1 says that there is something and nothing of how much (B1): it is not weighed with the others. The answer is for
/// t*, the newest horizon of a figure; a later bound moves it only if it exceeds every figure, and a newest voice that nobody follows does not (T1).
/// </summary>
internal sealed class NumberConclusion : Conclusion
{
    private const int TurnsMax = 3; // of looking for the time that the answer is for
    private const double BareExistence = 0.3;
    private const double AdmittedExistence = 0.5;
    private const double ReliableFrom = 0.75;

    private readonly int _sized; // so many claims say how much; bare existence follows

    private NumberConclusion(Timeslice slice, List<TimedClaim> claims, List<WeightedClaim> weighed, int sized, NumberBelief? belief, DateTimeOffset? asOf)
        : base(slice, claims, weighed) => (_sized, Belief, AsOf) = (sized, belief, asOf);

    /// <summary>Null when only bare existence is claimed.</summary>
    public NumberBelief? Belief { get; }

    public override DateTimeOffset? AsOf { get; }

    public override double Disagreement => Belief?.Disagreement ?? 0;

    public override bool IsDisputed => _isDisputed ??= (Belief?.IsDisputed ?? false) || NewestMiss();

    public override double? Existence => _existence;

    public override bool IsExistenceDenied => _isExistenceDenied;

    /// <summary>Bare existence: the highest of the bounds, on the family's scale; null without one.</summary>
    public double? BareFloor { get; private init; }

    private bool? _isDisputed;
    private double? _existence;
    private bool _isExistenceDenied;

    public static Conclusion Of(TopicState state, Family family, Timeslice slice)
    {
        if (slice.Claims.Count == 0) return new NoConclusion(slice);
        var topic = state.Topic!;
        var one = family.Forward(1) + 1e-9;
        bool IsBare(TimedClaim claim) => claim.Number is { Form: NumberForm.AtLeast } number && number.Low <= one;
        var bare = slice.Claims.FindAll(IsBare);
        var sized = bare.Count == 0 ? slice.Claims : slice.Claims.FindAll(c => !IsBare(c));
        var (belief, weighed, asOf) = (default(NumberBelief), new List<WeightedClaim>(), default(DateTimeOffset?));
        var weighing = new Weighing(state, family, slice.Claims);
        if (bare.Count == 0 && sized.TrueForAll(c => c.Number.Denied))
        {
            slice.PutDenialsAside("denied, while nobody says how much it is instead");
            return new NoConclusion(slice);
        }

        if (sized.Count > 0)
        {
            var settings = SettingsOf(topic, family, state.Knowledge);
            var time = topic.Dynamics == Dynamics.Fixed ? slice.At : NewestOf(topic, family, sized, slice.At);
            if (topic is { Dynamics: Dynamics.Changing, HalfLife: { } half })
            {
                sized = slice.Current(Aged(sized, time, half));
                bare = slice.Current(Aged(bare, time, half));
            }

            for (var turn = 0; turn < TurnsMax; turn++)
            {
                weighed = Weigh(state, family, slice, weighing, sized, time);
                belief = NumberLaw.Believe(settings, weighed);
                asOf = topic.Dynamics == Dynamics.Fixed || sized.TrueForAll(c => c.Lead.IsUndated) ? null : time;
                if (topic.Dynamics != Dynamics.Cumulative || Earlier(sized, belief!, time) is not { } earlier) break;
                time = earlier;
            }
        }

        var faint = bare.ConvertAll(c => weighing.Of(c));
        var conclusion = new NumberConclusion(slice, [.. sized, .. bare], [.. weighed, .. faint], sized.Count, belief,
            asOf ?? (topic.Dynamics == Dynamics.Fixed ? null : bare.Where(c => !c.Lead.IsUndated).Max(c => (DateTimeOffset?)c.Horizon)))
        {
            BareFloor = bare.Count == 0 ? null : bare.Max(c => c.Number.Low),
        };
        (conclusion._existence, conclusion._isExistenceDenied) = ExistenceOf(state, slice);
        return conclusion;
    }

    /// <summary>How the numbers of a topic are weighed.</summary>
    public static NumberSettings SettingsOf(TopicDefinition topic, Family family, FamilyKnowledge knowledge) => new()
    {
        Tolerance = family.Tolerance, IsLogarithmic = family.Logarithmic, NonNegative = family.NonNegative, IsDate = topic.Kind == TopicKind.Date,
        Misses = family.Miss, Observers = topic.Sources == Topics.Voices.Observers, WidthFactor = knowledge.WidthFactor,
    };

    public override bool IsSized(int claim) => claim < _sized;

    public override bool Supports(int claim) => claim < _sized ? Belief!.Of(claim).Fits : Belief is null;

    public override double SupportOf(int claim)
    {
        var closeness = claim < _sized ? Belief!.Of(claim).Closeness : Weighed[claim].Stake == Stake.AdmitsMore ? AdmittedExistence : BareExistence;
        return Weighed[claim].Weight * closeness * Weighed[claim].Footing;
    }

    public override bool SupportsFaintly(int claim) =>
        claim < _sized ? Belief!.Of(claim).Closeness <= BareExistence : Weighed[claim].Stake != Stake.AdmitsMore;

    public override double PartOf(int claim) => claim < _sized ? Belief!.PartOf(claim) : 0;

    private static List<WeightedClaim> Weigh(TopicState state, Family family, Timeslice slice, Weighing weighing, List<TimedClaim> sized, DateTimeOffset time)
    {
        switch (state.Topic)
        {
            case { Dynamics: Dynamics.Cumulative }:
                var growth = new Growth(slice.Chains,
                    claim => family.Logarithmic && Weighing.ReliabilityOf(state, claim.Lineage.Source).Accuracy >= ReliableFrom, time);
                return sized.ConvertAll(c => weighing.Of(c, (time, growth)));
            default:
                return sized.ConvertAll(c => weighing.Of(c));
        }
    }

    /// <summary>
    /// Whether two graded origins or more, newer than all that fits the answer of a count, all miss it: then it is
    /// disputed, however many said so before.
    /// </summary>
    private bool NewestMiss()
    {
        if (Belief is null || AsOf is null) return false;
        var newest = DateTimeOffset.MinValue;
        for (var i = 0; i < _sized; i++)
        {
            if (Claims[i].Horizon > newest && Belief.Of(i).Fits) newest = Claims[i].Horizon;
        }

        var origin = default(string);
        for (var i = 0; i < _sized; i++)
        {
            if (Claims[i].Horizon <= newest || !IsFigure(Claims[i])
                || Weighed[i].Reliability is not { IsGraded: true, Accuracy: >= ReliableFrom })
            {
                continue;
            }
            if (origin is not null && Claims[i].Origin != origin) return true;
            origin = Claims[i].Origin;
        }

        return false;
    }

    /// <summary>T3: what each keeps, being so much older than the newest.</summary>
    private static List<TimedClaim> Aged(List<TimedClaim> claims, DateTimeOffset newest, Period halfLife) =>
        claims.ConvertAll(c => c with { Kept = ValidTime.Held((newest - c.Horizon).TotalDays, halfLife.Length.TotalDays) });

    /// <summary>t* to begin with.</summary>
    private static DateTimeOffset NewestOf(TopicDefinition topic, Family family, List<TimedClaim> sized, DateTimeOffset at)
    {
        DateTimeOffset Until(TimedClaim claim) => claim.Horizon < at ? claim.Horizon : at;
        if (sized.Exists(c => c.Lead.IsUndated) && sized.Exists(c => !c.Lead.IsUndated))
        {
            sized = sized.FindAll(c => !c.Lead.IsUndated); // of when an undated report is, nobody knows
        }

        var (newest, highest) = (default(DateTimeOffset?), double.NegativeInfinity);
        foreach (var claim in sized)
        {
            if (!IsFigure(claim)) continue;
            if (!(newest >= Until(claim))) newest = Until(claim);
            highest = Math.Max(highest, claim.Number.High);
        }

        if (newest is null) return sized.Max(Until);
        if (topic.Dynamics != Dynamics.Cumulative) return newest.Value;
        foreach (var claim in sized)
        {
            if (Until(claim) > newest && !IsFigure(claim) && claim.Number.Form != NumberForm.AtMost
                && claim.Number.Value > highest + (family.Tolerance / 2))
            {
                newest = Until(claim);
            }
        }

        return newest.Value;
    }

    /// <summary>The newest horizon of a figure that fits the answer, where none of the newest statements fits it; null when t* stays.</summary>
    private static DateTimeOffset? Earlier(List<TimedClaim> sized, NumberBelief belief, DateTimeOffset time)
    {
        if (belief.IsDisputed || !sized.Exists(IsFigure)) return null;
        DateTimeOffset? earlier = null;
        for (var i = 0; i < sized.Count; i++)
        {
            if (!belief.Of(i).Fits) continue;
            var horizon = sized[i].Horizon;
            if (horizon >= time) return null;
            if (IsFigure(sized[i]) && !(earlier >= horizon)) earlier = horizon;
        }

        return earlier;
    }

    private static bool IsFigure(TimedClaim claim) => claim.Number is { Form: NumberForm.Figure or NumberForm.Range, Denied: false } && !claim.Lead.SoFar;

    /// <summary>
    /// Whether there is anything to count, apart from how much: one voice an origin, by the surest of what it has said. In the order of speakers,
    /// chains of one origin follow each other.
    /// </summary>
    private static (double? Probability, bool IsDenied) ExistenceOf(TopicState state, Timeslice slice)
    {
        var isDenied = false;
        var probability = Beliefs.Labels.Existence.Probability(VoicesOf());
        return (probability, isDenied);

        IEnumerable<ExistenceVoice> VoicesOf()
        {
            var unknown = new List<ExistenceVoice>();
            foreach (var (chain, stands) in slice.Chains)
            {
                if (stands.Existence is not { } word) continue;
                isDenied |= word.IsNone;
                var lineage = chain.Said[0].Lineage;
                var favoursLow = Interests.Of(state.Topic!, lineage.Origin) is "low" or "no";
                var certainty = favoursLow && word.IsNone ? Interests.Discounted(word.Certainty) : word.Certainty;
                var voice = new ExistenceVoice(lineage.Origin, !word.IsNone,
                    Weighing.ReliabilityOf(state, lineage.Source).Accuracy, certainty, Admits: favoursLow && !word.IsNone);
                if (lineage.IsUnknown) unknown.Add(voice);
                else yield return voice;
            }

            foreach (var voice in unknown.OrderBy(v => v.Exists)) yield return voice;
        }
    }
}
