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
        if (pairs.Count > Limits.QualifiersMax) owner.Fault(name, $"has more than {Limits.QualifiersMax} fields");
        return new(
            from pair in pairs.Take(Limits.QualifiersMax)
            orderby pair.Key
            let value = Read(fields, pair.Key, pair.Value)
            where value is not null
            select new Qualifier(pair.Key, value));
    }

    private static QualifierValue? Read(JsonFields fields, string name, JsonElement json)
    {
        if (name.Length is 0 or > Limits.TextLengthMax || name.Any(char.IsControl))
            fields.Fault(name, $"must have a name of 1 to {Limits.TextLengthMax} characters");

        var pointer = fields.PointerTo(name);
        switch (json.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                return new QualifierValue.Flag(json.GetBoolean());
            case JsonValueKind.Array:
                var texts = fields.ItemsOf(json, pointer, Limits.QualifierTextsMax, TextOf);
                return texts is null ? null : new QualifierValue.Texts(new(texts));
            case JsonValueKind.String:
                return TextOf(json, pointer) is { } text ? new QualifierValue.Text(text) : null;
            default:
                fields.Fault(name, "must be a string, an array of strings, or true or false");
                return null;
        }

        string? TextOf(JsonElement item, string at) => fields.TextOf(item, at, Limits.LongTextLengthMax);
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
