using Analysis.Domain.Claims;
using Analysis.Engine.Text;

namespace Analysis.Engine.Lists;

/// <summary>
/// What a row is found by: its words (runs of letters and digits, composed and in lower case) and its tags, in the
/// spelling that
/// all share and each with a # before it so that no word is one. A row matches a query when with each word asked for
/// one of its
/// own begins, and it has the tag.
/// </summary>
public static class RowTerms
{
    /// <summary>A longer word is cut, in rows and in queries: an index holds no term of any length.</summary>
    private const int WordLengthMax = 64;

    /// <summary>Of a row: none twice.</summary>
    public static string[] Of(SummaryRow row) => [.. Words(row.SearchText), .. row.Tags.Select(Tag).Distinct()];

    /// <summary>A tag as a term.</summary>
    public static string Tag(string tag) => '#' + NormalForm.Key(tag);

    /// <summary>The words of a text in ordinal order, none twice; none for null.</summary>
    public static string[] Words(string? text)
    {
        var words = new SortedSet<string>(StringComparer.Ordinal);
        var rest = Spelling.Folded(NormalForm.Composed(text ?? "")).AsSpan();
        while (!rest.IsEmpty)
        {
            var length = 0;
            while (length < rest.Length && char.IsLetterOrDigit(rest[length])) length++;
            if (length > 0) words.Add(rest[..Math.Min(length, WordLengthMax)].ToString());
            rest = rest[Math.Min(length + 1, rest.Length)..];
        }

        return [.. words];
    }

    /// <summary>Whether a row is among those that a query finds.</summary>
    public static bool Match(RowQuery query, SummaryRow row)
    {
        var words = Words(row.SearchText);
        return (query.Tag is null || row.Tags.Any(tag => Tag(tag) == Tag(query.Tag)))
            && Array.TrueForAll(Words(query.Text), asked =>
                Array.Exists(words, w => w.StartsWith(asked, StringComparison.Ordinal)));
    }
}
