namespace Analysis.Reading.Text;

/// <summary>A sentence, cut into tokens, parts and clauses.</summary>
/// <remarks>
/// A part ends at a comma, a semicolon, a dash or a bracket; a clause ends where the next one is joined by a
/// conjunction and
/// has a verb or a subject of its own. What hedges one clause says nothing of the next.
/// </remarks>
internal sealed class Sentence
{
    private const string Breaks = ",;:()—–[]";

    private static readonly HashSet<string> Joins = ["and", "but", "while", "whereas", "although", "though", "or"];

    private static readonly HashSet<string> Begins =
    [
        "is", "are", "was", "were", "has", "have", "had", "will", "would", "could", "may", "might", "can", "should",
        "did", "does", "do", "he", "she", "they", "it", "that", "we", "there", "another", "others",
    ];

    private readonly int[] _parts;
    private readonly int[] _clauses;

    public Sentence(string text, TextSpan span)
    {
        (Text, Span, Tokens) = (text, span, Tokenizer.Of(text, span));
        (_parts, _clauses) = (new int[Tokens.Count], new int[Tokens.Count]);
        var (part, clause) = (0, 0);
        for (var i = 0; i < Tokens.Count; i++)
        {
            if (IsBreak(i)) part++;
            if (IsClauseStart(i))
            {
                part++;
                clause++;
            }

            (_parts[i], _clauses[i]) = (part, clause);
        }
    }

    public string Text { get; }

    public TextSpan Span { get; }

    public IReadOnlyList<Token> Tokens { get; }

    /// <summary>The words of it.</summary>
    public string Quote => Span.Of(Text);

    /// <summary>Which part the token stands in, counted from 0.</summary>
    public int Part(int token) => _parts[Math.Clamp(token, 0, _parts.Length - 1)];

    /// <summary>Which clause the token stands in, counted from 0.</summary>
    public int Clause(int token) => _clauses[Math.Clamp(token, 0, _clauses.Length - 1)];

    /// <summary>Where the tokens from one to before the next stand.</summary>
    public TextSpan SpanOf(int from, int next) => new(Tokens[from].Span.Start, Tokens[next - 1].Span.End);

    /// <summary>The words of the tokens from one to before the next.</summary>
    public string WordsOf(int from, int next) => SpanOf(from, next).Of(Text);

    /// <summary>Whether the token is this word; false beyond the ends.</summary>
    public bool Is(int token, string word) => token >= 0 && token < Tokens.Count && Tokens[token].Is(word);

    /// <summary>Whether the token is one of these words; false beyond the ends.</summary>
    public bool IsOf(int token, IReadOnlySet<string> words) =>
        token >= 0 && token < Tokens.Count && words.Contains(Tokens[token].Lower);

    /// <summary>The token in small letters; empty beyond the ends.</summary>
    public string At(int token) => token >= 0 && token < Tokens.Count ? Tokens[token].Lower : "";

    private bool IsBreak(int i) =>
        Tokens[i].Kind == TokenKind.Mark && Breaks.Contains(Tokens[i].Text, StringComparison.Ordinal);

    private bool IsClauseStart(int i)
    {
        if (Tokens[i].Is(";")) return true;
        if (i == 0 || !Joins.Contains(Tokens[i].Lower) || i + 1 >= Tokens.Count) return false;
        return Begins.Contains(Tokens[i + 1].Lower) || (Tokens[i - 1].Is(",") && !Tokens[i].Is("or") && HasVerb(i + 1));
    }

    /// <summary>Whether a clause with a verb follows: an auxiliary or a past form before the next break.</summary>
    private bool HasVerb(int i)
    {
        for (; i < Tokens.Count && !IsBreak(i); i++)
        {
            if (Begins.Contains(Tokens[i].Lower)
                || Tokens[i].Lower.EndsWith("ed", StringComparison.Ordinal)) return true;
        }

        return false;
    }
}
