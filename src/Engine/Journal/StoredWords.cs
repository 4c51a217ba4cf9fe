using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Analysis.Engine.Journal;

/// <summary>The words that stored events hold for an enumeration. A handful: going through them is as quick as looking one up.</summary>
internal sealed class StoredWords<T>
    where T : struct, Enum
{
    private static readonly T[] Values = Enum.GetValues<T>();
    private readonly (string Text, byte[] Utf8, JsonEncodedText Json)[] _words;

    /// <summary>Word by word in the order of the enumeration.</summary>
    public StoredWords(params string[] words)
    {
        if (words.Length != Values.Length) throw new UnreachableException($"{typeof(T).Name} has members without a stored word.");
        _words = [.. words.Select(word => (word, Encoding.UTF8.GetBytes(word), JsonEncodedText.Encode(word)))];
    }

    /// <summary>The words for an enumeration whose members are called so, but for case; a renamed member fails here, at start, not on disk.</summary>
    public static StoredWords<T> Named(params string[] words) => Values.Select(v => v.ToString()).SequenceEqual(words, StringComparer.OrdinalIgnoreCase)
        ? new StoredWords<T>(words)
        : throw new UnreachableException($"The stored words of {typeof(T).Name} have changed.");

    /// <summary>All of them, in the order of the enumeration.</summary>
    public IReadOnlyList<string> All => [.. _words.Select(word => word.Text)];

    public string this[T value] => _words[Array.IndexOf(Values, value)].Text;

    /// <summary>The word with what JSON escapes in it.</summary>
    public JsonEncodedText Json(T value) => _words[Array.IndexOf(Values, value)].Json;

    /// <exception cref="InvalidDataException">It is none of the words.</exception>
    public T Parse(string word)
    {
        var at = Array.FindIndex(_words, known => known.Text == word);
        return at >= 0 ? Values[at] : throw Unknown(word);
    }

    /// <summary>As <see cref="Parse"/>, of the string that the reader stands at.</summary>
    public T Read(ref Utf8JsonReader json)
    {
        for (var i = 0; i < _words.Length; i++)
        {
            if (json.ValueTextEquals(_words[i].Utf8)) return Values[i];
        }

        throw Unknown(json.GetString());
    }

    private static InvalidDataException Unknown(string? word) => new($"{word} is not a {typeof(T).Name}");
}
