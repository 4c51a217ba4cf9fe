using System.Reflection;
using System.Text.Json;
using Analysis.Domain;
using Analysis.Domain.Claims;

namespace Analysis.Engine.Journal;

/// <summary>
/// What a claim is made of: a row for each field, in the order in which fields are written everywhere. Stored events (<see cref="EventCodec"/>),
/// snapshots and the HTTP API go by these rows, each with an arm for each form of a field; between silos claims go by their properties. So a
/// new field is a property of <see cref="Claim"/> and a row here. THE NAMES ARE ON DISK AND IN CLIENTS: a row may be added, never renamed.
/// </summary>
public static class ClaimFields
{
    private const int TextMax = 300;
    private const int LongTextMax = 8_000;
    private const int UrlMax = 2_000;
    private const int SourcesMax = 16;
    private const int HedgesMax = 32;

    /// <summary>All of them; none twice.</summary>
    public static IReadOnlyList<ClaimField> All { get; } =
    [
        new IdField<ClaimId>("id", nameof(Claim.Id), id => id.Value, text => new(text),
            "Chosen by the client, unique within the topic: sending the same claim again is harmless.")
        {
            IsRequired = true,
        },
        new IdField<TopicId>("topic", nameof(Claim.Topic), topic => topic.Value, text => new(text), null) { IsRequired = true },
        new ValueField("value", nameof(Claim.Value)) { IsRequired = true },
        new TextField("unit", nameof(Claim.Unit), TextMax, "The unit of a number, such as persons.") { IsName = true },
        new TextField("words", nameof(Claim.Words), TextMax, "The words behind a number that was not given as one, such as thousands.")
        {
            IsName = true,
        },
        new WordField<Stance>("stance", nameof(Claim.Stance), EventCodec.Words1.Stances, "Default asserts."),
        new WordField<ClaimStatus>("status", nameof(Claim.Status), EventCodec.Words1.Statuses,
            "How far along the thing is said to be. The first three look ahead.")
        {
            IsRequired = true,
        },
        new DateField("validTime", nameof(Claim.ValidTime), "When it holds in the world, in EDTF."),
        new DateField("reportedTime", nameof(Claim.ReportedTime), "When it was published, in EDTF; without it, the time it was recorded serves."),
        new FlagField("reportedTimeInferred", nameof(Claim.ReportedTimeInferred), "Whether reportedTime was worked out rather than read."),
        new IdField<SourceId?>("publisher", nameof(Claim.Publisher), source => source?.Value, text => new SourceId(text),
            "The source that published it, by id or by a name of its; the first link of the attribution when both are given.")
        {
            IsSource = true,
        },
        new SourcesField("attribution", nameof(Claim.Attribution), SourcesMax, "The chain of sources, by id or by names of theirs: publisher, relays, origin."),
        new TextsField("hedges", nameof(Claim.Hedges), HedgesMax, "Hedge words as they stand in the report."),
        new NumberField("credibility", nameof(Claim.Credibility), 1, 6, "Admiralty credibility, 1 (confirmed) to 6 (cannot be judged)."),
        new QualifiersField("qualifiers", nameof(Claim.Qualifiers), "Free pairs. scope, scopeMatch, location, derivedFrom and derivation have meaning."),
        new TextField("quote", nameof(Claim.Quote), LongTextMax, "The words of the report."),
        new TextField("url", nameof(Claim.Url), UrlMax, "Where the report stands."),
        new TextField("article", nameof(Claim.Article), TextMax, "The analyst's name for the report.") { IsName = true },
        new TextField("note", nameof(Claim.Note), LongTextMax, "The analyst's remark."),
        new IdField<ClaimId?>("corrects", nameof(Claim.Corrects), claim => claim?.Value, text => new ClaimId(text),
            "The claim that this one replaces because it was wrong: one of the same origin or publisher."),
        new FlagField("entry", nameof(Claim.Entry),
            "Whether what it corrects was a mistake of entry, not of whoever said it: then it replaces that whoever said it."),
        new TextsField("erased", nameof(Claim.Erased), ClaimTexts.Names.Count,
            "Which of its texts were erased. Only shown, never sent.")
        {
            IsOurs = true,
        },
    ];

    /// <summary>A claim with nothing in it, to be filled field by field by whoever made it, and by nobody after that.</summary>
    public static Claim Blank() => Activator.CreateInstance<Claim>();
}

/// <summary>A field of a claim: how it is called, what is said of it, and, in its forms below, how it is read from a claim and put into a blank one.</summary>
public abstract class ClaimField
{
    private protected ClaimField(string name, string? description) => (Name, Description, Json) = (name, description, JsonEncodedText.Encode(name));

    /// <summary>Its name in stored events and over HTTP.</summary>
    public string Name { get; }

    /// <summary>For whoever writes a claim; null where the name says it all.</summary>
    public string? Description { get; }

    /// <summary>Whether no claim is without it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether the service alone says it: a claim that comes in has none.</summary>
    public bool IsOurs { get; init; }

    /// <summary>The name with what JSON escapes in it.</summary>
    internal JsonEncodedText Json { get; }

