namespace Analysis.Domain.Claims;

/// <summary>Which of some known words was probably meant.</summary>
public static class Nearest
{
    private const int LengthMax = 64; // of a word that is compared: the cost is its square
    private const int Share = 3; // one letter in so many may differ
    private const int PartMin = 3; // a part of a word of so many letters tells something

    /// <summary>
    /// The one with the fewest letters to change, at most a third of them, regardless of case and spaces; else one that holds the word, or is held by
    /// it. Null where nothing is near. O(words x length^2).
    /// </summary>
    public static string? To(string word, IEnumerable<string> known)
    {
        var key = Spelling.Key(word);
        if (key.Length > LengthMax) return null;
        var (nearest, least, part) = ((string?)null, int.MaxValue, (string?)null);
        foreach (var other in known)
        {
            var otherKey = Spelling.Key(other);
            if (otherKey.Length > LengthMax) continue;
            var distance = Distance(key, otherKey);
            if (distance < least && distance * Share <= Math.Max(key.Length, otherKey.Length)) (nearest, least) = (other, distance);
            if (Math.Min(key.Length, otherKey.Length) >= PartMin
                && (key.Contains(otherKey, StringComparison.Ordinal) || otherKey.Contains(key, StringComparison.Ordinal))) part ??= other;
        }

        return nearest ?? part;
    }

    /// <summary>Levenshtein's: letters to insert, delete or replace.</summary>
    private static int Distance(string a, string b)
    {
        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
