using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Analysis.Domain.Claims;
using Analysis.Engine.Text;

namespace Analysis.Api.Contracts;

/// <summary>
/// One value of a body, read by whoever knows what it should be. Strict: nothing is converted, and null is no value. What is wrong is
/// noted at the value's place, and null returned.
/// </summary>
internal readonly struct JsonDatum(JsonTable table, int row)
{
    /// <summary>What Unicode calls Cc, but for tab, line feed and carriage return.</summary>
    private static readonly SearchValues<char> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(c => (char)c).Where(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r'))]);

    public JsonTokenType Kind => table.KindOf(row);

    public void Fault(string detail) => table.Fault(row, detail);

    public string? AsText(int lengthMax)
    {
        if (Kind != JsonTokenType.String) Fault("must be a string");
        else if (!table.TryText(row, out var text)) Fault("is not Unicode text");
        else if (string.IsNullOrWhiteSpace(text)) Fault("must not be blank; leave the field out to say nothing");
        else if (text.Length > lengthMax) Fault($"is longer than {lengthMax} characters");
        else if (text.AsSpan().ContainsAny(Controls)) Fault("holds a control character");
        else return text;
        return null;
    }

    /// <summary>A text by which something is called, in one form however it is written.</summary>
    public string? AsName(int lengthMax)
    {
        if (AsText(lengthMax) is not { } text) return null;
        if (NormalForm.Name(text) is { Length: > 0 } name) return name;
        Fault("must not be blank; leave the field out to say nothing");
        return null;
    }

    /// <summary>An id of a source, or a name.</summary>
    public string? AsSource()
    {
        if (AsName(SourceName.LengthMax) is not { } name) return null;
        if (SourceName.Key(name) is not "") return name;
        Fault("names nobody: it has neither letter nor digit");
        return null;
    }

    public string? AsId()
    {
        if (TryId(out var id)) return id;
        Fault($"must be an id: {IdForm.Rule}");
        return null;
    }

    /// <summary>Notes nothing.</summary>
    public bool TryId([NotNullWhen(true)] out string? id)
    {
        id = null;
        return Kind == JsonTokenType.String && table.TryText(row, out id) && IdForm.Fits(id);
    }

    public double? AsNumber()
    {
        if (Kind == JsonTokenType.Number && Utf8Parser.TryParse(table.Bytes(row), out double number, out _) && Math.Abs(number) <= Limits.NumberMax)
            return number;
        Fault("must be a number of magnitude at most 1e15");
        return null;
    }

    public int? AsWholeNumber(int min, int max)
    {
        var bytes = table.Bytes(row);
        if (Kind == JsonTokenType.Number && Utf8Parser.TryParse(bytes, out int number, out var read) && read == bytes.Length && number >= min && number <= max)
            return number;
        Fault($"must be a whole number from {min} to {max}");
        return null;
    }

    public bool? AsFlag()
    {
        if (Kind is JsonTokenType.True or JsonTokenType.False) return Kind == JsonTokenType.True;
        Fault("must be true or false");
        return null;
    }

    public T? AsWord<T>(Words<T> words)
        where T : struct, Enum => AsWord(words.Texts) is { } at ? words.All[at].Value : null;

    /// <summary>The place of the word among all.</summary>
    public int? AsWord(IReadOnlyList<string> words)
    {
        for (var i = 0; Kind == JsonTokenType.String && i < words.Count; i++)
        {
            if (table.Is(row, words[i])) return i;
        }

        Fault($"must be one of {string.Join(", ", words)}");
        return null;
    }

    public Edtf? AsDate()
    {
        if (Kind != JsonTokenType.String || !table.TryText(row, out var text)) Fault("must be a string");
        else if (Edtf.TryParse(text, out var date, out var error)) return date;
        else Fault(error);
        return null;
    }

    public JsonFields? AsObject()
    {
        if (Kind == JsonTokenType.StartObject) return new JsonFields(table, row);
        Fault("must be an object");
        return null;
    }

    /// <summary>The items of an array; null, with the faults noted, unless it is one and every item is good.</summary>
    public T[]? AsItems<T>(int countMax, Func<JsonDatum, T?> read)
    {
        if (Kind != JsonTokenType.StartArray)
        {
            Fault("must be an array");
            return null;
        }

        var (count, end) = (0, table.After(row));
        for (var item = row + 1; item < end; item = table.After(item)) count++;
        if (count > countMax)
        {
            Fault($"has more than {countMax} items");
            return null;
        }

        var (items, good) = (new T[count], 0);
        for (var item = row + 1; item < end; item = table.After(item))
        {
            if (read(new JsonDatum(table, item)) is { } value) items[good++] = value;
        }

        return good == count ? items : null;
    }
}
