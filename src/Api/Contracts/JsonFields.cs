using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Api.Contracts;

/// <summary>
/// The fields of one JSON object, taken one by one by whoever knows what should be there. Strict: a field has one type,
/// null is not a value, a name occurs once, and what nobody took is unknown. It goes on after a fault, to find them all.
/// </summary>
internal sealed class JsonFields
{
    private readonly Dictionary<string, JsonElement> _left = [];
    private readonly string _pointer;
    private readonly FaultList _faults;

    private JsonFields(JsonElement json, string pointer, FaultList faults)
    {
        _pointer = pointer;
        _faults = faults;
        foreach (var field in json.EnumerateObject())
        {
            if (!TryName(field, out var name)) faults.AtField(pointer, "has a field whose name is not Unicode text");
            else if (!_left.TryAdd(name, field.Value)) faults.AtField(PointerTo(name), "is given twice");
        }
    }

    /// <summary>The fields of <paramref name="json"/>; null, with the fault noted, when it is not an object.</summary>
    public static JsonFields? Of(JsonElement json, string pointer, FaultList faults)
    {
        if (json.ValueKind == JsonValueKind.Object) return new JsonFields(json, pointer, faults);
        faults.AtField(pointer, "must be an object");
        return null;
    }

    public string PointerTo(string name) => PointerTo(_pointer, name);

    public void Fault(string name, string detail) => _faults.AtField(PointerTo(name), detail);

    /// <summary>Of the fields that were not taken yet.</summary>
    public IReadOnlyCollection<string> Names => _left.Keys;

    public bool Has(string name) => _left.ContainsKey(name);

    public string? Text(string name, int lengthMax, bool required = false) =>
        Take(name, required, out var json) ? TextOf(json, PointerTo(name), lengthMax) : null;

    public string? Id(string name, bool required = false) =>
        Take(name, required, out var json) ? IdOf(json, PointerTo(name)) : null;

    /// <summary>The id, if it can be read as one; takes nothing and notes nothing.</summary>
    public string? PeekId(string name) =>
        _left.TryGetValue(name, out var json) && json.ValueKind == JsonValueKind.String && TryString(json, out var text) && IdForm.Fits(text)
            ? text
            : null;

