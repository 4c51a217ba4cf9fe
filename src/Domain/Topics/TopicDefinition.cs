using Analysis.Domain.Claims;

namespace Analysis.Domain.Topics;

/// <summary>The question that a topic tracks, and which claims can answer it.</summary>
public sealed record TopicDefinition
{
    /// <summary>The topic's id.</summary>
    public required TopicId Id { get; init; }

    /// <summary>A short name for lists.</summary>
    public required string Title { get; init; }

    /// <summary>The question in full; null when the title says it.</summary>
    public string? Question { get; init; }

    /// <summary>What kind of answer it has. Never changes.</summary>
    public required TopicKind Kind { get; init; }

    /// <summary>The unit of a quantity; null for the other kinds.</summary>
    public string? Unit { get; init; }

    /// <summary>Other units and the factor that turns each into <see cref="Unit"/>.</summary>
    public ValueList<UnitFactor>? Conversions { get; init; }

    /// <summary>The labels of a category topic; null when any label may be claimed.</summary>
    public ValueList<string>? Categories { get; init; }

    /// <summary>Whether the categories are stages in order.</summary>
    public bool Ordered { get; init; }

    /// <summary>How the truth moves over valid time.</summary>
    public Dynamics Dynamics { get; init; }

    /// <summary>The statuses that speak to the question; default ongoing, occurred and cumulative.</summary>
    public ValueList<ClaimStatus> Accepts { get; init; } = DefaultAccepts;

    /// <summary>What is in and out, in words.</summary>
    public string? Scope { get; init; }

    /// <summary>Who gains from which answer.</summary>
    public ValueList<Interest> Interests { get; init; } = ValueList<Interest>.Empty;

    /// <summary>Whether a source's own voice is an observation of its own.</summary>
    public Voices Sources { get; init; }

    /// <summary>After how long a claim about something changing is worth half; null when claims do not age.</summary>
    public Period? HalfLife { get; init; }

    /// <summary>The family whose tolerance and track records it shares; null for the default of its kind.</summary>
    public string? Family { get; init; }

    /// <summary>The bounded scale of a rating (a quantity between two fixed ends); null for other quantities.</summary>
    public Scale? Scale { get; init; }

    /// <summary>Free words to find it by.</summary>
    public ValueList<string> Tags { get; init; } = ValueList<string>.Empty;

    /// <summary>What a topic accepts unless it says otherwise: what is or was, not what is to come.</summary>
    public static ValueList<ClaimStatus> DefaultAccepts { get; } =
        new(ClaimStatus.Ongoing, ClaimStatus.Occurred, ClaimStatus.Cumulative);

    /// <summary>Whether the topic is answered by what is planned or expected.</summary>
    public bool LooksAhead => Accepts.All(s => s is ClaimStatus.Planned or ClaimStatus.Expected or ClaimStatus.Possible);
}

/// <summary>What kind of answer a topic has.</summary>
public enum TopicKind
{
    /// <summary>A number in a unit.</summary>
    Quantity,

    /// <summary>Yes or no.</summary>
    Proposition,

    /// <summary>One of several labels.</summary>
    Category,

    /// <summary>A date.</summary>
    Date,
}

/// <summary>How the truth moves over valid time.</summary>
public enum Dynamics
{
    /// <summary>There is one truth; valid time does not matter.</summary>
    Fixed,

    /// <summary>It never falls: an older figure is a lower bound.</summary>
    Cumulative,

    /// <summary>It moves: the past weighs less.</summary>
    Changing,
}

/// <summary>Whether a source's own voice is an observation of its own.</summary>
public enum Voices
{
    /// <summary>Sources pass on what others know: everything of unknown lineage is one voice.</summary>
    Reporters,

    /// <summary>Sources see for themselves (a panel, sensors, witnesses of a public act).</summary>
    Observers,
}

/// <summary>A source that gains from an answer: <c>yes</c>, <c>no</c>, <c>high</c>, <c>low</c> or a label.</summary>
public sealed record Interest(SourceId Source, string Favours);

/// <summary>One <paramref name="Unit"/> is <paramref name="Factor"/> of the topic's unit; the factor is positive and finite.</summary>
public sealed record UnitFactor(string Unit, double Factor);

/// <summary>The ends of a bounded scale; low &lt; high.</summary>
public sealed record Scale(double Low, double High);

/// <summary>A length of time, kept as the ISO 8601 duration it was given as (<c>P90D</c>); a month is 30 days and a year 365.</summary>
public sealed record Period(string Text, TimeSpan Length);
