using System.Text;
using ADRaffy.ENSNormalize;
using Analysis.Domain.Claims;

namespace Analysis.Engine.Text;

/// <summary>
/// One sequence of code points for one text: Unicode normal form C. From tables that come with the program, so that it is the
/// same on any machine; what .NET has depends on ICU, and does nothing without it. Thread-safe.
/// </summary>
public static class NormalForm
{
    /// <summary>
    /// What is neither seen nor a part of any word: zero-width space, marks of direction, word joiner, byte order mark,
    /// soft hyphen.
    /// </summary>
    private const string Invisible = "\u200B\u200E\u200F\u2060\uFEFF\u00AD";

    private static readonly NF Tables = ENSNormalize.NF;

    /// <summary>The text in normal form C. O(length); ASCII is handed back as it is.</summary>
    public static string Composed(string text) => Ascii.IsValid(text) ? text : Tables.NFC(text);

    /// <summary>
    /// A name as it is kept: composed, one space between words and none at the ends. What is nothing but spaces becomes
    /// empty.
    /// </summary>
    public static string Name(string text)
    {
        var name = new StringBuilder(text.Length);
        foreach (var word in Composed(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var length = name.Length;
            foreach (var c in word)
            {
                if (Invisible.Contains(c, StringComparison.Ordinal)) continue;
                if (length > 0 && name.Length == length) name.Append(' ');
                name.Append(c);
            }
        }

        return name.ToString();
    }

    /// <summary>What all spellings of a word have in common, in whatever form and case.</summary>
    public static string Key(string text) => Spelling.Key(Name(text));
}
