using System.Buffers;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Journal;

namespace Analysis.Engine.Exchange;

/// <summary>What a line of an export is.</summary>
public abstract record ExchangeLine
{
    private ExchangeLine()
    {
    }

    /// <summary>A first line: of the export, or of a part of it that goes on where another was cut off.</summary>
    public sealed record Header : ExchangeLine;

    /// <summary>An event.</summary>
    /// <param name="Recorded">As it was stored; its position means nothing here.</param>
    /// <param name="Fact">What it says.</param>
    public sealed record Event(RecordedEvent Recorded, TopicEvent Fact) : ExchangeLine;

    /// <summary>The last line.</summary>
    /// <param name="Events">How many events stand between it and the header before it.</param>
    public sealed record End(long Events) : ExchangeLine;

    /// <summary>None of these.</summary>
    /// <param name="Why">What is wrong with it.</param>
    public sealed record Damaged(string Why) : ExchangeLine;
}

/// <summary>
/// Events as lines of JSON, as one service hands them to another: what the journal keeps, under the names and in the
/// shapes of <see cref="EventCodec"/>. THESE LINES ARE IN FILES: a change of their form is a new version, with the old
/// one still read. docs/export.md describes them.
/// </summary>
public static class ExchangeFormat
{
    /// <summary>What the first line is called by.</summary>
    public const string Name = "analysis-export";

    /// <summary>The version that is written, and the newest that is read.</summary>
    public const int Version = 1;

    /// <summary>The longest line: the largest event, and room for its labels.</summary>
    public const int LineBytesMax = StoredEvent.DataBytesMax + (16 * 1024);

    private static readonly TimeSpan AheadMax = TimeSpan.FromMinutes(5); // of a clock that differs from ours

    /// <summary>The first line.</summary>
    public static void WriteHeader(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("format", Name);
        json.WriteNumber("version", Version);
        json.WriteEndObject();
    }

    /// <summary>The line of an event.</summary>
    public static void Write(Utf8JsonWriter json, ExportedEvent exported)
    {
        var e = exported.Event;
        var data = Compact(e.Event.Data);
        json.WriteStartObject();
        json.WriteString("stream", e.Stream);
        json.WriteNumber("version", e.Version);
        json.WriteString("type", e.Event.Type);
        json.WriteString("recordedAt", e.Event.RecordedAt.UtcDateTime);
        if (e.Event.ClaimId is { } claim) json.WriteString("claim", claim);
        if (e.Event.By is { } by) json.WriteString("by", by);
        json.WritePropertyName("data");
        json.WriteRawValue(data.Span, skipInputValidation: true);
        json.WriteString("check", Check(e.Stream, e.Version, e.Event with { Data = data }));
        json.WriteString("cursor", exported.Cursor);
        json.WriteEndObject();
    }

    /// <summary>The last line; a file without it was cut off.</summary>
    public static void WriteEnd(Utf8JsonWriter json, long events)
    {
        json.WriteStartObject();
        json.WriteBoolean("end", true);
        json.WriteNumber("events", events);
        json.WriteEndObject();
    }

    /// <summary>Why a line is not a header that can be read; null when it is one.</summary>
    public static string? ObjectionToHeader(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            if (Text(json.RootElement, "format") != Name)
                return $"the first line must be {{\"format\":\"{Name}\",\"version\":{Version}}}";
            return json.RootElement.TryGetProperty("version", out var version) && version.TryGetInt32(out var number)
                && number is >= 1 and <= Version
                ? null : $"its version is not one that this server reads, which is up to {Version}";
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return "the first line is not a JSON object";
        }
    }

    /// <summary>Reads a line after the first.</summary>
    public static ExchangeLine Read(ReadOnlyMemory<byte> line, DateTimeOffset now)
    {
        if (ObjectionToHeader(line) is null) return new ExchangeLine.Header();
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            if (root.TryGetProperty("end", out _)) return new ExchangeLine.End(root.GetProperty("events").GetInt64());
            var stored = new StoredEvent(
                Text(root, "type") ?? throw new InvalidDataException("it has no type"),
                root.GetProperty("recordedAt").GetDateTimeOffset().ToUniversalTime(),
                Text(root, "claim"),
                Encoding.UTF8.GetBytes(root.GetProperty("data").GetRawText()),
                Text(root, "by"));
            var (stream, version) = (Text(root, "stream") ?? "", root.GetProperty("version").GetInt64());
            if (Text(root, "check") != Check(stream, version, stored))
                return Wrong("it is damaged: its check does not fit");
            if (version < 1) return Wrong("its version is below 1");
            if (stored.RecordedAt > now + AheadMax) return Wrong("its recordedAt lies ahead");
            var recorded = new RecordedEvent(0, stream, version, stored);
            var fact = EventCodec.Decode(recorded).Event;
            return Misfit(stream, stored, fact) is { } misfit ? Wrong(misfit) : new ExchangeLine.Event(recorded, fact);
        }
        catch (KeyNotFoundException)
        {
            return Wrong("a field is missing: stream, version, type, recordedAt, data and check are required");
        }
        catch (Exception fault) when (
            fault is JsonException or InvalidOperationException or FormatException or InvalidDataException)
        {
            return Wrong(fault is InvalidDataException ? fault.Message : "it is not a line of an export");
        }

        static ExchangeLine Wrong(string why) => new ExchangeLine.Damaged(why);
    }

    /// <summary>Why an event cannot be one of its stream; null when it can.</summary>
    private static string? Misfit(string stream, StoredEvent stored, TopicEvent fact)
    {
        if (stream.Split('/') is not [var category, var id] || !IdForm.Fits(id))
            return $"{stream} is not the stream of a topic, a source or a family";
        var fits = (category, fact) switch
        {
            ("topic", TopicEvent.Defined defined) => defined.Definition.Id.Value == id,
            ("topic", TopicEvent.ClaimAsserted asserted) => asserted.Claim.Topic.Value == id,
            ("topic", TopicEvent.SourceErased) => false,
            ("topic", _) => true,
            ("source", TopicEvent.SourceAssessed assessed) => assessed.Profile.Source.Value == id,
            ("source", TopicEvent.SourceErased erased) => erased.Profile.Source.Value == id,
            ("family", TopicEvent.FamilyDefined family) => family.Family.Name == id,
            _ => false,
        };
        if (!fits) return $"{stored.Type} does not belong to {stream}";
        return stored.ClaimId == (fact as TopicEvent.ClaimAsserted)?.Claim.Id.Value ? null
            : "its claim is not that of its data";
    }

    private static string Check(string stream, long version, StoredEvent e)
    {
        var crc = new Crc32();
        crc.Append(Encoding.UTF8.GetBytes(
            $"{stream}\n{version}\n{e.Type}\n{e.RecordedAt.UtcTicks}\n{e.ClaimId}\n{e.By}\n"));
        crc.Append(e.Data.Span);
        return crc.GetCurrentHashAsUInt32().ToString("x8", CultureInfo.InvariantCulture);
    }

    /// <summary>The same on one line.</summary>
    private static ReadOnlyMemory<byte> Compact(ReadOnlyMemory<byte> data)
    {
        if (!data.Span.ContainsAny((byte)'\n', (byte)'\r')) return data;
        var bytes = new ArrayBufferWriter<byte>();
        using var parsed = JsonDocument.Parse(data);
        using (var json = new Utf8JsonWriter(bytes)) parsed.WriteTo(json);
        return bytes.WrittenMemory;
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
