using System.Globalization;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Belief = Analysis.Domain.Views.Belief;

namespace Analysis.Domain.Folding;

/// <summary>One careful sentence per view, ready to paste. It speaks of the world; confidence has a sentence of its own.</summary>
internal static class Statements
{
    public static string Of(TopicDefinition topic, View view)
    {
        if (view.Resolution is { } resolution) return $"{topic.Title}: {Value(view.Belief)}, established ({resolution.Reason.TrimEnd('.')}).";
        var disputed = view.Disputed ? "Disputed. " : "";
        var when = view.Belief is Belief.None or Belief.Date || topic.Dynamics == Dynamics.Fixed ? ""
            : topic.HalfLife is { } half && view.Newest is { } newest && view.ValidAt - newest > 2 * half.Length ? $"; nothing newer than {Day(newest)}" : $", as of {Day(view.ValidAt)}";
        return view.Belief switch
        {
            Belief.None when view.Unresolved.Count > 0 =>
                $"{topic.Title}: reported to have come about; when cannot be said until {string.Join(", ", view.Unresolved)} is dated.",
            Belief.None => $"{topic.Title}: no evidence so far, which is not a {(topic.Kind == TopicKind.Quantity ? "zero" : "no")}.",
            Belief.Number number => $"{disputed}{topic.Title}: {Number(number)}{Planned(topic, view)}{Conditional(topic, view)}{when}.",
            Belief.Proposition p => $"{disputed}{topic.Title}: {p.Likelihood.Term} ({Percent(p.Likelihood.Probability)}){when}.",
            Belief.Categories c when c.Top.Probability < 1.5 / c.Probabilities.Count =>
                $"{topic.Title}: no answer stands out, and \"{Least(c).Label}\" is {new Likelihood(Least(c).Probability).Term} ({Percent(Least(c).Probability)}){when}.",
            Belief.Categories c when c.Top.Label is { } label => $"{disputed}{topic.Title}: {new Likelihood(c.Top.Probability).Term} \"{label}\" ({Percent(c.Top.Probability)}){Rival(c)}{when}.",
            Belief.Categories => $"{topic.Title}: none of the answers claimed so far is more likely than something else.",
            Belief.Date date => $"{disputed}{topic.Title}: {Date(date)}.",
            _ => "",
        };
    }

    /// <summary>What an interval claims, in words.</summary>
    public static string Range(TopicDefinition topic, Family family, Assertion.Interval interval)
    {
        string End(double y) => topic.Kind == TopicKind.Date ? Day(Assertions.Date(y)) : Amount(family.Back(y));
        var words = interval switch
        {
            { High: double.PositiveInfinity } => topic.Kind == TopicKind.Date ? $"{End(interval.Low)} or later" : $"at least {End(interval.Low)}",
            { Low: double.NegativeInfinity } => topic.Kind == TopicKind.Date ? $"before {End(interval.High)}" : $"at most {End(interval.High)}",
            { IsPoint: true } => End(interval.Low),
            _ => $"{End(interval.Low)} to {End(interval.High)}",
        };
        return interval.Denied ? $"not {words}" : words;
    }

    /// <summary>A number with at most three significant digits and thousands separated.</summary>
    public static string Amount(double x)
    {
        if (x == 0) return "0";
        var unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(x))) - 2);
        var rounded = Math.Round(x / unit) * unit;
        return rounded.ToString(Math.Abs(rounded) >= 100 ? "#,0" : "#,0.##", CultureInfo.InvariantCulture);
    }

    private static string Number(Belief.Number number)
    {
        var unit = number.Unit is null ? "" : " " + number.Unit;
        var words = number.Words is null ? "" : $" (reported as \"{number.Words}\")";
        return number switch
        {
            { LowerBound: { } low } => $"at least {Amount(low)}{unit}{words}, and with 95 % probability no more than {Amount(number.Interval90.High)}",
            { UpperBound: { } high } => $"at most {Amount(high)}{unit}{words}",
            { Estimate: { } estimate } => $"around {Amount(estimate)}{unit}{words} ({Amount(number.Interval90.Low)}-{Amount(number.Interval90.High)}, 90 %)",
            _ => "no figure",
        };
    }

    private static string Planned(TopicDefinition topic, View view) =>
        !topic.LooksAhead ? "" : view.Existence is { } exists ? $", planned; that it happens at all is {exists.Term} ({Percent(exists.Probability)})" : ", planned";

    /// <summary>A topic may accept what is only possible beside what is; then the sentence says so.</summary>
    private static string Conditional(TopicDefinition topic, View view) =>
        !topic.LooksAhead && view.Status is (ClaimStatus.Possible or ClaimStatus.Planned or ClaimStatus.Expected)
            ? $", which so far is only {view.Status.Value.ToString().ToLowerInvariant()}" : "";

    private static LabelProbability Least(Belief.Categories categories) => categories.Probabilities.Where(p => p.Label is not null).MinBy(p => p.Probability)!;

    private static string Rival(Belief.Categories categories)
    {
        var second = categories.Probabilities.Where(p => p != categories.Top && p.Label is not null).MaxBy(p => p.Probability);
        return second is { Probability: > 0.2 } ? $", against \"{second.Label}\" ({Percent(second.Probability)})" : "";
    }

    private static string Date(Belief.Date date)
    {
        if (date.Edtf is null || !Edtf.TryParse(date.Edtf, out var edtf, out _))
            return date.Interval50 is { } middle ? $"between {Day(middle.From)} and {Day(middle.To)}" : "not to be placed yet";
        return (edtf.From, edtf.To) switch
        {
            ({ } from, null) => $"{Day(from)} at the earliest",
            (null, { } to) => $"{Day(Hearing.Earlier(to, TimeSpan.FromDays(1)))} at the latest",
            ({ } from, { } to) when to - from <= TimeSpan.FromDays(1) => Day(from),
            ({ } from, { } to) => $"between {Day(from)} and {Day(Hearing.Earlier(to, TimeSpan.FromDays(1)))}",
            _ => edtf.Text,
        };
    }

    private static string Value(Belief belief) => belief switch
    {
        Belief.Number { Estimate: { } estimate } number => Amount(estimate) + (number.Unit is null ? "" : " " + number.Unit),
        Belief.Proposition p => p.Likelihood.Probability > 0.5 ? "yes" : "no",
        Belief.Categories c => c.Top.Label ?? "something else",
        Belief.Date date => Date(date),
        _ => "no answer",
    };

    private static string Percent(double p) => Math.Clamp(Math.Round(100 * p), 1, 99).ToString("0", CultureInfo.InvariantCulture) + " %";

    private static string Day(DateTimeOffset date) => date.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
