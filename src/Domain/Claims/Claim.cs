using System.Globalization;

namespace Analysis.Domain.Claims;

/// <summary>
/// One statement about one topic, as somebody reported it. Immutable; kept for ever as it came in, but for texts that
/// were erased.
/// </summary>
public sealed record Claim
{
    /// <summary>The claim's id, unique within its topic.</summary>
    public required ClaimId Id { get; init; }

    /// <summary>The topic it speaks about.</summary>
    public required TopicId Topic { get; init; }

    /// <summary>What is stated.</summary>
    public required ClaimValue Value { get; init; }

    /// <summary>The unit of a number, such as "persons"; null where there is none.</summary>
    public string? Unit { get; init; }

    /// <summary>The words behind a number that was not given as one, such as "thousands".</summary>
    public string? Words { get; init; }

    /// <summary>Whether the value is asserted or denied.</summary>
    public Stance Stance { get; init; }

    /// <summary>How far along the thing is said to be.</summary>
    public required ClaimStatus Status { get; init; }

    /// <summary>When it holds in the world; null when not said.</summary>
    public Edtf? ValidTime { get; init; }

    /// <summary>When it was published; null when unknown: then the time it was recorded serves.</summary>
    public Edtf? ReportedTime { get; init; }

    /// <summary>Whether <see cref="ReportedTime"/> was worked out rather than read.</summary>
    public bool? ReportedTimeInferred { get; init; }

    /// <summary>Who published it; null when only the attribution is given.</summary>
    public SourceId? Publisher { get; init; }

    /// <summary>The chain publisher &gt; relay &gt; origin; null when only the publisher is given. At most 16 links.</summary>
    public ValueList<SourceId>? Attribution { get; init; }

    /// <summary>Hedge words as they stand in the report; null when not given. At most 32.</summary>
    public ValueList<string>? Hedges { get; init; }

    /// <summary>Admiralty credibility, 1 (confirmed) to 6 (cannot be judged); null when not graded.</summary>
    public int? Credibility { get; init; }

    /// <summary>Free pairs, some with meaning (scopeMatch, derivedFrom, ...); null when not given.</summary>
    public ValueList<Qualifier>? Qualifiers { get; init; }

    /// <summary>The words of the report.</summary>
    public string? Quote { get; init; }

    /// <summary>Where the report stands.</summary>
    public string? Url { get; init; }

    /// <summary>The analyst's name for the report.</summary>
    public string? Article { get; init; }

    /// <summary>The analyst's remark.</summary>
    public string? Note { get; init; }

    /// <summary>The claim that this one replaces because it was wrong.</summary>
    public ClaimId? Corrects { get; init; }

    /// <summary>Whether what it corrects was a mistake of entry: then it replaces that whoever said it. Only with <see cref="Corrects"/>.</summary>
    public bool? Entry { get; init; }

    /// <summary>
    /// Which of its texts were erased, in ordinal order; null while none was. Nobody claims it: see <see cref="ClaimTexts"/>.
    /// </summary>
    public ValueList<string>? Erased { get; init; }

    /// <summary>The attribution chain, never empty: publisher first, origin last.</summary>
    public IReadOnlyList<SourceId> Chain => Attribution is { Count: > 0 } chain ? chain : [Publisher!.Value];

    /// <summary>The last link of the chain: where the information starts.</summary>
    public SourceId Origin => Attribution is { Count: > 0 } chain ? chain[^1] : Publisher!.Value;

    /// <summary>Whether it looks ahead: planned, expected or possible.</summary>
    public bool LooksAhead => Status is ClaimStatus.Planned or ClaimStatus.Expected or ClaimStatus.Possible;

    /// <summary>Whether it says that something is or was so: neither denied nor ahead.</summary>
    public bool AssertsFact => Stance == Stance.Asserts && !LooksAhead;

    /// <summary>
    /// Whether another body is this claim, in whatever spelling of names and dates; quote, note and url are compared as
    /// they stand.
    /// </summary>
    public bool IsSameAs(Claim other) => this == other || InOneSpelling() == other.InOneSpelling();

