using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding.Conclusions;
using Analysis.Domain.Folding.Scope;
using Analysis.Domain.Folding.Time;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Belief = Analysis.Domain.Views.Belief;

namespace Analysis.Domain.Folding.Rendering;

/// <summary>
/// One careful sentence per view, ready to paste: always with its range, in whole units where things are counted, as of the claims and not of
/// today. It speaks of the world; confidence has a sentence of its own.
/// </summary>
internal sealed class Statements(TopicState state, Conclusion conclusion, Conclusion? ahead, Placing placing)
{
    private const double NearlyEqual = 0.9;

    private readonly TopicDefinition _topic = state.Topic!;

    public string Of(View view)
    {
        var title = _topic.Title;
        if (view.Annulment is { } annulment) return $"{title}: annulled ({annulment.Reason.TrimEnd('.')}).";
        if (view.Resolution is { } resolution)
        {
            var answer = $"{Established(resolution.Value)}{AnsweredFor(resolution)}";
            return $"{title}: {answer}, established ({resolution.Reason.TrimEnd('.')}).";
        }
        var disputed = view.Disputed ? "Disputed. " : "";
        var when = When(view);
        return view.Belief switch
        {
            Belief.None => $"{title}: {Nothing(view)}.",
            Belief.Number number => $"{disputed}{title}: {Number(number)}{Planned(view)}{OnlyExpected(view)}{when}.",
            Belief.Proposition p => $"{disputed}{title}: {p.Likelihood.Term} ({Amounts.Percent(p.Likelihood.Probability)}){when}.",
            Belief.Categories c => $"{disputed}{title}: {Labels(c)}{when}.",
            Belief.Date { Edtf: null } => $"{disputed}{title}: {NoDate()}.",
            Belief.Date date => $"{disputed}{title}: {Date(date, view.Disputed)}{OnlyExpected(view)}.",
            _ => "",
        };
    }

    /// <summary>What a number claims, in words.</summary>
    public static string Range(TopicDefinition topic, Family family, Said.Number said)
    {
        string End(double y) => topic.Kind == TopicKind.Date ? Amounts.Day(Instant.OfDays(y)) : Amounts.Figure(Amounts.Clean(family.Back(y)));
        var isDate = topic.Kind == TopicKind.Date;
        var words = said.Form switch
        {
            NumberForm.AtLeast => isDate ? $"{End(said.Low)} or later" : $"at least {End(said.Low)}",
            NumberForm.AtMost => isDate ? $"before {End(said.High)}" : $"at most {End(said.High)}",
            NumberForm.Figure => End(said.Low),
            _ => $"{End(said.Low)} to {End(said.High)}",
        };
        return said.Denied ? $"not {words}" : words;
    }

    /// <summary>Why nothing counts: that nobody has said anything is one thing, that nothing of it stands another.</summary>
    private string Nothing(View view)
    {
        var isNot = _topic.Kind == TopicKind.Quantity ? "which is not a zero" : "which is not a no";
        if (view.Unresolved.Any(id => state.Claims[id].Claim.AssertsFact))
        {
            return "reported to have come about, without a date that can be placed";
        }
        if (ahead is { HasEvidence: true }) return $"no evidence so far that it has come about, {isNot}";
        var claims = state.Claims.Values.Where(placing.Hears).ToList();
        if (claims.Count == 0) return $"no evidence so far, {isNot}";
        if (claims.TrueForAll(c => c.RetractionBy(placing.ReportedBy) is not null))
        {
            return $"{(claims.Count == 1 ? "the one claim" : "all that was said")} was withdrawn, {isNot}";
        }
        if (Lapsed(claims) is { } lapsed) return $"{lapsed}; nothing has been reported since";
        return claims.Count == 1
            ? $"no evidence that counts: the one claim so far does not, {isNot}"
            : $"no evidence that counts: none of the {claims.Count} claims so far does, {isNot}";
    }

    /// <summary>The last date that was planned and has passed without word; null when there is none.</summary>
    private string? Lapsed(List<ClaimFacts> claims) =>
        claims.Where(c => c.Claim is { LooksAhead: true, Value: ClaimValue.Date { Edtf: not null } }
            && conclusion.Slice.Chains.Exists(chain => chain.Stands.Claims.Any(s => s.Lead.Facts == c)))
            .OrderByDescending(c => c.ReportedAt).ThenBy(c => c.Claim.Id.Value, StringComparer.Ordinal)
            .Select(c => $"{Named(((ClaimValue.Date)c.Claim.Value).Edtf!)} was {Placing.Word(c.Claim.Status)}")
            .FirstOrDefault();

