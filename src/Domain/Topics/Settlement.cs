namespace Analysis.Domain.Topics;

/// <summary>What settles a question: an established answer, or that it was annulled.</summary>
/// <param name="First">Since when it has been settled without a break.</param>
/// <param name="Last">What holds.</param>
public sealed record Settlement(Recorded First, Recorded Last)
{
    /// <summary>The established answer; null when the question was annulled.</summary>
    public Resolution? Resolution => (Last.Event as TopicEvent.Resolved)?.Resolution;

    /// <summary>That and why it was annulled; null when there is an answer.</summary>
    public Annulment? Annulment => (Last.Event as TopicEvent.Annulled)?.Annulment;

    /// <summary>From when on it can be known.</summary>
    public DateTimeOffset KnownBy => Acts.KnownBy(Last);

    /// <summary>
    /// Whether it closes the question to later claims: the answer for a span of a time that moves on does not, for they may speak of another.
    /// </summary>
    public bool Closes(TopicDefinition topic) =>
        !(topic is { Dynamics: Dynamics.Changing, Kind: not TopicKind.Date } && Resolution is { ValidTime.To: not null });

    /// <summary>
    /// Whether a claim came too late to be folded: reported after the question was known to be settled; where nobody has said when that was, taken
    /// in after it.
    /// </summary>
    public bool IsBefore(ClaimFacts claim) =>
        Acts.ReportedTime(Last.Event) is not null ? claim.KnownBy > KnownBy
        : claim.From is null ? claim.Version > First.Version
        : claim.RecordedAt > First.At; // its version is that of its arrival

    /// <summary>What settles it as far as acts are known by a time; null while it is open.</summary>
    /// <param name="acts">What was done to the question.</param>
    /// <param name="by">Null for all.</param>
    internal static Settlement? Of(Acts acts, DateTimeOffset? by)
    {
        Recorded? first = null, last = null;
        foreach (var act in acts.All)
        {
            if (Acts.KnownBy(act) > by) continue;
            (first, last) = act.Event is TopicEvent.ResolutionWithdrawn ? (null, null) : (first ?? act, act);
        }

        return first is null || last is null ? null : new Settlement(first, last);
    }
}
