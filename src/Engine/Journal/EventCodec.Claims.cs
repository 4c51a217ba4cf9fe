using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using Analysis.Domain;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Engine.Journal;

/// <summary>
/// Claims, by the rows of <see cref="ClaimFields"/>: nearly all that is stored, and read again at every reload, is claims. The same names, order and escapes as
/// ever; docs/storage.md speaks of these too.
/// </summary>
public static partial class EventCodec
{
    private static StoredEvent Store(Claim claim, DateTimeOffset at) => new(ClaimAsserted, at, claim.Id.Value, JsonScratch.Write(claim, WriteClaim));

    private static StoredEvent Store(TopicEvent fact, Resolution resolution, DateTimeOffset at) =>
        new(TypeOf(fact), at, null, JsonScratch.Write(resolution, WriteResolution));

    private static void WriteClaim(Utf8JsonWriter json, Claim claim)
    {
        json.WriteStartObject();
        foreach (var field in ClaimFields.All) Write(json, field, claim);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ClaimField field, Claim claim)
    {
        switch (field)
        {
            case TextField text:
                WriteText(json, field.Json, text.Get(claim));
                break;
            case IdField id:
                WriteText(json, field.Json, id.Get(claim));
                break;
            case WordField word:
                json.WriteString(field.Json, word.JsonOf(claim));
                break;
            case DateField date:
                WriteText(json, field.Json, date.Get(claim)?.Text);
                break;
            case FlagField flag:
                if (flag.Get(claim) is { } holds) json.WriteBoolean(field.Json, holds);
                break;
            case NumberField number:
                if (number.Get(claim) is { } given) json.WriteNumber(field.Json, given);
                break;
            case SourcesField sources:
                WriteList(json, field.Json, sources.Get(claim), static (json, source) => json.WriteStringValue(source.Value));
                break;
            case TextsField texts:
                WriteList(json, field.Json, texts.Get(claim), WriteItem);
                break;
            case QualifiersField qualifiers:
                WriteList(json, field.Json, qualifiers.Get(claim), WriteQualifier);
                break;
            case ValueField value:
                WriteValue(json, value.Get(claim));
                break;
            default:
                throw new UnreachableException($"Field {field.Name} has no stored form.");
        }
    }

    private static void WriteResolution(Utf8JsonWriter json, Resolution resolution)
    {
        json.WriteStartObject();
        WriteValue(json, resolution.Value);
        json.WriteString(Names.Reason, resolution.Reason);
        WriteText(json, Names.By, resolution.By?.Value);
        WriteText(json, Names.ReportedTime, resolution.ReportedTime?.Text);
        WriteText(json, Names.ValidTime, resolution.ValidTime?.Text);
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, ClaimValue value)
    {
        json.WriteStartObject(Names.Value);
        switch (value)
        {
            case ClaimValue.Quantity quantity:
                json.WriteString(Names.Kind, "quantity"u8);
                json.WriteNumber(Names.Best, quantity.Best);
                WriteNumber(json, Names.Low, quantity.Low);
                WriteNumber(json, Names.High, quantity.High);
                break;
            case ClaimValue.Range range:
                json.WriteString(Names.Kind, "range"u8);
                json.WriteNumber(Names.Low, range.Low);
                json.WriteNumber(Names.High, range.High);
                break;
            case ClaimValue.Bound bound:
                json.WriteString(Names.Kind, "bound"u8);
                json.WriteString(Names.Op, Words1.BoundOps.Json(bound.Op));
                json.WriteNumber(Names.Value, bound.Value);
                break;
            case ClaimValue.Proposition proposition:
                json.WriteString(Names.Kind, "proposition"u8);
                json.WriteBoolean(Names.Holds, proposition.Holds);
                WriteNumber(json, Names.Probability, proposition.Probability);
                break;
            case ClaimValue.Category category:
                json.WriteString(Names.Kind, "category"u8);
                json.WriteString(Names.Name, category.Name);
                break;
            case ClaimValue.Date date:
                json.WriteString(Names.Kind, "date"u8);
                WriteText(json, Names.Edtf, date.Edtf?.Text);
                break;
            default:
                throw new UnreachableException($"Unknown value {value}.");
        }

        json.WriteEndObject();
    }

    private static void WriteQualifier(Utf8JsonWriter json, Qualifier qualifier)
    {
        json.WriteStartObject();
        json.WriteString(Names.Name, qualifier.Name);
        switch (qualifier.Value)
        {
            case QualifierValue.Text text:
                json.WriteString(Names.Text, text.Value);
                break;
            case QualifierValue.Texts texts:
                WriteList(json, Names.Texts, texts.Values, WriteItem);
                break;
            case QualifierValue.Flag flag:
                json.WriteBoolean(Names.Flag, flag.Value);
                break;
            default:
                throw new UnreachableException($"Unknown qualifier {qualifier}.");
        }

        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, JsonEncodedText name, string? text)
    {
        if (text is not null) json.WriteString(name, text);
    }

