using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Analysis.Domain;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Engine.Journal;

/// <summary>
/// Events as stored bytes: JSON under an explicit name and version. THESE NAMES AND SHAPES ARE ON DISK: a change of any is a new
/// version, with the old one still read here and a fixture of its bytes in the tests for ever. docs/storage.md lists them.
/// </summary>
public static partial class EventCodec
{
    private const string Defined = "topic-defined.v1";
    private const string SourceAssessedV1 = "source-assessed.v1";
    private const string SourceAssessedV2 = "source-assessed.v2"; // of sources that have earned nothing
    private const string SourceAssessedV3 = "source-assessed.v3"; // of sources without aliases, that are nobody else
    private const string SourceAssessed = "source-assessed.v4";
    private const string SourceMerged = "source-merged.v1";
    private const string SourceSplit = "source-split.v1";
    private const string FamilyDefined = "family-defined.v1";
    private const string ReliabilityLearned = "reliability-learned.v1";
    private const string ClaimAsserted = "claim-asserted.v1";
    private const string ClaimRetractedV1 = "claim-retracted.v1"; // of no other time than it was recorded
    private const string ClaimRetracted = "claim-retracted.v2";
    private const string ClaimRestored = "claim-restored.v1";
    private const string ClaimErased = "claim-erased.v1";
    private const string SourceErased = "source-erased.v1";
    private const string ResolvedV1 = "topic-resolved.v1"; // an answer for no other time than it was recorded
    private const string Resolved = "topic-resolved.v2";
    private const string Annulled = "topic-annulled.v1";
    private const string ResolutionWithdrawn = "resolution-withdrawn.v1";
    private const string Archived = "topic-archived.v1";
    private const string Restored = "topic-restored.v1";
    private const string ClaimMoved = "claim-moved.v1";
    private const string Received = "fact-received.v1"; // holds another event as it is stored
    private const string Redirected = "topic-redirected.v1";
    private const string RedirectWithdrawn = "redirect-withdrawn.v1";
    private const string Continued = "topic-continued.v1";

    /// <summary>Every stored name, without its version.</summary>
    public static IReadOnlyList<string> EventNames { get; } =
    [
        .. new[]
        {
            Defined, SourceAssessed, SourceMerged, SourceSplit, FamilyDefined, ReliabilityLearned, ClaimAsserted, ClaimRetracted, ClaimRestored,
            ClaimErased, SourceErased, Resolved, Annulled, ResolutionWithdrawn, Archived, Restored, ClaimMoved, Received, Redirected,
            RedirectWithdrawn, Continued,
        }.Select(type => type[..^3]),
    ];

    /// <summary>The stored name of an event, without its version, as history shows it.</summary>
    public static string NameOf(TopicEvent fact) => TypeOf(fact)[..^3];

    /// <summary>The same of stored bytes, without decoding them.</summary>
    public static string NameOf(RecordedEvent stored) => stored.Event.Type[..stored.Event.Type.LastIndexOf('.')];

    /// <summary>
    /// The claim that stored bytes are about, if they are about one. Decodes no claim that was asserted here.
    /// </summary>
    public static ClaimId? ClaimOf(RecordedEvent stored) =>
        stored.Event.ClaimId is { } asserted ? new ClaimId(asserted)
        : stored.Event.Type is ClaimRetracted or ClaimRetractedV1 or ClaimRestored or ClaimErased or ClaimMoved or Received
            ? ClaimOf(Decode(stored).Event)
            : null;

    /// <summary>Until when a claim that stored bytes assert waits for the time for which it is dated; null as a rule. Reads no more of it than that.</summary>
    public static DateTimeOffset? EmbargoOf(RecordedEvent stored)
    {
        if (stored.Event.Type == Received && Decode(stored).Event is TopicEvent.Received { Fact: TopicEvent.ClaimAsserted brought, At: var at })
            return Until(brought.Claim.ReportedTime, at);
        if (stored.Event.Type != ClaimAsserted) return null;
        var json = new Utf8JsonReader(stored.Event.Data.Span);
        while (json.Read())
        {
            if (json is not { CurrentDepth: 1, TokenType: JsonTokenType.PropertyName }) continue;
            var isDate = json.ValueTextEquals(Names.ReportedTime.EncodedUtf8Bytes);
            json.Read();
            if (!isDate) json.Skip();
            else return Until(Date(json.GetString()), stored.Event.RecordedAt);
        }

        return null;

        static DateTimeOffset? Until(Edtf? date, DateTimeOffset recorded) =>
            ReportTime.AsTakenIn(date, recorded) is var reported && reported > recorded ? reported : null;
    }