    private Claim InOneSpelling() => this with
    {
        Value = Value is ClaimValue.Category category ? new ClaimValue.Category(Spelling.Key(category.Name)) : Value,
        Unit = Unit is null ? null : Spelling.Singular(Spelling.Key(Unit)),
        Words = Words is null ? null : Spelling.Key(Words),
        Article = Article is null ? null : Spelling.Key(Article),
        Hedges = Hedges is { Count: > 0 } ? [.. Hedges.Select(Spelling.Key)] : null,
        Qualifiers = Qualifiers is { Count: > 0 } ? [.. Qualifiers.Select(q => q with { Value = InOneSpelling(q.Value) })] : null,
        ValidTime = InOneSpelling(ValidTime),
        ReportedTime = InOneSpelling(ReportedTime),
        Publisher = Chain[0],
        Attribution = new(Chain),
        ReportedTimeInferred = ReportedTimeInferred ?? false,
        Entry = Entry ?? false,
    };

    /// <summary>An instant is the same with its seconds and without.</summary>
    private static Edtf? InOneSpelling(Edtf? date) => date is { IsInterval: false, From: { } from } && date.Text.Contains('T')
        ? Edtf.Parse(from.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))
        : date;

    private static QualifierValue InOneSpelling(QualifierValue value) => value switch
    {
        QualifierValue.Text text => new QualifierValue.Text(Spelling.Key(text.Value)),
        QualifierValue.Texts texts => new QualifierValue.Texts([.. texts.Values.Select(Spelling.Key)]),
        _ => value,
    };

    /// <summary>The qualifier called <paramref name="name"/>, or null.</summary>
    public QualifierValue? Qualified(string name)
    {
        if (Qualifiers is null) return null;
        foreach (var qualifier in Qualifiers)
        {
            if (qualifier.Name == name) return qualifier.Value;
        }

        return null;
    }
}

/// <summary>Whether a claim says that its value holds or that it does not.</summary>
public enum Stance
{
    /// <summary>The value holds.</summary>
    Asserts,

    /// <summary>The value does not hold.</summary>
    Denies,
}

/// <summary>How far along the thing is said to be. The first three look ahead.</summary>
public enum ClaimStatus
{
    /// <summary>Somebody intends it.</summary>
    Planned,

    /// <summary>It is foreseen.</summary>
    Expected,

    /// <summary>It may come.</summary>
    Possible,

    /// <summary>It is going on: a count is a count so far.</summary>
    Ongoing,

    /// <summary>It has happened.</summary>
    Occurred,

    /// <summary>A total up to the valid time.</summary>
    Cumulative,
}

/// <summary>Which side of a number a bound leaves open.</summary>
public enum BoundOp
{
    /// <summary>At least.</summary>
    AtLeast,

    /// <summary>More than.</summary>
    MoreThan,

    /// <summary>At most.</summary>
    AtMost,

    /// <summary>Less than.</summary>
    LessThan,
}

/// <summary>What a claim states: one of six kinds. Numbers are finite, of magnitude at most 1e15 (exact as whole numbers).</summary>
public abstract record ClaimValue
{
    private ClaimValue()
    {
    }

    /// <summary>A number, with the margin given for it where there was one: low &lt;= best &lt;= high.</summary>
    public sealed record Quantity(double Best, double? Low, double? High) : ClaimValue;

    /// <summary>Somewhere between two numbers, low &lt;= high, both inclusive.</summary>
    public sealed record Range(double Low, double High) : ClaimValue;

    /// <summary>On one side of a number.</summary>
    public sealed record Bound(BoundOp Op, double Value) : ClaimValue
    {
        /// <summary>Whether the number is the lower end.</summary>
        public bool IsLower => Op is BoundOp.AtLeast or BoundOp.MoreThan;
    }

    /// <summary>Whether the topic's proposition holds; with the probability that was stated for it, in [0, 1], if one was.</summary>
    public sealed record Proposition(bool Holds, double? Probability) : ClaimValue;

    /// <summary>One of the topic's categories, or a label of its own where the set is open.</summary>
    public sealed record Category(string Name) : ClaimValue;

    /// <summary>A date; null when the report names one that cannot be placed yet ("earlier this month", undated).</summary>
    public sealed record Date(Edtf? Edtf) : ClaimValue;
}

/// <summary>A named remark on a claim.</summary>
public sealed record Qualifier(string Name, QualifierValue Value);

/// <summary>What a qualifier holds: a text, texts, or a flag.</summary>
public abstract record QualifierValue
{
    private QualifierValue()
    {
    }

    /// <summary>One text.</summary>
    public sealed record Text(string Value) : QualifierValue;

    /// <summary>Several texts.</summary>
    public sealed record Texts(ValueList<string> Values) : QualifierValue;

    /// <summary>Yes or no.</summary>
    public sealed record Flag(bool Value) : QualifierValue;
}
