using System.Diagnostics;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding.Conclusions;
using Analysis.Domain.Folding.Scope;
using Analysis.Domain.Folding.Time;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Belief = Analysis.Domain.Views.Belief;

namespace Analysis.Domain.Folding.Rendering;

/// <summary>Reads the view off a conclusion: belief, confidence, disagreement, camps, and a sentence.</summary>
internal sealed class Renderer(TopicState state, Settlement? settlement, Conclusion conclusion, Conclusion? ahead,
    Family family, DateTimeOffset validAt, Placing placing, ValueList<ClaimId> unresolved)
{
    private const double Unplaced = 0.1; // confidence in what has come about on a day that nobody can place

    private readonly TopicDefinition _topic = state.Topic!;

    /// <summary>All of it.</summary>
    public View Whole()
    {
        var view = Brief();
        if (settlement is not null) return view;
        var hasBelief = view.Belief is not Belief.None;
        return view with
        {
            Confidence = hasBelief ? view.Confidence with { Reasons = [.. Reasons.ForConfidence(_topic, conclusion, validAt)] } : view.Confidence,
            Camps = hasBelief ? Camps.Of(_topic, family, conclusion) : [],
            Notices = [.. Notices.Of(_topic, conclusion)],
            Outlook = Outlook(),
        };
    }

    /// <summary>What a list shows: without camps, notices, outlook and the reasons for confidence.</summary>
    public View Brief()
    {
        var belief = settlement switch
        {
            null => Believe(),
            { Resolution: { } resolution } => Established(resolution),
            _ => new Belief.None(),
        };
        var leading = belief is Belief.None || settlement is not null || conclusion.Leading() is not { } at ? null : conclusion.Claims[at].Lead.Claim;
        var (named, unknown) = conclusion.Origins();
        var asOf = belief is Belief.None || settlement is not null ? null : conclusion.AsOf;
        var hasBelief = belief is not Belief.None && settlement is null;
        var view = new View
        {
            Kind = _topic.Kind,
            Belief = belief is Belief.Number number && leading?.Words is { } words ? number with { Words = words } : belief,
            Confidence = Confidence(belief),
            Disagreement = hasBelief ? conclusion.Disagreement : 0,
            Disputed = hasBelief && conclusion.IsDisputed,
            Existence = hasBelief && conclusion.Existence is { } exists ? new Likelihood(exists) : null,
            Claims = conclusion.Claims.Count,
            Origins = named + (unknown ? 1 : 0),
            Unresolved = unresolved,
            Resolution = settlement?.Resolution,
            Annulment = settlement?.Annulment,
            ValidTime = leading?.ValidTime?.Text,
            Status = leading?.Status,
            Newest = asOf,
            Stale = asOf is { } last && Holding.Stale(_topic, last) <= validAt,
            Version = state.Version,
            RecordedAt = state.RecordedAt,
            ValidAt = validAt,
        };
        var statements = new Statements(state, conclusion, ahead, placing);
        return view with { Statement = statements.Of(view), Headline = statements.HeadlineOf(view) };
    }

    private Belief Believe() => conclusion switch
    {
        NumberConclusion number => Counted(number),
        RatingConclusion { Belief: { Mean: { } mean } belief } => Rated(belief, mean),
        LabelConclusion label when _topic.Kind == TopicKind.Proposition => new Belief.Proposition(new Likelihood(label.Belief.Of(Saying.Yes))),
        LabelConclusion label => Labelled(label),
        DateConclusion { Belief: null } => new Belief.Date(null, null, null),
        DateConclusion date => Dated(date),
        _ => new Belief.None(),
    };

    private Belief.Number Counted(NumberConclusion number)
    {
        if (number.Belief is not { } belief)
            return new Belief.Number(null, Back(number.BareFloor!.Value), null,
                new(Back(number.BareFloor.Value), double.PositiveInfinity),
                new(Back(number.BareFloor.Value), double.PositiveInfinity), _topic.Unit);
        var lower = belief.Estimate is null ? belief.LowerBound ?? (belief.UpperBound is null ? number.BareFloor : null) : null;
        var second = belief is { IsDisputed: true, Second: { } other } ? Back(other) : (double?)null;
        return new Belief.Number(
            belief.Estimate is { } estimate ? Back(estimate) : null, lower is { } low ? Back(low) : null,
            belief.UpperBound is { } high && belief.Estimate is null ? Back(high) : null,
            Within(belief.Interval50.Low, belief.Interval50.High), Within(belief.Interval90.Low, belief.Interval90.High), _topic.Unit)
        { Alternative = second };
    }

    private Interval Within(double low, double high) => new(Back(low), Back(high));

    /// <summary>A value in the topic's unit; of what is counted, whole.</summary>
    private double Back(double y)
    {
        var value = Amounts.Clean(family.Back(y));
        return Units.CountsThings(_topic) ? Math.Round(value, MidpointRounding.ToEven) : value;
    }

    private Belief.Number Rated(Beliefs.Ratings.RatingBelief belief, double mean)
    {
        var scale = _topic.Scale!;
        var digit = Math.Pow(10, Math.Floor(Math.Log10(scale.High - scale.Low)) - 4); // the sums count steps of the scale / 2^16
        return new Belief.Number(Amounts.Clean(Math.Round(mean / digit) * digit), null, null,
            new(belief.Interval50.Low, belief.Interval50.High), new(belief.Interval90.Low, belief.Interval90.High), _topic.Unit);
    }

    private Belief.Categories Labelled(LabelConclusion label)
    {
        var probabilities = label.Belief.Labels.Select(l => new LabelProbability(state.ShownLabel(l.Label), l.Probability));
        return new Belief.Categories(_topic.Categories is null
            ? [.. probabilities, new LabelProbability(null, label.Belief.SomethingElse)]
            : [.. probabilities]);
    }

    private Belief.Date Dated(DateConclusion date)
    {
        var belief = date.Belief!;
        var (from, to) = Bounds(date);
        var leads = LeadingOf(date);
        var second = belief is { IsDisputed: true, Second: { } other } ? other : (double?)null;
        var named = leads?.Number is { Form: NumberForm.Figure } figure ? figure : null;
        return new Belief.Date((leads?.Lead.Claim.Value as ClaimValue.Date)?.Edtf?.Text,
            Days(Spanning(belief.Interval50, named, null), from, to), Days(Spanning(belief.Interval90, named, second), from, to))
        {
            Alternative = second is { } alternative ? Instant.OfDays(Math.Floor(alternative)) : null,
        };
    }

    /// <summary>What is named lies in the interval, also where dates are so far apart that most of the mass lies between them.</summary>
    private static Beliefs.Numbers.NumberInterval Spanning(Beliefs.Numbers.NumberInterval interval, Said.Number? named, double? second) => new(
        Math.Min(interval.Low, Math.Min(named?.Low ?? interval.Low, second ?? interval.Low)),
        Math.Max(interval.High, Math.Max(named?.Low ?? interval.High, second ?? interval.High)));

    /// <summary>The date that leads, as it was given; a day that somebody gave where that is the estimate.</summary>
    private static TimedClaim? LeadingOf(DateConclusion date)
    {
        var given = Enumerable.Range(0, date.Claims.Count).Where(date.Supports).OrderByDescending(date.SupportOf)
            .ThenBy(i => date.Weighed[i].Id, StringComparer.Ordinal)
            .Select(i => date.Claims[i]).ToList();
        var estimate = date.Belief!.Estimate;
        return given.FirstOrDefault(c => estimate is { } at && c.Number.Low <= at && at <= c.Number.High
            && (!date.Belief.EstimateIsGiven || c.Number.Form == NumberForm.Figure)) ?? given.FirstOrDefault()
            ?? date.Strongest(0);
    }

    private static DateInterval Days(Beliefs.Numbers.NumberInterval interval, double from, double to)
    {
        var low = Math.Min(Math.Max(Math.Floor(interval.Low), from), to);
        var high = Math.Max(Math.Max(Math.Min(Math.Floor(interval.High), to), from), low);
        return new(Instant.OfDays(low), Instant.OfDays(high).AddDays(1));
    }

    /// <summary>What has occurred had occurred when it was reported; what was planned had not.</summary>
    private static (double From, double To) Bounds(DateConclusion date)
    {
        var (from, to) = (double.NegativeInfinity, double.PositiveInfinity);
        var supporting = Enumerable.Range(0, date.Claims.Count).Where(date.Supports).Select(i => date.Claims[i]).ToList();
        if (supporting.Count > 0 && supporting.TrueForAll(c => !c.Lead.Claim.LooksAhead))
        {
            to = Math.Floor(supporting.Max(c => Saying.Days(c.Standing.Reported)));
        }
        if (supporting.Count > 0 && supporting.TrueForAll(c => c.Lead.Claim.LooksAhead))
        {
            from = Math.Floor(supporting.Min(c => Saying.Days(c.Standing.Reported)));
        }
        foreach (var claim in supporting.Where(c => c.Number.Form is NumberForm.Figure or NumberForm.Range))
        {
            (from, to) = (Math.Min(from, Math.Floor(claim.Number.Low)), Math.Max(to, Math.Floor(claim.Number.High)));
        }

        return (from, to);
    }

    /// <summary>score = (1 - prod over supporting origins (1 - .55 w b)) (1 - disagreement/2) freshness.</summary>
    private Confidence Confidence(Belief belief)
    {
        if (settlement?.Annulment is { } annulment) return new(0, ConfidenceLevel.None, [$"annulled: {annulment.Reason.TrimEnd('.')}"]);
        if (settlement?.Resolution is { } resolution) return new(1, ConfidenceLevel.High, [$"established: {resolution.Reason}"]);
        if (belief is Belief.None)
            return unresolved.Count == 0 ? new(0, ConfidenceLevel.None, [])
                : new(Unplaced, ConfidenceLevel.Low, [$"cannot be placed until {string.Join(", ", unresolved)} is dated"]);
        var age = conclusion.AsOf is { } asOf ? (validAt - asOf).TotalDays : 0;
        var freshness = _topic is { Dynamics: Dynamics.Changing, HalfLife: { } half } && _topic.Kind != TopicKind.Date
            ? ValidTime.Freshness(age, half.Length.TotalDays)
            : 1;
        var score = Math.Clamp(conclusion.Support() * (1 - (conclusion.Disagreement / 2)) * freshness, 0, 1);
        return new(score, score < 0.4 ? ConfidenceLevel.Low : score <= 0.7 ? ConfidenceLevel.Moderate : ConfidenceLevel.High, []);
    }

    private View? Outlook()
    {
        if (ahead is not { HasEvidence: true }) return null;
        var view = new Renderer(state, settlement, ahead, null, family, validAt, placing, []).Whole();
        return view with { Statement = "Expected, not yet a fact. " + view.Statement };
    }

    private Belief Established(Resolution resolution) => resolution.Value switch
    {
        ClaimValue.Quantity q =>
            new Belief.Number(q.Best, null, null, new(q.Low ?? q.Best, q.High ?? q.Best),
            new(q.Low ?? q.Best, q.High ?? q.Best), _topic.Unit),
        ClaimValue.Range r => new Belief.Number(r.Low == r.High ? r.Low : null, r.Low == r.High ? null : r.Low, r.Low == r.High ? null : r.High,
            new(r.Low, r.High), new(r.Low, r.High), _topic.Unit),
        ClaimValue.Bound b => Bounded(b),
        ClaimValue.Proposition p => new Belief.Proposition(new Likelihood(p.Holds ? 1 : 0)),
        ClaimValue.Category c => new Belief.Categories(_topic.Categories is { } labels
            ? [.. labels.Append(c.Name).Distinct(StringComparer.Ordinal).Select(l => new LabelProbability(l, l == c.Name ? 1 : 0))]
            : [new LabelProbability(c.Name, 1)]),
        ClaimValue.Date { Edtf: { Begins: { } from, Ends: { } to } edtf } => new Belief.Date(edtf.Text, new(from, to), new(from, to)),
        ClaimValue.Date { Edtf: { } open } => new Belief.Date(open.Text, null, null),
        _ => throw new UnreachableException($"Resolution {resolution.Value} of topic {_topic.Id}."),
    };

    /// <summary>"More than 10" of things that are counted is 11 at least.</summary>
    private Belief.Number Bounded(ClaimValue.Bound bound)
    {
        var step = bound.Op is BoundOp.MoreThan or BoundOp.LessThan && Units.CountsThings(_topic) ? 1 : 0;
        var (floor, ceiling) = (_topic.Scale?.Low ?? 0, _topic.Scale?.High ?? double.PositiveInfinity);
        var ends = bound.IsLower ? new Interval(bound.Value + step, ceiling) : new Interval(floor, Math.Max(bound.Value - step, floor));
        return new Belief.Number(null, bound.IsLower ? ends.Low : null, bound.IsLower ? null : ends.High, ends, ends, _topic.Unit);
    }
}
