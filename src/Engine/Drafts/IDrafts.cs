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

    /// <summary>The article that it was read from, and where; null when it is of none.</summary>
    public Passage? From { get; init; }
}

/// <summary>A part of an article.</summary>
/// <param name="Article">The article's id.</param>
/// <param name="Start">Where it begins in the text, in UTF-16 code units; at least 0.</param>
/// <param name="End">Where it ends; not before it begins.</param>
/// <param name="Because">What each field of the claim was read from, as JSON; null where nobody says.</param>
public sealed record Passage(string Article, int Start, int End, string? Because = null)
{
    /// <summary>The longest <see cref="Because"/>, in UTF-16 code units.</summary>
    public const int BecauseLengthMax = 16 * 1_024;
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

    /// <summary>
    /// Puts in those drafts of articles whose ids were never in the tray, also not as drafts that were accepted or
    /// rejected since: all of them, or none where it has no room.
    /// </summary>
    /// <returns>Those that were put in; null where there was no room.</returns>
    /// <exception cref="ArgumentOutOfRangeException">As of <see cref="Add"/>, or a draft is of no article.</exception>
    Task<IReadOnlyList<Draft>?> AddUnseen(IReadOnlyList<Draft> drafts, CancellationToken ct);

    /// <summary>The drafts after an id (null from the first), in order of id, at most so many.</summary>
    /// <param name="article">Only those read from it; null for all.</param>
    /// <param name="after">The id.</param>
    /// <param name="limit">In [1, <see cref="PageMax"/> + 1].</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not in its range.</exception>
    Task<IReadOnlyList<Draft>> List(string? article, string? after, int limit, CancellationToken ct);

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