    private string Number(Belief.Number number)
    {
        var said = number.Words is null ? null : $"reported as \"{number.Words}\"";
        var words = Noted(said, range: null);
        var (low, high) = (number.Interval90.Low, number.Interval90.High);
        if (number.Estimate is not { } estimate)
        {
            if (Crossing() is var (ceiling, floor)) return $"at most {Amounts.Figure(ceiling)} or at least {With(Amounts.Figure(floor))}{words}";
            return (number.LowerBound, number.UpperBound) switch
            {
                ({ } lower, { } upper) => $"between {Amounts.Figure(lower)} and {With(Amounts.Figure(upper))}{words}",
                ({ } lower, null) => $"at least {With(Amounts.Figure(lower))}{Noted(said, Up(lower, high))}{Fell()}",
                (null, { } upper) => $"at most {With(Amounts.Figure(upper))}{words}",
                _ => double.IsFinite(high) && Amounts.Ends(low, high, null) is var (from, to) ? $"between {from} and {With(to)}, 90 %{words}" : "no figure",
            };
        }

        var ends = Amounts.Ends(low, high, estimate);
        var noted = Noted(said, low == high ? null : $"{ends.Low} to {ends.High}");
        if (Spread() is var (least, most)) return $"between {Amounts.Figure(least)} and {With(Amounts.Figure(most))}{noted}";
        var around = Around(estimate);
        if (number.Alternative is not { } other) return $"{(estimate == 0 && Counts ? around : With(around))}{noted}{Fell()}";
        var higher = Around(Math.Max(estimate, other)).Replace("around ", "", StringComparison.Ordinal);
        return $"{Around(Math.Min(estimate, other))} or {With(higher)}{noted}{Fell()}";

        string With(string amount) =>
            amount.StartsWith("around ", StringComparison.Ordinal)
            ? "around " + Amounts.WithUnit(amount[7..], number.Unit)
            : Amounts.WithUnit(amount, number.Unit);

        string? Up(double lower, double top) => double.IsFinite(top) && top > lower ? $"up to {Amounts.Ends(lower, top, null).High}" : null;

        string Around(double x) => x == 0 && Counts ? "none" : $"around {(IsGiven ? Amounts.Exact(x) : Amounts.Figure(x))}";
    }

    /// <summary>The words of the report, and the range: never two brackets side by side.</summary>
    private static string Noted(string? said, string? range) => (said, range) switch
    {
        (null, null) => "",
        (null, _) => $" ({range}, 90 %)",
        (_, null) => $" ({said})",
        _ => $" ({said}), {range} (90 %)",
    };

    private bool Counts => Units.CountsThings(_topic);

    /// <summary>Whether the estimate is a figure that somebody gave: it is quoted as it was given.</summary>
    private bool IsGiven => conclusion is NumberConclusion { Belief.EstimateIsGiven: true };

    /// <summary>That a count fell which never falls, where it is not believed at once.</summary>
    private string Fell()
    {
        var fallen = conclusion.Claims.FirstOrDefault(c => c.Lead.Remark?.StartsWith("falls", StringComparison.Ordinal) == true);
        return fallen is null ? "" : $"; one count {fallen.Lead.Remark!.Split(" on a count", 2)[0]}";
    }

    /// <summary>Where only bounds speak and they cross: the highest ceiling below the lowest floor.</summary>
    private (double Ceiling, double Floor)? Crossing()
    {
        if (conclusion is not NumberConclusion { Belief: not null, IsDisputed: true }) return null;
        double ValueOf(TimedClaim claim) => ((ClaimValue.Bound)claim.Lead.Claim.Value).Value * (Units.Factor(_topic, claim.Lead.Claim.Unit) ?? 1);
        var floors = conclusion.Claims.Where(c => c.Number.Form == NumberForm.AtLeast && c.Lead.Claim.Value is ClaimValue.Bound).ToList();
        var ceilings = conclusion.Claims.Where(c => c.Number.Form == NumberForm.AtMost && c.Lead.Claim.Value is ClaimValue.Bound).ToList();
        if (floors.Count == 0 || ceilings.Count == 0) return null;
        var (floor, ceiling) = (floors.MaxBy(c => c.Number.Low)!, ceilings.MinBy(c => c.Number.High)!);
        return floor.Number.Low <= ceiling.Number.High ? null
            : (ValueOf(ceiling), ValueOf(floor));
    }

