using System.Text.RegularExpressions;

namespace Analysis.Reading.Text;

/// <summary>Cuts a text into words, numbers and marks. O(length).</summary>
internal static partial class Tokenizer
{
    public static List<Token> Of(string text, TextSpan span)
    {
        var tokens = new List<Token>();
        for (var match = Pattern.Match(text, span.Start, span.Length); match.Success; match = match.NextMatch())
        {
            var kind = match.Groups["number"].Success ? TokenKind.Number
                : match.Groups["word"].Success ? TokenKind.Word : TokenKind.Mark;
            tokens.Add(new Token(kind, new TextSpan(match.Index, match.Index + match.Length), match.Value));
        }

        return tokens;
    }

    // A code such as F-16 or 155mm is a word; so is an ordinal. U.S. and p.m. keep their dots.
    [GeneratedRegex(@"
        (?<word> (?:\p{L}\.){2,} | \p{L}[\p{L}\p{M}]*-\d+\p{L}* | \d+-?(?:st|nd|rd|th|mm|cm|year|day|hour|month|week)\b(?:-\p{L}+)*
            | \p{L}[\p{L}\p{M}]*(?:['’\-]\p{L}[\p{L}\p{M}]*)* )
        | (?<number> \d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d) | \d+(?:\.\d+)? )
        | \S", RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern { get; }
}
