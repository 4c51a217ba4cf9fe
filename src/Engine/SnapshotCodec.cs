using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Analysis.Domain;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Engine;

/// <summary>
/// A topic's facts as bytes, compact and quick to read: every text, date and list once, and read into one object however often it is
/// named. A cache of a fold, never the truth: bytes under another <see cref="Stamp"/> are passed over, so the form may change without
/// ceremony, with <see cref="Form"/>. Enumerations are written as numbers: a change of their order is a change of the form.
/// </summary>
internal static class SnapshotCodec
{
    private const int Form = 6;

    /// <summary>What a snapshot must carry to be used by this program.</summary>
    public static string Stamp { get; } = $"form {Form}, rules {Rules.Current.Revision}";

    public static byte[] Encode(TopicFacts facts)
    {
        var writer = new Writer();
        writer.Event(new TopicEvent.Defined(facts.Definition));
        writer.Event(facts.Family is null ? null : new TopicEvent.FamilyDefined(facts.Family));
        writer.Number(facts.Version);
        writer.Time(facts.RecordedAt);
        writer.Event(facts.Resolution is null ? null : new TopicEvent.Resolved(facts.Resolution));
        writer.Number(facts.ResolvedAtVersion ?? 0);
        writer.Time(facts.ResolvedAt ?? default);
        writer.Number(facts.Profiles.Count);
        foreach (var profile in facts.Profiles) writer.Event(new TopicEvent.SourceAssessed(profile));
        writer.Number(facts.Claims.Count);
        foreach (var claim in facts.Claims) writer.Claim(claim);
        return writer.Written();
    }

    /// <exception cref="InvalidDataException">The bytes are not what <see cref="Encode"/> wrote.</exception>
    public static TopicFacts Decode(string stream, ReadOnlyMemory<byte> data)
    {
        var reader = new Reader(data.Span, stream);
        var definition = ((TopicEvent.Defined)reader.Event()!).Definition;
        var family = ((TopicEvent.FamilyDefined?)reader.Event())?.Family;
        var (version, recordedAt) = (reader.Number(), reader.Time());
        var resolution = ((TopicEvent.Resolved?)reader.Event())?.Resolution;
        var (resolvedAtVersion, resolvedAt) = (reader.Number(), reader.Time());
        var profiles = new SourceProfile[reader.Count()];
        for (var i = 0; i < profiles.Length; i++) profiles[i] = ((TopicEvent.SourceAssessed)reader.Event()!).Profile;
        var claims = new ClaimFacts[reader.Count()];
        for (var i = 0; i < claims.Length; i++) claims[i] = reader.Claim();
        return resolution is null
            ? new TopicFacts(definition, family, version, recordedAt, null, null, null, profiles, claims)
            : new TopicFacts(definition, family, version, recordedAt, resolution, resolvedAtVersion, resolvedAt, profiles, claims);
    }

    /// <summary>What kind of value follows; as <see cref="ClaimValue"/> has them.</summary>
    private enum ValueKind
    {
        Quantity,
        Range,
        Bound,
        Proposition,
        Category,
        Date,
    }

    /// <summary>What kind of qualifier follows; as <see cref="QualifierValue"/> has them.</summary>
    private enum QualifierKind
    {
        Text,
        Texts,
        Yes,
        No,
    }

    /// <summary>
    /// Numbers are LEB128, seven bits a byte. What may repeat is 0 for none, the number it had when it came first, or the next number
    /// and then the thing itself.
    /// </summary>
    private sealed class Writer
    {
        private readonly ArrayBufferWriter<byte> _bytes = new(4096);
        private readonly Dictionary<string, int> _texts = [];
        private readonly Dictionary<Edtf, int> _dates = [];
        private readonly Dictionary<ValueList<SourceId>, int> _chains = [];
        private readonly Dictionary<ValueList<string>, int> _lists = [];

        public byte[] Written() => _bytes.WrittenSpan.ToArray();

        public void Number(long number)
        {
            var span = _bytes.GetSpan(10);
            var length = 0;
            var left = (ulong)number;
            for (; left > 0x7F; left >>= 7) span[length++] = (byte)(left | 0x80);
            span[length++] = (byte)left;
            _bytes.Advance(length);
        }

        public void Time(DateTimeOffset time) => Fixed(time.UtcTicks);

        public void Event(TopicEvent? fact)
        {
            var stored = fact is null ? null : EventCodec.Encode(fact, default);
            Text(stored?.Type);
            if (stored is null) return;
            Number(stored.Data.Length);
            _bytes.Write(stored.Data.Span);
        }

        public void Text(string? text)
        {
            if (IsNew(_texts, text)) String(text!);
        }