    /// <summary>Where ranges alone speak: their ends.</summary>
    private (double Low, double High)? Spread()
    {
        if (conclusion is not NumberConclusion { Belief: { EstimateIsGiven: false } } number) return null;
        var ranges = Enumerable.Range(0, number.Claims.Count).Where(number.Supports).Select(i => number.Claims[i])
            .Where(c => c.Number is { Form: NumberForm.Range, Denied: false })
            .Select(c => (Range: (ClaimValue.Range)c.Lead.Claim.Value, Factor: Units.Factor(_topic, c.Lead.Claim.Unit) ?? 1)).ToList();
        return ranges.Count == 0 ? null : (ranges.Min(r => r.Range.Low * r.Factor), ranges.Max(r => r.Range.High * r.Factor));
    }

    /// <summary>As of the newest claim that fits; and that there is nothing newer, where it would mislead not to say so.</summary>
    private string When(View view) => view is not { Newest: { } newest, Belief: not (Belief.None or Belief.Date) } ? ""
        : view.Stale ? $", as of {Time(newest)}; nothing newer" : $", as of {Time(newest)}";

    /// <summary>To the minute, where things change within days.</summary>
    private string Time(DateTimeOffset time) =>
        _topic is { Dynamics: Dynamics.Changing, HalfLife.Length.TotalDays: <= 2 }
            && time.UtcDateTime.TimeOfDay.TotalMinutes is >= 1 and < (24 * 60) - 1
            ? Amounts.Minute(time)
            : Amounts.Day(time);

    private static string Labels(Belief.Categories categories)
    {
        var claimed = categories.Probabilities.Where(p => p.Label is not null).OrderByDescending(p => p.Probability).ToList();
        var top = claimed[0];
        if (categories.Top.Label is null)
        {
            return $"most likely none of the answers claimed so far (the likeliest, \"{top.Label}\", has {Amounts.Percent(top.Probability)}), not established";
        }
        var second = claimed.Count > 1 ? claimed[1] : null;
        if (top.Probability < 0.5)
        {
            return second?.Probability > NearlyEqual * top.Probability
                ? $"\"{top.Label}\" ({Amounts.Percent(top.Probability)}) or \"{second.Label}\" ({Amounts.Percent(second.Probability)}), not established"
                : $"most likely \"{top.Label}\" ({Amounts.Percent(top.Probability)}), not established{Rival(second)}";
        }

        var likelihood = new Likelihood(top.Probability);
        var verb = likelihood.Term == "roughly even chance" ? "has a" : "is";
        return $"\"{top.Label}\" {verb} {likelihood.Term} ({Amounts.Percent(top.Probability)}){Rival(second)}";
    }

    private static string Rival(LabelProbability? second) =>
        second is { Probability: > 0.2 } ? $", against \"{second.Label}\" ({Amounts.Percent(second.Probability)})" : "";

    private string Planned(View view) =>
        !_topic.LooksAhead ? ""
            : view.Existence is { } exists
            ? $", planned; whether it happens at all: {exists.Term} ({Amounts.Percent(exists.Probability)})"
            : ", planned";

    /// <summary>A topic may accept what is only possible beside what is; then the sentence says so.</summary>
    private string OnlyExpected(View view) =>
        !_topic.LooksAhead && view.Status is (ClaimStatus.Possible or ClaimStatus.Planned or ClaimStatus.Expected)
            ? $", which so far is only {Placing.Word(view.Status.Value)}"
            : "";

    /// <summary>That no date stands, which one did, and who called it off.</summary>
    private string NoDate()
    {
        if (conclusion is not DateConclusion { CalledOff: { } denial } date) return "no date stands";
        var before = date.Before is { } last && last.Lead.Claim.Value is ClaimValue.Date { Edtf: { } named } ? Named(named)
            : denial.Lead.Claim.Value is ClaimValue.Date { Edtf: { } denied } ? Named(denied) : null;
        var who = $"on {Amounts.Day(denial.Standing.Reported)} by {state.Profile(denial.Lead.Chain[^1]).Name ?? denial.Lead.Chain[^1].Value}";
        return before is null ? $"no date stands; called off {who}" : $"no date stands; {before} was called off {who}";
    }

    /// <summary>Where it is disputed which of two ranges the date lies in, the other one.</summary>
    private Edtf? Other(string? edtf) =>
        conclusion is DateConclusion date
            && Enumerable.Range(0, 2).Select(date.Strongest).OfType<TimedClaim>()
            .Select(c => ((ClaimValue.Date)c.Lead.Claim.Value).Edtf)
            .FirstOrDefault(e => e is not null && e.Text != edtf) is { } other ? other : null;

