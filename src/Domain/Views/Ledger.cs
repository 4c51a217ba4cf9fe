using Analysis.Domain.Claims;

namespace Analysis.Domain.Views;

/// <summary>What the fold did with a claim.</summary>
public enum Standing
{
    /// <summary>It speaks.</summary>
    Counted,

    /// <summary>Its origin already says this or more.</summary>
    Implied,

    /// <summary>A newer statement stands in its place.</summary>
    Superseded,

    /// <summary>Withdrawn.</summary>
    Retracted,

    /// <summary>Replaced by a correction.</summary>
    Corrected,

    /// <summary>It does not answer the question: status, unit, scope or value.</summary>
    OutOfScope,

    /// <summary>An expectation whose date has passed without a report that it came true.</summary>
    Lapsed,

    /// <summary>It came after the answer was established.</summary>
    AfterResolution,

    /// <summary>It is dated ahead, and waits until then.</summary>
    Embargoed,

    /// <summary>It belongs to another topic, and stands there.</summary>
    Moved,
}

/// <summary>What became of a claim.</summary>
/// <param name="Claim">The claim's id.</param>
/// <param name="Version">The version of the event that brought it.</param>
/// <param name="Standing">What the fold did with it.</param>
/// <param name="Reason">Why, in words; never empty.</param>
/// <param name="Warnings">What its sender should know, why it does not count first; null as a rule.</param>
public sealed record ClaimOutcome(ClaimId Claim, long Version, Standing Standing, string Reason, ValueList<ClaimWarning>? Warnings = null);

/// <summary>A claim, what became of it, and what it weighs.</summary>
public sealed record LedgerEntry
{
    /// <summary>The claim as it came in.</summary>
    public required Claim Claim { get; init; }

    /// <summary>The version of the event that brought it.</summary>
    public required long Version { get; init; }

    /// <summary>When it was taken in.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>What the fold did with it.</summary>
    public required Standing Standing { get; init; }

    /// <summary>Why, in words; never empty.</summary>
    public required string Reason { get; init; }

    /// <summary>Whose voice it is: the origin's id, or <c>unknown</c> for everything of unknown lineage.</summary>
    public required string Voice { get; init; }

    /// <summary>Certainty in [0, 1], after hedges, relays, interest and age; null when it does not count.</summary>
    public double? Certainty { get; init; }

    /// <summary>Accuracy of the source times certainty, in [0, 1]; 0 when it does not count.</summary>
    public double Weight { get; init; }

    /// <summary>
    /// Its part of the sums that the belief follows from, in nats before tempering; negative when it speaks against. Of numbers, at the estimate
    /// less the mean over all candidates; of ratings, its share of the weight. 0 when it does not count.
    /// </summary>
    public double Contribution { get; init; }

    /// <summary>Whether interest moved its certainty: <c>self-serving</c>, <c>against interest</c>, or null.</summary>
    public string? Interest { get; init; }

    /// <summary>The view without it; only when asked for and when it counts.</summary>
    public View? Without { get; init; }
}