    public double? Number(string name, bool required = false)
    {
        if (!Take(name, required, out var json)) return null;
        if (json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out var number) && Math.Abs(number) <= Limits.NumberMax)
            return number;
        Fault(name, "must be a number of magnitude at most 1e15");
        return null;
    }

    public int? WholeNumber(string name, int min, int max)
    {
        if (!Take(name, required: false, out var json)) return null;
        if (json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var number) && number >= min && number <= max) return number;
        Fault(name, $"must be a whole number from {min} to {max}");
        return null;
    }

    public bool? Flag(string name, bool required = false)
    {
        if (!Take(name, required, out var json)) return null;
        if (json.ValueKind is JsonValueKind.True or JsonValueKind.False) return json.GetBoolean();
        Fault(name, "must be true or false");
        return null;
    }

    public T? Word<T>(string name, Words<T> words, bool required = false)
        where T : struct, Enum =>
        Take(name, required, out var json) ? WordOf(json, PointerTo(name), words) : null;

    public Edtf? Date(string name, bool required = false)
    {
        if (!Take(name, required, out var json)) return null;
        if (json.ValueKind != JsonValueKind.String || !TryString(json, out var text)) Fault(name, "must be a string");
        else if (Edtf.TryParse(text, out var date, out var error)) return date;
        else Fault(name, error);
        return null;
    }

    public Period? Period(string name)
    {
        if (Text(name, lengthMax: 32) is not { } text) return null;
        if (IsoPeriod.TryParse(text) is { } period) return period;
        Fault(name, "is not an ISO 8601 duration above zero and up to a century, such as P90D");
        return null;
    }

    public List<string>? Texts(string name, int countMax, int lengthMax) =>
        Items(name, countMax, (json, pointer) => TextOf(json, pointer, lengthMax));

    public List<string>? Ids(string name, int countMax) => Items(name, countMax, IdOf);

    public List<T>? WordList<T>(string name, int countMax, Words<T> words)
        where T : struct, Enum =>
        Items(name, countMax, (json, pointer) => WordOf(json, pointer, words))?.ConvertAll(word => word ?? default); // none is null

    public JsonFields? Object(string name, bool required = false) =>
        Take(name, required, out var json) ? Of(json, PointerTo(name), _faults) : null;

    public List<JsonFields>? Objects(string name, int countMax) =>
        Items(name, countMax, (json, pointer) => Of(json, pointer, _faults));

    /// <summary>Takes the field when it is there and null.</summary>
    public bool TakeNull(string name) =>
        _left.TryGetValue(name, out var json) && json.ValueKind == JsonValueKind.Null && _left.Remove(name);

    /// <summary>Takes every field that is left: for objects whose names the client chooses.</summary>
    public IReadOnlyCollection<KeyValuePair<string, JsonElement>> TakeRest()
    {
        var rest = _left.ToArray();
        _left.Clear();
        return rest;
    }

    /// <summary>Call it last: notes every field that was not taken.</summary>
    public void Done()
    {
        foreach (var name in _left.Keys) Fault(name, "is not a field of this object");
    }

    public string? TextOf(JsonElement json, string pointer, int lengthMax)
    {
        string? fault;
        if (json.ValueKind != JsonValueKind.String) fault = "must be a string";
        else if (!TryString(json, out var text)) fault = "is not Unicode text";
        else if (string.IsNullOrWhiteSpace(text)) fault = "must not be blank; leave the field out to say nothing";
        else if (text.Length > lengthMax) fault = $"is longer than {lengthMax} characters";
        else if (text.Any(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r'))) fault = "holds a control character";
        else return text;
        _faults.AtField(pointer, fault);
        return null;
    }

    public List<T>? Items<T>(string name, int countMax, Func<JsonElement, string, T?> read) =>
        Take(name, required: false, out var json) ? ItemsOf(json, PointerTo(name), countMax, read) : null;

    /// <summary>The items of an array; null, with the faults noted, unless it is one and every item is good.</summary>
    public List<T>? ItemsOf<T>(JsonElement json, string pointer, int countMax, Func<JsonElement, string, T?> read)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            _faults.AtField(pointer, "must be an array");
            return null;
        }

        if (json.GetArrayLength() > countMax)
        {
            _faults.AtField(pointer, $"has more than {countMax} items");
            return null;
        }

        var items = new List<T>(json.GetArrayLength());
        foreach (var (index, item) in json.EnumerateArray().Index())
        {
            if (read(item, $"{pointer}/{index}") is { } value) items.Add(value);
        }

        return items.Count == json.GetArrayLength() ? items : null;
    }

    public static string PointerTo(string parent, string name) =>
        $"{parent}/{name.Replace("~", "~0").Replace("/", "~1")}";

    private bool Take(string name, bool required, out JsonElement json)
    {
        if (_left.Remove(name, out json)) return true;
        if (required) Fault(name, "is required");
        return false;
    }

    private string? IdOf(JsonElement json, string pointer)
    {
        if (json.ValueKind == JsonValueKind.String && TryString(json, out var text) && IdForm.Fits(text)) return text;
        _faults.AtField(pointer, $"must be an id: {IdForm.Rule}");
        return null;
    }

    private T? WordOf<T>(JsonElement json, string pointer, Words<T> words)
        where T : struct, Enum
    {
        if (json.ValueKind == JsonValueKind.String && TryString(json, out var text) && words.TryParse(text, out var value)) return value;
        _faults.AtField(pointer, $"must be one of {words}");
        return null;
    }

    /// <summary>False for text with half a surrogate pair, which JSON can escape but Unicode does not allow.</summary>
    private static bool TryString(JsonElement json, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = json.GetString();
            return text is not null;
        }
        catch (InvalidOperationException)
        {
            text = null;
            return false;
        }
    }

    private static bool TryName(JsonProperty field, [NotNullWhen(true)] out string? name)
    {
        try
        {
            name = field.Name;
            return true;
        }
        catch (InvalidOperationException)
        {
            name = null;
            return false;
        }
    }
}