        public void Claim(ClaimFacts facts)
        {
            Number(facts.Version);
            Time(facts.RecordedAt);
            Text(facts.Retraction?.Reason);
            Text(facts.Retraction?.By?.Value);

            var claim = facts.Claim;
            String(claim.Id.Value);
            Text(claim.Topic.Value);
            Value(claim.Value);
            Text(claim.Unit);
            Text(claim.Words);
            Number((int)claim.Stance);
            Number((int)claim.Status);
            Date(claim.ValidTime);
            Date(claim.ReportedTime);
            Flag(claim.ReportedTimeInferred);
            Text(claim.Publisher?.Value);
            Chain(claim.Attribution);
            Texts(claim.Hedges);
            Number(claim.Credibility ?? 0);
            Qualifiers(claim.Qualifiers);
            Text(claim.Quote);
            Text(claim.Url);
            Text(claim.Article);
            Text(claim.Note);
            Text(claim.Corrects?.Value);
        }

        private void Value(ClaimValue value)
        {
            switch (value)
            {
                case ClaimValue.Quantity quantity:
                    Number((int)ValueKind.Quantity);
                    Fixed(quantity.Best);
                    Fixed(quantity.Low);
                    Fixed(quantity.High);
                    break;
                case ClaimValue.Range range:
                    Number((int)ValueKind.Range);
                    Fixed(range.Low);
                    Fixed(range.High);
                    break;
                case ClaimValue.Bound bound:
                    Number((int)ValueKind.Bound);
                    Number((int)bound.Op);
                    Fixed(bound.Value);
                    break;
                case ClaimValue.Proposition proposition:
                    Number((int)ValueKind.Proposition);
                    Flag(proposition.Holds);
                    Fixed(proposition.Probability);
                    break;
                case ClaimValue.Category category:
                    Number((int)ValueKind.Category);
                    Text(category.Name);
                    break;
                case ClaimValue.Date date:
                    Number((int)ValueKind.Date);
                    Date(date.Edtf);
                    break;
                default:
                    throw new UnreachableException($"Unknown value {value}.");
            }
        }

        private void Qualifiers(ValueList<Qualifier>? qualifiers)
        {
            Number(qualifiers is null ? 0 : qualifiers.Count + 1);
            foreach (var qualifier in qualifiers ?? [])
            {
                Text(qualifier.Name);
                switch (qualifier.Value)
                {
                    case QualifierValue.Text text:
                        Number((int)QualifierKind.Text);
                        Text(text.Value);
                        break;
                    case QualifierValue.Texts texts:
                        Number((int)QualifierKind.Texts);
                        Texts(texts.Values);
                        break;
                    case QualifierValue.Flag flag:
                        Number((int)(flag.Value ? QualifierKind.Yes : QualifierKind.No));
                        break;
                    default:
                        throw new UnreachableException($"Unknown qualifier {qualifier}.");
                }
            }
        }

        private void Date(Edtf? date)
        {
            if (IsNew(_dates, date)) String(date!.Text);
        }

        private void Chain(ValueList<SourceId>? chain)
        {
            if (!IsNew(_chains, chain)) return;
            Number(chain!.Count);
            for (var i = 0; i < chain.Count; i++) Text(chain[i].Value);
        }

        private void Texts(ValueList<string>? texts)
        {
            if (!IsNew(_lists, texts)) return;
            Number(texts!.Count);
            for (var i = 0; i < texts.Count; i++) Text(texts[i]);
        }

        private void Flag(bool? flag) => Number(flag is { } given ? given ? 2 : 1 : 0);

        /// <summary>A number as it lies in memory; a claim's are finite, so that NaN can stand for none.</summary>
        private void Fixed(double? number) => Fixed(BitConverter.DoubleToInt64Bits(number ?? double.NaN));

        private void Fixed(long number)
        {
            BinaryPrimitives.WriteInt64LittleEndian(_bytes.GetSpan(sizeof(long)), number);
            _bytes.Advance(sizeof(long));
        }

        private void String(string text)
        {
            Number(Encoding.UTF8.GetByteCount(text));
            Encoding.UTF8.GetBytes(text, _bytes);
        }

        /// <summary>Writes the thing's number; whether the thing itself must follow.</summary>
        private bool IsNew<T>(Dictionary<T, int> seen, T? thing)
            where T : class
        {
            if (thing is null)
            {
                Number(0);
                return false;
            }

            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(seen, thing, out var wasSeen);
            if (!wasSeen) number = seen.Count;
            Number(number);
            return !wasSeen;
        }
    }

