using System.Diagnostics;
using Analysis.Domain;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Journal;

namespace Analysis.Engine.Snapshots;

/// <summary>
/// Claims as bytes, compact. Every text, date, chain and list stands once, in a table, and is read into one object however often it is named.
/// Numbers are LEB128, seven bits a byte; 0 stands for none, and n for the n-th of a table. A claim's fields stand as the rows of
/// <see cref="ClaimFields"/> do, words by their place: a change of either is a change of the form. Not thread-safe.
/// </summary>
internal sealed class ClaimArchive
{
    private readonly Table<Edtf> _dates;
    private readonly Table<ValueList<SourceId>> _chains;
    private readonly Table<ValueList<string>> _lists;

    /// <summary>Reads what <see cref="Writer.WriteTo"/> wrote.</summary>
    public ClaimArchive(SnapshotReader reader)
    {
        Texts = new TextTable(reader);
        _dates = new(reader, row => Edtf.Parse(Texts[row[0]]!));
        _chains = new(reader, row => new([.. row.Select(text => new SourceId(Texts[text]!))]));
        _lists = new(reader, row => new([.. row.Select(text => Texts[text]!)]));
        Claims = new ClaimFacts[reader.Number()];
        var from = new Cursor(reader.Bytes().Span);
        for (var i = 0; i < Claims.Length; i++) Claims[i] = Read(ref from);
    }

    /// <summary>The texts that claims name, and others may.</summary>
    public TextTable Texts { get; }

    /// <summary>The claims, in the order in which they were added.</summary>
    public ClaimFacts[] Claims { get; }

    private ClaimFacts Read(ref Cursor from)
    {
        var claim = ClaimFields.Blank();
        foreach (var field in ClaimFields.All) Read(ref from, field, claim);
        var (version, at, acts) = (from.Long(), Time(from.Long()), new Recorded[from.Number()]);
        for (var i = 0; i < acts.Length; i++) acts[i] = Act(ref from, claim.Id);
        var (origin, erasedAt, left) = (Text(ref from), from.Long(), from.Flag() ?? false);
        var facts = new ClaimFacts(claim, version, at, Acts.Of(acts))
        {
            From = origin is null ? null : new TopicId(origin),
            ErasedAt = erasedAt,
        };
        if (left) facts.Add(Departure(ref from, claim.Id));
        return facts;
    }

    private Recorded Departure(ref Cursor from, ClaimId claim)
    {
        var (version, at, to) = (from.Long(), Time(from.Long()), Text(ref from)!);
        var (reason, by, reported) = (Text(ref from)!, Text(ref from), _dates[from.Number()]);
        return new Recorded(version, at,
            new TopicEvent.ClaimMoved(claim, new(to), reason, by is null ? null : new SourceId(by), reported));
    }