    /// <summary>The claim that an event is about, if it is about one.</summary>
    public static ClaimId? ClaimOf(TopicEvent fact) => fact switch
    {
        TopicEvent.ClaimAsserted e => e.Claim.Id,
        TopicEvent.ClaimRetracted e => e.Claim,
        TopicEvent.ClaimRestored e => e.Claim,
        TopicEvent.ClaimMoved e => e.Claim,
        TopicEvent.Received e => ClaimOf(e.Fact),
        TopicEvent.ClaimErased e => e.Claim,
        _ => null,
    };

    /// <summary>Why something was erased, put away, led elsewhere or moved; null of all other stored bytes, of which none is decoded.</summary>
    public static string? ReasonOf(RecordedEvent stored) =>
        stored.Event.Type is ClaimErased or SourceErased or Archived or Restored or ClaimMoved or Redirected or RedirectWithdrawn
            ? ReasonOf(Decode(stored).Event) : null;

    /// <summary>The same of an event.</summary>
    public static string? ReasonOf(TopicEvent fact) => fact switch
    {
        TopicEvent.ClaimErased erased => erased.Reason,
        TopicEvent.SourceErased erased => erased.Reason,
        TopicEvent.Archived act => act.Reason,
        TopicEvent.Restored act => act.Reason,
        TopicEvent.ClaimMoved act => act.Reason,
        TopicEvent.Redirected act => act.Reason,
        TopicEvent.RedirectWithdrawn act => act.Reason,
        _ => null,
    };

    /// <summary>The bytes of an event that asserts a claim, here or elsewhere, without these texts of it; null when it holds none of them.</summary>
    public static ReadOnlyMemory<byte>? WithoutTexts(RecordedEvent stored, ClaimId id, IEnumerable<string> fields)
    {
        if (!Asserts(stored, id)) return null;
        var fact = Decode(stored).Event;
        var claim = ((fact as TopicEvent.Received)?.Fact ?? fact) is TopicEvent.ClaimAsserted asserted ? asserted.Claim : null;
        if (claim?.Id != id) return null;
        var there = fields.Where(name => ClaimTexts.Of(claim, name) is not null).ToList();
        if (there.Count == 0) return null; // of a conditional it would be no bytes, and not nothing
        var left = new TopicEvent.ClaimAsserted(ClaimTexts.Without(claim, there));
        return Encode(fact is TopicEvent.Received received ? received with { Fact = left } : left, stored.Event.RecordedAt).Data;
    }

    /// <summary>From which topic an event brings a claim; null of all other events.</summary>
    public static TopicId? BringsFrom(RecordedEvent stored, ClaimId id) =>
        stored.Event.Type == Received && Decode(stored).Event is TopicEvent.Received { Fact: TopicEvent.ClaimAsserted asserted, From: var from }
            && asserted.Claim.Id == id ? from : null;

    /// <summary>
    /// To which topic an event passes a claim, or where its topic goes on, which may have the claim then; null of all other events.
    /// </summary>
    public static TopicId? PassesTo(RecordedEvent stored, ClaimId id) => stored.Event.Type is not (ClaimMoved or Redirected) ? null
        : Decode(stored).Event switch
        {
            TopicEvent.ClaimMoved moved when moved.Claim == id => moved.To,
            TopicEvent.Redirected redirected => redirected.To,
            _ => null,
        };

    private static bool Asserts(RecordedEvent stored, ClaimId id) =>
        stored.Event.Type == Received || stored.Event.Type == ClaimAsserted && stored.Event.ClaimId == id.Value;

