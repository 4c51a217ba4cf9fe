using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Belief = Analysis.Domain.Views.Belief;

namespace Analysis.Domain.Folding.Rendering;

internal sealed partial class Statements
{
    private const int HalfLivesMax = 4;

    private const string NotEstablished = "not established";

    /// <summary>What the sentence says, as briefly as a row shows it, in the same figures.</summary>
    public Headline HeadlineOf(View view)
    {
        if (view.Annulment is { } annulment) return new("annulled", annulment.Reason.TrimEnd('.'), "annulled");
        if (view.Resolution is { } resolution) return Answered(resolution);
        var told = view.Belief switch
        {
            Belief.Number number => HeadlineOf(view, number),
            Belief.Proposition { Likelihood: var likely } => Percent(likely),
            Belief.Categories categories => HeadlineOf(categories),
            Belief.Date { Edtf: null } => new("no date stands", null, NoDate()),
            Belief.Date date => HeadlineOf(view, date),
            _ => new("no evidence", Nothing(view, full: false), "no evidence"),
        };
        return IsTooOld(view) ? new("too old to say", $"last {told.Text}", $"too old to say, last {told.Text}") : told;
    }

    /// <summary>What moves is not known to be so any more once nothing has been heard for several half-lives.</summary>
    private bool IsTooOld(View view) => view is { Stale: true, Newest: { } newest }
        && _topic is { Dynamics: Dynamics.Changing, HalfLife: { } half }
        && (view.ValidAt - newest).TotalDays > HalfLivesMax * half.Length.TotalDays;

    private Headline Answered(Resolution resolution)
    {
        var answer = resolution.Value is ClaimValue.Range range && range.Low != range.High
            ? $"{Amounts.Verbatim(range.Low)} to {Amounts.Verbatim(range.High)}"
            : Stated.Of(resolution.Value, unit: null, Counts);
        var text = Stated.Of(resolution.Value, _topic.Unit, Counts);
        var unit = text == answer ? null : answer == "1" ? Spelling.Singular(_topic.Unit!) : _topic.Unit; // it has one
        var beside = $"{unit}{AnsweredFor(resolution)}".TrimStart(',', ' ');
        return new($"{Capital(answer)}, established", beside.Length == 0 ? null : beside, $"{text}, established");

        string Capital(string words) => resolution.Value is ClaimValue.Proposition ? char.ToUpperInvariant(words[0]) + words[1..] : words;
    }

    private Headline HeadlineOf(View view, Belief.Number number)
    {
        var told = Told(number);
        var unit = told.Phrase == told.Short || number.Unit is null ? null
            : told.Short == "1" ? Spelling.Singular(number.Unit) : number.Unit;
        var beside = Join(unit, told.Range, OnlyExpected(view).Replace(", which so far is ", "", StringComparison.Ordinal));
        return new(told.Short, beside, told.Phrase + Noted(null, told.Range) + OnlyExpected(view));
    }

    private static Headline Percent(Likelihood likely)
    {
        var percent = Amounts.Percent(likely.Probability);
        return new(percent, likely.Term, $"{likely.Term} ({percent})");
    }

    private static Headline HeadlineOf(Belief.Categories categories)
    {
        var claimed = categories.Probabilities.Where(p => p.Label is not null)
            .OrderByDescending(p => p.Probability).ToList();
        var (top, second) = (claimed[0], claimed.ElementAtOrDefault(1));
        var (percent, text) = (Amounts.Percent(top.Probability), Labels(categories));
        if (categories.Top.Label is null)
            return new("none of those named", $"the likeliest, {top.Label}, has {percent}; {NotEstablished}", text);
        if (top.Probability >= 0.5)
            return new(top.Label!, $"{new Likelihood(top.Probability).Term} ({percent}){Rival(second)}", text); // a claimed one
        return IsNear(top, second)
            ? new($"{top.Label} or {second!.Label}", $"{percent} or {Amounts.Percent(second.Probability)}, {NotEstablished}", text)
            : new(top.Label!, $"most likely ({percent}), {NotEstablished}{Rival(second)}", text);
    }

    private Headline HeadlineOf(View view, Belief.Date date)
    {
        var (named, range) = DateTold(date, view.Disputed);
        return new(named, Join(range, OnlyExpected(view).Replace(", which so far is ", "", StringComparison.Ordinal)),
            Date(date, view.Disputed) + OnlyExpected(view));
    }

    private static string? Join(params IEnumerable<string?> parts) =>
        string.Join(", ", parts.Where(part => !string.IsNullOrEmpty(part))) is { Length: > 0 } joined ? joined : null;
}