    private static void WriteNumber(Utf8JsonWriter json, JsonEncodedText name, double? number)
    {
        if (number is { } given) json.WriteNumber(name, given);
    }

    private static void WriteList<T>(Utf8JsonWriter json, JsonEncodedText name, ValueList<T>? items, Action<Utf8JsonWriter, T> write)
    {
        if (items is null) return;
        json.WriteStartArray(name);
        for (var i = 0; i < items.Count; i++) write(json, items[i]);
        json.WriteEndArray();
    }

    private static void WriteItem(Utf8JsonWriter json, string text) => json.WriteStringValue(text);

    private static Claim ReadClaim(ReadOnlySpan<byte> data)
    {
        var (claim, found) = (ClaimFields.Blank(), 0UL);
        var json = StoredFields.Of(data);
        while (json.HasMore())
        {
            for (var i = 0; i < ClaimFields.All.Count; i++)
            {
                if (json.Next(ClaimFields.All[i].Json) && Read(ref json, ClaimFields.All[i], claim)) found |= 1UL << i;
            }
        }

        json.End();
        for (var i = 0; i < ClaimFields.All.Count; i++)
        {
            if (ClaimFields.All[i] is WordField or { IsRequired: true } && (found & (1UL << i)) == 0)
            {
                throw new InvalidDataException($"{ClaimFields.All[i].Name} is missing");
            }
        }

        return claim;
    }

    /// <summary>Whether there was anything.</summary>
    private static bool Read(ref StoredFields json, ClaimField field, Claim claim)
    {
        switch (field)
        {
            case TextField text:
                text.Set(claim, json.Text());
                return true;
            case IdField id:
                if (json.Text() is not { } given) return false;
                id.Set(claim, given);
                return true;
            case WordField word:
                word.Read(ref json, claim);
                return true;
            case DateField date:
                date.Set(claim, Date(json.Text()));
                return true;
            case FlagField flag:
                flag.Set(claim, json.Flag());
                return true;
            case NumberField number:
                number.Set(claim, json.WholeNumber());
                return true;
            case SourcesField sources:
                sources.Set(claim, json.List(ReadSource));
                return true;
            case TextsField texts:
                texts.Set(claim, json.List(ReadText));
                return true;
            case QualifiersField qualifiers:
                qualifiers.Set(claim, json.List(ReadQualifier));
                return true;
            case ValueField value:
                value.Set(claim, ReadValue(ref json));
                return true;
            default:
                throw new UnreachableException($"Field {field.Name} has no stored form.");
        }
    }

    private static Resolution ReadResolution(ReadOnlySpan<byte> data)
    {
        ClaimValue? value = null;
        string? reason = null, by = null, reported = null, valid = null;
        var json = StoredFields.Of(data);
        while (json.HasMore())
        {
            if (json.Next(Names.Value)) value = ReadValue(ref json);
            if (json.Next(Names.Reason)) reason = json.Text();
            if (json.Next(Names.By)) by = json.Text();
            if (json.Next(Names.ReportedTime)) reported = json.Text();
            if (json.Next(Names.ValidTime)) valid = json.Text();
        }

        json.End();
        return new Resolution(Required(value, Names.Value), Required(reason, Names.Reason), Source(by), Date(reported), Date(valid));
    }

    private static ClaimValue ReadValue(ref StoredFields json)
    {
        string? kind = null, name = null, edtf = null;
        double? best = null, low = null, high = null, number = null, probability = null;
        BoundOp? op = null;
        bool? holds = null;
        json.Begin();
        while (json.HasMore())
        {
            if (json.Next(Names.Kind)) kind = json.Text();
            if (json.Next(Names.Best)) best = json.Number();
            if (json.Next(Names.Low)) low = json.Number();
            if (json.Next(Names.High)) high = json.Number();
            if (json.Next(Names.Op)) op = json.Word(Words1.BoundOps);
            if (json.Next(Names.Value)) number = json.Number();
            if (json.Next(Names.Holds)) holds = json.Flag();
            if (json.Next(Names.Probability)) probability = json.Number();
            if (json.Next(Names.Name)) name = json.Text();
            if (json.Next(Names.Edtf)) edtf = json.Text();
        }

        json.End();
        return kind switch
        {
            "quantity" => new ClaimValue.Quantity(Required(best, Names.Best), low, high),
            "range" => new ClaimValue.Range(Required(low, Names.Low), Required(high, Names.High)),
            "bound" => new ClaimValue.Bound(Required(op, Names.Op), Required(number, Names.Value)),
            "proposition" => new ClaimValue.Proposition(Required(holds, Names.Holds), probability),
            "category" => new ClaimValue.Category(Required(name, Names.Name)),
            "date" => new ClaimValue.Date(Date(edtf)),
            _ => throw new InvalidDataException($"no value is of kind {kind}"),
        };
    }

