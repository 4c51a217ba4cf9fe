using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using Analysis.Domain;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Engine.Journal;

/// <summary>
/// Claims, field by field: nearly all that is stored, and read again at every reload, is claims. The same names, order and escapes as
/// ever; docs/storage.md speaks of these too.
/// </summary>
public static partial class EventCodec
{
    private static StoredEvent Store(Claim claim, DateTimeOffset at) => new(ClaimAsserted, at, claim.Id.Value, JsonScratch.Write(claim, WriteClaim));

    private static StoredEvent Store(Resolution resolution, DateTimeOffset at) => new(Resolved, at, null, JsonScratch.Write(resolution, WriteResolution));

    private static void WriteClaim(Utf8JsonWriter json, Claim claim)
    {
        json.WriteStartObject();
        json.WriteString(Names.Id, claim.Id.Value);
        json.WriteString(Names.Topic, claim.Topic.Value);
        WriteValue(json, claim.Value);
        WriteText(json, Names.Unit, claim.Unit);
        WriteText(json, Names.Words, claim.Words);
        json.WriteString(Names.Stance, Words1.Stances.Json(claim.Stance));
        json.WriteString(Names.Status, Words1.Statuses.Json(claim.Status));
        WriteText(json, Names.ValidTime, claim.ValidTime?.Text);
        WriteText(json, Names.ReportedTime, claim.ReportedTime?.Text);
        if (claim.ReportedTimeInferred is { } inferred) json.WriteBoolean(Names.ReportedTimeInferred, inferred);
        WriteText(json, Names.Publisher, claim.Publisher?.Value);
        if (claim.Attribution is { } chain)
        {
            json.WriteStartArray(Names.Attribution);
            for (var i = 0; i < chain.Count; i++) json.WriteStringValue(chain[i].Value);
            json.WriteEndArray();
        }

        if (claim.Hedges is { } hedges) WriteTexts(json, Names.Hedges, hedges);
        if (claim.Credibility is { } credibility) json.WriteNumber(Names.Credibility, credibility);
        if (claim.Qualifiers is { } qualifiers)
        {
            json.WriteStartArray(Names.Qualifiers);
            for (var i = 0; i < qualifiers.Count; i++) WriteQualifier(json, qualifiers[i]);
            json.WriteEndArray();
        }

        WriteText(json, Names.Quote, claim.Quote);
        WriteText(json, Names.Url, claim.Url);
        WriteText(json, Names.Article, claim.Article);
        WriteText(json, Names.Note, claim.Note);
        WriteText(json, Names.Corrects, claim.Corrects?.Value);
        json.WriteEndObject();
    }