    /// <summary>
    /// The bytes of an event that says what is held about a source, without its names; null when it holds none, or is
    /// about something else.
    /// </summary>
    public static ReadOnlyMemory<byte>? WithoutNames(RecordedEvent stored, SourceId source)
    {
        if (stored.Event.Type is not (SourceAssessed or SourceMerged or SourceSplit or SourceAssessedV3 or SourceAssessedV2 or SourceAssessedV1)
            || Decode(stored).Event is not TopicEvent.SourceAssessed { Profile: var held } || held.Source != source || !held.Names.Any())
        {
            return null;
        }

        var data = stored.Event.Data.Span;
        return stored.Event.Type switch // in its own version, in which nothing else is said
        {
            SourceAssessedV1 => Unnamed(Read(data, Json.Default.ProfileV1) with { Name = null }, Json.Default.ProfileV1),
            SourceAssessedV2 => Unnamed(Read(data, Json.Default.ProfileV2) with { Name = null }, Json.Default.ProfileV2),
            SourceAssessedV3 => Unnamed(Read(data, Json.Default.ProfileV3) with { Name = null }, Json.Default.ProfileV3),
            _ => Unnamed(Read(data, Json.Default.ProfileV4) with { Name = null, Aliases = null }, Json.Default.ProfileV4),
        };

        static ReadOnlyMemory<byte> Unnamed<T>(T profile, JsonTypeInfo<T> shape) => JsonSerializer.SerializeToUtf8Bytes(profile, shape);
    }

