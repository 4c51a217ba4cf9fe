using System.Diagnostics;
using System.Globalization;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Belief = Analysis.Domain.Views.Belief;

namespace Analysis.Domain.Folding;

/// <summary>Reads the view off the evidence: belief, confidence, disagreement, camps, and a sentence.</summary>
internal sealed class Rendering(TopicState state, Resolution? answer, Hearing hearing, Hearing? outlook, DateTimeOffset validAt, ValueList<ClaimId> unresolved)
{
    private readonly TopicDefinition _topic = state.Topic!;

    /// <summary>Of thousands of voices, the hundred strongest are looked at one by one; sums are always over all.</summary>
    private const int VoicesMax = 100;

    /// <summary>rho of whether there is anything to count: voices that give different numbers agree on that much independently.</summary>
    internal const double ExistenceDesignEffect = 0;

    private NumberBelief? _number;
    private double[]? _posterior;
    private int? _top;
    private (double? Lower, double? Upper)? _onlyBounds;
    private double? _disagreement;

    /// <summary>All of it.</summary>
    public View View()
    {
        var brief = Brief();
        if (answer is not null) return brief;
        return brief with
        {
            Confidence = brief.Belief is Belief.None ? brief.Confidence : brief.Confidence with { Reasons = [.. Reasons.ForConfidence(_topic, hearing, Age)] },
            Camps = brief.Belief is Belief.None ? [] : Camps(),
            Outlook = Outlook(),
        };
    }

    /// <summary>What a list shows: without camps, outlook and the reasons for confidence.</summary>
    public View Brief()
    {
        var belief = answer is { } resolution ? Established(resolution) : Believe();
        var leading = belief is Belief.None ? null : Leading();
        var view = new View
        {
            Belief = Worded(belief, leading),
            Confidence = Confidence(belief),
            Disagreement = belief is Belief.None || answer is not null ? 0 : Disagreement,
            Existence = hearing.Existence is { Count: > 0 } exists && answer is null ? new Likelihood(exists.PosteriorAt(ExistenceDesignEffect)[1]) : null,
            Claims = hearing.Evidence.Leads + hearing.UninformativeCount,
            Origins = hearing.Evidence.Origins,
            Unresolved = unresolved,
            Resolution = answer,
            ValidTime = leading?.ValidTime?.Text,
            Status = leading?.Status,
            Newest = hearing.Newest > DateTimeOffset.MinValue && _topic.Dynamics != Dynamics.Fixed ? hearing.Newest : null,
            Version = state.Version,
            RecordedAt = state.RecordedAt,
            ValidAt = validAt,
        };
        return view with { Statement = Statements.Of(_topic, view) };
    }

    /// <summary>
    /// Its part of the sums that the belief follows from, in nats before tempering: for the leading label, or at the estimate less the mean over all
    /// candidates; of a rating its share of the weight.
    /// </summary>
    public double Contribution(Testimony testimony)
    {
        var part = hearing.Evidence.PartOf(testimony);
        switch (hearing.Evidence)
        {
            case LabelEvidence labels when Top < labels.Labels.Count:
                return FixedPoint.ToDouble(part[Top] + part[labels.NewcomersAt + Top]);
            case NumberEvidence numbers when numbers.Candidates.Length > 0:
                double At(int candidate) => FixedPoint.ToDouble(part[candidate * NumberEvidence.Planes] + part[(candidate * NumberEvidence.Planes) + NumberEvidence.NewcomersPlane]);
                return At(Number.At) - Enumerable.Range(0, numbers.Candidates.Length).Average(At);
            case RatingEvidence { TotalWeight: > 0 } ratings:
                return FixedPoint.ToDouble(part[0]) / ratings.TotalWeight;
            default:
                return 0;
        }
    }

    private NumberBelief Number => _number ??= new NumberBelief((NumberEvidence)hearing.Evidence);

    private double[] Posterior => _posterior ??= ((LabelEvidence)hearing.Evidence).Posterior();

    /// <summary>The index of the most probable label; of "something else", it is past the labels.</summary>
    private int Top => _top ??= Array.IndexOf(Posterior, Posterior.Max());

