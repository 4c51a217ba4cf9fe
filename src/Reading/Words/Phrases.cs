using Analysis.Reading.Text;

namespace Analysis.Reading.Words;

/// <summary>Words and phrases with what each means; the longest that fits is taken. O(phrases that begin alike) a
/// look.</summary>
internal sealed class Phrases<T>
{
    private readonly Dictionary<string,
        List<(string[] Words, string Phrase, T Meaning)>> _byFirst = new(StringComparer.Ordinal);

    public Phrases(IEnumerable<(string Phrase, T Meaning)> phrases)
    {
        foreach (var (phrase, meaning) in phrases)
        {
            var words = phrase.Split(' ');
            if (!_byFirst.TryGetValue(words[0], out var alike)) _byFirst[words[0]] = alike = [];
            alike.Add((words, phrase, meaning));
        }

        foreach (var alike in _byFirst.Values) alike.Sort((a, b) => b.Words.Length.CompareTo(a.Words.Length));
    }

    /// <summary>The longest that begins at the token.</summary>
    public Match? At(Sentence sentence, int token)
    {
        if (!_byFirst.TryGetValue(sentence.At(token), out var alike)) return null;
        foreach (var (words, phrase, meaning) in alike)
        {
            if (Fits(sentence, token, words)) return new Match(token, token + words.Length, phrase, meaning);
        }

        return null;
    }

    /// <summary>All of a sentence, from left to right, none within another.</summary>
    public IEnumerable<Match> In(Sentence sentence)
    {
        for (var i = 0; i < sentence.Tokens.Count;)
        {
            if (At(sentence, i) is { } match)
            {
                yield return match;
                i = match.Next;
            }
            else
            {
                i++;
            }
        }
    }

    /// <summary>The longest that ends just before the token.</summary>
    public Match? Before(Sentence sentence, int token)
    {
        for (var length = Math.Min(4, token); length > 0; length--)
        {
            if (At(sentence, token - length) is { } match && match.Next == token) return match;
        }

        return null;
    }

    private static bool Fits(Sentence sentence, int token, string[] words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (!sentence.Is(token + i, words[i])) return false;
        }

        return true;
    }

    /// <summary>A phrase that stands in a sentence.</summary>
    public sealed record Match(int From, int Next, string Phrase, T Meaning);
}
