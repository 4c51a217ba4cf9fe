using Analysis.Domain.Claims;
using Analysis.Reading.Text;
using Analysis.Reading.Words;

namespace Analysis.Reading.Rules;

/// <summary>A number of something that a sentence names.</summary>
/// <param name="From">Its first token, with what modifies it.</param>
/// <param name="Next">The token after it and its unit.</param>
/// <param name="Number">The tokens of the number alone.</param>
/// <param name="Value">What it states.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="UnitAt">Where the sentence says so; null where it follows from another word.</param>
/// <param name="Words">The words of a number that was not given as one.</param>
/// <param name="Modifier">What says how exact it is.</param>
/// <param name="EachFrom">Where "each ..." begins, when the number is of each of something.</param>
internal sealed record Amount(
    int From, int Next, (int From, int Next) Number, ClaimValue Value, string Unit, (int From, int Next)? UnitAt,
        string? Words,
    (int From, int Next)? Modifier, int? EachFrom);

/// <summary>Numbers with what they count: "up to 5,000 engineering troops", "three or four brigades", "$115 million
/// annually".</summary>
internal static class Quantities
{
    private const int UnitWordsMax = 7;
    private const int LookBack = 8;
    private const double FewMax = 10;
    private const double YearMin = 1900;
    private const double YearMax = 2100;

    private static readonly HashSet<string> To = ["to", "or", "and", "-", "–", "—"];
    private static readonly HashSet<string> Joined = ["to", "or", "-", "–", "—"];
    private static readonly HashSet<string> Changes =
    [
        "rose", "risen", "rises", "rising", "increased", "increases", "grew", "grown", "fell", "fallen", "dropped",
        "climbed", "jumped", "up", "down", "revised", "raised", "lowered",
    ];
    private static readonly HashSet<string> Auxiliaries =
        [
        "were", "was", "are", "is", "have", "has", "had", "been", "be", "may", "might", "could", "will", "would",
        "others", "reported", "reportedly", "confirmed", "feared", "believed", "presumed", "still", "also",
    ];

    private static readonly HashSet<string> Counts = ["number", "figure", "total", "count", "tally", "estimate"];
    private static readonly HashSet<string> Losses =
    [
        "casualties", "deaths", "fatalities", "injuries", "victims", "survivors", "losses",
    ];
    private static readonly HashSet<string> Known =
    [
        "the", "these", "those", "both", "all", "its", "their", "his", "her",
    ];
    private static readonly HashSet<string> Compares = ["compared", "versus", "against"];

    /// <summary>All that are not within a date.</summary>
    public static List<Amount> In(Sentence sentence, IReadOnlyList<DateMention> dates)
    {
        var found = new List<Amount>();
        for (var i = 0; i < sentence.Tokens.Count;)
        {
            if (dates.FirstOrDefault(d => d.From <= i && i < d.Next) is { } date)
            {
                i = date.Next;
                continue;
            }

            var next = Numerals.At(sentence, i) is { } numeral ? At(sentence, numeral, found)
                : NoneAt(sentence, i, found);
            i = Math.Max(next, i + 1);
        }

        return found;
    }

    /// <summary>"no casualties": none.</summary>
    private static int NoneAt(Sentence sentence, int i, List<Amount> found)
    {
        if (!sentence.Is(i, "no") || !sentence.IsOf(i + 1, Losses)) return i + 1;
        found.Add(new Amount(i, i + 2, (i, i + 1), new ClaimValue.Quantity(0, null, null), Nouns.Persons,
            (i + 1, i + 2), Words: null,
            Modifier: null, EachFrom: null));
        return i + 2;
    }