    private string Date(Belief.Date date, bool isDisputed)
    {
        var edtf = date.Edtf is { } text ? Edtf.Parse(text) : null;
        var named = edtf is null ? "not to be placed yet" : Named(edtf);
        if (date.Alternative is { } other) named += $" or {Amounts.Day(other)}";
        else if (isDisputed && Other(date.Edtf) is { } second) named += $" or {Named(second)}";
        if (date.Interval90 is not { } interval || edtf is { Begins: null } or { Ends: null }) return named;
        var (from, to) = (interval.From, interval.To.AddDays(-1));
        return from >= to ? $"{named} (that day, 90 %)"
            : Amounts.Day(from) is var first && Amounts.Day(to) is var last && first == last ? $"{named} (within that year, 90 %)"
            : $"{named} ({first} to {last}, 90 %)";
    }

    /// <summary>A date in words, with how sure it was said to be.</summary>
    private static string Named(Edtf edtf)
    {
        var about = edtf is { IsApproximate: true, IsInterval: false } ? "about " : "";
        var doubt = (edtf.IsApproximate && edtf.IsInterval, edtf.IsUncertain) switch
        {
            (true, true) => ", approximate and uncertain",
            (true, false) => ", approximate",
            (false, true) => ", uncertain",
            _ => "",
        };
        return about + Spanned(edtf) + doubt;
    }

    private static string Spanned(Edtf edtf) => (edtf.Begins, edtf.Ends) switch
    {
        ({ } from, null) => $"{Amounts.Day(from)} at the earliest",
        (null, { } to) => $"{Amounts.Day(to.AddDays(-1))} at the latest",
        ({ } from, { } to) when Instant.DaysBetween(from, to) < 0.5 => Amounts.Minute(from),
        ({ } from, { } to) when Instant.DaysBetween(from, to) <= 1 => Amounts.Day(from),
        ({ Date: (var year, 1, 1), TimeOfDay.Ticks: 0 } from, { } to) when from.AddMonths(12) == to => Amounts.Year(year),
        ({ Date: (var year and >= 0, 1, 1), TimeOfDay.Ticks: 0 } from, { } to) when year % 10 == 0 && from.AddMonths(120) == to => $"the {year}s",
        ({ Date: (_, _, 1), TimeOfDay.Ticks: 0 } from, { } to) when from.AddMonths(1) == to => Amounts.Month(from),
        ({ } from, _) when SeasonOf(edtf) is { } season => $"{season} {Amounts.Year(from.Date.Year)}",
        ({ } from, { } to) => $"between {Amounts.Day(from)} and {Amounts.Day(to.AddDays(-1))}",
        _ => edtf.Text,
    };

    private static string? SeasonOf(Edtf edtf) =>
        edtf.IsInterval || edtf.Text.TrimStart('-') is not [_, _, _, _, '-', '2', var season, ..] ? null : season switch
        {
            '1' => "spring",
            '2' => "summer",
            '3' => "autumn",
            '4' => "winter",
            _ => null,
        };

    /// <summary>An established answer exactly, never rounded.</summary>
    private string Established(ClaimValue value) => value switch
    {
        ClaimValue.Quantity { Low: null, High: null } q => Amounts.WithUnit(Amounts.Verbatim(q.Best), _topic.Unit),
        ClaimValue.Quantity q =>
            $"{Amounts.WithUnit(Amounts.Verbatim(q.Best), _topic.Unit)} ({Amounts.Verbatim(q.Low ?? q.Best)} to {Amounts.Verbatim(q.High ?? q.Best)})",
        ClaimValue.Range r when r.Low == r.High => Amounts.WithUnit(Amounts.Verbatim(r.Low), _topic.Unit),
        ClaimValue.Range r => $"between {Amounts.Verbatim(r.Low)} and {Amounts.WithUnit(Amounts.Verbatim(r.High), _topic.Unit)}",
        ClaimValue.Bound b => $"{Side(b.Op)} {Amounts.WithUnit(Amounts.Verbatim(b.Value), _topic.Unit)}",
        ClaimValue.Proposition p => p.Holds ? "yes" : "no",
        ClaimValue.Category c => c.Name,
        ClaimValue.Date { Edtf: { } edtf } => Named(edtf),
        _ => "no answer",
    };

    private string Side(BoundOp op) => op switch
    {
        BoundOp.AtLeast => "at least",
        BoundOp.MoreThan => "more than",
        BoundOp.AtMost => "at most",
        _ => Counts ? "fewer than" : "less than",
    };

    /// <summary>For which time, where that is said and time matters.</summary>
    private string AnsweredFor(Resolution resolution) =>
        resolution.ValidTime is { } valid && _topic is { Dynamics: not Dynamics.Fixed, Kind: not TopicKind.Date } ? $", as of {Named(valid)}" : "";
}
