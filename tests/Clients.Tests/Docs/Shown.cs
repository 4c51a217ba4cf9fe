using System.Text.RegularExpressions;

namespace Analysis.Clients.Tests.Docs;

/// <summary>
/// What a page shows of an answer, held against the answer. <c>...</c> stands for whatever is left out, and an instant
/// of 2026, when the pages were written, for any instant.
/// </summary>
internal static partial class Shown
{
    public const string Left = "...";

    private const string Instant = @"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z";

    /// <summary>What is not as it is shown; null where all is.</summary>
    public static string? Difference(Block shown, string answer) => shown.Language switch
    {
        "json" => ShownJson.Difference(shown.Text, answer),
        "quote" => Flat(answer).Contains(Flat(shown.Text), StringComparison.Ordinal) ? null : $"not so: {answer}",
        _ => TextDifference(shown.Text, answer),
    };

    /// <summary>Whether the answer begins as it is shown: of what never ends.</summary>
    public static bool Begins(string shown, string answer) => Pattern(shown, isWhole: false).IsMatch(Trimmed(answer));

    public static string? TextDifference(string shown, string answer) =>
        Pattern(shown, isWhole: true).IsMatch(Trimmed(answer)) ? null : $"the answer is\n{answer}";

    /// <summary>Whether a text is the one that is shown.</summary>
    public static bool IsText(string shown, string text) =>
        shown == text || new Regex($"^{Expression(shown)}$", RegexOptions.Singleline).IsMatch(text);

    private static Regex Pattern(string shown, bool isWhole)
    {
        var lines = Trimmed(shown).Split('\n')[..^1].Select(line =>
            line.Trim() is Left ? "(?:[^\n]*\n)*?" : $"{Expression(line)}\n");
        return new Regex($"^{string.Concat(lines)}{(isWhole ? "$" : "")}");
    }

    /// <summary>Also where an instant is one of several words.</summary>
    private static string Expression(string shown)
    {
        var parts = Placeholder().Split(shown).Select(Regex.Escape);
        var places = Placeholder().Matches(shown).Select(place => place.Value is Left ? "[^\n]*?" : Instant);
        return string.Concat(parts.Zip(places.Append(""), (part, place) => part + place));
    }

    private static string Trimmed(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.TrimEnd())).Trim('\n') + "\n";

    private static string Flat(string text) => Spaces().Replace(text, " ").Trim();

    [GeneratedRegex(@"\.\.\.|2026-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