    private ref struct Reader(ReadOnlySpan<byte> data, string stream)
    {
        private readonly List<string> _texts = [];
        private readonly List<Edtf> _dates = [];
        private readonly List<ValueList<SourceId>> _chains = [];
        private readonly List<ValueList<string>> _lists = [];
        private ReadOnlySpan<byte> _left = data;

        public long Number()
        {
            var number = 0UL;
            for (var shift = 0; shift < 64; shift += 7)
            {
                var part = _left[0];
                _left = _left[1..];
                number |= (ulong)(part & 0x7F) << shift;
                if (part <= 0x7F) return (long)number;
            }

            throw Damaged("a number does not end");
        }

        /// <summary>How many things follow: each takes a byte at least, so damage cannot ask for more memory than there are bytes.</summary>
        public int Count() => Number() is >= 0 and var count && count <= _left.Length ? (int)count : throw Damaged("a count is too large");

        public DateTimeOffset Time() => new(Fixed(), TimeSpan.Zero);

        public TopicEvent? Event() =>
            Text() is { } type ? EventCodec.Decode(new RecordedEvent(0, stream, 0, new StoredEvent(type, default, null, Bytes().ToArray()))).Event : null;

        public string? Text()
        {
            var number = (int)Number();
            if (number > _texts.Count) _texts.Add(String());
            return number == 0 ? null : _texts[number - 1];
        }

        public ClaimFacts Claim()
        {
            var (version, at, reason, by) = (Number(), Time(), Text(), Text());
            var claim = new Claim // its members in the order of the bytes
            {
                Id = new(String()),
                Topic = new(Text()!),
                Value = Value(),
                Unit = Text(),
                Words = Text(),
                Stance = (Stance)Number(),
                Status = (ClaimStatus)Number(),
                ValidTime = Date(),
                ReportedTime = Date(),
                ReportedTimeInferred = Flag(),
                Publisher = Text() is { } publisher ? new SourceId(publisher) : null,
                Attribution = Chain(),
                Hedges = Texts(),
                Credibility = Number() is > 0 and var credibility ? (int)credibility : null,
                Qualifiers = Qualifiers(),
                Quote = Text(),
                Url = Text(),
                Article = Text(),
                Note = Text(),
                Corrects = Text() is { } corrects ? new ClaimId(corrects) : null,
            };
            return new ClaimFacts(claim, version, at, reason is null ? null : new TopicEvent.ClaimRetracted(claim.Id, reason, by is null ? null : new SourceId(by)));
        }

        private ClaimValue Value() => (ValueKind)Number() switch
        {
            ValueKind.Quantity => new ClaimValue.Quantity(Double() ?? double.NaN, Double(), Double()),
            ValueKind.Range => new ClaimValue.Range(Double() ?? double.NaN, Double() ?? double.NaN),
            ValueKind.Bound => new ClaimValue.Bound((BoundOp)Number(), Double() ?? double.NaN),
            ValueKind.Proposition => new ClaimValue.Proposition(Flag() ?? false, Double()),
            ValueKind.Category => new ClaimValue.Category(Text()!),
            ValueKind.Date => new ClaimValue.Date(Date()),
            var kind => throw Damaged($"no value is of kind {kind}"),
        };

        private ValueList<Qualifier>? Qualifiers()
        {
            var count = Count();
            if (count == 0) return null;
            var qualifiers = new Qualifier[count - 1];
            for (var i = 0; i < qualifiers.Length; i++)
            {
                qualifiers[i] = new Qualifier(Text()!, (QualifierKind)Number() switch
                {
                    QualifierKind.Text => new QualifierValue.Text(Text()!),
                    QualifierKind.Texts => new QualifierValue.Texts(Texts()!),
                    QualifierKind.Yes => new QualifierValue.Flag(true),
                    QualifierKind.No => new QualifierValue.Flag(false),
                    var kind => throw Damaged($"no qualifier is of kind {kind}"),
                });
            }

            return new(qualifiers);
        }

        private Edtf? Date()
        {
            var number = (int)Number();
            if (number > _dates.Count) _dates.Add(Edtf.Parse(String()));
            return number == 0 ? null : _dates[number - 1];
        }

        private ValueList<SourceId>? Chain()
        {
            var number = (int)Number();
            if (number > _chains.Count)
            {
                var sources = new SourceId[Count()];
                for (var i = 0; i < sources.Length; i++) sources[i] = new SourceId(Text()!);
                _chains.Add(new(sources));
            }

            return number == 0 ? null : _chains[number - 1];
        }

        private ValueList<string>? Texts()
        {
            var number = (int)Number();
            if (number > _lists.Count)
            {
                var texts = new string[Count()];
                for (var i = 0; i < texts.Length; i++) texts[i] = Text()!;
                _lists.Add(new(texts));
            }

            return number == 0 ? null : _lists[number - 1];
        }

        private bool? Flag() => Number() switch
        {
            0 => null,
            var flag => flag == 2,
        };

        private double? Double() => BitConverter.Int64BitsToDouble(Fixed()) is var number && double.IsNaN(number) ? null : number;

        private long Fixed()
        {
            var number = BinaryPrimitives.ReadInt64LittleEndian(_left);
            _left = _left[sizeof(long)..];
            return number;
        }

        private string String() => Encoding.UTF8.GetString(Bytes());

        private ReadOnlySpan<byte> Bytes()
        {
            var length = Count();
            var bytes = _left[..length];
            _left = _left[length..];
            return bytes;
        }

        private readonly InvalidDataException Damaged(string how) => new($"The snapshot of stream {stream} is damaged: {how}.");
    }
}