    private static Qualifier ReadQualifier(ref StoredFields json)
    {
        string? name = null;
        QualifierValue? value = null;
        json.Begin();
        while (json.HasMore())
        {
            if (json.Next(Names.Name)) name = json.Text();
            if (json.Next(Names.Text) && json.Text() is { } text) value = new QualifierValue.Text(text);
            if (json.Next(Names.Texts) && json.List(ReadText) is { } texts) value = new QualifierValue.Texts(texts);
            if (json.Next(Names.Flag) && json.Flag() is { } flag) value = new QualifierValue.Flag(flag);
        }

        json.End();
        return new Qualifier(Required(name, Names.Name), value ?? throw new InvalidDataException($"qualifier {name} is empty"));
    }

    private static SourceId ReadSource(ref StoredFields json) => new(ReadText(ref json));

    private static string ReadText(ref StoredFields json) => json.Text() ?? throw new InvalidDataException("a text in a list is null");

    private static T Required<T>(T? value, JsonEncodedText name)
        where T : class => value ?? throw new InvalidDataException($"{name} is missing");

    private static T Required<T>(T? value, JsonEncodedText name)
        where T : struct => value ?? throw new InvalidDataException($"{name} is missing");

    /// <summary>The names of version 1, as they stand on disk.</summary>
    private static class Names
    {
        public static readonly JsonEncodedText Value = JsonEncodedText.Encode("value");
        public static readonly JsonEncodedText Kind = JsonEncodedText.Encode("kind");
        public static readonly JsonEncodedText Best = JsonEncodedText.Encode("best");
        public static readonly JsonEncodedText Low = JsonEncodedText.Encode("low");
        public static readonly JsonEncodedText High = JsonEncodedText.Encode("high");
        public static readonly JsonEncodedText Op = JsonEncodedText.Encode("op");
        public static readonly JsonEncodedText Holds = JsonEncodedText.Encode("holds");
        public static readonly JsonEncodedText Probability = JsonEncodedText.Encode("probability");
        public static readonly JsonEncodedText Name = JsonEncodedText.Encode("name");
        public static readonly JsonEncodedText Edtf = JsonEncodedText.Encode("edtf");
        public static readonly JsonEncodedText Text = JsonEncodedText.Encode("text");
        public static readonly JsonEncodedText Texts = JsonEncodedText.Encode("texts");
        public static readonly JsonEncodedText Flag = JsonEncodedText.Encode("flag");

        public static readonly JsonEncodedText Reason = JsonEncodedText.Encode("reason");
        public static readonly JsonEncodedText By = JsonEncodedText.Encode("by");
        public static readonly JsonEncodedText ReportedTime = JsonEncodedText.Encode("reportedTime");
        public static readonly JsonEncodedText ValidTime = JsonEncodedText.Encode("validTime");
    }

    /// <summary>A writer and its bytes, one of each per thread: encoding takes no turns and leaves nothing behind but what it returns.</summary>
    private static class JsonScratch
    {
        /// <summary>A claim of the usual size fits many times over; what a rare large one needed is not kept.</summary>
        private const int KeptBytesMax = 64 * 1024;

        [ThreadStatic]
        private static (ArrayBufferWriter<byte> Bytes, Utf8JsonWriter Json)? _kept;

        public static byte[] Write<T>(T thing, Action<Utf8JsonWriter, T> write)
        {
            var (bytes, json) = _kept ?? New();
            _kept = null; // what a fault leaves half written is never used again
            write(json, thing);
            json.Flush();
            var written = bytes.WrittenSpan.ToArray();
            if (bytes.Capacity <= KeptBytesMax)
            {
                bytes.ResetWrittenCount();
                json.Reset();
                _kept = (bytes, json);
            }

            return written;
        }

        private static (ArrayBufferWriter<byte> Bytes, Utf8JsonWriter Json) New()
        {
            var bytes = new ArrayBufferWriter<byte>(4096);
            return (bytes, new Utf8JsonWriter(bytes, new JsonWriterOptions { SkipValidation = true }));
        }
    }
}
