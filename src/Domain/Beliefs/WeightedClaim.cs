namespace Analysis.Domain.Beliefs;

/// <summary>A claim that stands, with all that the belief needs to know of it: what it says of the time asked about, and how much it is worth.</summary>
public sealed record WeightedClaim
{
    /// <summary>The claim's id; decides ties, ordinally.</summary>
    public required string Id { get; init; }

    /// <summary>Whose word it is: claims of one origin are one voice.</summary>
    public required string Origin { get; init; }

    /// <summary>What it says.</summary>
    public required Said Said { get; init; }

    /// <summary>What is held about its source in the topic's family.</summary>
    public required Reliability Reliability { get; init; }

    /// <summary>How often the source is right, in (0, 1), its interest included.</summary>
    public required double Accuracy { get; init; }

    /// <summary>How sure the claim is, in [0, 1], its source's interest included; not aged.</summary>
    public required double Certainty { get; init; }

    /// <summary>Accuracy and certainty as they would be without any interest.</summary>
    public required (double Accuracy, double Certainty) Plain { get; init; }

    /// <summary>What its source gains from it.</summary>
    public Stake Stake { get; init; }

    /// <summary>Whether nobody knows its source: ungraded, and marked on fewer than three claims; of numbers, not where sources see for themselves.</summary>
    public bool IsNewcomer { get; init; }

    /// <summary>m: how many different things its origin asserts at once; each counts one m-th.</summary>
    public int Among { get; init; } = 1;

    /// <summary>s: the share of it that still bears on the time asked about, in [0, 1]; 1 but on changing topics.</summary>
    public double Kept { get; init; } = 1;

    /// <summary>Up to when it speaks, in days since 1970.</summary>
    public double Horizon { get; init; }

    /// <summary>Numbers on counts that never fall: by how much the truth may have risen since, on the family's scale.</summary>
    public double GrowthUp { get; init; }

    /// <summary>The same of a claim about a later time: by how much lower the truth may have been.</summary>
    public double GrowthDown { get; init; }

    /// <summary>A count so far ("already", "ongoing"): at least so many, and near its total more often than not.</summary>
    public bool SoFar { get; init; }

    /// <summary>A bound that was computed from a count: it stands for the count where nobody gives a figure.</summary>
    public bool StandsForCount { get; init; }

    /// <summary>How far confidence may build on it, in [0, 1]; less than 1 where the report itself has a gap.</summary>
    public double Footing { get; init; } = 1;

    /// <summary>Accuracy times certainty: how far one would go on this alone.</summary>
    public double Weight => Accuracy * Certainty;
}

/// <summary>What a source gains from what it says.</summary>
public enum Stake
{
    /// <summary>Nothing that is declared.</summary>
    None,

    /// <summary>Of numbers: it gains from a high one. Of labels: it gains from this one.</summary>
    FavoursHigh,

    /// <summary>Of numbers: it gains from a low one.</summary>
    FavoursLow,

    /// <summary>It says more than suits it, of a count or stages: at least so much is certain.</summary>
    AdmitsMore,

    /// <summary>It says less than suits it: at most so much is certain.</summary>
    AdmitsLess,
}
