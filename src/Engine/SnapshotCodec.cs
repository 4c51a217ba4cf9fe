using System.Text;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Engine;

/// <summary>
/// A topic's facts as bytes, compact and quick to read: every text once. A cache of a fold, never the truth: bytes under another
/// <see cref="Stamp"/> are passed over, so the form may change without ceremony, with <see cref="Form"/>.
/// </summary>
internal static class SnapshotCodec
{
    private const int Form = 1;

    /// <summary>What a snapshot must carry to be used by this program.</summary>
    public static string Stamp { get; } = $"form {Form}, rules {Rules.Revision}";

    public static byte[] Encode(TopicFacts facts)
    {
        using var stream = new MemoryStream();
        using var writer = new Writer(stream);
        writer.Write(EventCodec.Encode(new TopicEvent.Defined(facts.Definition), facts.RecordedAt).Data.ToArray());
        writer.Write(facts.Version);
        writer.Write(facts.RecordedAt);
        writer.Write(facts.Resolution is null ? null : EventCodec.Encode(new TopicEvent.Resolved(facts.Resolution), facts.RecordedAt).Data.ToArray());
        writer.Write(facts.ResolvedAtVersion ?? 0);
        writer.Write(facts.Profiles, p => writer.Write(EventCodec.Encode(new TopicEvent.SourceAssessed(p), facts.RecordedAt).Data.ToArray()));
        writer.Write(facts.Records, r => { writer.Write(r.Source.Value); writer.Write(r.Right); writer.Write(r.Wrong); });
        writer.Write(facts.Claims, writer.Write);
        writer.Flush();
        return stream.ToArray();
    }

    public static TopicFacts Decode(string stream, ReadOnlyMemory<byte> data)
    {
        using var reader = new Reader(new MemoryStream(data.ToArray()), stream);
        var definition = ((TopicEvent.Defined)reader.Event("topic-defined.v1")!).Definition;
        var version = reader.ReadInt64();
        var recordedAt = reader.Time();
        var resolution = ((TopicEvent.Resolved?)reader.Event("topic-resolved.v1"))?.Resolution;
        var resolvedAt = reader.ReadInt64();
        var profiles = reader.List(() => ((TopicEvent.SourceAssessed)reader.Event("source-assessed.v1")!).Profile);
        var records = reader.List(() => new TrackRecord(new(reader.Text()!), reader.ReadInt64(), reader.ReadInt64()));
        var claims = reader.List(reader.Claim);
        return new TopicFacts(definition, version, recordedAt, resolution, resolvedAt == 0 ? null : resolvedAt, profiles, records, claims);
    }

    private sealed class Writer(Stream stream) : BinaryWriter(stream, Encoding.UTF8)
    {
        private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);

        public void Write(DateTimeOffset time) => Write(time.UtcTicks);

        public new void Write(byte[]? bytes)
        {
            Write7BitEncodedInt(bytes?.Length ?? 0);
            if (bytes is not null) base.Write(bytes);
        }

        /// <summary>0 for null, a number seen before, or the next number and the text.</summary>
        public new void Write(string? text)
        {
            if (text is null)
            {
                Write7BitEncodedInt(0);
                return;
            }

            var isNew = _texts.TryAdd(text, _texts.Count + 1);
            Write7BitEncodedInt(_texts[text]);
            if (isNew) base.Write(text);
        }

        public void Write<T>(IReadOnlyCollection<T> items, Action<T> write)
        {
            Write7BitEncodedInt(items.Count);
            foreach (var item in items) write(item);
        }