    private (double? Lower, double? Upper) OnlyBounds => _onlyBounds ??= BoundsAlone();

    private double Disagreement => _disagreement ??= Disagree();

    private Belief Believe() => hearing.Evidence switch
    {
        { Count: 0 } => new Belief.None(),
        LabelEvidence when _topic.Kind == TopicKind.Proposition => new Belief.Proposition(new Likelihood(Posterior[1])),
        LabelEvidence labels => new Belief.Categories([.. Posterior.Select((p, v) => new LabelProbability(v < labels.Labels.Count ? labels.Labels[v] : null, p))]),
        NumberEvidence numbers when numbers.Candidates.Length == 0 || hearing.Figures + hearing.DerivedBounds + hearing.LowerBounds + hearing.UpperBounds == 0 => new Belief.None(),
        NumberEvidence when _topic.Kind == TopicKind.Date => Dated(),
        NumberEvidence => Counted(),
        RatingEvidence { Mean: { } mean } ratings => Rated(ratings, mean),
        RatingEvidence => new Belief.None(),
        _ => throw new UnreachableException(),
    };

    private Belief.Number Counted()
    {
        var (lower, upper) = OnlyBounds;
        double? estimate = lower is null && upper is null ? Clean(Number.Estimate) : null;
        var (floor, ceiling) = (Back(lower) ?? 0, Back(upper) ?? double.PositiveInfinity);
        Interval Within(double low, double high) => new(Math.Clamp(Number.Quantile(low), floor, ceiling), Math.Clamp(Number.Quantile(high), floor, ceiling));
        return new Belief.Number(estimate, Back(lower), Back(upper), Within(0.25, 0.75), Within(0.05, 0.95), _topic.Unit);
    }

    private Belief.Date Dated() => new(null, new(Day(0.25), Day(0.75).AddDays(1)), new(Day(0.05), Day(0.95).AddDays(1)));

    private Belief.Number Rated(RatingEvidence ratings, double mean)
    {
        var scale = _topic.Scale!;
        Interval Around(double p) => new(Math.Max(scale.Low, mean - ratings.HalfWidth(p)), Math.Min(scale.High, mean + ratings.HalfWidth(p)));
        var digit = Math.Pow(10, Math.Floor(Math.Log10(scale.High - scale.Low)) - 4); // the sums count steps of the scale / 2^16
        return new Belief.Number(Clean(Math.Round(mean / digit) * digit), null, null, Around(0.75), Around(0.95), _topic.Unit);
    }

    private DateTimeOffset Day(double p) => Assertions.Date(Math.Floor(Number.Quantile(p)));

    private double? Back(double? y) => y is { } value ? Clean(hearing.Family.Back(value)) : null;

