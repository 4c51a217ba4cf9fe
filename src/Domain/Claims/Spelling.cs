using System.Text;

namespace Analysis.Domain.Claims;

/// <summary>How words that people type are compared: regardless of case, of spaces at the ends, and of how many stand between.</summary>
public static class Spelling
{
    /// <summary>What two spellings of one word have in common. O(length).</summary>
    public static string Key(string word)
    {
        var key = new StringBuilder(word.Length);
        foreach (var part in word.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (key.Length > 0) key.Append(' ');
            key.Append(Folded(part));
        }

        return key.ToString();
    }

    /// <summary>
    /// A text regardless of case, also of letters that have two small forms (sigma) or become two (sharp s).
    /// </summary>
    public static string Folded(string text)
    {
        var lower = text.ToLowerInvariant();
        return Ascii.IsValid(lower) ? lower : lower.Replace('\u03C2', '\u03C3').Replace("\u00DF", "ss", StringComparison.Ordinal);
    }

    /// <summary>The singular of a unit in English, in whatever case: "boxes" is "box", "people" is "person". What is none stays.</summary>
    public static string Singular(string unit)
    {
        var last = unit.LastIndexOf(' ') + 1; // of "armoured vehicles" the last word
        var word = unit[last..];
        var lower = word.ToLowerInvariant();
        if (Irregular.TryGetValue(lower, out var one)) return unit[..last] + one;
        if (lower.Length < 4 || !lower.EndsWith('s') || lower.EndsWith("ss", StringComparison.Ordinal)
            || lower.EndsWith("us", StringComparison.Ordinal) || lower.EndsWith("is", StringComparison.Ordinal))
        {
            return unit;
        }
        if (lower.EndsWith("ies", StringComparison.Ordinal) && lower.Length > 4) return unit[..^3] + "y";
        return EndsInEs.Any(end => lower.EndsWith(end, StringComparison.Ordinal)) ? unit[..^2] : unit[..^1];
    }

    private static readonly string[] EndsInEs = ["xes", "ches", "shes", "sses", "uses", "zzes"];

    private static readonly Dictionary<string, string> Irregular = new(StringComparer.Ordinal)
    {
        ["people"] = "person", ["men"] = "man", ["women"] = "woman", ["children"] = "child",
        ["servicemen"] = "serviceman", ["feet"] = "foot", ["houses"] = "house", ["warehouses"] = "warehouse",
        ["series"] = "series", ["species"] = "species", ["movies"] = "movie", ["news"] = "news", ["lives"] = "life",
        ["causes"] = "cause", ["excuses"] = "excuse",
    };

    /// <summary>Whether two units are one, in whatever spelling and number.</summary>
    public static bool SameUnit(string a, string b) => Singular(Key(a)) == Singular(Key(b));

    /// <summary>Whether two words are one, in whatever spelling.</summary>
    public static bool Same(string a, string b) => a == b || Key(a) == Key(b);
}
