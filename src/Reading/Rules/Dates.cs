using Analysis.Reading.Text;
using Analysis.Reading.Words;

namespace Analysis.Reading.Rules;

/// <summary>
/// Dates that a sentence names: of the calendar, or reckoned from the day of publication. Without a year it is the
/// last such day
/// before the publication for what has happened, and the next one for what is to come.
/// </summary>
internal sealed class Dates(DateOnly? published)
{
    private const int YearMin = 1000;
    private const int YearMax = 2999;

    private static readonly Phrases<DateSide> Sides = new(
    [
        ("as early as", DateSide.From), ("since", DateSide.From), ("starting in", DateSide.From),
            ("starting on", DateSide.From),
        ("starting from", DateSide.From), ("beginning in", DateSide.From), ("from", DateSide.From),
            ("after", DateSide.From),
        ("as of", DateSide.Until), ("by the end of", DateSide.Until), ("by", DateSide.Until), ("until", DateSide.Until),
        ("till", DateSide.Until), ("before", DateSide.Until), ("no later than", DateSide.Until),
            ("as late as", DateSide.Until),
        ("in", DateSide.At), ("on", DateSide.At), ("during", DateSide.At), ("in early", DateSide.At),
            ("in late", DateSide.At),
        ("in mid", DateSide.At), ("at the end of", DateSide.At), ("in the middle of", DateSide.At), ("of", DateSide.At),
        ("between", DateSide.At),
    ]);

    private static readonly HashSet<string> Parts = ["early", "late", "mid", "mid-", "around", "about", "the"];
    private static readonly HashSet<string> Pairs = ["or", "and", "to", "through", "-", "–"];

    /// <summary>All of them, in order.</summary>
    public List<DateMention> In(Sentence sentence)
    {
        var found = new List<DateMention>();
        for (var i = 0; i < sentence.Tokens.Count;)
        {
            if (DateAt(sentence, i) is not { } date)
            {
                i++;
                continue;
            }

            var mention = Bounded(sentence, i, date);
            if (found.Count > 0 && Joined(sentence, found[^1], mention) is { } both) found[^1] = both;
            else found.Add(mention);
            i = mention.Next;
        }

        return found;
    }

    private readonly record struct Read(int Next, Days? Past, Days? Ahead)
    {
        public static Read Sure(int next, Days? days) => new(next, days, days);
    }

    private static DateMention Bounded(Sentence sentence, int token, Read date)
    {
        var from = token;
        while (sentence.IsOf(from - 1, Parts) && from - 1 > 0) from--;
        var side = Sides.Before(sentence, from);
        return new DateMention(side?.From ?? token, date.Next, side?.Meaning ?? DateSide.At, date.Past, date.Ahead);
    }

    /// <summary>"by July or August", "between May and June", "from 3 to 5 October" are one date.</summary>
    private static DateMention? Joined(Sentence sentence, DateMention first, DateMention second)
    {
        var gap = second.From - first.Next;
        var isPair = gap == 1 && sentence.IsOf(first.Next, Pairs);
        if (!isPair && !(gap == 0 && sentence.IsOf(second.From, Pairs))) return null;
        return first with
        {
            Next = second.Next,
            Side = DateSide.At,
            Past = Span(first.Past, second.Past),
            Ahead = Span(first.Ahead, second.Ahead)
        };
    }

    private static Days? Span(Days? first, Days? second) =>
        first is null || second is null || string.CompareOrdinal(first.Start, second.End) > 0 ? null
            : new Days(first.Start, second.End);

    private Read? DateAt(Sentence sentence, int i) =>
        Iso(sentence, i) ?? Named(sentence, i) ?? Relative(sentence, i) ?? Weekday(sentence, i)
            ?? BareYear(sentence, i);

    private static Read? Iso(Sentence sentence, int i)
    {
        if (YearAt(sentence, i) is not { } year || !sentence.Is(i + 1, "-") || Number(sentence, i + 2) is not { } month
            || !sentence.Is(i + 3, "-") || Number(sentence, i + 4) is not { } day) return null;
        return Read.Sure(i + 5, DayOf(year, month, day));
    }

