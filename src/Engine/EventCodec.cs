using System.Collections.Frozen;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Analysis.Domain;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Engine;

/// <summary>
/// Events as stored bytes: JSON under an explicit name and version. THESE NAMES AND SHAPES ARE ON DISK: a change of any is a new
/// version, with the old one still read here and a fixture of its bytes in the tests for ever. docs/storage.md lists them.
/// </summary>
public static partial class EventCodec
{
    private const string Defined = "topic-defined.v1";
    private const string SourceAssessed = "source-assessed.v1";
    private const string ReliabilityLearned = "reliability-learned.v1";
    private const string ClaimAsserted = "claim-asserted.v1";
    private const string ClaimRetracted = "claim-retracted.v1";
    private const string Resolved = "topic-resolved.v1";

    /// <summary>The stored name of an event, without its version, as history shows it.</summary>
    public static string NameOf(TopicEvent fact) => TypeOf(fact)[..^3];

    /// <summary>An event as bytes.</summary>
    public static StoredEvent Encode(TopicEvent fact, DateTimeOffset at) => fact switch
    {
        TopicEvent.Defined e => Store(fact, at, null, DefinitionV1.From(e.Definition), Json.Default.DefinitionV1),
        TopicEvent.SourceAssessed e => Store(fact, at, null, ProfileV1.From(e.Profile), Json.Default.ProfileV1),
        TopicEvent.ReliabilityLearned e => Store(fact, at, null, [.. e.Records.Select(r => new RecordV1(r.Source.Value, r.Right, r.Wrong))], Json.Default.RecordV1Array),
        TopicEvent.ClaimAsserted e => Store(fact, at, e.Claim.Id.Value, ClaimV1.From(e.Claim), Json.Default.ClaimV1),
        TopicEvent.ClaimRetracted e => Store(fact, at, null, new RetractionV1(e.Claim.Value, e.Reason, e.By?.Value), Json.Default.RetractionV1),
        TopicEvent.Resolved e => Store(fact, at, null, new ResolutionV1(ValueV1.From(e.Resolution.Value), e.Resolution.Reason, e.Resolution.By?.Value), Json.Default.ResolutionV1),
        _ => throw new UnreachableException($"Unknown event {fact.GetType().Name}."),
    };

    /// <summary>Stored bytes as an event, with its place and time.</summary>
    /// <exception cref="InvalidDataException">The name is not known, or the bytes are not its: the stream is damaged, or newer than this program.</exception>
    public static Recorded Decode(RecordedEvent stored)
    {
        try
        {
            var data = stored.Event.Data.Span;
            TopicEvent fact = stored.Event.Type switch
            {
                Defined => new TopicEvent.Defined(Read(data, Json.Default.DefinitionV1).ToDomain()),
                SourceAssessed => new TopicEvent.SourceAssessed(Read(data, Json.Default.ProfileV1).ToDomain()),
                ReliabilityLearned => new TopicEvent.ReliabilityLearned([.. Read(data, Json.Default.RecordV1Array).Select(r => new TrackRecord(new(r.Source), r.Right, r.Wrong))]),
                ClaimAsserted => new TopicEvent.ClaimAsserted(Read(data, Json.Default.ClaimV1).ToDomain()),
                ClaimRetracted => Read(data, Json.Default.RetractionV1).ToDomain(),
                Resolved => new TopicEvent.Resolved(Read(data, Json.Default.ResolutionV1).ToDomain()),
                var type => throw new InvalidDataException($"no event is called {type}"),
            };
            return new Recorded(stored.Version, stored.Event.RecordedAt, fact);
        }
        catch (Exception fault)
        {
            // Whatever damage does to reading (a field that is missing, a word that is unknown), the operator needs the place.
            throw new InvalidDataException($"Stream {stored.Stream}, version {stored.Version}: {fault.Message}", fault);
        }
    }

    /// <summary>Whether an event can make a topic one that teaches what its sources are worth: a definition or a resolution. Does not decode it.</summary>
    public static bool ConcernsTeaching(RecordedEvent stored) => stored.Event.Type is Defined or Resolved;

    private static string TypeOf(TopicEvent fact) => fact switch
    {
        TopicEvent.Defined => Defined,
        TopicEvent.SourceAssessed => SourceAssessed,
        TopicEvent.ReliabilityLearned => ReliabilityLearned,
        TopicEvent.ClaimAsserted => ClaimAsserted,
        TopicEvent.ClaimRetracted => ClaimRetracted,
        TopicEvent.Resolved => Resolved,
        _ => throw new UnreachableException($"Unknown event {fact.GetType().Name}."),
    };

    private static StoredEvent Store<T>(TopicEvent fact, DateTimeOffset at, string? claim, T body, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> shape) =>
        new(TypeOf(fact), at, claim, JsonSerializer.SerializeToUtf8Bytes(body, shape));

    private static T Read<T>(ReadOnlySpan<byte> data, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> shape) =>
        JsonSerializer.Deserialize(data, shape) ?? throw new InvalidDataException("the body is null");

