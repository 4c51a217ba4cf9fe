using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Analysis.Domain;
using Analysis.Domain.Claims;

namespace Analysis.Api.Contracts;

/// <summary>A string, an array of strings, or true or false.</summary>
[JsonConverter(typeof(Writer))]
public sealed class QualifierJson
{
    private readonly QualifierValue _value;

    internal QualifierJson(QualifierValue value) => _value = value;

    /// <summary>Sorted by name, so that two claims with the same qualifiers are equal whatever the order they came in.</summary>
    internal static ValueList<Qualifier>? Read(JsonFields owner, string name)
    {
        if (owner.Object(name) is not { } fields) return null;
        var pairs = fields.TakeRest();
        if (pairs.Count > Limits.QualifiersMax)
        {
            owner.Fault(name, $"has more than {Limits.QualifiersMax} fields");
            pairs.RemoveRange(Limits.QualifiersMax, pairs.Count - Limits.QualifiersMax);
        }

        pairs.Sort(static (one, other) => string.CompareOrdinal(one.Name, other.Name));
        var qualifiers = new List<Qualifier>(pairs.Count);
        foreach (var (key, value) in pairs)
        {
            if (Read(key, value) is { } read) qualifiers.Add(new Qualifier(key, read));
        }

        return new(qualifiers);
    }

    private static QualifierValue? Read(string name, JsonDatum json)
    {
        if (name.Length is 0 or > Limits.TextLengthMax || name.Any(char.IsControl))
            json.Fault($"must have a name of 1 to {Limits.TextLengthMax} characters");

        switch (json.Kind)
        {
            case JsonTokenType.True or JsonTokenType.False:
                return new QualifierValue.Flag(json.Kind == JsonTokenType.True);
            case JsonTokenType.StartArray:
                return json.AsItems(Limits.QualifierTextsMax, TextOf) is { } texts ? new QualifierValue.Texts(new(texts)) : null;
            case JsonTokenType.String:
                return TextOf(json) is { } text ? new QualifierValue.Text(text) : null;
            default:
                json.Fault("must be a string, an array of strings, or true or false");
                return null;
        }

        static string? TextOf(JsonDatum item) => item.AsText(Limits.LongTextLengthMax);
    }

    internal sealed class Writer : JsonConverter<QualifierJson>
    {
        public override QualifierJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("claims are read by ClaimJson.Read");

        public override void Write(Utf8JsonWriter writer, QualifierJson value, JsonSerializerOptions options)
        {
            switch (value._value)
            {
                case QualifierValue.Text text:
                    writer.WriteStringValue(text.Value);
                    break;
                case QualifierValue.Texts texts:
                    writer.WriteStartArray();
                    foreach (var item in texts.Values) writer.WriteStringValue(item);
                    writer.WriteEndArray();
                    break;
                case QualifierValue.Flag flag:
                    writer.WriteBooleanValue(flag.Value);
                    break;
                default:
                    throw new UnreachableException($"Unknown qualifier {value._value.GetType().Name}.");
            }
        }
    }
}
