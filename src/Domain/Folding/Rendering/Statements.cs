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
internal sealed partial class Statements(TopicState state, Conclusion conclusion, Conclusion? ahead, Placing placing)
{
    private const double NearlyEqual = 0.9;
    private const string None = "none";

    private readonly TopicDefinition _topic = state.Topic!;

    public string Of(View view)
    {
        var title = _topic.Title;
        if (view.Annulment is { } annulment) return $"{title}: annulled ({annulment.Reason.TrimEnd('.')}).";
        if (view.Resolution is { } resolution)
        {
            return $"{title}: {Stated.Of(resolution.Value, _topic.Unit, Counts)}{AnsweredFor(resolution)}, "
                + $"established ({resolution.Reason.TrimEnd('.')}).";
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
    private string Nothing(View view, bool full = true)
    {
        var isNot = _topic.Kind == TopicKind.Quantity ? "which is not a zero" : "which is not a no";
        if (view.Unresolved.Any(id => state.Claims[id].Claim.AssertsFact))
            return "reported to have come about, without a date that can be placed";
        if (ahead is { HasEvidence: true })
            return full ? $"no evidence so far that it has come about, {isNot}" : "only expected so far";
        var claims = state.Claims.Values.Where(placing.Hears).ToList();
        if (claims.Count == 0) return full ? $"no evidence so far, {isNot}" : "nobody has said anything";
        if (claims.TrueForAll(c => c.RetractionBy(placing.ReportedBy) is not null))
        {
            var withdrawn = $"{(claims.Count == 1 ? "the one claim" : "all that was said")} was withdrawn";
            return full ? $"{withdrawn}, {isNot}" : withdrawn;
        }

        if (Lapsed(claims) is { } lapsed) return $"{lapsed}; nothing has been reported since";
        if (!full) return claims.Count == 1 ? "the one claim does not count" : $"none of the {claims.Count} claims counts";
        return claims.Count == 1
            ? $"no evidence that counts: the one claim so far does not, {isNot}"
            : $"no evidence that counts: none of the {claims.Count} claims so far does, {isNot}";
    }

    /// <summary>The last date that was planned and has passed without word; null when there is none.</summary>
    private string? Lapsed(List<ClaimFacts> claims) =>
        claims.Where(c => c.Claim is { LooksAhead: true, Value: ClaimValue.Date { Edtf: not null } }
            && conclusion.Slice.Chains.Exists(chain => chain.Stands.Claims.Any(s => s.Lead.Facts == c)))
            .OrderByDescending(c => c.ReportedAt).ThenBy(c => c.Claim.Id.Value, StringComparer.Ordinal)
            .Select(c => $"{Stated.Named(((ClaimValue.Date)c.Claim.Value).Edtf!)} was {Placing.Word(c.Claim.Status)}")
            .FirstOrDefault();

    private string Number(Belief.Number number)
    {
        var told = Told(number);
        return told.Phrase + Noted(number.Words is null ? null : $"reported as \"{number.Words}\"", told.Range)
            + (told.MayHaveFallen ? Fell() : "");
    }

    /// <summary>A number in words.</summary>
    /// <param name="Phrase">With its unit: "around 600 persons".</param>
    /// <param name="Short">Without: "600".</param>
    /// <param name="Range">What holds it with 90 %: "300 to 910"; null where that adds nothing.</param>
    /// <param name="MayHaveFallen">Whether a count that fell is to be told with it.</param>
    private sealed record NumberTold(string Phrase, string Short, string? Range, bool MayHaveFallen = false);

    private NumberTold Told(Belief.Number number)
    {
        var (low, high) = (number.Interval90.Low, number.Interval90.High);
        if (number.Estimate is not { } estimate)
        {
            if (Crossing() is var (ceiling, floor))
                return Plain($"at most {Amounts.Figure(ceiling)} or at least ", Amounts.Figure(floor), null);
            return (number.LowerBound, number.UpperBound) switch
            {
                ({ } lower, { } upper) => Between(Amounts.Figure(lower), Amounts.Figure(upper), null),
                ({ } lower, null) => Plain("at least ", Amounts.Figure(lower), Up(lower, high)) with { MayHaveFallen = true },
                (null, { } upper) => Plain("at most ", Amounts.Figure(upper), null),
                _ => double.IsFinite(high) && Amounts.Ends(low, high, null) is var (from, to)
                    ? new($"between {from} and {With(to)}, 90 %", $"{from} to {to}", null)
                    : new("no figure", "no figure", null),
            };
        }

        var ends = Amounts.Ends(low, high, estimate);
        var range = low == high ? null : $"{ends.Low} to {ends.High}";
        if (Spread() is var (least, most)) return Between(Amounts.Figure(least), Amounts.Figure(most), range);
        var shown = Shown(estimate);
        if (number.Alternative is not { } other)
            return new(shown == None ? None : $"around {With(shown)}", shown, range, MayHaveFallen: true);
        var (less, more) = (Shown(Math.Min(estimate, other)), Shown(Math.Max(estimate, other)));
        return new($"{(less == None ? None : $"around {less}")} or {With(more)}", $"{less} or {more}", range,
            MayHaveFallen: true);

        NumberTold Plain(string before, string amount, string? upTo) =>
            new(before + With(amount), before + amount, upTo);

        NumberTold Between(string from, string to, string? noted) =>
            new($"between {from} and {With(to)}", $"{from} to {to}", noted);

        string With(string amount) => Amounts.WithUnit(amount, number.Unit);

        string? Up(double lower, double top) =>
            double.IsFinite(top) && top > lower ? $"up to {Amounts.Ends(lower, top, null).High}" : null;

        string Shown(double x) => x == 0 && Counts ? None : IsGiven ? Amounts.Exact(x) : Amounts.Figure(x);
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
        : IsTooOld(view) ? $", as of {Time(newest)}; nothing newer, so too old to say what is so now"
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
            return IsNear(top, second)
                ? $"\"{top.Label}\" ({Amounts.Percent(top.Probability)}) "
                    + $"or \"{second!.Label}\" ({Amounts.Percent(second.Probability)}), not established"
                : $"most likely \"{top.Label}\" ({Amounts.Percent(top.Probability)}), not established{Rival(second)}";
        }

        var likelihood = new Likelihood(top.Probability);
        var verb = likelihood.Term == "roughly even chance" ? "has a" : "is";
        return $"\"{top.Label}\" {verb} {likelihood.Term} ({Amounts.Percent(top.Probability)}){Rival(second)}";
    }

    private static bool IsNear(LabelProbability top, LabelProbability? second) =>
        second?.Probability > NearlyEqual * top.Probability;

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
        var before = date.Before is { } last && last.Lead.Claim.Value is ClaimValue.Date { Edtf: { } named } ? Stated.Named(named)
            : denial.Lead.Claim.Value is ClaimValue.Date { Edtf: { } denied } ? Stated.Named(denied) : null;
        var who = $"on {Amounts.Day(denial.Standing.Reported)} by {state.Profile(denial.Lead.Chain[^1]).Name ?? denial.Lead.Chain[^1].Value}";
        return before is null ? $"no date stands; called off {who}" : $"no date stands; {before} was called off {who}";
    }

