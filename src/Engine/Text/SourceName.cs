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
    /// What all spellings of a name have in common: in normal form, in lower case, without dots unless between digits,
    /// and with hyphens and
    /// underscores as spaces. So an id and the name that it was made of have one key. Empty for what names nobody.
    /// </summary>
    public static string Key(string name)
    {
        var composed = NormalForm.Name(name);
        var key = new StringBuilder(composed.Length);
        for (var i = 0; i < composed.Length; i++)
        {
            var isBetweenDigits = i > 0 && i + 1 < composed.Length && char.IsAsciiDigit(composed[i - 1])
                && char.IsAsciiDigit(composed[i + 1]);
            switch (composed[i])
            {
                case '.' when !isBetweenDigits:
                    break;
                case '-' or '_' or '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014':
                    key.Append(' ');
                    break;
                case '\u2019':
                    key.Append('\'');
                    break;
                default:
                    key.Append(composed[i]);
                    break;
            }
        }

        var found = Spelling.Key(key.ToString());
        return found.Any(char.IsLetterOrDigit) ? found : "";
    }

    /// <summary>
    /// The id of a source that is known by a name alone: its letters in ASCII, with a mark where they do not say all of
    /// the name, so that no two
    /// names have one id. A function of <see cref="Key"/>, so that whoever opens the source comes to the same.
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