    private static int At(Sentence sentence, Numeral numeral, List<Amount> found)
    {
        var (range, number) = RangeFrom(sentence, numeral);
        var after = Modifiers.After.At(sentence, number.Next);
        var before = Modifiers.Before.Before(sentence, number.From);
        var unitFrom = after?.Next ?? number.Next;
        if (sentence.At(unitFrom) is "in" && Numerals.At(sentence, unitFrom + 1) is { IsVague: false } share
            && share.Low < 101)
            return share.Next; // "4 in 10 voters"
        if (sentence.Is(unitFrom, "of")
            && Numerals.At(sentence, unitFrom + 1) is { IsVague: false } whole) unitFrom = whole.Next; // "15 of 120"
        if (IsEarlierFigure(sentence, before?.From ?? number.From)
            || UnitOf(sentence, numeral, number, unitFrom, found) is not { } unit)
            return unitFrom;
        var next = Math.Max(unit.Next, unitFrom);
        if (IsTrivial(sentence, range, numeral, unit)) return next;

        var modifier = before is not null ? (before.From, before.Next) : after is null ? ((int, int)?)null
            : (after.From, after.Next);
        var each = EachBefore(sentence, number.From);
        var name = each is { } e ? $"{unit.Name}/{e.Of}" : unit.Name;
        found.Add(new Amount(before?.From
            ?? number.From, next, number, ValueOf(range, numeral, before?.Meaning ?? after?.Meaning),
            name, unit.At, numeral.IsVague ? sentence.WordsOf(number.From, WordsEnd(sentence, number.Next))
                : null, modifier, each?.From));
        return next;
    }

    /// <summary>The number alone, or with the one that it is joined to: "three or four", "between 3,000 and 5,000",
    /// "3-5".</summary>
    private static ((double Low, double High) Range, (int From, int Next) Number) RangeFrom(Sentence sentence,
        Numeral first)
    {
        var alone = ((first.Low, first.High), (first.From, first.Next));
        if (!sentence.IsOf(first.Next, To) || Numerals.At(sentence, first.Next + 1) is not { IsVague: false } second
            || first.IsVague) return alone;
        var isBetween = sentence.Is(first.From - 1, "between");
        var isFrom = sentence.Is(first.From - 1, "from");
        if (isFrom && sentence.IsOf(Back(sentence, first.From - 1, Changes),
            Changes)) return alone; // "rose from 300 to 500"
        if (!isBetween && !sentence.IsOf(first.Next, Joined)) return alone;
        // "5 to 6 million": the scale is said once
        var low = first.Low < second.Low && second.Low >= 1000 * first.Low && SaysScale(sentence, second)
            && !SaysScale(sentence, first)
            ? first.Low * Scale(second.Low) : first.Low;
        return low > second.Low ? alone : ((low, second.Low), (first.From, second.Next));
    }

    private static bool SaysScale(Sentence sentence, Numeral numeral) => numeral.Next - numeral.From > 1
        && sentence.Tokens[numeral.Next - 1].Kind == TokenKind.Word;

    private static double Scale(double value) => value >= 1e9 ? 1e9 : value >= 1e6 ? 1e6 : 1e3;

    /// <summary>The nearest of the words up to a few tokens before; the token itself when there is none.</summary>
    private static int Back(Sentence sentence, int token, HashSet<string> words)
    {
        for (var i = token; i >= Math.Max(0, token - 4); i--)
        {
            if (sentence.IsOf(i, words)) return i;
        }

        return token;
    }

    /// <summary>Whether it is what was said before: "up from 300", "compared with 200".</summary>
    private static bool IsEarlierFigure(Sentence sentence, int from)
    {
        if (sentence.Is(from - 1, "from") && sentence.IsOf(Back(sentence, from - 2, Changes), Changes)) return true;
        for (var i = from - 1; i > Math.Max(0, from - LookBack) && sentence.Part(i) == sentence.Part(from); i--)
        {
            if (sentence.Is(i, "from") && sentence.At(i - 1) is "up"
                or "down") return true; // "up from an earlier estimate of 300"
        }

        return (sentence.Is(from - 1, "with") || sentence.Is(from - 1, "to")) && sentence.IsOf(from - 2, Compares);
    }

