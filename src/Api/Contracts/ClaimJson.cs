using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Analysis.Domain.Claims;
using Analysis.Engine.Journal;
using Analysis.Engine.Text;
using Microsoft.OpenApi;

namespace Analysis.Api.Contracts;

/// <summary>One statement about one topic, as somebody reported it. At least one of publisher and attribution is required.</summary>
/// <remarks>Its fields are the rows of <see cref="ClaimFields"/>: here each form of a field is read, written and described.</remarks>
[JsonConverter(typeof(Writer))]
public sealed class ClaimJson
{
    private readonly Claim _claim;

    internal ClaimJson(Claim claim) => _claim = claim;

    /// <summary>
    /// Reads a claim, noting every fault in it; null when there is any. Its sources are as they are written, ids or names: <see
    /// cref="Claims.ChainNames"/> finds out who they are.
    /// </summary>
    internal static Claim? Read(JsonFields fields, FaultList faults)
    {
        var isSilent = !fields.Has("publisher") && !fields.Has("attribution");
        var claim = ClaimFields.Blank();
        foreach (var field in ClaimFields.All)
        {
            if (!field.IsOurs) Read(fields, field, claim, isSilent);
        }


        fields.Done();
        return faults.Any ? null : claim;
    }

    /// <summary>Makes the schema say what fields there are.</summary>
    /// <param name="schema">Of a claim.</param>
    /// <param name="value">Of what is stated.</param>
    internal static void Describe(OpenApiSchema schema, OpenApiSchema value)
    {
        schema.Type = JsonSchemaType.Object;
        schema.Required = ClaimFields.All.Where(f => f.IsRequired).Select(f => f.Name).ToHashSet();
        schema.Properties = ClaimFields.All.ToDictionary(f => f.Name, IOpenApiSchema (f) => f is ValueField ? value : SchemaOf(f));
    }

    private static void Read(JsonFields fields, ClaimField field, Claim claim, bool isSilent)
    {
        switch (field)
        {
            case IdField id:
                if ((id.IsSource ? fields.Source(field.Name, field.IsRequired) : fields.Id(field.Name, field.IsRequired)) is { } name) id.Set(claim, name);
                break;
            case TextField text:
                text.Set(claim, text.IsName ? fields.Name(field.Name, text.LengthMax) : fields.Text(field.Name, text.LengthMax));
                break;
            case WordField word:
                word.Set(claim, fields.Word(field.Name, word.Words, field.IsRequired) ?? 0);
                break;
            case DateField date:
                date.Set(claim, fields.Date(field.Name));
                break;
            case FlagField flag:
                flag.Set(claim, fields.Flag(field.Name));
                break;
            case NumberField number:
                number.Set(claim, fields.WholeNumber(field.Name, number.Min, number.Max));
                break;
            case SourcesField sources:
                var chain = fields.SourcesOf(field.Name, sources.CountMax);
                if (isSilent) fields.Fault("publisher", "is required unless attribution is given");
                if (chain is []) fields.Fault(field.Name, "must name at least one source");
                sources.Set(claim, chain is null ? null : new(Array.ConvertAll(chain, static s => new SourceId(s))));
                break;
            case TextsField texts:
                texts.Set(claim, fields.NamesOf(field.Name, texts.CountMax) is { } items ? new(items) : null);
                break;
            case QualifiersField qualifiers:
                qualifiers.Set(claim, QualifierJson.Read(fields, field.Name));
                break;
            case ValueField value:
                if (ValueJson.Read(fields, field.Name) is { } stated) value.Set(claim, stated);
                break;
            default:
                throw new UnreachableException($"Field {field.Name} is not read.");
        }
    }

    private static OpenApiSchema SchemaOf(ClaimField field)
    {
        var schema = FormOf(field);
        (schema.Description, schema.ReadOnly) = (field.Description, field.IsOurs);
        return schema;
    }

    private static OpenApiSchema FormOf(ClaimField field) => field switch
    {
        IdField { IsSource: true } => Name(),
        IdField => new() { Type = JsonSchemaType.String, Pattern = Limits.IdPattern },
        TextField text => new() { Type = JsonSchemaType.String, MaxLength = text.LengthMax },
        WordField word => new() { Type = JsonSchemaType.String, Enum = [.. word.Words.Select(w => (JsonNode)w)] },
        DateField => new() { Type = JsonSchemaType.String, MaxLength = 64 },
        FlagField => new() { Type = JsonSchemaType.Boolean },
        NumberField number => new() { Type = JsonSchemaType.Integer, Format = "int32", Minimum = $"{number.Min}", Maximum = $"{number.Max}" },
        SourcesField sources => new() { Type = JsonSchemaType.Array, Items = Name(), MinItems = 1, MaxItems = sources.CountMax },
        TextsField texts => new() { Type = JsonSchemaType.Array, Items = Text(), MaxItems = texts.CountMax },
        QualifiersField => new() { Type = JsonSchemaType.Object, AdditionalProperties = QualifierJson.Schema() },
        _ => throw new UnreachableException($"Field {field.Name} is not described."),
    };

    private static OpenApiSchema Name() => new() { Type = JsonSchemaType.String, MaxLength = SourceName.LengthMax };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    internal sealed class Writer : JsonConverter<ClaimJson>
    {
        public override ClaimJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("claims are read by ClaimJson.Read");

        public override void Write(Utf8JsonWriter writer, ClaimJson value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var field in ClaimFields.All) Write(writer, field, value._claim);
            writer.WriteEndObject();
        }

        private static void Write(Utf8JsonWriter json, ClaimField field, Claim claim)
        {
            switch (field)
            {
                case IdField id:
                    if (id.Get(claim) is { } name) json.WriteString(field.Name, name);
                    break;
                case TextField text:
                    if (text.Get(claim) is { } words) json.WriteString(field.Name, words);
                    break;
                case WordField word:
                    json.WriteString(field.Name, word.Words[word.Get(claim)]);
                    break;
                case DateField date:
                    if (date.Get(claim) is { } edtf) json.WriteString(field.Name, edtf.Text);
                    break;
                case FlagField flag:
                    if (flag.Get(claim) is { } holds) json.WriteBoolean(field.Name, holds);
                    break;
                case NumberField number:
                    if (number.Get(claim) is { } given) json.WriteNumber(field.Name, given);
                    break;
                case SourcesField sources:
                    Write(json, field, sources.Get(claim)?.Select(s => s.Value));
                    break;
                case TextsField texts:
                    Write(json, field, texts.Get(claim));
                    break;
                case QualifiersField qualifiers:
                    if (qualifiers.Get(claim) is not { } pairs) break;
                    json.WriteStartObject(field.Name);
                    foreach (var pair in pairs) QualifierJson.Write(json, pair);
                    json.WriteEndObject();
                    break;
                case ValueField value:
                    json.WritePropertyName(field.Name);
                    JsonSerializer.Serialize(json, ValueJson.Of(value.Get(claim)), ApiJson.Wire.ValueJson);
                    break;
                default:
                    throw new UnreachableException($"Field {field.Name} is not written.");
            }
        }

        private static void Write(Utf8JsonWriter json, ClaimField field, IEnumerable<string>? texts)
        {
            if (texts is null) return;
            json.WriteStartArray(field.Name);
            foreach (var text in texts) json.WriteStringValue(text);
            json.WriteEndArray();
        }
    }
}