        public void Write(ClaimFacts facts)
        {
            Write(facts.Version);
            Write(facts.RecordedAt);
            Write(facts.Retraction?.Reason);
            Write(facts.Retraction?.By?.Value);
            var c = EventCodec.ClaimV1.From(facts.Claim);
            foreach (var text in new[] { c.Id, c.Topic, c.Unit, c.Words, c.Stance, c.Status, c.ValidTime, c.ReportedTime, c.Publisher, c.Quote, c.Url, c.Article, c.Note, c.Corrects })
                Write(text);
            Write(c.ReportedTimeInferred is { } inferred ? inferred ? "y" : "n" : null);
            Write7BitEncodedInt(c.Credibility ?? 0);
            Write(c.Attribution);
            Write(c.Hedges);
            var v = c.Value;
            foreach (var text in new[] { v.Kind, v.Op, v.Name, v.Edtf, v.Holds is { } holds ? holds ? "y" : "n" : null }) Write(text);
            foreach (var number in new[] { v.Best, v.Low, v.High, v.Value, v.Probability }) Write(number ?? double.NaN);
            Write7BitEncodedInt(c.Qualifiers is { } qualifiers ? qualifiers.Length + 1 : 0);
            foreach (var q in c.Qualifiers ?? [])
            {
                Write(q.Name);
                Write(q.Text);
                Write(q.Texts);
                Write(q.Flag is { } flag ? flag ? "y" : "n" : null);
            }
        }

        private void Write(string[]? texts)
        {
            Write7BitEncodedInt(texts is null ? 0 : texts.Length + 1);
            foreach (var text in texts ?? []) Write(text);
        }
    }

    private sealed class Reader(Stream stream, string name) : BinaryReader(stream, Encoding.UTF8)
    {
        private readonly List<string> _texts = [];

        public DateTimeOffset Time() => new(ReadInt64(), TimeSpan.Zero);

        public TopicEvent? Event(string type)
        {
            var length = Read7BitEncodedInt();
            return length == 0 ? null : EventCodec.Decode(new RecordedEvent(0, name, 0, new StoredEvent(type, default, null, ReadBytes(length)))).Event;
        }

        public string? Text()
        {
            var number = Read7BitEncodedInt();
            if (number > _texts.Count) _texts.Add(ReadString());
            return number == 0 ? null : _texts[number - 1];
        }

        public IReadOnlyList<T> List<T>(Func<T> read)
        {
            var items = new List<T>(Read7BitEncodedInt());
            for (var left = items.Capacity; left > 0; left--) items.Add(read());
            return items;
        }

        public ClaimFacts Claim()
        {
            var (version, at, reason, by) = (ReadInt64(), Time(), Text(), Text());
            var (id, topic, unit, words, stance, status, valid, reported) = (Text()!, Text()!, Text(), Text(), Text()!, Text()!, Text(), Text());
            var (publisher, quote, url, article, note, corrects) = (Text(), Text(), Text(), Text(), Text(), Text());
            var (inferred, credibility, attribution, hedges) = (Flag(), Read7BitEncodedInt(), Texts(), Texts());
            var (kind, op, label, edtf, holds) = (Text()!, Text(), Text(), Text(), Flag());
            var value = new EventCodec.ValueV1(kind, Number(), Number(), Number(), op, Number(), holds, Number(), label, edtf);
            EventCodec.QualifierV1[]? qualifiers = null;
            if (Read7BitEncodedInt() is > 0 and var count)
            {
                qualifiers = new EventCodec.QualifierV1[count - 1];
                for (var i = 0; i < qualifiers.Length; i++) qualifiers[i] = new(Text()!, Text(), Texts(), Flag());
            }

            var claim = new EventCodec.ClaimV1(id, topic, value, unit, words, stance, status, valid, reported, inferred, publisher, attribution, hedges,
                credibility == 0 ? null : credibility, qualifiers, quote, url, article, note, corrects).ToDomain();
            return new ClaimFacts(claim, version, at, reason is null ? null : new TopicEvent.ClaimRetracted(claim.Id, reason, by is null ? null : new SourceId(by)));
        }

        private double? Number() => ReadDouble() is var x && double.IsNaN(x) ? null : x;

        private bool? Flag() => Text() is { } text ? text == "y" : null;

        private string[]? Texts()
        {
            var count = Read7BitEncodedInt();
            if (count == 0) return null;
            var texts = new string[count - 1];
            for (var i = 0; i < texts.Length; i++) texts[i] = Text()!;
            return texts;
        }
    }
}
