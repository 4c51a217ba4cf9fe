using System.Security.Cryptography;
using System.Text;
using Analysis.Domain.Claims;
using AnyAscii;

namespace Analysis.Engine.Text;

/// <summary>
/// How sources are called: which names are one, and the id of a source that has none. The same on any machine and in
/// any release. Thread-safe.
/// </summary>
public static class SourceName
{
    /// <summary>The longest name, in UTF-16 code units.</summary>
    public const int LengthMax = 300;

    private const int SlugMax = 100; // with a mark it fits an id
    private const int MarkBytes = 4;

    /// <summary>
    /// What all spellings of a name have in common: in normal form and lower case, with one space where there are spaces, hyphens,
    /// underscores or dots, and initials as one word: "A. B. Smith" is "A.B.Smith", and "U.N." is "UN". A dot between digits stays. So an
    /// id and the name that it was made of have one key. Empty for what names nobody.
    /// </summary>
    public static string Key(string name)
    {
        var composed = NormalForm.Name(name);
        var (words, isInitial) = (new StringBuilder(composed.Length), false); // whether a single letter and a dot end what is there
        for (var i = 0; i < composed.Length;)
        {
            var end = i;
            while (end < composed.Length && !IsBetween(composed, end)) end++;
            var isLetter = end - i == 1 && char.IsLetter(composed[i]);
            if (words.Length > 0 && !(isInitial && isLetter)) words.Append(' ');
            words.Append(composed, i, end - i);
            var next = end;
            while (next < composed.Length && IsBetween(composed, next)) next++;
            isInitial = isLetter && composed.AsSpan(end, next - end).Contains('.');
            i = next;
        }

        var found = Spelling.Key(words.Replace('\u2019', '\'').ToString());
        return found.Any(char.IsLetterOrDigit) ? found : "";
    }

    private static bool IsBetween(string name, int at) => name[at] switch
    {
        '.' => !(at > 0 && at + 1 < name.Length && char.IsAsciiDigit(name[at - 1]) && char.IsAsciiDigit(name[at + 1])),
        '-' or '_' or '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' => true,
        var c => char.IsWhiteSpace(c),
    };

    /// <summary>
    /// The id of a source that is known by a name alone: its letters in ASCII, with a mark where they do not say all of the name,
    /// so that no two names have one id. A function of <see cref="Key"/>, so that whoever opens the source comes to the same.
    /// </summary>
    public static SourceId IdOf(string name)
    {
        var key = Key(name);
        var slug = new StringBuilder(key.Length);
        foreach (var c in key.Transliterate())
        {
            if (char.IsAsciiLetterOrDigit(c)) slug.Append(char.ToLowerInvariant(c));
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }

        var letters = slug.ToString(0, Math.Min(slug.Length, SlugMax)).Trim('-');
        if (letters.Length > 0 && Key(letters) == key) return new SourceId(letters);
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(..MarkBytes));
        return new SourceId(letters.Length > 0 ? $"{letters}-{mark}" : $"source-{mark}");
    }
}