    /// <summary>A property's accessors; the second is one that only initialises.</summary>
    private protected static (Func<Claim, T> Get, Action<Claim, T> Set) Accessors<T>(string property)
    {
        var found = typeof(Claim).GetProperty(property, BindingFlags.Public | BindingFlags.Instance)!; // named by nameof
        return (found.GetMethod!.CreateDelegate<Func<Claim, T>>(), found.SetMethod!.CreateDelegate<Action<Claim, T>>()); // each has both
    }
}

/// <summary>A field that is stored as what the property holds.</summary>
public abstract class ClaimField<T> : ClaimField
{
    private protected ClaimField(string name, string property, string? description)
        : base(name, description) => (Get, Set) = Accessors<T>(property);

    /// <summary>What a claim has here.</summary>
    public Func<Claim, T> Get { get; }

    /// <summary>Puts it into a blank claim.</summary>
    public Action<Claim, T> Set { get; }
}

/// <summary>One text: words as they stand in a report, unless it is a name.</summary>
public sealed class TextField(string name, string property, int lengthMax, string? description) : ClaimField<string?>(name, property, description)
{
    /// <summary>The longest that may come in, in UTF-16 code units.</summary>
    public int LengthMax => lengthMax;

    /// <summary>Whether it is what something is called: kept in one normal form, without spaces at the ends.</summary>
    public bool IsName { get; init; }
}

/// <summary>A date or period in EDTF.</summary>
public sealed class DateField(string name, string property, string? description) : ClaimField<Edtf?>(name, property, description);

/// <summary>Yes or no.</summary>
public sealed class FlagField(string name, string property, string? description) : ClaimField<bool?>(name, property, description);

/// <summary>A whole number, above zero.</summary>
public sealed class NumberField(string name, string property, int min, int max, string? description) : ClaimField<int?>(name, property, description)
{
    /// <summary>The least.</summary>
    public int Min => min;

    /// <summary>The most.</summary>
    public int Max => max;
}

/// <summary>Sources in order.</summary>
public sealed class SourcesField(string name, string property, int countMax, string? description)
    : ClaimField<ValueList<SourceId>?>(name, property, description)
{
    /// <summary>The most that may come in.</summary>
    public int CountMax => countMax;
}

/// <summary>Texts in order.</summary>
public sealed class TextsField(string name, string property, int countMax, string? description) : ClaimField<ValueList<string>?>(name, property, description)
{
    /// <summary>The most that may come in.</summary>
    public int CountMax => countMax;
}

/// <summary>Named remarks.</summary>
public sealed class QualifiersField(string name, string property, string? description) : ClaimField<ValueList<Qualifier>?>(name, property, description);

/// <summary>What is stated.</summary>
public sealed class ValueField(string name, string property) : ClaimField<ClaimValue>(name, property, null);

/// <summary>An id, by its text.</summary>
public abstract class IdField : ClaimField
{
    private protected IdField(string name, string? description)
        : base(name, description)
    {
    }

    /// <summary>What a claim has here.</summary>
    public abstract string? Get(Claim claim);

    /// <summary>Puts it into a blank claim.</summary>
    public abstract void Set(Claim claim, string id);

    /// <summary>Whether it is a source's: then a name may stand for it.</summary>
    public bool IsSource { get; init; }
}

/// <summary>An id of a kind.</summary>
internal sealed class IdField<T>(string name, string property, Func<T, string?> textOf, Func<string, T> parse, string? description) : IdField(name, description)
{
    private readonly (Func<Claim, T> Get, Action<Claim, T> Set) _property = Accessors<T>(property);

    public override string? Get(Claim claim) => textOf(_property.Get(claim));

    public override void Set(Claim claim, string id) => _property.Set(claim, parse(id));
}

/// <summary>One of a handful of words, by its place among them. It is always stored; over HTTP the first is the default of one that is not required.</summary>
public abstract class WordField : ClaimField
{
    private protected WordField(string name, string? description, IReadOnlyList<string> words)
        : base(name, description) => Words = words;

    /// <summary>All of them.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>What a claim has here.</summary>
    public abstract int Get(Claim claim);

    /// <summary>Puts it into a blank claim.</summary>
    public abstract void Set(Claim claim, int word);

    internal abstract JsonEncodedText JsonOf(Claim claim);

    internal abstract void Read(ref StoredFields json, Claim claim);
}

/// <summary>A word for an enumeration.</summary>
internal sealed class WordField<T>(string name, string property, StoredWords<T> words, string? description) : WordField(name, description, words.All)
    where T : struct, Enum
{
    private static readonly T[] Values = Enum.GetValues<T>();
    private readonly (Func<Claim, T> Get, Action<Claim, T> Set) _property = Accessors<T>(property);

    public override int Get(Claim claim) => Array.IndexOf(Values, _property.Get(claim));

    public override void Set(Claim claim, int word) => _property.Set(claim, Values[word]);

    internal override JsonEncodedText JsonOf(Claim claim) => words.Json(_property.Get(claim));

    internal override void Read(ref StoredFields json, Claim claim) => _property.Set(claim, json.Word(words));
}
