using System.Globalization;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Beliefs.Labels;
using Analysis.Domain.Beliefs.Numbers;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding.Time;
using Analysis.Domain.Folding.Weight;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding.Conclusions;

/// <summary>
/// A date. Plans and denials are a state over {none, each date named}, by the law of labels: a denial is a report that the state is not that date.
/// Where none leads, no date stands. The figures of the leading date alone give the interval.
/// </summary>
internal sealed class DateConclusion : Conclusion
{
    private const string None = "none";
    private const double NoneIfDenied = 0.5;
    private const double NoneOtherwise = 0.1;
    private const double NearlyLeading = 0.6;
    private const double SameDate = 3; // days

    private readonly int _dated; // so many claims give the date; the rest name another, or deny one

    private DateConclusion(Timeslice slice, List<TimedClaim> claims, List<WeightedClaim> weighed, int dated, NumberBelief? belief, LabelBelief? states)
        : base(slice, claims, weighed) => (_dated, Belief, States) = (dated, belief, states);

    /// <summary>Null where no date stands.</summary>
    public NumberBelief? Belief { get; }

    /// <summary>How probable each of the dates is, and that none stands; null where nobody plans or denies.</summary>
    public LabelBelief? States { get; }

    /// <summary>Of a date that was called off, who denied it last; null while a date stands.</summary>
    public TimedClaim? CalledOff { get; private init; }

    /// <summary>The last date that stood before.</summary>
    public TimedClaim? Before { get; private init; }

    public override DateTimeOffset? AsOf => Claims.Count == 0 ? null : Claims.Take(Belief is null ? Claims.Count : _dated).Max(c => c.Standing.Reported);

    public override double Disagreement
    {
        get
        {
            var among = Belief?.Disagreement ?? 0;
            return States is null ? among : Math.Max(among, States.Disagreement);
        }
    }

    public override bool IsDisputed => base.IsDisputed || (Belief?.IsDisputed ?? false);

    public static Conclusion Of(TopicState state, Family family, Timeslice slice, Conclusion? occurred, bool isUndated)
    {
        var topic = state.Topic!;
        var weighing = new Weighing(state, family, slice.Claims);
        var stands = slice.Claims.Select(c => (Claim: c, Weighed: weighing.Of(c))).ToList();
        var cameAbout = stands.Exists(s => s is { Claim.Lead.Claim.AssertsFact: true, Weighed.Weight: >= Plans.OvertakesFrom });
        var overtaken = cameAbout ? "overtaken: it has come about" : isUndated ? "overtaken: it is said to have come about, on a day that cannot be placed yet"
            : occurred is { HasEvidence: true } ? "overtaken: it has come about" : null;
        var live = Plans.WithoutLapsed(topic, slice, slice.Claims, _ => overtaken);
        stands.RemoveAll(s => cameAbout && s.Claim.Lead.Claim.LooksAhead);
        var speaking = stands.Where(s => live.Contains(s.Claim)).ToList();
        if (speaking.Count == 0) return new NoConclusion(slice);

        var stateOf = StatesBy(stands.Select(s => s.Claim));
        var states = speaking.Exists(s => s.Claim.Lead.Claim.LooksAhead || IsDenial(s.Claim)) ? StatesOf(topic, stands, speaking, stateOf) : null;
        var asserted = speaking.Where(s => !IsDenial(s.Claim)).ToList();
        var (dated, others) = (asserted, speaking.Where(s => IsDenial(s.Claim)).ToList());
        if (states is not null)
        {
            var isNone = states.Leading?.Label == None;
            var best = asserted.Count == 0 ? 0 : asserted.Max(s => states.Of(stateOf[s.Claim]));
            dated = isNone ? [] : [.. asserted.Where(s => states.Of(stateOf[s.Claim]) >= NearlyLeading * best)];
            others = [.. speaking.Where(s => !dated.Contains(s))];
        }

        var belief = dated.Count == 0 ? null : NumberLaw.Believe(NumberConclusion.SettingsOf(topic, family, state.Knowledge), dated.ConvertAll(s => s.Weighed));
        var denial = stands.Select(s => s.Claim).Where(IsDenial).OrderByDescending(c => c.Standing.Reported)
            .ThenBy(c => c.Lead.Id, StringComparer.Ordinal).FirstOrDefault();
        var ordered = dated.Concat(others).ToList();
        return new DateConclusion(slice, ordered.ConvertAll(s => s.Claim), ordered.ConvertAll(s => s.Weighed), dated.Count, belief, states)
        {
            CalledOff = belief is null ? denial : null,
            Before = belief is null ? asserted.OrderByDescending(s => s.Claim.Standing.Reported).Select(s => s.Claim).FirstOrDefault() : null,
        };
    }

