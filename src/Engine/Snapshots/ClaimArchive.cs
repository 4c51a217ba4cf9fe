using System.Collections;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Analysis.Domain;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Engine.Snapshots;

/// <summary>
/// Claims as bytes, compact, each to be read alone. Every text, date, chain and list stands once, in a table, and is read into one object
/// however often it is named. Numbers are LEB128, seven bits a byte; 0 stands for none, and n for the n-th of a table. Enumerations are
/// written as numbers: a change of their order is a change of the form. Not thread-safe.
/// </summary>
internal sealed class ClaimArchive : IReadOnlyCollection<ClaimFacts>
{
    private readonly ReadOnlyMemory<byte> _claims;
    private readonly int[] _ends; // of each claim
    private readonly ulong[] _hashes; // of ids, ascending
    private readonly int[] _places; // of the claim with each hash
    private readonly TextTable _texts;
    private readonly Table<Edtf> _dates;
    private readonly Table<ValueList<SourceId>> _chains;
    private readonly Table<ValueList<string>> _lists;

    /// <summary>Reads what <see cref="Writer.WriteTo"/> wrote.</summary>
    public ClaimArchive(SnapshotReader reader)
    {
        _texts = new TextTable(reader);
        _dates = new(reader, row => Edtf.Parse(_texts[row[0]]!));
        _chains = new(reader, row => new([.. row.Select(text => new SourceId(_texts[text]!))]));
        _lists = new(reader, row => new([.. row.Select(text => _texts[text]!)]));
        (_ends, _claims) = (reader.Array<int>(), reader.Bytes());
        (_hashes, _places) = (reader.Array<ulong>(), reader.Array<int>());
    }

    /// <summary>The texts that claims name, and others may.</summary>
    public TextTable Texts => _texts;

        public int Count => _ends.Length;

        public ClaimFacts this[int index] => Read(BytesOf(index));

        public int Find(ClaimId claim)
    {
        var hash = HashOf(claim);
        var at = Array.BinarySearch(_hashes, hash);
        while (at > 0 && _hashes[at - 1] == hash) at--;
        for (; at >= 0 && at < _hashes.Length && _hashes[at] == hash; at++)
        {
            if (Ascii.Equals(new Cursor(BytesOf(_places[at])).Text(), claim.Value)) return _places[at];
        }

        return -1;
    }

