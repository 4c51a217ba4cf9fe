namespace Analysis.Domain.Beliefs.Ratings;

/// <summary>What is believed of a number on a bounded scale.</summary>
public sealed record RatingBelief
{
    /// <summary>The weighted mean, within the scale; null when nobody has given a rating.</summary>
    public double? Mean { get; init; }

    /// <summary>The interval that holds the answer half of the time, within the scale.</summary>
    public (double Low, double High) Interval50 { get; init; }

    /// <summary>The interval that holds it nine times in ten.</summary>
    public (double Low, double High) Interval90 { get; init; }

    /// <summary>The weighted variance of the voices as a share of the largest there could be, in [0, 1].</summary>
    public double Disagreement { get; init; }

    /// <summary>sigma: how far a voice lies from the answer, in the scale's unit: the family's, corrected by the topic's own voices.</summary>
    public double Spread { get; init; }

    /// <summary>sum w / (1 + .6 (n-1)): how many independent voices they are worth.</summary>
    public double Effective { get; init; }

    /// <summary>Of each claim, in the order in which they were given.</summary>
    public required IReadOnlyList<RatingVoice> Voices { get; init; }
}

/// <summary>What one claim does.</summary>
/// <param name="Id">The claim.</param>
/// <param name="Value">What it is counted as: of a range the middle of what it leaves of the scale.</param>
/// <param name="Weight">w, in units of one rater of whom nothing is known; 0 for what says nothing, and where its origin speaks by another claim.</param>
/// <param name="Support">Accuracy times certainty times footing, in [0, 1].</param>
public readonly record struct RatingVoice(string Id, double Value, double Weight, double Support);