    /// <summary>Where it is disputed which of two ranges the date lies in, the other one.</summary>
    private Edtf? Other(string? edtf) =>
        conclusion is DateConclusion date
            && Enumerable.Range(0, 2).Select(date.Strongest).OfType<TimedClaim>()
            .Select(c => ((ClaimValue.Date)c.Lead.Claim.Value).Edtf)
            .FirstOrDefault(e => e is not null && e.Text != edtf) is { } other ? other : null;

    private string Date(Belief.Date date, bool isDisputed) =>
        DateTold(date, isDisputed) is var (named, range) && range is not null ? $"{named} ({range})" : named;

    /// <summary>The date, and what holds it with 90 %.</summary>
    private (string Named, string? Range) DateTold(Belief.Date date, bool isDisputed)
    {
        var edtf = date.Edtf is { } text ? Edtf.Parse(text) : null;
        var named = edtf is null ? "not to be placed yet" : Stated.Named(edtf);
        if (date.Alternative is { } other) named += $" or {Amounts.Day(other)}";
        else if (isDisputed && Other(date.Edtf) is { } second) named += $" or {Stated.Named(second)}";
        return date.Interval90 is { } interval ? (named, $"{Within(interval)}, 90 %") : (named, null);
    }

    private static string Within(DateInterval interval)
    {
        var (from, to) = (interval.From, interval.To.AddDays(-1));
        return from >= to ? "that day"
            : Amounts.Day(from) is var first && Amounts.Day(to) is var last && first == last ? "within that year"
            : $"{first} to {last}";
    }

    /// <summary>For which time, where that is said and time matters.</summary>
    private string AnsweredFor(Resolution resolution) =>
        resolution.ValidTime is { } valid && _topic is { Dynamics: not Dynamics.Fixed, Kind: not TopicKind.Date }
            ? $", as of {Stated.Named(valid)}" : "";
}