    /// <summary>An event as bytes.</summary>
    public static StoredEvent Encode(TopicEvent fact, DateTimeOffset at) => fact switch
    {
        TopicEvent.Defined e => Store(fact, at, null, DefinitionV1.From(e.Definition), Json.Default.DefinitionV1),
        TopicEvent.SourceAssessed e => TypeOf(e) switch
        {
            SourceAssessedV2 => Store(fact, at, null, ProfileV2.From(e.Profile), Json.Default.ProfileV2),
            SourceAssessedV3 => Store(fact, at, null, ProfileV3.From(e.Profile), Json.Default.ProfileV3),
            _ => Store(fact, at, null, ProfileV4.From(e.Profile), Json.Default.ProfileV4),
        },
        TopicEvent.FamilyDefined e => Store(fact, at, null, FamilyV1.From(e.Family), Json.Default.FamilyV1),
        TopicEvent.ReliabilityLearned e => Store(fact, at, null, [.. e.Records.Select(r => new RecordV1(r.Source.Value, r.Right, r.Wrong))], Json.Default.RecordV1Array),
        TopicEvent.ClaimAsserted e => Store(e.Claim, at),
        TopicEvent.ClaimRetracted { ReportedTime: null } e =>
            Store(fact, at, null, new RetractionV1(e.Claim.Value, e.Reason, e.By?.Value), Json.Default.RetractionV1),
        TopicEvent.ClaimRetracted e =>
            Store(fact, at, null, new ClaimActV1(e.Claim.Value, e.Reason, e.By?.Value, e.ReportedTime?.Text),
            Json.Default.ClaimActV1),
        TopicEvent.ClaimRestored e =>
            Store(fact, at, null, new ClaimActV1(e.Claim.Value, e.Reason, e.By?.Value, e.ReportedTime?.Text),
            Json.Default.ClaimActV1),
        TopicEvent.ClaimErased e =>
            Store(fact, at, null, new ClaimErasureV1(e.Claim.Value, [.. e.Fields], e.Reason), Json.Default.ClaimErasureV1),
        TopicEvent.SourceErased e =>
            Store(fact, at, null, new SourceErasureV1(ProfileV4.From(e.Profile), e.Reason), Json.Default.SourceErasureV1),
        TopicEvent.Resolved e => Store(fact, e.Resolution, at),
        TopicEvent.Annulled { Annulment: var e } => Store(fact, at, null, new ActV1(e.Reason, e.By?.Value, e.ReportedTime?.Text), Json.Default.ActV1),
        TopicEvent.ResolutionWithdrawn e => Store(fact, at, null, new ActV1(e.Reason, e.By?.Value, e.ReportedTime?.Text), Json.Default.ActV1),
        TopicEvent.Archived e =>
            Store(fact, at, null, new ActV1(e.Reason, e.By?.Value, e.ReportedTime?.Text), Json.Default.ActV1),
        TopicEvent.Restored e =>
            Store(fact, at, null, new ActV1(e.Reason, e.By?.Value, e.ReportedTime?.Text), Json.Default.ActV1),
        TopicEvent.RedirectWithdrawn e =>
            Store(fact, at, null, new ActV1(e.Reason, e.By?.Value, e.ReportedTime?.Text), Json.Default.ActV1),
        TopicEvent.ClaimMoved e =>
            Store(fact, at, null, new MoveV1(e.Claim.Value, e.To.Value, e.Reason, e.By?.Value, e.ReportedTime?.Text),
                Json.Default.MoveV1),
        TopicEvent.Redirected e =>
            Store(fact, at, null, new MoveV1(null, e.To.Value, e.Reason, e.By?.Value, e.ReportedTime?.Text),
                Json.Default.MoveV1),
        TopicEvent.Continued e => Store(fact, at, null, new ContinuedV1(e.From.Value), Json.Default.ContinuedV1),
        TopicEvent.Received e => Store(fact, at, null, ReceivedV1.Of(e), Json.Default.ReceivedV1),
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
                SourceAssessed => new TopicEvent.SourceAssessed(Read(data, Json.Default.ProfileV4).ToDomain()),
                SourceMerged => new TopicEvent.SourceAssessed(Read(data, Json.Default.ProfileV4).ToDomain(), SourceAct.Merged),
                SourceSplit => new TopicEvent.SourceAssessed(Read(data, Json.Default.ProfileV4).ToDomain(), SourceAct.Split),
                SourceAssessedV3 => new TopicEvent.SourceAssessed(Read(data, Json.Default.ProfileV3).ToDomain()),
                SourceAssessedV2 => new TopicEvent.SourceAssessed(Read(data, Json.Default.ProfileV2).ToDomain()),
                SourceAssessedV1 => new TopicEvent.SourceAssessed(Read(data, Json.Default.ProfileV1).Later().ToDomain()),
                FamilyDefined => new TopicEvent.FamilyDefined(Read(data, Json.Default.FamilyV1).ToDomain()),
                ReliabilityLearned => new TopicEvent.ReliabilityLearned([.. Read(data, Json.Default.RecordV1Array).Select(r => new Earned(new(r.Source), r.Right, r.Wrong))]),
                ClaimAsserted => new TopicEvent.ClaimAsserted(ReadClaim(data)),
                ClaimRetractedV1 => Read(data, Json.Default.RetractionV1).Later().Retracted(),
                ClaimRetracted => Read(data, Json.Default.ClaimActV1).Retracted(),
                ClaimRestored => Read(data, Json.Default.ClaimActV1).Restored(),
                ClaimErased => Read(data, Json.Default.ClaimErasureV1).ToDomain(),
                SourceErased => Read(data, Json.Default.SourceErasureV1).ToDomain(),
                Resolved or ResolvedV1 => new TopicEvent.Resolved(ReadResolution(data)),
                Annulled => Read(data, Json.Default.ActV1).Annulled(),
                ResolutionWithdrawn => Read(data, Json.Default.ActV1).Withdrawn(),
                Archived => Read(data, Json.Default.ActV1).Archived(),
                Restored => Read(data, Json.Default.ActV1).Restored(),
                RedirectWithdrawn => Read(data, Json.Default.ActV1).RedirectWithdrawn(),
                ClaimMoved => Read(data, Json.Default.MoveV1).Moved(),
                Redirected => Read(data, Json.Default.MoveV1).Redirected(),
                Continued => new TopicEvent.Continued(new(Read(data, Json.Default.ContinuedV1).From)),
                Received => Read(data, Json.Default.ReceivedV1).ToDomain(stored),
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

    /// <summary>
    /// Whether an event can change what a topic teaches of its sources: a definition, what settles or opens the question, or who
    /// its sources are. Does not decode it.
    /// </summary>
    public static bool ConcernsTeaching(RecordedEvent stored) =>
        stored.Event.Type is Defined or Resolved or ResolvedV1 or Annulled or ResolutionWithdrawn or Received or Redirected or RedirectWithdrawn
            or SourceMerged or SourceSplit;

    /// <summary>
    /// Whether an event may name what its topic uses: a definition, a claim, or a source that is another. Does not
    /// decode it.
    /// </summary>
    public static bool NamesUses(RecordedEvent stored) =>
        stored.Event.Type is Defined or ClaimAsserted or Received or SourceAssessed or SourceMerged
            && TopicStream.TopicOf(stored.Stream) is not null;

    private static string TypeOf(TopicEvent fact) => fact switch
    {
        TopicEvent.Defined => Defined,
        TopicEvent.SourceAssessed { Act: SourceAct.Merged } => SourceMerged,
        TopicEvent.SourceAssessed { Act: SourceAct.Split } => SourceSplit,
        TopicEvent.SourceAssessed { Profile: { Records.Count: 0, Aliases.Count: 0, Merge: null } } => SourceAssessedV2,
        TopicEvent.SourceAssessed { Profile: { Aliases.Count: 0, Merge: null } } => SourceAssessedV3,
        TopicEvent.SourceAssessed => SourceAssessed,
        TopicEvent.FamilyDefined => FamilyDefined,
        TopicEvent.ReliabilityLearned => ReliabilityLearned,
        TopicEvent.ClaimAsserted => ClaimAsserted,
        TopicEvent.ClaimRetracted { ReportedTime: null } => ClaimRetractedV1,
        TopicEvent.ClaimRetracted => ClaimRetracted,
        TopicEvent.ClaimRestored => ClaimRestored,
        TopicEvent.ClaimErased => ClaimErased,
        TopicEvent.SourceErased => SourceErased,
        TopicEvent.Resolved { Resolution: { ReportedTime: null, ValidTime: null } } => ResolvedV1,
        TopicEvent.Resolved => Resolved,
        TopicEvent.Annulled => Annulled,
        TopicEvent.ResolutionWithdrawn => ResolutionWithdrawn,
        TopicEvent.Archived => Archived,
        TopicEvent.Restored => Restored,
        TopicEvent.ClaimMoved => ClaimMoved,
        TopicEvent.Received => Received,
        TopicEvent.Redirected => Redirected,
        TopicEvent.RedirectWithdrawn => RedirectWithdrawn,
        TopicEvent.Continued => Continued,
        _ => throw new UnreachableException($"Unknown event {fact.GetType().Name}."),
    };

    private static StoredEvent Store<T>(TopicEvent fact, DateTimeOffset at, string? claim, T body, JsonTypeInfo<T> shape) =>
        new(TypeOf(fact), at, claim, JsonSerializer.SerializeToUtf8Bytes(body, shape));

    private static T Read<T>(ReadOnlySpan<byte> data, JsonTypeInfo<T> shape) =>
        JsonSerializer.Deserialize(data, shape) ?? throw new InvalidDataException("the body is null");

    private static ValueList<T>? List<T>(IEnumerable<T>? items) => items is null ? null : [.. items];

    private static Period? Length(string? text, long? seconds) => text is null ? null : new Period(text, TimeSpan.FromSeconds(seconds!.Value)); // written together

    private static SourceId? Source(string? id) => id is null ? null : new SourceId(id);

    private static Edtf? Date(string? text) => text is null ? null : Edtf.Parse(text);

    internal sealed record DefinitionV1(string Id, string Title, string? Question, string Kind, string? Unit, UnitV1[]? Conversions, string[]? Categories, bool Ordered,
        string Dynamics, string[] Accepts, string? Scope, InterestV1[] Interests, string Sources, string? HalfLife, long? HalfLifeSeconds, string? Family, double[]? Scale, string[] Tags)
    {
        public static DefinitionV1 From(TopicDefinition t) => new(t.Id.Value, t.Title, t.Question, Words1.Kinds[t.Kind], t.Unit,
            t.Conversions?.Select(c => new UnitV1(c.Unit, c.Factor)).ToArray(), t.Categories?.ToArray(), t.Ordered, Words1.Motions[t.Dynamics], [.. t.Accepts.Select(s => Words1.Statuses[s])],
            t.Scope, [.. t.Interests.Select(i => new InterestV1(i.Source.Value, i.Favours))], Words1.Sources[t.Sources], t.HalfLife?.Text, (long?)t.HalfLife?.Length.TotalSeconds,
            t.Family, t.Scale is { } s ? [s.Low, s.High] : null, [.. t.Tags]);

        public TopicDefinition ToDomain() => new()
        {
            Id = new(Id), Title = Title, Question = Question, Kind = Words1.Kinds.Parse(Kind), Unit = Unit, Conversions = List(Conversions?.Select(c => new UnitFactor(c.Unit, c.Factor))),
            Categories = List(Categories), Ordered = Ordered, Dynamics = Words1.Motions.Parse(Dynamics), Accepts = [.. Accepts.Select(Words1.Statuses.Parse)], Scope = Scope,
            Interests = [.. Interests.Select(i => new Interest(new(i.Source), i.Favours))], Sources = Words1.Sources.Parse(Sources),
            HalfLife = Length(HalfLife, HalfLifeSeconds), Family = Family,
            Scale = Scale is [var low, var high] ? new Scale(low, high) : null, Tags = new(Tags),
        };
    }

    internal sealed record UnitV1(string Unit, double Factor);

    internal sealed record InterestV1(string Source, string Favours);

    internal sealed record ProfileV1(string Source, string? Name, string? Kind, string Grade)
    {
        public ProfileV2 Later() => new(Source, Name, Kind, Grade, Version: 0);
    }

    internal sealed record ProfileV2(string Source, string? Name, string? Kind, string Grade, long Version)
    {
        public static ProfileV2 From(SourceProfile p) => new(p.Source.Value, p.Name, p.Kind, Words1.Grades[p.Grade], p.Version);

        public SourceProfile ToDomain() => new(new(Source), Name, Kind, Words1.Grades.Parse(Grade), Version);
    }

    internal sealed record ProfileV3(string Source, string? Name, string? Kind, string Grade, long Version, TrackRecordV1[] Records)
    {
        public static ProfileV3 From(SourceProfile p) => new(p.Source.Value, p.Name, p.Kind, Words1.Grades[p.Grade], p.Version, [.. p.Records.Select(TrackRecordV1.From)]);

        public SourceProfile ToDomain() => new(new(Source), Name, Kind, Words1.Grades.Parse(Grade), Version) { Records = [.. Records.Select(r => r.ToDomain())] };
    }

    internal sealed record ProfileV4(string Source, string? Name, string? Kind, string Grade, long Version,
        TrackRecordV1[]? Records, string[]? Aliases, MergeV1? Merge)
    {
        public static ProfileV4 From(SourceProfile p) =>
            new(p.Source.Value, p.Name, p.Kind, Words1.Grades[p.Grade], p.Version,
            p.Records.Count == 0 ? null : [.. p.Records.Select(TrackRecordV1.From)], p.Aliases.Count == 0 ? null : [.. p.Aliases],
            p.Merge is { } merge ? new(merge.Into?.Value, merge.Reason) : null);

        public SourceProfile ToDomain() => new(new(Source), Name, Kind, Words1.Grades.Parse(Grade), Version)
        {
            Records = [.. (Records ?? []).Select(r => r.ToDomain())], Aliases = [.. Aliases ?? []],
            Merge = Merge is { } merge ? new(EventCodec.Source(merge.Into), merge.Reason) : null,
        };
    }

    internal sealed record MergeV1(string? Into, string Reason);

    internal sealed record TrackRecordV1(string Family, long Right, long Wrong, long[]? Confusion, long? SquaredError,
        long? Rated, long? AnsweredRight = null, long? AnsweredWrong = null)
    {
        public static TrackRecordV1 From(TrackRecord r) =>
            new(r.Family, r.Right, r.Wrong, r.Confusion?.Counts.ToArray(), Unless0(r.SquaredError), Unless0(r.Rated),
            Unless0(r.AnsweredRight), Unless0(r.AnsweredWrong));

        public TrackRecord ToDomain() => new(Family, Right, Wrong)
        {
            Confusion = Confusion is null ? null : new(Confusion), SquaredError = SquaredError ?? 0, Rated = Rated ?? 0,
            AnsweredRight = AnsweredRight ?? 0, AnsweredWrong = AnsweredWrong ?? 0,
        };

        private static long? Unless0(long x) => x == 0 ? null : x;
    }

    internal sealed record FamilyV1(string Family, string Kind, double? Tolerance, string? Scale, string? Misses, string? HalfLife, long? HalfLifeSeconds, bool LearnsBalance, long Version,
        KnowledgeV1[]? Learned = null)
    {
        public static FamilyV1 From(FamilyDefinition f) => new(f.Name, Words1.Kinds[f.Kind], f.Tolerance, f.Scale is { } scale ? Words1.Scales[scale] : null,
            f.Misses is { } misses ? Words1.Misses[misses] : null, f.HalfLife?.Text, (long?)f.HalfLife?.Length.TotalSeconds, f.LearnsBalance, f.Version,
            f.Learned.Count == 0 ? null : [.. f.Learned.Select(KnowledgeV1.From)]);

        public FamilyDefinition ToDomain() => new(Family, Words1.Kinds.Parse(Kind))
        {
            Tolerance = Tolerance, Scale = Scale is null ? null : Words1.Scales.Parse(Scale), Misses = Misses is null ? null : Words1.Misses.Parse(Misses),
            HalfLife = Length(HalfLife, HalfLifeSeconds), LearnsBalance = LearnsBalance, Version = Version,
            Learned = [.. (Learned ?? []).Select(l => l.ToDomain())],
        };
    }

    internal sealed record KnowledgeV1(string Key, long[]? Confusion, long[]? Balance, int BalanceTopics,
    double DesignEffect, double WidthFactor, long Residual, long ResidualCount,
        double? Exponent = null)
    {
        // rho of earlier rules: written for whoever reads the first version of the event, and read by nobody here
        private const double DesignEffectUnused = 0.4;

        public static KnowledgeV1 From(LearnedFamily l) => new(l.Key, l.Knowledge.Confusion?.Counts.ToArray(), l.Knowledge.Balance?.ToArray(), l.Knowledge.BalanceTopics,
            DesignEffectUnused, l.Knowledge.WidthFactor, l.Knowledge.Residual, l.Knowledge.ResidualCount,
            l.Knowledge.Exponent == 1 ? null : l.Knowledge.Exponent);

        public LearnedFamily ToDomain() => new(Key, new FamilyKnowledge
        {
            Confusion = Confusion is null ? null : new(Confusion), Balance = List(Balance), BalanceTopics = BalanceTopics,
            WidthFactor = WidthFactor, Residual = Residual, ResidualCount = ResidualCount,
            Exponent = Exponent ?? 1,
        });
    }

    internal sealed record RecordV1(string Source, long Right, long Wrong);

    internal sealed record RetractionV1(string Claim, string Reason, string? By)
    {
        public ClaimActV1 Later() => new(Claim, Reason, By, ReportedTime: null);
    }

    internal sealed record ClaimActV1(string Claim, string Reason, string? By, string? ReportedTime)
    {
        public TopicEvent.ClaimRetracted Retracted() => new(new(Claim), Reason, Source(By), Date(ReportedTime));

        public TopicEvent.ClaimRestored Restored() => new(new(Claim), Reason, Source(By), Date(ReportedTime));
    }

    internal sealed record ClaimErasureV1(string Claim, string[] Fields, string Reason)
    {
        public TopicEvent.ClaimErased ToDomain() => new(new(Claim), [.. Fields], Reason);
    }

    internal sealed record SourceErasureV1(ProfileV4 Profile, string Reason)
    {
        public TopicEvent.SourceErased ToDomain() => new(Profile.ToDomain(), Reason);
    }

    internal sealed record ActV1(string Reason, string? By, string? ReportedTime)
    {
        public TopicEvent.Annulled Annulled() => new(new Annulment(Reason, Source(By), Date(ReportedTime)));

        public TopicEvent.ResolutionWithdrawn Withdrawn() => new(Reason, Source(By), Date(ReportedTime));

        public TopicEvent.Archived Archived() => new(Reason, Source(By), Date(ReportedTime));

        public TopicEvent.Restored Restored() => new(Reason, Source(By), Date(ReportedTime));

        public TopicEvent.RedirectWithdrawn RedirectWithdrawn() => new(Reason, Source(By), Date(ReportedTime));
    }

    internal sealed record MoveV1(string? Claim, string To, string Reason, string? By, string? ReportedTime)
    {
        public TopicEvent.ClaimMoved Moved() =>
            new(new(Claim ?? throw new InvalidDataException("no claim is named")), new(To), Reason, Source(By),
                Date(ReportedTime));

        public TopicEvent.Redirected Redirected() => new(new(To), Reason, Source(By), Date(ReportedTime));
    }

    internal sealed record ContinuedV1(string From);

    /// <summary>
    /// An event of another topic under its own name and version, when it was recorded and who wrote it.
    /// </summary>
    internal sealed record ReceivedV1(string From, DateTimeOffset RecordedAt, string? Writer, string Event,
        JsonElement Data)
    {
        public static ReceivedV1 Of(TopicEvent.Received e)
        {
            var stored = Encode(e.Fact, e.At);
            using var data = JsonDocument.Parse(stored.Data);
            return new(e.From.Value, e.At, e.Writer?.Name, stored.Type, data.RootElement.Clone());
        }

        public TopicEvent.Received ToDomain(RecordedEvent stored) =>
            new(new(From), RecordedAt, Writer is null ? null : new Writer(Writer),
            Decode(stored with
            {
                Event = new StoredEvent(Event, RecordedAt, null,
                Encoding.UTF8.GetBytes(Data.GetRawText()))
            }).Event);
    }

    /// <summary>The words that version 1 of the events stores for the domain's enumerations.</summary>
    internal static class Words1
    {
        public static readonly StoredWords<ClaimStatus> Statuses = StoredWords<ClaimStatus>.Named("planned", "expected", "possible", "ongoing", "occurred", "cumulative");
        public static readonly StoredWords<Stance> Stances = StoredWords<Stance>.Named("asserts", "denies");
        public static readonly StoredWords<TopicKind> Kinds = StoredWords<TopicKind>.Named("quantity", "proposition", "category", "date");
        public static readonly StoredWords<Dynamics> Motions = StoredWords<Dynamics>.Named("fixed", "cumulative", "changing");
        public static readonly StoredWords<Voices> Sources = StoredWords<Voices>.Named("reporters", "observers");
        public static readonly StoredWords<Grade> Grades = StoredWords<Grade>.Named("F", "A", "B", "C", "D", "E");
        public static readonly StoredWords<NumberScale> Scales = StoredWords<NumberScale>.Named("logarithmic", "linear");
        public static readonly StoredWords<MissShape> Misses = new("anywhere", "nearby");
        public static readonly StoredWords<BoundOp> BoundOps = new(">=", ">", "<=", "<");
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
    [JsonSerializable(typeof(DefinitionV1))]
    [JsonSerializable(typeof(ProfileV1))]
    [JsonSerializable(typeof(ProfileV2))]
    [JsonSerializable(typeof(ProfileV3))]
    [JsonSerializable(typeof(ProfileV4))]
    [JsonSerializable(typeof(FamilyV1))]
    [JsonSerializable(typeof(RecordV1[]))]
    [JsonSerializable(typeof(RetractionV1))]
    [JsonSerializable(typeof(ClaimActV1))]
    [JsonSerializable(typeof(ClaimErasureV1))]
    [JsonSerializable(typeof(SourceErasureV1))]
    [JsonSerializable(typeof(ActV1))]
    [JsonSerializable(typeof(MoveV1))]
    [JsonSerializable(typeof(ContinuedV1))]
    [JsonSerializable(typeof(ReceivedV1))]
    private sealed partial class Json : JsonSerializerContext;
}