    private static void WriteResolution(Utf8JsonWriter json, Resolution resolution)
    {
        json.WriteStartObject();
        WriteValue(json, resolution.Value);
        json.WriteString(Names.Reason, resolution.Reason);
        WriteText(json, Names.By, resolution.By?.Value);
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
                WriteTexts(json, Names.Texts, texts.Values);
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

    private static void WriteTexts(Utf8JsonWriter json, JsonEncodedText name, ValueList<string> texts)
    {
        json.WriteStartArray(name);
        for (var i = 0; i < texts.Count; i++) json.WriteStringValue(texts[i]);
        json.WriteEndArray();
    }

    private static Claim ReadClaim(ReadOnlySpan<byte> data)
    {
        string? id = null, topic = null, unit = null, words = null, publisher = null, quote = null, url = null, article = null, note = null, corrects = null;
        ClaimValue? value = null;
        Stance? stance = null;
        ClaimStatus? status = null;
        Edtf? validTime = null, reportedTime = null;
        bool? inferred = null;
        int? credibility = null;
        ValueList<SourceId>? attribution = null;
        ValueList<string>? hedges = null;
        ValueList<Qualifier>? qualifiers = null;

        var json = StoredFields.Of(data);
        while (json.HasMore())
        {
            if (json.Next(Names.Id)) id = json.Text();
            if (json.Next(Names.Topic)) topic = json.Text();
            if (json.Next(Names.Value)) value = ReadValue(ref json);
            if (json.Next(Names.Unit)) unit = json.Text();
            if (json.Next(Names.Words)) words = json.Text();
            if (json.Next(Names.Stance)) stance = json.Word(Words1.Stances);
            if (json.Next(Names.Status)) status = json.Word(Words1.Statuses);
            if (json.Next(Names.ValidTime)) validTime = Date(json.Text());
            if (json.Next(Names.ReportedTime)) reportedTime = Date(json.Text());
            if (json.Next(Names.ReportedTimeInferred)) inferred = json.Flag();
            if (json.Next(Names.Publisher)) publisher = json.Text();
            if (json.Next(Names.Attribution)) attribution = json.List(ReadSource);
            if (json.Next(Names.Hedges)) hedges = json.List(ReadText);
            if (json.Next(Names.Credibility)) credibility = json.WholeNumber();
            if (json.Next(Names.Qualifiers)) qualifiers = json.List(ReadQualifier);
            if (json.Next(Names.Quote)) quote = json.Text();
            if (json.Next(Names.Url)) url = json.Text();
            if (json.Next(Names.Article)) article = json.Text();
            if (json.Next(Names.Note)) note = json.Text();
            if (json.Next(Names.Corrects)) corrects = json.Text();
        }

        json.End();
        return new Claim
        {
            Id = new(Required(id, Names.Id)), Topic = new(Required(topic, Names.Topic)), Value = Required(value, Names.Value), Unit = unit, Words = words,
            Stance = Required(stance, Names.Stance), Status = Required(status, Names.Status), ValidTime = validTime, ReportedTime = reportedTime,
            ReportedTimeInferred = inferred, Publisher = publisher is null ? null : new SourceId(publisher), Attribution = attribution, Hedges = hedges,
            Credibility = credibility, Qualifiers = qualifiers, Quote = quote, Url = url, Article = article, Note = note,
            Corrects = corrects is null ? null : new ClaimId(corrects),
        };
    }

    private static Resolution ReadResolution(ReadOnlySpan<byte> data)
    {
        ClaimValue? value = null;
        string? reason = null, by = null;
        var json = StoredFields.Of(data);
        while (json.HasMore())
        {
            if (json.Next(Names.Value)) value = ReadValue(ref json);
            if (json.Next(Names.Reason)) reason = json.Text();
            if (json.Next(Names.By)) by = json.Text();
        }

        json.End();
        return new Resolution(Required(value, Names.Value), Required(reason, Names.Reason), by is null ? null : new SourceId(by));
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
        public static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
        public static readonly JsonEncodedText Topic = JsonEncodedText.Encode("topic");
        public static readonly JsonEncodedText Value = JsonEncodedText.Encode("value");
        public static readonly JsonEncodedText Unit = JsonEncodedText.Encode("unit");
        public static readonly JsonEncodedText Words = JsonEncodedText.Encode("words");
        public static readonly JsonEncodedText Stance = JsonEncodedText.Encode("stance");
        public static readonly JsonEncodedText Status = JsonEncodedText.Encode("status");
        public static readonly JsonEncodedText ValidTime = JsonEncodedText.Encode("validTime");
        public static readonly JsonEncodedText ReportedTime = JsonEncodedText.Encode("reportedTime");
        public static readonly JsonEncodedText ReportedTimeInferred = JsonEncodedText.Encode("reportedTimeInferred");
        public static readonly JsonEncodedText Publisher = JsonEncodedText.Encode("publisher");
        public static readonly JsonEncodedText Attribution = JsonEncodedText.Encode("attribution");
        public static readonly JsonEncodedText Hedges = JsonEncodedText.Encode("hedges");
        public static readonly JsonEncodedText Credibility = JsonEncodedText.Encode("credibility");
        public static readonly JsonEncodedText Qualifiers = JsonEncodedText.Encode("qualifiers");
        public static readonly JsonEncodedText Quote = JsonEncodedText.Encode("quote");
        public static readonly JsonEncodedText Url = JsonEncodedText.Encode("url");
        public static readonly JsonEncodedText Article = JsonEncodedText.Encode("article");
        public static readonly JsonEncodedText Note = JsonEncodedText.Encode("note");
        public static readonly JsonEncodedText Corrects = JsonEncodedText.Encode("corrects");

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
