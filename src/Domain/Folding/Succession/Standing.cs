using Analysis.Domain.Beliefs;

namespace Analysis.Domain.Folding.Succession;

/// <summary>A statement of a speaker that stands.</summary>
/// <param name="Lead">The surest of the claims that say so.</param>
/// <param name="Horizon">Up to when it was said to hold: said again, it moves, and nothing else.</param>
/// <param name="Reported">When it was last reported.</param>
internal sealed record StandingClaim(ScopedClaim Lead, DateTimeOffset Horizon, DateTimeOffset Reported)
{
    public StandingClaim(ScopedClaim claim)
        : this(claim, claim.Horizon, claim.Reported)
    {
    }

    public Said Said => Lead.Said;

    /// <summary>The same statement, made again.</summary>
    public StandingClaim Again(ScopedClaim claim)
    {
        var isSurer = claim.Certainty > Lead.Certainty;
        var (lead, other) = isSurer ? (claim, Lead) : (Lead, claim);
        other.Passed = null;
        other.Successor = lead;
        if (!isSurer) claim.Passed = new Fate(Views.Standing.Implied, $"says the same as {lead.Id}");
        else lead.Passed = null;
        return new StandingClaim(lead, Later(Horizon, claim.Horizon), Later(Reported, claim.Reported));
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}

/// <summary>All that stands of one speaker after some of his statements, in the order in which they became known. Immutable.</summary>
/// <param name="Claims">The newest first.</param>
/// <param name="LastFigure">The last figure that stood.</param>
/// <param name="Pace">How fast his figures last rose, in units of ln(1 + days / 30); null before any rise.</param>
internal sealed record Stands(StandingClaim[] Claims, StandingClaim? LastFigure, double? Pace)
{
    /// <summary>Quantities: what the speaker says of whether there is anything to count; null when that is nothing.</summary>
    public ExistenceWord? Existence { get; init; }

    public static Stands Nothing { get; } = new([], null, null);

    public bool Equals(Stands? other) =>
        other is not null && Pace == other.Pace && Existence == other.Existence && LastFigure == other.LastFigure
            && Claims.AsSpan().SequenceEqual(other.Claims);

    public override int GetHashCode() => HashCode.Combine(Claims.Length, LastFigure, Pace);
}

/// <summary>What somebody says of whether there is anything to count, and how surely, in [0, 1].</summary>
internal readonly record struct ExistenceWord(bool IsNone, double Certainty);
