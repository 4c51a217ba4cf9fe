using System.Globalization;
using Analysis.Reading.Text;

namespace Analysis.Reading.Words;

/// <summary>A number as it is written: exact, or between two, or at least one.</summary>
/// <param name="From">Its first token.</param>
/// <param name="Next">The token after it.</param>
/// <param name="Low">The least that it may be.</param>
/// <param name="High">The most that it may be; infinite when nothing is said.</param>
/// <param name="IsVague">Whether it was given by words such as "thousands".</param>
/// <param name="Money">The currency of a sign before it.</param>
internal readonly record struct Numeral(int From, int Next, double Low, double High, bool IsVague, string? Money)
{
    public bool IsExact => !IsVague;
}

/// <summary>Numbers in digits and in English words.</summary>
internal static class Numerals
{
    private const double SeveralMin = 2;
    private const double SeveralMax = 9;

    private static readonly Dictionary<string,
        int> Small = Numbered(0, "zero", "one", "two", "three", "four", "five", "six",
        "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
        "seventeen",
        "eighteen", "nineteen");

    private static readonly Dictionary<string,
        int> Tens = Numbered(2, "twenty", "thirty", "forty", "fifty", "sixty", "seventy",
        "eighty", "ninety").ToDictionary(p => p.Key, p => p.Value * 10, StringComparer.Ordinal);

    private static readonly Dictionary<string, double> Scales = new(StringComparer.Ordinal)
    {
        ["hundred"] = 1e2, ["thousand"] = 1e3, ["million"] = 1e6, ["billion"] = 1e9, ["trillion"] = 1e12,
        ["dozen"] = 12,
        ["mn"] = 1e6, ["bn"] = 1e9,
    };

    /// <summary>Short for a scale where it stands close to the digits.</summary>
    private static readonly Dictionary<string,
        double> Close = new(StringComparer.Ordinal) { ["k"] = 1e3, ["m"] = 1e6, ["b"] = 1e9 };

    /// <summary>Words for a number that nobody gave, with the least that they mean.</summary>
    private static readonly Phrases<double> Vague = new(
    [
        ("hundreds of thousands of", 200_000), ("hundreds of thousands", 200_000), ("tens of thousands of", 20_000),
        ("tens of thousands", 20_000), ("tens of millions of", 2e7), ("tens of millions", 2e7),
            ("hundreds of millions of", 2e8),
        ("millions of", 2e6), ("millions", 2e6), ("billions of", 2e9), ("billions", 2e9), ("thousands of", 2_000),
        ("thousands", 2_000), ("hundreds of", 200), ("hundreds", 200), ("dozens of", 24), ("dozens", 24),
            ("scores of", 40),
        ("a handful of", 2), ("a couple of", 2), ("a number of", 2), ("several", 2), ("a few", 2), ("numerous", 2),
            ("many", 2),
    ]);

    private static readonly HashSet<string> Several = ["several", "many", "few"];

    /// <summary>The number that begins at the token; null when none does.</summary>
    public static Numeral? At(Sentence sentence, int token)
    {
        var money = Nouns.Money.GetValueOrDefault(sentence.At(token));
        var start = money is null || sentence.Tokens[token].Kind != TokenKind.Mark ? token : token + 1;
        if (start == token) money = null;
        if (SeveralOf(sentence, start) is { } several) return several with { From = token, Money = money };
        if (Exact(sentence, start) is { } exact)
            return new Numeral(token, exact.Next, exact.Value, exact.Value, IsVague: false, money);
        return Vague.At(sentence, start) is { } vague && sentence.At(start - 1) is not ("how" or "so" or "too" or "as")
            ? new Numeral(token, vague.Next, vague.Meaning, double.PositiveInfinity, IsVague: true, money) : null;
    }

    /// <summary>"several thousand": two to nine of the scale.</summary>
    private static Numeral? SeveralOf(Sentence sentence, int token)
    {
        var word = sentence.Is(token, "a") ? token + 1 : token;
        if (!sentence.IsOf(word, Several) || !Scales.TryGetValue(sentence.At(word + 1), out var scale)) return null;
        return new Numeral(token, word + 2, SeveralMin * scale, SeveralMax * scale, IsVague: true, Money: null);
    }

    private static (double Value, int Next)? Exact(Sentence sentence, int token)
    {
        if (token >= sentence.Tokens.Count) return null;
        if (sentence.Tokens[token].Kind == TokenKind.Number) return Digits(sentence, token);
        if (sentence.Is(token, "half") && sentence.Is(token + 1, "a")
            && Scales.TryGetValue(sentence.At(token + 2), out var half))
            return (half / 2, token + 3);
        if (sentence.Is(token, "a") && Scales.TryGetValue(sentence.At(token + 1), out var one)) return (one, token + 2);
        return Words(sentence, token);
    }

    private static (double Value, int Next)? Digits(Sentence sentence, int token)
    {
        var digits = sentence.Tokens[token];
        var text = digits.Text.Replace(",", "", StringComparison.Ordinal);
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out var value)) return null;
        var next = sentence.At(token + 1);
        if (Scales.TryGetValue(next, out var scale)) return (value * scale, token + 2);
        var isClose = token + 1 < sentence.Tokens.Count && sentence.Tokens[token + 1].Span.Start == digits.Span.End;
        return isClose && Close.TryGetValue(next, out var close) ? (value * close, token + 2) : (value, token + 1);
    }

    /// <summary>"two hundred and fifty thousand": what stands below a scale is multiplied by it.</summary>
    private static (double Value, int Next)? Words(Sentence sentence, int token)
    {
        var (total, below, at) = (0.0, 0.0, token);
        while (true)
        {
            if (at > token && sentence.Is(at, "and") && below >= 100 && Below100(sentence, at + 1) is { } rest)
                (below, at) = (below + rest.Value, rest.Next);
            else if (below % 100 == 0 && Below100(sentence, at) is { } small) (below, at) = (below + small.Value,
                small.Next);
            else if (below > 0 && sentence.Is(at, "hundred")) (below, at) = (below * 100, at + 1);
            else if (below > 0 && Scales.TryGetValue(sentence.At(at), out var scale))
                (total, below, at) = (total + (below * scale), 0, at + 1);
            else break;
        }

        return at > token ? (total + below, at) : null;
    }

    private static (int Value, int Next)? Below100(Sentence sentence, int token)
    {
        var word = sentence.At(token);
        if (Small.TryGetValue(word, out var small)) return (small, token + 1);
        var parts = word.Split('-');
        if (!Tens.TryGetValue(parts[0], out var tens)) return null;
        if (parts.Length == 2) return Small.TryGetValue(parts[1], out var unit) && unit < 10
            ? (tens + unit, token + 1) : null;
        return Small.TryGetValue(sentence.At(token + 1), out var next) && next is > 0 and < 10
            ? (tens + next, token + 2)
            : (tens, token + 1);
    }

    private static Dictionary<string, int> Numbered(int from, params string[] words) =>
        words.Select((word, i) => (word, i)).ToDictionary(p => p.word, p => p.i + from, StringComparer.Ordinal);
}
