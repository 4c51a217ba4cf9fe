using System.Diagnostics;

namespace Analysis.Domain.Claims;

/// <summary>
/// The texts of a claim that nothing is computed from, by the names of their fields: they can be erased, and all else
/// stays as it was.
/// </summary>
public static class ClaimTexts
{
    /// <summary>So many words of a text in a row give it away.</summary>
    private const int TellingWords = 3;

    private static readonly char[] Between = [' ', '\t', '\n', '\r'];

    /// <summary>In ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } = ["article", "note", "quote", "url", "words"];

    /// <summary>One of them; null when the claim has none, or no more.</summary>
    public static string? Of(Claim claim, string name) => name switch
    {
        "article" => claim.Article,
        "note" => claim.Note,
        "quote" => claim.Quote,
        "url" => claim.Url,
        "words" => claim.Words,
        _ => throw new UnreachableException($"{name} is no text of a claim."),
    };

    /// <summary>The claim without some of them, marked as erased whether or not it had them.</summary>
    public static Claim Without(Claim claim, IEnumerable<string> names)
    {
        var erased = new SortedSet<string>(names, StringComparer.Ordinal);
        if (erased.Count == 0) return claim;
        return claim with
        {
            Article = Left("article", claim.Article),
            Note = Left("note", claim.Note),
            Quote = Left("quote", claim.Quote),
            Url = Left("url", claim.Url),
            Words = Left("words", claim.Words),
            Erased = [.. erased.Union(claim.Erased ?? []).Order(StringComparer.Ordinal)],
        };

        string? Left(string name, string? text) => erased.Contains(name) ? null : text;
    }

    /// <summary>Whether one text holds another, or three words of it in a row, in any case.</summary>
    public static bool GivesAway(string said, string text)
    {
        var words = Words(text);
        if (words.Length == 0) return false;
        var padded = $" {string.Join(' ', Words(said))} ";
        for (var i = 0; i + Math.Min(TellingWords, words.Length) <= words.Length; i++)
        {
            var some = string.Join(' ', words.Skip(i).Take(TellingWords));
            if (padded.Contains($" {some} ", StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private static string[] Words(string text) =>
        [.. text.Split(Between, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Trim('.', ',', ';', ':', '!', '?', '"', '(', ')')).Where(word => word.Length > 0)];
}