    private Recorded Act(ref Cursor from, ClaimId claim)
    {
        var (version, at, retracts) = (from.Long(), Time(from.Long()), from.Flag() ?? false);
        var (reason, by, reported) = (Text(ref from)!, Text(ref from), _dates[from.Number()]);
        SourceId? source = by is null ? null : new SourceId(by);
        return new Recorded(version, at, retracts
            ? new TopicEvent.ClaimRetracted(claim, reason, source, reported)
            : new TopicEvent.ClaimRestored(claim, reason, source, reported));
    }

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);

    private string? Text(ref Cursor from) => Texts[from.Number()];

    private void Read(ref Cursor from, ClaimField field, Claim claim)
    {
        switch (field)
        {
            case IdField id:
                if (Text(ref from) is { } given) id.Set(claim, given);
                break;
            case TextField text:
                text.Set(claim, Text(ref from));
                break;
            case WordField word:
                word.Set(claim, from.Number());
                break;
            case DateField date:
                date.Set(claim, _dates[from.Number()]);
                break;
            case FlagField flag:
                flag.Set(claim, from.Flag());
                break;
            case NumberField number:
                number.Set(claim, from.Number() is > 0 and var above ? above : null);
                break;
            case SourcesField sources:
                sources.Set(claim, _chains[from.Number()]);
                break;
            case TextsField texts:
                texts.Set(claim, _lists[from.Number()]);
                break;
            case QualifiersField qualifiers:
                qualifiers.Set(claim, Qualifiers(ref from));
                break;
            case ValueField value:
                value.Set(claim, Value(ref from));
                break;
            default:
                throw new UnreachableException($"Field {field.Name} has no packed form.");
        }
    }

    private ClaimValue Value(ref Cursor from) => (ValueKind)from.Number() switch
    {
        ValueKind.Quantity => new ClaimValue.Quantity(from.Double() ?? double.NaN, from.Double(), from.Double()),
        ValueKind.Range => new ClaimValue.Range(from.Double() ?? double.NaN, from.Double() ?? double.NaN),
        ValueKind.Bound => new ClaimValue.Bound((BoundOp)from.Number(), from.Double() ?? double.NaN),
        ValueKind.Proposition => new ClaimValue.Proposition(from.Flag() ?? false, from.Double()),
        ValueKind.Category => new ClaimValue.Category(Text(ref from)!),
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
            qualifiers[i] = new Qualifier(Text(ref from)!, (QualifierKind)from.Number() switch
            {
                QualifierKind.Text => new QualifierValue.Text(Text(ref from)!),
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
        private readonly TextTable.Writer _texts = new();
        private readonly TableWriter<string> _dates = new();
        private readonly TableWriter<ValueList<SourceId>> _chains = new();
        private readonly TableWriter<ValueList<string>> _lists = new();
        private int _count;

        /// <summary>The number of a text.</summary>
        public int Text(string? text) => _texts.Number(text);

        /// <summary>Writes a claim at the next place.</summary>
        public void Add(ClaimFacts facts)
        {
            foreach (var field in ClaimFields.All) Write(field, facts.Claim);
            _claims.Long(facts.Version);
            _claims.Long(facts.RecordedAt.UtcTicks);
            _claims.Number(facts.Acts?.All.Count ?? 0);
            foreach (var act in facts.Acts?.All ?? []) Act(act);
            _claims.Number(Text(facts.From?.Value));
            _claims.Long(facts.ErasedAt);
            _claims.Flag(facts.Departure is not null);
            if (facts is { Departure: { } departure, Moved: { } moved }) Departure(departure, moved);
            _count++;
        }

        /// <summary>Writes all that was added.</summary>
        public void WriteTo(SnapshotWriter writer)
        {
            _texts.WriteTo(writer);
            _dates.WriteTo(writer);
            _chains.WriteTo(writer);
            _lists.WriteTo(writer);
            writer.Number(_count);
            writer.Bytes(_claims.Written);
        }

        private void Departure(Recorded departure, TopicEvent.ClaimMoved moved)
        {
            _claims.Long(departure.Version);
            _claims.Long(departure.At.UtcTicks);
            _claims.Number(Text(moved.To.Value));
            _claims.Number(Text(moved.Reason));
            _claims.Number(Text(moved.By?.Value));
            _claims.Number(Date(moved.ReportedTime));
        }

        private void Act(Recorded act)
        {
            _claims.Long(act.Version);
            _claims.Long(act.At.UtcTicks);
            var (retracts, reason, by, reported) = act.Event switch
            {
                TopicEvent.ClaimRetracted retracted => (true, retracted.Reason, retracted.By, retracted.ReportedTime),
                TopicEvent.ClaimRestored restored => (false, restored.Reason, restored.By, restored.ReportedTime),
                _ => throw new UnreachableException($"{act.Event.GetType().Name} is no act on a claim."),
            };
            _claims.Flag(retracts);
            _claims.Number(Text(reason));
            _claims.Number(Text(by?.Value));
            _claims.Number(Date(reported));
        }

        private void Write(ClaimField field, Claim claim)
        {
            switch (field)
            {
                case IdField id:
                    _claims.Number(Text(id.Get(claim)));
                    break;
                case TextField text:
                    _claims.Number(Text(text.Get(claim)));
                    break;
                case WordField word:
                    _claims.Number(word.Get(claim));
                    break;
                case DateField date:
                    _claims.Number(Date(date.Get(claim)));
                    break;
                case FlagField flag:
                    _claims.Flag(flag.Get(claim));
                    break;
                case NumberField number:
                    _claims.Number(number.Get(claim) ?? 0);
                    break;
                case SourcesField sources:
                    _claims.Number(_chains.Number(sources.Get(claim), chain => [.. chain.Select(source => Text(source.Value))]));
                    break;
                case TextsField texts:
                    _claims.Number(List(texts.Get(claim)));
                    break;
                case QualifiersField qualifiers:
                    Qualifiers(qualifiers.Get(claim));
                    break;
                case ValueField value:
                    Value(value.Get(claim));
                    break;
                default:
                    throw new UnreachableException($"Field {field.Name} has no packed form.");
            }
        }

        private int Date(Edtf? date) => _dates.Number(date?.Text, text => [Text(text)]);

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