    private static ClaimValue ValueOf((double Low, double High) range, Numeral numeral, Sense? sense)
    {
        if (numeral.IsVague && double.IsInfinity(range.High)) return new ClaimValue.Bound(BoundOp.AtLeast, range.Low);
        if (range.Low < range.High) return new ClaimValue.Range(range.Low, range.High);
        return sense switch
        {
            Sense.AtLeast => new ClaimValue.Bound(BoundOp.AtLeast, range.Low),
            Sense.MoreThan => new ClaimValue.Bound(BoundOp.MoreThan, range.Low),
            Sense.AtMost => new ClaimValue.Bound(BoundOp.AtMost, range.Low),
            Sense.LessThan => new ClaimValue.Bound(BoundOp.LessThan, range.Low),
            _ => new ClaimValue.Quantity(range.Low, null, null),
        };
    }

    /// <summary>"thousands of" without its last word.</summary>
    private static int WordsEnd(Sentence sentence, int next) => sentence.Is(next - 1, "of") ? next - 1 : next;

    private sealed record Unit(string Name, int Next, (int From, int Next)? At);

    private static Unit? UnitOf(Sentence sentence, Numeral numeral, (int From, int Next) number, int next,
        List<Amount> found)
    {
        if (numeral.Money is { } sign) return Rated(sentence, new Unit(sign, next, (number.From, number.From + 1)));
        if (Nouns.Money.TryGetValue(sentence.At(next), out var money)) return Rated(sentence,
            new Unit(money, next + 1, (next, next + 1)));
        if (PercentAt(sentence, next) is { } percent) return new Unit("percent", percent, (next, percent));
        if (Named(sentence, next) is { } named) return Rated(sentence, named);
        return Told(sentence, number, next, found)
            ?? (numeral.IsVague && sentence.IsOf(next, Auxiliaries) ? new Unit(Nouns.Persons, next, At: null)
                : null); // "thousands are at risk"
    }

    private static int? PercentAt(Sentence sentence, int token) =>
        sentence.Is(token, "%") || sentence.Is(token, "percent") ? token + 1
        : sentence.Is(token, "per") && sentence.Is(token + 1, "cent") ? token + 2 : null;

    /// <summary>The noun that follows: the last name of people before the words end, or else the last word, if it is
    /// a plural.</summary>
    private static Unit? Named(Sentence sentence, int next)
    {
        var at = next;
        while (sentence.IsOf(at, Nouns.Between) || sentence.Is(at, "of") || sentence.Is(at, "the")) at++;
        int? people = null, plural = null, formation = null;
        for (var i = at; i < Math.Min(sentence.Tokens.Count, at + UnitWordsMax); i++)
        {
            var word = sentence.Tokens[i];
            if (word.Kind != TokenKind.Word) break;
            if (Nouns.Befallen.Contains(word.Lower) && (people is not null || plural is not null || i == at)) break;
            if (Nouns.Ends.Contains(word.Lower)) break;
            if (word.Is("and") || word.Is("or"))
            {
                if (people is not null || plural is not null || formation is not null) break;
                continue;
            }

            if (Nouns.Measures.Contains(word.Lower)) return new Unit(word.Lower, i + 1, (i, i + 1));
            if (Nouns.People.Contains(word.Lower) || IsNation(word)) people = i;
            else if (Nouns.Formations.Contains(word.Lower)) formation = i;
            else if (IsPlural(word)) plural = i;
            else if ((people ?? formation ?? plural) is not null) break;
        }

        if (people is { } p && p >= (plural ?? p)
            && p >= (formation ?? p)) return new Unit(Nouns.Persons, p + 1, (p, p + 1));
        if ((formation ?? plural) is { } one && one >= (plural ?? one))
            return new Unit(sentence.At(one), one + 1, (one, one + 1));
        if (plural is { } last) return new Unit(sentence.At(last), last + 1, (last, last + 1));
        return people is { } q ? new Unit(Nouns.Persons, q + 1, (q, q + 1)) : null;
    }