    /// <summary>"October 3, 2024", "3 October", "Oct. 2024", "June".</summary>
    private Read? Named(Sentence sentence, int i)
    {
        if (DayNumber(sentence, i) is { } before
            && MonthAt(sentence, sentence.Is(i + 1, "of") ? i + 2 : i + 1) is { } late)
            return WithYear(sentence, late.Next, late.Month, before);
        if (MonthAt(sentence, i) is not { } month) return null;
        if (DayNumber(sentence, month.Next) is { } day && YearAt(sentence, month.Next) is null)
            return WithYear(sentence, month.Next + 1, month.Month, day);
        return IsName(sentence, i, month.Next) ? WithYear(sentence, month.Next, month.Month, day: null) : null;
    }

    /// <summary>"may" and "march" are months only where a date can stand.</summary>
    private static bool IsName(Sentence sentence, int i, int next) => sentence.Tokens[i].IsCapital
        && (sentence.At(i) is not ("may" or "march" or "mar") || YearAt(sentence, next) is not null
            || Sides.Before(sentence, i) is not null || sentence.IsOf(i - 1, Parts)
                || sentence.At(i - 1) is "last" or "next" or "this" or "or");

    private Read WithYear(Sentence sentence, int next, int month, int? day)
    {
        var at = sentence.Is(next, ",") ? next + 1 : next;
        if (YearAt(sentence, at) is { } year) return Read.Sure(at + 1, Of(year, month, day));
        if (sentence.Is(next, "last") && sentence.Is(next + 1, "year"))
            return Read.Sure(next + 2, published is { } p ? Of(p.Year - 1, month, day) : null);
        if (sentence.Is(next, "this") && sentence.Is(next + 1, "year"))
            return Read.Sure(next + 2, published is { } q ? Of(q.Year, month, day) : null);
        return published is not { } today ? Read.Sure(next, null)
            : new Read(next, Last(today, month, day), Next(today, month, day));
    }

    private static Days? Of(int year, int month, int? day) =>
        day is { } d ? DayOf(year, month, d) : Days.Month(year, month);

    private static Days? Last(DateOnly today, int month, int? day)
    {
        var isThisYear = month < today.Month || (month == today.Month && (day ?? 1) <= today.Day);
        return Of(isThisYear ? today.Year : today.Year - 1, month, day);
    }

    private static Days? Next(DateOnly today, int month, int? day)
    {
        var isThisYear = month > today.Month || (month == today.Month && (day is null || day >= today.Day));
        return Of(isThisYear ? today.Year : today.Year + 1, month, day);
    }

    /// <summary>"last week", "earlier this month", "yesterday", "two weeks ago", "next July".</summary>
    private Read? Relative(Sentence sentence, int i)
    {
        var word = sentence.At(i);
        if (word is "today" or "yesterday" or "tomorrow" or "tonight" or "overnight")
            return Read.Sure(i + 1, OfToday(t => Days.Day(t.AddDays(word == "yesterday" ? -1 : word == "tomorrow" ? 1
                : 0))));
        if (word is "earlier" or "later" && sentence.Is(i + 1, "this")) return Relative(sentence, i + 1);
        if (Ago(sentence, i) is { } ago) return ago;
        if (word is not ("last" or "this" or "next")) return null;
        var step = word == "last" ? -1 : word == "next" ? 1 : 0;
        var unit = sentence.At(i + 1);
        if (unit == "year") return Read.Sure(i + 2, OfToday(t => Days.Year(t.Year + step)));
        if (unit == "month") return Read.Sure(i + 2, OfToday(t => MonthsFrom(t, step)));
        if (unit == "week") return Read.Sure(i + 2, OfToday(t => Days.Week(Monday(t).AddDays(7 * step))));
        if (Calendar.Weekdays.TryGetValue(unit, out var day))
            return Read.Sure(i + 2, OfToday(t => Days.Day(step > 0 ? After(t, day) : Before(t.AddDays(step), day))));
        if (MonthAt(sentence, i + 1) is not { } month) return null;
        return Read.Sure(month.Next, OfToday(t => step > 0 ? Next(t, month.Month, day: null)!
            : Last(t, month.Month, day: null)!));
    }

