using Analysis.Domain.Beliefs;

namespace Analysis.Domain.Topics;

/// <summary>How topics that ask the same kind of question are weighed. What does not concern its kind is null.</summary>
/// <param name="Name">Same form as an id.</param>
/// <param name="Kind">The kind of its topics. Never changes.</param>
public sealed record FamilyDefinition(string Name, TopicKind Kind)
{
    /// <summary>Quantities and dates: within which two values agree. A share of the value where the scale is logarithmic (.1 is about 10 %), else in the topic's unit; for dates, days. Above zero.</summary>
    public double? Tolerance { get; init; }

    /// <summary>Quantities: on which scale the tolerance is the same everywhere.</summary>
    public NumberScale? Scale { get; init; }

    /// <summary>Quantities and dates: where the truth lies when a claim is wrong.</summary>
    public MissShape? Misses { get; init; }

    /// <summary>The half-life of those of its topics that have none of their own; null when they do not age.</summary>
    public Period? HalfLife { get; init; }

    /// <summary>Propositions: whether how often such things turn out true is learned.</summary>
    public bool LearnsBalance { get; init; }

    /// <summary>What it has learned, by label set and tolerance; see <see cref="Family.Key"/>.</summary>
    public ValueList<LearnedFamily> Learned { get; init; } = ValueList<LearnedFamily>.Empty;

    /// <summary>The version of the family's own stream that says so: of two definitions the later holds, in whatever order they are heard. 0 when nobody has said it.</summary>
    public long Version { get; init; }

    /// <summary>The families that there are though nobody has defined them.</summary>
    public static IReadOnlyList<FamilyDefinition> BuiltIn { get; } =
    [
        Default("category", TopicKind.Category), Default("date", TopicKind.Date), Default("measurement", TopicKind.Quantity), Default("proposition", TopicKind.Proposition),
        Default("quantity", TopicKind.Quantity), Default("rating", TopicKind.Quantity),
    ];

    /// <summary>Whether its topics are rated on a scale of their own: then there is no tolerance.</summary>
    public bool IsRating => Name == "rating";

    /// <summary>The built-in family of this name; null when there is none.</summary>
    public static FamilyDefinition? FindBuiltIn(string name) => BuiltIn.FirstOrDefault(f => f.Name == name);

    /// <summary>The family that a topic belongs to.</summary>
    public static string NameFor(TopicDefinition topic) => topic.Family ?? topic.Kind switch
    {
        TopicKind.Proposition => "proposition",
        TopicKind.Category => "category",
        TopicKind.Date => "date",
        _ => topic.Scale is null ? "quantity" : "rating",
    };

    /// <summary>How a family of this name and kind is weighed unless somebody says otherwise.</summary>
    public static FamilyDefinition Default(string name, TopicKind kind) => (kind, name) switch
    {
        (TopicKind.Quantity, "rating") => new(name, kind),
        (TopicKind.Quantity, "measurement") => Like(Family.Measurements, name, kind) with { Scale = NumberScale.Logarithmic },
        (TopicKind.Quantity, _) => Like(Family.Counts, name, kind) with { Scale = NumberScale.Logarithmic },
        (TopicKind.Date, _) => Like(Family.Dates, name, kind),
        _ => new(name, kind),
    };

    /// <summary>With this in place of what it had learned under the same key.</summary>
    public FamilyDefinition With(LearnedFamily learned) => this with
    {
        Learned = [.. Learned.Where(l => l.Key != learned.Key).Append(learned).OrderBy(l => l.Key, StringComparer.Ordinal)],
    };

    private static FamilyDefinition Like(Family family, string name, TopicKind kind) => new(name, kind) { Tolerance = family.Tolerance, Misses = family.Miss };
}

/// <summary>What was learned over the topics that weigh claims alike.</summary>
public sealed record LearnedFamily(string Key, FamilyKnowledge Knowledge);

/// <summary>On which scale values that agree lie equally far apart.</summary>
public enum NumberScale
{
    /// <summary>1,000 and 1,100 as 10,000 and 11,000.</summary>
    Logarithmic,

    /// <summary>1,000 and 1,100 as 10,000 and 10,100.</summary>
    Linear,
}