    /// <summary>Of the claims that give the date, the n-th from the strongest that gives another one; null when there is none.</summary>
    public TimedClaim? Strongest(int n) =>
        Enumerable.Range(0, _dated).OrderByDescending(i => Weighed[i].Weight)
        .ThenBy(i => Weighed[i].Id, StringComparer.Ordinal)
        .Select(i => Claims[i]).DistinctBy(c => c.Said).ElementAtOrDefault(n);

    public override bool IsSized(int claim) => claim < _dated && Belief is not null;

    public override bool Supports(int claim) => Belief is null ? IsDenial(Claims[claim]) : claim < _dated && Belief.Of(claim).Fits;

    public override double SupportOf(int claim)
    {
        if (!Supports(claim)) return 0;
        return Weighed[claim].Weight * Weighed[claim].Footing * (Belief?.Of(claim).Closeness ?? 1);
    }

    public override double PartOf(int claim)
    {
        if (claim < _dated && Belief is not null) return Belief.PartOf(claim);
        return Supports(claim) ? Weighed[claim].Weight : -Weighed[claim].Weight;
    }

    private static bool IsDenial(TimedClaim claim) => claim.Number.Denied || claim.Lead.Claim.Stance == Stance.Denies;

    private static LabelBelief StatesOf(
        TopicDefinition topic, List<(TimedClaim Claim, WeightedClaim Weighed)> stands,
            List<(TimedClaim Claim, WeightedClaim Weighed)> speaking, Dictionary<TimedClaim, string> stateOf)
    {
        var dates = stands.Select(s => stateOf[s.Claim]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var none = stands.Exists(s => IsDenial(s.Claim)) ? NoneIfDenied : NoneOtherwise;
        var reports = stands.Where(s => speaking.Contains(s) || IsDenial(s.Claim)).ToList();
        var timed = reports.ConvertAll(s =>
        {
            var reported = s.Claim.Standing with { Horizon = s.Claim.Standing.Reported };
            var form = IsDenial(s.Claim) ? LabelForm.Not : LabelForm.Is;
            return new TimedClaim(reported, new Said.Label(stateOf[s.Claim], form), s.Claim.Among);
        });
        if (topic is { Dynamics: Dynamics.Changing, HalfLife: { } half })
        {
            timed = LabelAges.Of(timed, reports.ConvertAll(s => s.Weighed.Weight), half.Length.TotalDays);
        }
        var settings = new LabelSettings { Labels = [None, .. dates] };
        return LabelLaw.Believe(settings, [none, .. dates.Select(_ => (1 - none) / dates.Count)],
            [.. reports.Zip(timed, (s, t) => s.Weighed with { Said = t.Said, Kept = t.Kept, Among = 1 })]);
    }

    /// <summary>
    /// The state that each statement names: dates within three days of one another are one, and a month is that of the one date named within it, if
    /// there is just one. The narrowest come first, so that no state hangs on where a calendar is cut.
    /// </summary>
    private static Dictionary<TimedClaim, string> StatesBy(IEnumerable<TimedClaim> claims)
    {
        var (keys, states) = (new Dictionary<TimedClaim, string>(), new List<(double Low, double High, string Key)>());
        foreach (var claim in claims.OrderBy(c => LengthOf(c.Number)).ThenBy(c => c.Number.Value).ThenBy(c => c.Lead.Id, StringComparer.Ordinal))
        {
            var (low, high) = claim.Number.Form is NumberForm.Range ? (claim.Number.Low, claim.Number.High) : (claim.Number.Value, claim.Number.Value);
            var near = states.Where(s => s.Low <= high + SameDate && s.High >= low - SameDate).ToList();
            var isOne = near.Count == 1 && (claim.Number.Form != NumberForm.Range || (near[0].Low >= low - SameDate && near[0].High <= high + SameDate));
            if (!isOne)
            {
                near = [(low, high, string.Create(CultureInfo.InvariantCulture, $"{low}/{high}"))];
                if (!states.Exists(s => s.Key == near[0].Key)) states.Add(near[0]);
            }

            keys[claim] = near[0].Key;
        }

        return keys;

        static double LengthOf(Said.Number said) => said.Form == NumberForm.Range ? said.High - said.Low : 0;
    }
}