    private static ValueList<T>? List<T>(IEnumerable<T>? items) => items is null ? null : [.. items];

    private static Edtf? Date(string? text) => text is null ? null : Edtf.Parse(text);

    internal sealed record ClaimV1(string Id, string Topic, ValueV1 Value, string? Unit, string? Words, string Stance, string Status, string? ValidTime,
        string? ReportedTime, bool? ReportedTimeInferred, string? Publisher, string[]? Attribution, string[]? Hedges, int? Credibility,
        QualifierV1[]? Qualifiers, string? Quote, string? Url, string? Article, string? Note, string? Corrects)
    {
        public static ClaimV1 From(Claim c) => new(c.Id.Value, c.Topic.Value, ValueV1.From(c.Value), c.Unit, c.Words, Words1.Of(c.Stance), Words1.Of(c.Status),
            c.ValidTime?.Text, c.ReportedTime?.Text, c.ReportedTimeInferred, c.Publisher?.Value, c.Attribution?.Select(s => s.Value).ToArray(), c.Hedges?.ToArray(),
            c.Credibility, c.Qualifiers?.Select(QualifierV1.From).ToArray(), c.Quote, c.Url, c.Article, c.Note, c.Corrects?.Value);

        public Claim ToDomain() => new()
        {
            Id = new(Id), Topic = new(Topic), Value = Value.ToDomain(), Unit = Unit, Words = Words, Stance = Words1.Stance(Stance), Status = Words1.Status(Status),
            ValidTime = Date(ValidTime), ReportedTime = Date(ReportedTime), ReportedTimeInferred = ReportedTimeInferred, Publisher = Publisher is null ? null : new SourceId(Publisher),
            Attribution = List(Attribution?.Select(s => new SourceId(s))), Hedges = List(Hedges), Credibility = Credibility,
            Qualifiers = List(Qualifiers?.Select(q => q.ToDomain())), Quote = Quote, Url = Url, Article = Article, Note = Note, Corrects = Corrects is null ? null : new ClaimId(Corrects),
        };
    }

    internal sealed record ValueV1(string Kind, double? Best, double? Low, double? High, string? Op, double? Value, bool? Holds, double? Probability, string? Name, string? Edtf)
    {
        private static readonly FrozenDictionary<string, BoundOp> Ops = new Dictionary<string, BoundOp>
        {
            [">="] = BoundOp.AtLeast, [">"] = BoundOp.MoreThan, ["<="] = BoundOp.AtMost, ["<"] = BoundOp.LessThan,
        }.ToFrozenDictionary();

        private static ValueV1 Empty(string kind) => new(kind, null, null, null, null, null, null, null, null, null);

        public static ValueV1 From(ClaimValue value) => value switch
        {
            ClaimValue.Quantity q => Empty("quantity") with { Best = q.Best, Low = q.Low, High = q.High },
            ClaimValue.Range r => Empty("range") with { Low = r.Low, High = r.High },
            ClaimValue.Bound b => Empty("bound") with { Op = Ops.First(o => o.Value == b.Op).Key, Value = b.Value },
            ClaimValue.Proposition p => Empty("proposition") with { Holds = p.Holds, Probability = p.Probability },
            ClaimValue.Category c => Empty("category") with { Name = c.Name },
            ClaimValue.Date d => Empty("date") with { Edtf = d.Edtf?.Text },
            _ => throw new UnreachableException($"Unknown value {value}."),
        };

        public ClaimValue ToDomain() => Kind switch
        {
            "quantity" => new ClaimValue.Quantity(Best!.Value, Low, High),
            "range" => new ClaimValue.Range(Low!.Value, High!.Value),
            "bound" => new ClaimValue.Bound(Ops[Op!], Value!.Value),
            "proposition" => new ClaimValue.Proposition(Holds!.Value, Probability),
            "category" => new ClaimValue.Category(Name!),
            "date" => new ClaimValue.Date(Date(Edtf)),
            _ => throw new InvalidDataException($"no value is of kind {Kind}"),
        };
    }

    internal sealed record QualifierV1(string Name, string? Text, string[]? Texts, bool? Flag)
    {
        public static QualifierV1 From(Qualifier q) => q.Value switch
        {
            QualifierValue.Text t => new(q.Name, t.Value, null, null),
            QualifierValue.Texts t => new(q.Name, null, [.. t.Values], null),
            QualifierValue.Flag f => new(q.Name, null, null, f.Value),
            _ => throw new UnreachableException($"Unknown qualifier {q}."),
        };

        public Qualifier ToDomain() => new(Name, this switch
        {
            { Text: { } text } => new QualifierValue.Text(text),
            { Texts: { } texts } => new QualifierValue.Texts(new(texts)),
            { Flag: { } flag } => new QualifierValue.Flag(flag),
            _ => throw new InvalidDataException($"qualifier {Name} is empty"),
        });
    }

