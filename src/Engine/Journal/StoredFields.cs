using System.Text.Json;
using Analysis.Domain;

namespace Analysis.Engine.Journal;

/// <summary>
/// The fields of a stored object, asked for one after the other in the order in which they are written: so one round of questions
/// takes them all. Stored in another order they cost another round, and what no round asks for is a fault.
/// </summary>
internal ref struct StoredFields
{
    private Utf8JsonReader _json;
    private long _roundStart = -1;

    private StoredFields(ReadOnlySpan<byte> data)
    {
        _json = new Utf8JsonReader(data);
        _json.Read();
    }

    /// <summary>Reads the item of a list that stands ready.</summary>
    public delegate T ReadItem<out T>(ref StoredFields fields);

    /// <summary>The fields of the object that these bytes are.</summary>
    public static StoredFields Of(ReadOnlySpan<byte> data)
    {
        var fields = new StoredFields(data);
        fields.Begin();
        return fields;
    }

    /// <summary>Enters the object that stands ready; to be left with <see cref="End"/>.</summary>
    public void Begin()
    {
        if (_json.TokenType != JsonTokenType.StartObject) throw Unexpected();
        _json.Read();
    }

    /// <summary>Whether fields are left, for which another round must ask.</summary>
    /// <exception cref="InvalidDataException">The round before took none of them.</exception>
    public bool HasMore()
    {
        if (_json.TokenType == JsonTokenType.EndObject) return false;
        if (_json.TokenStartIndex == _roundStart) throw new InvalidDataException($"no field is called {_json.GetString()}");
        _roundStart = _json.TokenStartIndex;
        return true;
    }

    /// <summary>Leaves the object; after the outermost one, what follows it is a fault.</summary>
    public void End() => _json.Read();

    /// <summary>Whether the next field is called so; then its value stands ready, and must be read.</summary>
    public bool Next(JsonEncodedText name) =>
        _json.TokenType == JsonTokenType.PropertyName && _json.ValueTextEquals(name.EncodedUtf8Bytes) && _json.Read();

    public string? Text()
    {
        var text = _json.GetString();
        _json.Read();
        return text;
    }

    public double? Number()
    {
        double? number = _json.TokenType == JsonTokenType.Null ? null : _json.GetDouble();
        _json.Read();
        return number;
    }

    public int? WholeNumber()
    {
        int? number = _json.TokenType == JsonTokenType.Null ? null : _json.GetInt32();
        _json.Read();
        return number;
    }

    public bool? Flag()
    {
        bool? flag = _json.TokenType == JsonTokenType.Null ? null : _json.GetBoolean();
        _json.Read();
        return flag;
    }

    public T Word<T>(StoredWords<T> words)
        where T : struct, Enum
    {
        if (_json.TokenType != JsonTokenType.String) throw Unexpected();
        var value = words.Read(ref _json);
        _json.Read();
        return value;
    }

    public ValueList<T>? List<T>(ReadItem<T> read)
    {
        if (_json.TokenType == JsonTokenType.Null)
        {
            _json.Read();
            return null;
        }

        if (_json.TokenType != JsonTokenType.StartArray) throw Unexpected();
        _json.Read();
        var items = new List<T>();
        while (_json.TokenType != JsonTokenType.EndArray) items.Add(read(ref this));
        _json.Read();
        return new(items);
    }

    private InvalidDataException Unexpected() => new($"{_json.TokenType} is not expected at byte {_json.TokenStartIndex}");
}