    private Read? Ago(Sentence sentence, int i)
    {
        if (Numerals.At(sentence, i) is not { IsVague: false } count || !sentence.Is(count.Next + 1, "ago")
            || count.Low > 1000) return null;
        var n = (int)count.Low;
        return sentence.At(count.Next) switch
        {
            "day" or "days" => Read.Sure(count.Next + 2, OfToday(t => Days.Day(t.AddDays(-n)))),
            "week" or "weeks" => Read.Sure(count.Next + 2, OfToday(t => Days.Week(Monday(t.AddDays(-7 * n))))),
            "month" or "months" => Read.Sure(count.Next + 2, OfToday(t => MonthsFrom(t, -n))),
            "year" or "years" => Read.Sure(count.Next + 2, OfToday(t => Days.Year(t.Year - n))),
            _ => null,
        };
    }

    private Read? Weekday(Sentence sentence, int i) =>
        Calendar.Weekdays.TryGetValue(sentence.At(i), out var day) && sentence.Tokens[i].IsCapital
        ? new Read(i + 1, OfToday(t => Days.Day(Before(t, day))), OfToday(t => Days.Day(After(t.AddDays(-1), day))))
            : null;

    private static Read? BareYear(Sentence sentence, int i) =>
        YearAt(sentence, i) is { } year && (Sides.Before(sentence, i) is not null || sentence.IsOf(i - 1, Parts))
            && !IsCounted(sentence, i + 1)
            ? Read.Sure(i + 1, Days.Year(year)) : null;

    /// <summary>Whether what follows would make it a number: "of 2000 troops".</summary>
    private static bool IsCounted(Sentence sentence, int next) =>
        sentence.IsOf(next, Nouns.People) || sentence.IsOf(next, Nouns.Befallen);

    private Days? OfToday(Func<DateOnly, Days> reckon) => published is { } today ? reckon(today) : null;

    private static Days MonthsFrom(DateOnly today, int months)
    {
        var then = new DateOnly(today.Year, today.Month, 1).AddMonths(months);
        return Days.Month(then.Year, then.Month);
    }

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>The last such day up to this one.</summary>
    private static DateOnly Before(DateOnly today, DayOfWeek day) =>
        today.AddDays(-(((int)today.DayOfWeek - (int)day + 7) % 7));

    /// <summary>The first such day after this one.</summary>
    private static DateOnly After(DateOnly today, DayOfWeek day) => Before(today, day).AddDays(7);

    private static (int Month, int Next)? MonthAt(Sentence sentence, int i)
    {
        if (!Calendar.Months.TryGetValue(sentence.At(i), out var month) || !sentence.Tokens[i].IsCapital) return null;
        return (month, Calendar.IsShort(sentence.At(i)) && sentence.Is(i + 1, ".") ? i + 2 : i + 1);
    }

    private static int? DayNumber(Sentence sentence, int i)
    {
        if (Number(sentence, i) is { } number) return number is >= 1 and <= 31 ? number : null;
        var word = sentence.At(i);
        return word.Length is 3 or 4 && char.IsDigit(word[0]) && word[^2..] is "st" or "nd" or "rd" or "th"
            && int.TryParse(word[..^2], out var day) && day is >= 1 and <= 31 ? day : null;
    }

    private static int? YearAt(Sentence sentence, int i) =>
        Number(sentence, i) is { } year and >= YearMin and <= YearMax && sentence.Tokens[i].Text.Length == 4 ? year
            : null;

    private static int? Number(Sentence sentence, int i) =>
        i >= 0 && i < sentence.Tokens.Count && sentence.Tokens[i].Kind == TokenKind.Number
        && int.TryParse(sentence.Tokens[i].Text, out var number) ? number : null;

    private static Days? DayOf(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? Days.Day(new DateOnly(year, month, day)) : null;
}