        public IEnumerator<ClaimFacts> GetEnumerator()
    {
        for (var place = 0; place < Count; place++) yield return this[place];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>FNV-1a over an id's characters, which are ASCII.</summary>
    private static ulong HashOf(ClaimId claim)
    {
        var hash = 14695981039346656037;
        foreach (var c in claim.Value) hash = (hash ^ c) * 1099511628211;
        return hash;
    }

    private ReadOnlySpan<byte> BytesOf(int place) => _claims.Span[(place == 0 ? 0 : _ends[place - 1]).._ends[place]];

    private ClaimFacts Read(ReadOnlySpan<byte> bytes)
    {
        var from = new Cursor(bytes);
        var claim = new Claim // its members in the order of the bytes
        {
            Id = new(Encoding.ASCII.GetString(from.Text())),
            Topic = new(_texts[from.Number()]!),
            Value = Value(ref from),
            Unit = _texts[from.Number()],
            Words = _texts[from.Number()],
            Stance = (Stance)from.Number(),
            Status = (ClaimStatus)from.Number(),
            ValidTime = _dates[from.Number()],
            ReportedTime = _dates[from.Number()],
            ReportedTimeInferred = from.Flag(),
            Publisher = _texts[from.Number()] is { } publisher ? new SourceId(publisher) : null,
            Attribution = _chains[from.Number()],
            Hedges = _lists[from.Number()],
            Credibility = from.Number() is > 0 and var credibility ? credibility : null,
            Qualifiers = Qualifiers(ref from),
            Quote = _texts[from.Number()],
            Url = _texts[from.Number()],
            Article = _texts[from.Number()],
            Note = _texts[from.Number()],
            Corrects = _texts[from.Number()] is { } corrects ? new ClaimId(corrects) : null,
        };
        var (version, at, reason, by) = (from.Long(), new DateTimeOffset(from.Long(), TimeSpan.Zero), _texts[from.Number()], _texts[from.Number()]);
        return new ClaimFacts(claim, version, at, reason is null ? null : new TopicEvent.ClaimRetracted(claim.Id, reason, by is null ? null : new SourceId(by)));
    }

    private ClaimValue Value(ref Cursor from) => (ValueKind)from.Number() switch
    {
        ValueKind.Quantity => new ClaimValue.Quantity(from.Double() ?? double.NaN, from.Double(), from.Double()),
        ValueKind.Range => new ClaimValue.Range(from.Double() ?? double.NaN, from.Double() ?? double.NaN),
        ValueKind.Bound => new ClaimValue.Bound((BoundOp)from.Number(), from.Double() ?? double.NaN),
        ValueKind.Proposition => new ClaimValue.Proposition(from.Flag() ?? false, from.Double()),
        ValueKind.Category => new ClaimValue.Category(_texts[from.Number()]!),
        ValueKind.Date => new ClaimValue.Date(_dates[from.Number()]),
        var kind => throw new InvalidDataException($"No value is of kind {kind}."),
    };

    private ValueList<Qualifier>? Qualifiers(ref Cursor from)
    {
        var count = from.Number();
        if (count == 0) return null;
        var qualifiers = new Qualifier[count - 1];
        for (var i = 0; i < qualifiers.Length; i++)
        {
            qualifiers[i] = new Qualifier(_texts[from.Number()]!, (QualifierKind)from.Number() switch
            {
                QualifierKind.Text => new QualifierValue.Text(_texts[from.Number()]!),
                QualifierKind.Texts => new QualifierValue.Texts(_lists[from.Number()]!),
                QualifierKind.Yes => new QualifierValue.Flag(true),
                QualifierKind.No => new QualifierValue.Flag(false),
                var kind => throw new InvalidDataException($"No qualifier is of kind {kind}."),
            });
        }

        return new(qualifiers);
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

    /// <summary>Writes claims one after another, and the tables that they name.</summary>
    public sealed class Writer
    {
        private readonly SnapshotWriter _claims = new();
        private readonly List<int> _ends = [];
        private readonly List<(ulong Hash, int Place)> _index = [];
        private readonly TextTable.Writer _texts = new();
        private readonly TableWriter<Edtf> _dates = new();
        private readonly TableWriter<ValueList<SourceId>> _chains = new();
        private readonly TableWriter<ValueList<string>> _lists = new();

        /// <summary>The number of a text.</summary>
        public int Text(string? text) => _texts.Number(text);

        /// <summary>Writes a claim at the next place.</summary>
        public void Add(ClaimFacts facts)
        {
            var claim = facts.Claim;
            _index.Add((HashOf(claim.Id), _ends.Count));
            _claims.Text(claim.Id.Value);
            _claims.Number(Text(claim.Topic.Value));
            Value(claim.Value);
            _claims.Number(Text(claim.Unit));
            _claims.Number(Text(claim.Words));
            _claims.Number((int)claim.Stance);
            _claims.Number((int)claim.Status);
            _claims.Number(Date(claim.ValidTime));
            _claims.Number(Date(claim.ReportedTime));
            _claims.Flag(claim.ReportedTimeInferred);
            _claims.Number(Text(claim.Publisher?.Value));
            _claims.Number(_chains.Number(claim.Attribution, chain => [.. chain.Select(source => Text(source.Value))]));
            _claims.Number(List(claim.Hedges));
            _claims.Number(claim.Credibility ?? 0);
            Qualifiers(claim.Qualifiers);
            _claims.Number(Text(claim.Quote));
            _claims.Number(Text(claim.Url));
            _claims.Number(Text(claim.Article));
            _claims.Number(Text(claim.Note));
            _claims.Number(Text(claim.Corrects?.Value));
            _claims.Long(facts.Version);
            _claims.Long(facts.RecordedAt.UtcTicks);
            _claims.Number(Text(facts.Retraction?.Reason));
            _claims.Number(Text(facts.Retraction?.By?.Value));
            _ends.Add(_claims.Length);
        }

        /// <summary>Writes all that was added.</summary>
        public void WriteTo(SnapshotWriter writer)
        {
            _index.Sort();
            _texts.WriteTo(writer);
            _dates.WriteTo(writer);
            _chains.WriteTo(writer);
            _lists.WriteTo(writer);
            writer.Array<int>(CollectionsMarshal.AsSpan(_ends));
            writer.Bytes(_claims.Written);
            writer.Array<ulong>([.. _index.Select(i => i.Hash)]);
            writer.Array<int>([.. _index.Select(i => i.Place)]);
        }

        private int Date(Edtf? date) => _dates.Number(date, d => [Text(d.Text)]);

        private int List(ValueList<string>? texts) => _lists.Number(texts, list => [.. list.Select(Text)]);

        private void Value(ClaimValue value)
        {
            switch (value)
            {
                case ClaimValue.Quantity quantity:
                    _claims.Number((int)ValueKind.Quantity);
                    _claims.Double(quantity.Best);
                    _claims.Double(quantity.Low);
                    _claims.Double(quantity.High);
                    break;
                case ClaimValue.Range range:
                    _claims.Number((int)ValueKind.Range);
                    _claims.Double(range.Low);
                    _claims.Double(range.High);
                    break;
                case ClaimValue.Bound bound:
                    _claims.Number((int)ValueKind.Bound);
                    _claims.Number((int)bound.Op);
                    _claims.Double(bound.Value);
                    break;
                case ClaimValue.Proposition proposition:
                    _claims.Number((int)ValueKind.Proposition);
                    _claims.Flag(proposition.Holds);
                    _claims.Double(proposition.Probability);
                    break;
                case ClaimValue.Category category:
                    _claims.Number((int)ValueKind.Category);
                    _claims.Number(Text(category.Name));
                    break;
                case ClaimValue.Date date:
                    _claims.Number((int)ValueKind.Date);
                    _claims.Number(Date(date.Edtf));
                    break;
                default:
                    throw new UnreachableException($"Unknown value {value}.");
            }
        }

        private void Qualifiers(ValueList<Qualifier>? qualifiers)
        {
            _claims.Number(qualifiers is null ? 0 : qualifiers.Count + 1);
            foreach (var qualifier in qualifiers ?? [])
            {
                _claims.Number(Text(qualifier.Name));
                switch (qualifier.Value)
                {
                    case QualifierValue.Text text:
                        _claims.Number((int)QualifierKind.Text);
                        _claims.Number(Text(text.Value));
                        break;
                    case QualifierValue.Texts texts:
                        _claims.Number((int)QualifierKind.Texts);
                        _claims.Number(List(texts.Values));
                        break;
                    case QualifierValue.Flag flag:
                        _claims.Number((int)(flag.Value ? QualifierKind.Yes : QualifierKind.No));
                        break;
                    default:
                        throw new UnreachableException($"Unknown qualifier {qualifier}.");
                }
            }
        }
    }
}