    /// <summary>Ukrainians, Israelis.</summary>
    private static bool IsNation(Token word) => word.IsCapital
        && (word.Lower.EndsWith("ans", StringComparison.Ordinal)
            || word.Lower.EndsWith("lis", StringComparison.Ordinal));

    private static bool IsPlural(Token word) =>
        word.Lower.Length > 3 && word.Lower[^1] == 's' && !word.Lower.EndsWith("ss", StringComparison.Ordinal)
        && !word.Lower.EndsWith("us", StringComparison.Ordinal) && !word.Lower.EndsWith("is", StringComparison.Ordinal)
        && !word.Lower.EndsWith("'s", StringComparison.Ordinal) && !word.IsCapital;

    /// <summary>Persons, by what befell them: "12 were killed", "killing 12", "the toll rose to 12".</summary>
    private static Unit? Told(Sentence sentence, (int From, int Next) number, int next, List<Amount> found)
    {
        var at = next;
        while (sentence.IsOf(at, Nouns.Between) || sentence.IsOf(at, Auxiliaries)) at++;
        if (sentence.IsOf(at, Nouns.Befallen)) return new Unit(Nouns.Persons, at + 1, (at, at + 1));
        var before = Modifiers.Before.Before(sentence, number.From)?.From ?? number.From;
        if (sentence.IsOf(before - 1, Nouns.Befalls)) return new Unit(Nouns.Persons, next, (before - 1, before));
        if (sentence.At(before - 1) is not ("to" or "at" or "of" or "reached" or "exceeded" or "surpassed" or "is"
            or "was" or "passed")) return null;
        for (var i = before - 1; i >= Math.Max(0, before - LookBack); i--)
        {
            if (sentence.IsOf(i, Nouns.Tolls)
                || sentence.IsOf(i, Nouns.People)) return new Unit(Nouns.Persons, next, (i, i + 1));
            if (sentence.IsOf(i, Counts) && found is [.., var last]) return new Unit(last.Unit, next, last.UnitAt);
        }

        return null;
    }

    private static Unit Rated(Sentence sentence, Unit unit) => Nouns.Rates.At(sentence, unit.Next) is { } rate
        ? unit with { Name = $"{unit.Name}/{rate.Meaning}", Next = rate.Next } : unit;

    /// <summary>Durations, ages, years, "one of the largest", "both nations": no claims that a desk would
    /// count.</summary>
    private static bool IsTrivial(Sentence sentence, (double Low, double High) range, Numeral numeral, Unit unit)
    {
        var name = unit.Name.Split('/')[0];
        if (Nouns.NotCounted.Contains(name) || (range.High < FewMax && Nouns.FewAreTold.Contains(name))) return true;
        // "the two countries", "both men": told of before
        if (range.High < 4 && sentence.IsOf(numeral.From - 1, Known)) return true;
        var isOneOf = range is { Low: 1, High: 1 }
            && (sentence.Is(numeral.Next, "of") || numeral.Next - numeral.From == 1
                && sentence.Is(numeral.From, "one"));
        var isYear = numeral.IsExact && range.Low == range.High && range.Low is >= YearMin and < YearMax
            && numeral.Next - numeral.From == 1
            && !sentence.Tokens[numeral.From].Text.Contains(',', StringComparison.Ordinal) && name != Nouns.Persons;
        return isOneOf || isYear;
    }

    /// <summary>"three brigades, each of about 5,000 soldiers": the number is of one brigade.</summary>
    private static (int From, string Of)? EachBefore(Sentence sentence, int number)
    {
        for (var i = number - 1; i >= Math.Max(0, number - LookBack); i--)
        {
            if (!sentence.Is(i, "each")) continue;
            for (var j = i - 1; j >= 0; j--)
            {
                if (sentence.IsOf(j, Nouns.People) || sentence.IsOf(j, Nouns.Formations)
                    || IsPlural(sentence.Tokens[j]))
                    return (i, Spelling.Singular(sentence.At(j)));
            }
        }

        return null;
    }
}
