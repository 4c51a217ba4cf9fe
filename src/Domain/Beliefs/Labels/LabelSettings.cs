namespace Analysis.Domain.Beliefs.Labels;

/// <summary>What a topic with labels asks.</summary>
public sealed record LabelSettings
{
    /// <summary>A proposition: <c>no</c> or <c>yes</c>.</summary>
    public static LabelSettings Proposition { get; } = new() { Labels = new("no", "yes"), IsProposition = true };

    /// <summary>The labels, in order, at least two; null where any may be named.</summary>
    public ValueList<string>? Labels { get; init; }

    /// <summary>Whether the labels are <c>no</c> and <c>yes</c>, of which a probability may be stated.</summary>
    public bool IsProposition { get; init; }

    /// <summary>Whether neighbours in the list are near one another.</summary>
    public bool Ordered { get; init; }

    /// <summary>Whether stages are never left.</summary>
    public bool Cumulative { get; init; }

    /// <summary>Whether its sources see for themselves.</summary>
    public bool Observers { get; init; }
}
