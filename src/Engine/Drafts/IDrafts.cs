namespace Analysis.Engine.Drafts;

/// <summary>A claim that somebody or something proposes and nobody has accepted yet: never in the journal.</summary>
/// <param name="Id">Unique; in ordinal order, drafts are in the order in which they were proposed.</param>
/// <param name="ProposedAt">When it was proposed; kept to the microsecond.</param>
/// <param name="By">The caller who brought it; null when nobody is known.</param>
/// <param name="Proposer">Who or what proposes it, as they say; null when they do not.</param>
/// <param name="Why">Why they propose it; null when they do not say.</param>
/// <param name="Claim">The claim as JSON, as far as it is known; at most <see cref="ClaimBytesMax"/>.</param>
public sealed record Draft(
    string Id, DateTimeOffset ProposedAt, string? By, string? Proposer, string? Why, ReadOnlyMemory<byte> Claim)
{
    /// <summary>The largest claim, 64 KiB: what is posted is no larger.</summary>
    public const int ClaimBytesMax = 64 * 1_024;
}

/// <summary>
/// The tray in which drafts lie until a person accepts or rejects them. Thread-safe; durable when a call completes.
/// </summary>
public interface IDrafts
{
    /// <summary>
    /// The most drafts in the tray, 10,000; where several processes add at once, a few more may come in.
    /// </summary>
    const int DraftsMax = 10_000;

    /// <summary>The most that are added or listed at a time, 200.</summary>
    const int PageMax = 200;

    /// <summary>Puts drafts with new ids into the tray: all of them, or none where it has no room.</summary>
    /// <returns>Whether there was room.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are more than <see cref="PageMax"/>, or one is too
    /// large.</exception>
    Task<bool> Add(IReadOnlyList<Draft> drafts, CancellationToken ct);

    /// <summary>The drafts after an id (null from the first), in order of id, at most so many.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not in [1, <see cref="PageMax"/> + 1].</exception>
    Task<IReadOnlyList<Draft>> List(string? after, int limit, CancellationToken ct);

    /// <summary>One draft; null when it is not there.</summary>
    Task<Draft?> Find(string id, CancellationToken ct);

    /// <summary>Puts another claim in place of a draft's.</summary>
    /// <returns>Whether it is there.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is too large.</exception>
    Task<bool> Replace(string id, ReadOnlyMemory<byte> claim, CancellationToken ct);

    /// <summary>Takes a draft away.</summary>
    /// <returns>Whether it was there.</returns>
    Task<bool> Remove(string id, CancellationToken ct);
}
