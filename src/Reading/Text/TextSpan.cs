namespace Analysis.Reading.Text;

/// <summary>A part of a text, in UTF-16 code units, half-open.</summary>
public readonly record struct TextSpan(int Start, int End)
{
    /// <summary>How long it is.</summary>
    public int Length => End - Start;

    /// <summary>The words that stand there.</summary>
    public string Of(string text) => text[Start..End];
}