    internal sealed record DefinitionV1(string Id, string Title, string? Question, string Kind, string? Unit, UnitV1[]? Conversions, string[]? Categories, bool Ordered,
        string Dynamics, string[] Accepts, string? Scope, InterestV1[] Interests, string Sources, string? HalfLife, long? HalfLifeSeconds, string? Family, double[]? Scale, string[] Tags)
    {
        public static DefinitionV1 From(TopicDefinition t) => new(t.Id.Value, t.Title, t.Question, Words1.Of(t.Kind), t.Unit,
            t.Conversions?.Select(c => new UnitV1(c.Unit, c.Factor)).ToArray(), t.Categories?.ToArray(), t.Ordered, Words1.Of(t.Dynamics), [.. t.Accepts.Select(Words1.Of)],
            t.Scope, [.. t.Interests.Select(i => new InterestV1(i.Source.Value, i.Favours))], Words1.Of(t.Sources), t.HalfLife?.Text, (long?)t.HalfLife?.Length.TotalSeconds,
            t.Family, t.Scale is { } s ? [s.Low, s.High] : null, [.. t.Tags]);

        public TopicDefinition ToDomain() => new()
        {
            Id = new(Id), Title = Title, Question = Question, Kind = Words1.Kind(Kind), Unit = Unit, Conversions = List(Conversions?.Select(c => new UnitFactor(c.Unit, c.Factor))),
            Categories = List(Categories), Ordered = Ordered, Dynamics = Words1.Dynamics(Dynamics), Accepts = [.. Accepts.Select(Words1.Status)], Scope = Scope,
            Interests = [.. Interests.Select(i => new Interest(new(i.Source), i.Favours))], Sources = Words1.Voices(Sources),
            HalfLife = HalfLife is null ? null : new Period(HalfLife, TimeSpan.FromSeconds(HalfLifeSeconds!.Value)), Family = Family,
            Scale = Scale is [var low, var high] ? new Scale(low, high) : null, Tags = new(Tags),
        };
    }

    internal sealed record UnitV1(string Unit, double Factor);

    internal sealed record InterestV1(string Source, string Favours);

    internal sealed record ProfileV1(string Source, string? Name, string? Kind, string Grade)
    {
        public static ProfileV1 From(SourceProfile p) => new(p.Source.Value, p.Name, p.Kind, p.Grade.ToString());

        public SourceProfile ToDomain() => new(new(Source), Name, Kind, Words1.Grade(Grade));
    }

    internal sealed record RecordV1(string Source, long Right, long Wrong);

    internal sealed record RetractionV1(string Claim, string Reason, string? By)
    {
        public TopicEvent.ClaimRetracted ToDomain() => new(new(Claim), Reason, By is null ? null : new SourceId(By));
    }

    internal sealed record ResolutionV1(ValueV1 Value, string Reason, string? By)
    {
        public Resolution ToDomain() => new(Value.ToDomain(), Reason, By is null ? null : new SourceId(By));
    }

    /// <summary>The words that version 1 of the events stores for the domain's enumerations.</summary>
    private static class Words1
    {
        private static readonly FrozenDictionary<string, ClaimStatus> Statuses = Words<ClaimStatus>("planned", "expected", "possible", "ongoing", "occurred", "cumulative");
        private static readonly FrozenDictionary<string, Stance> Stances = Words<Stance>("asserts", "denies");
        private static readonly FrozenDictionary<string, TopicKind> Kinds = Words<TopicKind>("quantity", "proposition", "category", "date");
        private static readonly FrozenDictionary<string, Dynamics> Motions = Words<Dynamics>("fixed", "cumulative", "changing");
        private static readonly FrozenDictionary<string, Voices> Sources = Words<Voices>("reporters", "observers");
        private static readonly FrozenDictionary<string, Grade> Grades = Enum.GetValues<Grade>().ToFrozenDictionary(g => g.ToString());

        public static string Of<T>(T value)
            where T : struct, Enum => value.ToString().ToLowerInvariant();

        public static ClaimStatus Status(string word) => Statuses[word];

        public static Stance Stance(string word) => Stances[word];

        public static TopicKind Kind(string word) => Kinds[word];

        public static Dynamics Dynamics(string word) => Motions[word];

        public static Voices Voices(string word) => Sources[word];

        public static Grade Grade(string word) => Grades[word];

        /// <summary>Word by word in the order of the enumeration; a renamed member fails here, at start, not on disk.</summary>
        private static FrozenDictionary<string, T> Words<T>(params string[] words)
            where T : struct, Enum
        {
            var values = Enum.GetValues<T>();
            if (!values.Select(Of).SequenceEqual(words)) throw new UnreachableException($"The stored words of {typeof(T).Name} have changed.");
            return values.ToFrozenDictionary(Of);
        }
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
    [JsonSerializable(typeof(ClaimV1))]
    [JsonSerializable(typeof(DefinitionV1))]
    [JsonSerializable(typeof(ProfileV1))]
    [JsonSerializable(typeof(RecordV1[]))]
    [JsonSerializable(typeof(RetractionV1))]
    [JsonSerializable(typeof(ResolutionV1))]
    private sealed partial class Json : JsonSerializerContext;
}
