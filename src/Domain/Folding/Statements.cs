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
        var when = view.Belief is Belief.None or Belief.Date || topic.Dynamics == Dynamics.Fixed ? "" : When(view);
        return view.Belief switch
        {
            Belief.None when view.Unresolved.Count > 0 =>
                $"{topic.Title}: reported to have come about, without a date that can be placed.",
            Belief.None => $"{topic.Title}: no evidence so far, which is not a {(topic.Kind == TopicKind.Quantity ? "zero" : "no")}.",
            Belief.Number number => $"{disputed}{topic.Title}: {Number(number)}{Planned(topic, view)}{Conditional(topic, view)}{when}.",
            Belief.Proposition p => $"{disputed}{topic.Title}: {p.Likelihood.Term} ({Percent(p.Likelihood.Probability)}){when}.",
            Belief.Categories c => $"{disputed}{topic.Title}: {Labels(c)}{when}.",
            Belief.Date date => $"{disputed}{topic.Title}: {Date(date)}{Conditional(topic, view)}.",
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
            { LowerBound: { } low, UpperBound: { } high } => $"between {Amount(low)} and {Amount(high)}{unit}{words}",
            { LowerBound: { } low } => $"at least {Amount(low)}{unit}{words}",
            { UpperBound: { } high } => $"at most {Amount(high)}{unit}{words}",
            { Estimate: { } estimate } => $"around {Amount(estimate)}{unit}{words} ({End(number.Interval90.Low, estimate)} to {End(number.Interval90.High, estimate)}, 90 %)",
            _ => "no figure",
        };
    }

    /// <summary>An end of an interval: two digits are enough, and where things are counted whole, no fractions.</summary>
    private static string End(double end, double estimate)
    {
        if (end == 0) return "0";
        var unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(end))) - 1);
        var rounded = Math.Round(end / unit) * unit;
        return Amount(estimate == Math.Round(estimate) ? Math.Round(rounded) : rounded);
    }

    /// <summary>A view is as of the time asked about, unless nothing has been heard for so long that it would mislead.</summary>
    private static string When(View view) =>
        view is { Stale: true, Newest: { } newest } ? $", as of {Day(newest.AddSeconds(-1))}; nothing newer" : $", as of {Day(view.ValidAt)}";

    private static string Labels(Belief.Categories categories)
    {
        var claimed = categories.Probabilities.Where(p => p.Label is not null).OrderByDescending(p => p.Probability).ToList();
        var (top, least) = (claimed[0], claimed[^1]);
        if (categories.Top.Label is null) return "none of the answers claimed so far is more likely than something else";
        if (claimed.Count > 1 && top.Probability < 0.55 && claimed[1].Probability > 0.9 * top.Probability)
        {
            return claimed.Count > 2 && claimed[2].Probability > 0.9 * top.Probability
                ? $"no answer stands out, and \"{least.Label}\" {Is(least.Probability)}"
                : $"\"{top.Label}\" ({Percent(top.Probability)}) or \"{claimed[1].Label}\" ({Percent(claimed[1].Probability)})";
        }

        return $"\"{top.Label}\" {Is(top.Probability)}{Rival(categories)}";
    }

    /// <summary>A probability as the end of a sentence.</summary>
    private static string Is(double probability)
    {
        var likelihood = new Likelihood(probability);
        var verb = likelihood.Term switch { "roughly even chance" => "has a", "almost no chance" => "has", _ => "is" };
        return $"{verb} {likelihood.Term} ({Percent(probability)})";
    }

    private static string Planned(TopicDefinition topic, View view) =>
        !topic.LooksAhead ? "" : view.Existence is { } exists ? $", planned; whether it happens at all: {exists.Term} ({Percent(exists.Probability)})" : ", planned";

    /// <summary>A topic may accept what is only possible beside what is; then the sentence says so.</summary>
    private static string Conditional(TopicDefinition topic, View view) =>
        !topic.LooksAhead && view.Status is (ClaimStatus.Possible or ClaimStatus.Planned or ClaimStatus.Expected)
            ? $", which so far is only {view.Status.Value.ToString().ToLowerInvariant()}" : "";

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
