using System.Diagnostics;
using System.Text.Json;
using Analysis.Domain;
using Analysis.Domain.Claims;
using Analysis.Engine.Text;
using Microsoft.OpenApi;

namespace Analysis.Api.Contracts;

/// <summary>A claim's free pairs: under each name a string, an array of strings, or true or false.</summary>
internal static class QualifierJson
{
    /// <summary>Writes a pair as a field.</summary>
    public static void Write(Utf8JsonWriter json, Qualifier qualifier)
    {
        switch (qualifier.Value)
        {
            case QualifierValue.Text text:
                json.WriteString(qualifier.Name, text.Value);
                break;
            case QualifierValue.Texts texts:
                json.WriteStartArray(qualifier.Name);
                foreach (var item in texts.Values) json.WriteStringValue(item);
                json.WriteEndArray();
                break;
            case QualifierValue.Flag flag:
                json.WriteBoolean(qualifier.Name, flag.Value);
                break;
            default:
                throw new UnreachableException($"Unknown qualifier {qualifier.Value.GetType().Name}.");
        }
    }

    /// <summary>What stands under a name.</summary>
    public static OpenApiSchema Schema()
    {
        var text = new OpenApiSchema { Type = JsonSchemaType.String };
        return new OpenApiSchema
        {
            AnyOf = [text, new OpenApiSchema { Type = JsonSchemaType.Array, Items = text }, new OpenApiSchema { Type = JsonSchemaType.Boolean }],
        };
    }

    /// <summary>Sorted by name, so that two claims with the same qualifiers are equal whatever the order they came in.</summary>
    public static ValueList<Qualifier>? Read(JsonFields owner, string name)
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

        static string? TextOf(JsonDatum item) =>
            item.AsText(Limits.LongTextLengthMax) is { } text ? NormalForm.Composed(text) : null;
    }
}
