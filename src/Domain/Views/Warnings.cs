namespace Analysis.Domain.Views;

/// <summary>Why a claim does not count, or not as its sender may think.</summary>
public enum WarningCode
{
    /// <summary>Its unit is neither the topic's nor converts to it.</summary>
    UnknownUnit,

    /// <summary>It names no unit, and the topic has one.</summary>
    MissingUnit,

    /// <summary>Its label is not one of the topic's.</summary>
    UnknownLabel,

    /// <summary>Its kind of value does not answer the question.</summary>
    OtherKind,

    /// <summary>The topic does not accept its status.</summary>
    OtherStatus,

    /// <summary>It lies outside the topic's scale.</summary>
    OutsideScale,

    /// <summary>It denies a value, which here says nothing of the right one.</summary>
    Denial,

    /// <summary>Whoever sent it marked it as outside the topic's scope.</summary>
    OutsideScope,

    /// <summary>Its date cannot be placed.</summary>
    Undated,

    /// <summary>It looks ahead: it moves the outlook, and no fact.</summary>
    Outlook,

    /// <summary>It speaks about a time after the one asked about.</summary>
    LaterTime,

    /// <summary>What it expects should have come about, and nobody has said so.</summary>
    Lapsed,

    /// <summary>What it was computed from was withdrawn.</summary>
    FallenBase,

    /// <summary>It came after the question was settled.</summary>
    AfterResolution,

    /// <summary>It is dated ahead, and waits.</summary>
    Embargoed,

    /// <summary>It was retracted before it came.</summary>
    Retracted,

    /// <summary>A correction of it has come before.</summary>
    Corrected,

    /// <summary>It was moved to another topic.</summary>
    Moved,

    /// <summary>It counts, but a hedge is not in the table.</summary>
    UnknownHedge,

    /// <summary>It counts, but of a count that never falls it says less than its origin has.</summary>
    Fall,

    /// <summary>It counts, but says that it was computed from itself.</summary>
    Loop,

    /// <summary>It counts, but what it corrects, or what corrects it, stands beside it.</summary>
    Contradiction,
}

/// <summary>What is said at once to whoever sends a claim.</summary>
/// <param name="Pointer">JSON Pointer into the claim.</param>
/// <param name="Code">What it is about.</param>
/// <param name="Reason">A sentence.</param>
/// <param name="Nearest">Of what the topic or the model knows, what comes nearest to what was sent; null where nothing is near.</param>
public sealed record ClaimWarning(string Pointer, WarningCode Code, string Reason, string? Nearest = null)
{
    /// <summary>Whether it is why the claim does not count.</summary>
    public bool IsDecisive => Code is not (WarningCode.UnknownHedge or WarningCode.Fall or WarningCode.Loop or WarningCode.Contradiction);
}

/// <summary>How many claims a definition puts out of scope, and why.</summary>
public sealed record LostClaims(WarningCode Code, int Claims);
