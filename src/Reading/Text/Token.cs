namespace Analysis.Reading.Text;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    /// <summary>Letters, with apostrophes and hyphens inside; an abbreviation with its dots.</summary>
    Word,

    /// <summary>Digits, with separators of thousands and decimals.</summary>
    Number,

    /// <summary>Anything else that is no space: one character.</summary>
    Mark,
}

/// <summary>A word, a number or a mark of a text.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Text">As it stands there.</param>
internal readonly record struct Token(TokenKind Kind, TextSpan Span, string Text)
{
    /// <summary>Regardless of case, with plain apostrophes.</summary>
    public string Lower { get; } = Text.ToLowerInvariant().Replace('’', '\'');

    /// <summary>Whether it begins with a capital letter.</summary>
    public bool IsCapital => char.IsUpper(Text[0]);

    /// <summary>Whether it is this word or mark.</summary>
    public bool Is(string text) => Lower == text;
}
