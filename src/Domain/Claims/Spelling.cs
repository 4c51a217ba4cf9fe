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
            key.Append(part.ToLowerInvariant());
        }

        return key.ToString();
    }

    /// <summary>Whether two words are one, in whatever spelling.</summary>
    public static bool Same(string a, string b) => a == b || Key(a) == Key(b);
}