    /// <summary>The number that was claimed, without what ln and exp did to its last digits.</summary>
    private static double Clean(double x)
    {
        Span<char> digits = stackalloc char[32];
        x.TryFormat(digits, out var length, "G12", CultureInfo.InvariantCulture);
        return double.Parse(digits[..length], CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// When no figure speaks: the farthest lower bound, and the nearest upper one, that origins together carry with better than even
    /// weight, else the one carried best. On the family's scale; null where there is none, and both where they contradict each other.
    /// A bound computed from a count stands for the count, unless a ceiling speaks too.
    /// </summary>
    private (double? Lower, double? Upper) BoundsAlone()
    {
        if (hearing.Figures > 0 || (hearing.DerivedBounds > 0 && hearing.UpperBounds == 0)) return (null, null);
        var bounds = hearing.Strongest.Select(s => s.Testimony!.Value).Where(t => t.Assertion is Assertion.Interval { Denied: false }).Take(VoicesMax).ToLookup(
            t => double.IsInfinity(((Assertion.Interval)t.Assertion).High), t => (Bound: End((Assertion.Interval)t.Assertion), t.Origin, t.Weight));
        double? lower = bounds[true].Any() ? Carried([.. bounds[true]]) : null;
        double? upper = bounds[false].Any() ? -Carried([.. bounds[false].Select(b => (-b.Bound, b.Origin, b.Weight))]) : null;
        return lower > upper ? (null, null) : (lower, upper);
    }

    private static double End(Assertion.Interval bound) => double.IsInfinity(bound.High) ? bound.Low : bound.High;

    private static double Carried(IReadOnlyList<(double Bound, string Origin, double Weight)> bounds)
    {
        var doubt = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var level in bounds.GroupBy(b => b.Bound).OrderByDescending(g => g.Key))
        {
            foreach (var (_, origin, weight) in level) doubt[origin] = Math.Min(doubt.GetValueOrDefault(origin, 1), 1 - weight);
            if (doubt.OrderBy(d => d.Key, StringComparer.Ordinal).Aggregate(1.0, (product, d) => product * d.Value) <= 0.5) return level.Key;
        }

        return bounds.MaxBy(b => (b.Weight, b.Bound)).Bound;
    }

    /// <summary>The strongest claim that supports the belief: its words and its dates speak for it.</summary>
    private Claim? Leading()
    {
        foreach (var voice in hearing.Strongest.Take(VoicesMax))
        {
            if (Supports(voice.Testimony!.Value)) return voice.Leader!.Claim;
        }

        return null;
    }

    private bool Supports(Testimony testimony) => (hearing.Evidence, testimony.Assertion) switch
    {
        (LabelEvidence labels, Assertion.Label label) => Top < labels.Labels.Count && Supported(labels, label),
        (NumberEvidence, Assertion.Interval bound) when (OnlyBounds.Lower ?? OnlyBounds.Upper) is { } value => bound.Low == value || bound.High == value,
        (NumberEvidence numbers, Assertion.Interval { IsBound: false }) => numbers.Hit(testimony, Number.Centre) >= 0.5,
        (NumberEvidence numbers, _) => hearing.Figures == 0 && numbers.Hit(testimony, Number.Centre) >= 0.5,
        _ => true,
    };

    private bool Supported(LabelEvidence labels, Assertion.Label label)
    {
        var top = Top;
        return label.Form switch
        {
            LabelForm.Is => label.Name == labels.Labels[top],
            LabelForm.Not => label.Name != labels.Labels[top],
            _ => top >= labels.Labels.ToList().IndexOf(label.Name),
        };
    }

    private Belief Worded(Belief belief, Claim? leading) => belief switch
    {
        Belief.Number { Words: var words } number => leading?.Words == words ? number : number with { Words = leading?.Words },
        Belief.Date date when answer is null => date with { Edtf = (leading?.Value as ClaimValue.Date)?.Edtf?.Text },
        _ => belief,
    };

    private double Disagree() => hearing.Evidence switch
    {
        LabelEvidence labels when Top < labels.Labels.Count => Entropy(labels.Agreement(Top)),
        NumberEvidence { Candidates.Length: > 0 } numbers => 1 - numbers.Agreement(Number.At),
        RatingEvidence ratings => ratings.Disagreement,
        _ => 0,
    };

    /// <summary>The entropy, in bits, of a vote between the leading answer and the rest; 1 once the rest outweighs it.</summary>
    private static double Entropy(double share) =>
        share >= 1 ? 0 : share <= 0.5 ? 1 : -((share * Math.Log2(share)) + ((1 - share) * Math.Log2(1 - share)));

    /// <summary>score = (1 - prod over supporting origins (1 - .55 w)) * (1 - disagreement/2) * freshness.</summary>
    private Confidence Confidence(Belief belief)
    {
        if (answer is { } resolution) return new(1, ConfidenceLevel.High, [$"established: {resolution.Reason}"]);
        if (belief is Belief.None)
            return unresolved.Count == 0 ? new(0, ConfidenceLevel.None, [])
                : new(0.1, ConfidenceLevel.Low, [$"cannot be placed until {string.Join(", ", unresolved)} is dated"]);
        var support = hearing.Evidence switch
        {
            LabelEvidence labels when Top < labels.Labels.Count => labels.Support(Top),
            NumberEvidence numbers => numbers.Support(Number.At),
            RatingEvidence ratings => ratings.Support,
            _ => 0,
        };
        var freshness = _topic is { Dynamics: Dynamics.Changing, HalfLife: { } half } && Age is { } old ? 0.5 + (0.5 * Math.Pow(2, -(old / half.Length))) : 1;
        var score = Math.Clamp((1 - Math.Exp(support)) * (1 - (Disagreement / 2)) * freshness, 0, 1);
        var level = score < 0.4 ? ConfidenceLevel.Low : score <= 0.7 ? ConfidenceLevel.Moderate : ConfidenceLevel.High;
        return new(score, level, []);
    }

    /// <summary>How much older the newest statement is than the time asked about; null when it is not.</summary>
    private TimeSpan? Age => hearing.Newest > DateTimeOffset.MinValue && validAt > hearing.Newest ? validAt - hearing.Newest : null;

    private ValueList<Camp> Camps()
    {
        if (Disagreement == 0 && !hearing.Deniers.Any()) return [];
        var voices = hearing.Strongest.Take(VoicesMax).Select(s => (Leader: s.Leader!, s.Testimony!.Value.Weight, Position: Position(s.Testimony.Value)))
            .Concat(hearing.Uninformative.Take(VoicesMax).Select(s => (Leader: s.Leader!, Weight: 0.0, Position: Position(s.Leader!.Said)))).ToList();
        var all = voices.Sum(v => v.Weight);
        var camps = voices.GroupBy(v => v.Position).Select(g => new Camp(g.Key, all > 0 ? g.Sum(v => v.Weight) / all : 0,
            [.. g.OrderByDescending(v => v.Weight).ThenBy(v => v.Leader.Claim.Id.Value, StringComparer.Ordinal).Take(20).Select(v =>
                new CampMember(v.Leader.Claim.Id, v.Leader.Claim.Origin, v.Leader.Claim.Stance == Stance.Denies, Interests.Of(_topic, v.Leader.Claim)?.Favours))]));
        var ordered = camps.OrderByDescending(c => c.Weight).ThenBy(c => c.Position, StringComparer.Ordinal).Take(10).ToList();
        return ordered.Count > 1 ? [.. ordered] : [];
    }

    private string Position(Testimony testimony) => testimony.Assertion is Assertion.Interval interval && hearing.Evidence is NumberEvidence numbers
        ? !interval.Denied && numbers.Agrees(interval, Number.Centre) ? "agrees with the estimate" : Statements.Range(_topic, hearing.Family, interval)
        : Position(testimony.Assertion);

    private string Position(Assertion assertion) => assertion switch
    {
        Assertion.Label { Form: LabelForm.Is } label => label.Name,
        Assertion.Label { Form: LabelForm.Not } label => $"not {label.Name}",
        Assertion.Label label => $"at least {label.Name}",
        Assertion.Interval interval when hearing.Evidence is RatingEvidence => interval.Denied ? "denies" : "rates",
        Assertion.Interval interval => Statements.Range(_topic, hearing.Family, interval),
        _ => throw new UnreachableException(),
    };

    private View? Outlook()
    {
        if (outlook is null || outlook.IsEmpty) return null;
        var view = new Rendering(state, answer, outlook, null, validAt, []).View();
        return view with { Statement = "Expected, not yet a fact. " + Statements.Of(_topic, view with { Status = null }) };
    }

    private Belief Established(Resolution resolution) => resolution.Value switch
    {
        ClaimValue.Quantity q => new Belief.Number(q.Best, null, null, new(q.Best, q.Best), new(q.Best, q.Best), _topic.Unit),
        ClaimValue.Proposition p => new Belief.Proposition(new Likelihood(p.Holds ? 1 : 0)),
        ClaimValue.Category c => new Belief.Categories(_topic.Categories is { } labels
            ? [.. labels.Select(l => new LabelProbability(l, l == c.Name ? 1 : 0))]
            : [new LabelProbability(c.Name, 1)]),
        ClaimValue.Date { Edtf: { From: { } from, To: { } to } edtf } => new Belief.Date(edtf.Text, new(from, to), new(from, to)),
        _ => throw new UnreachableException($"Resolution {resolution.Value} of topic {_topic.Id}."),
    };
}
