using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Analysis.Engine.Journal;
using Analysis.Engine.Topics;

namespace Analysis.Engine.Reference;

/// <summary>What is held about sources. Thread-safe.</summary>
public interface ISources
{
    /// <summary>Names and grades a source; the topics it speaks on learn of it. Durable when it completes.</summary>
    /// <returns>Whether anything changed, and whether it was new.</returns>
    Task<(bool Changed, bool Created)> Assess(SourceProfile profile, Writer? by, CancellationToken cancellationToken);

    /// <summary>
    /// Declares that a source is another: every topic counts what it says as the other's word. What was shown before
    /// stays as it was.
    /// </summary>
    /// <returns>Why not; null when it is so.</returns>
    Task<Rejection?> Merge(SourceId source, SourceId into, string reason, Writer? by, CancellationToken cancellationToken);

    /// <summary>Takes that back.</summary>
    /// <returns>Why not; null when it is so.</returns>
    Task<Rejection?> Split(SourceId source, string reason, Writer? by, CancellationToken cancellationToken);

    /// <summary>
    /// Takes a claim in, with what is held about the sources of its chain; where its topic goes on under another id,
    /// there.
    /// </summary>
    /// <param name="claim">The claim.</param>
    /// <param name="defineAs">Opens the topic when nobody has defined it; null refuses the claim then.</param>
    /// <param name="with">Whether the reply holds a view.</param>
    /// <param name="by">Who brings it; null when nobody is known.</param>
    /// <param name="cancellationToken">Gives up until the append begins.</param>
    /// <exception cref="BusyException">A queue is full: nothing was done; try again later.</exception>
    Task<Reply> Submit(Claim claim, TopicDefinition? defineAs, ReplyWith with, Writer? by, CancellationToken cancellationToken);

    /// <summary>
    /// Takes facts of another topic in, at most <see cref="TopicCommand.Receive.FactsMax"/>, with what is held about
    /// the sources in them.
    /// </summary>
    Task<Reply> Receive(TopicId topic, IReadOnlyList<TopicEvent.Received> facts, Writer? by,
        CancellationToken cancellationToken);

    /// <summary>How a source's own statements have fared, on at most <see cref="Sources.OutcomeTopicsMax"/> of the topics where it stands in a chain. Folds each.</summary>
    /// <returns>The outcomes, on how many topics, and whether those are all.</returns>
    Task<(SourceOutcomes Outcomes, int Topics, bool Complete)> Outcomes(SourceId source, CancellationToken cancellationToken);

    /// <summary>
    /// The claims in whose chain a source stands, by topic and version, after a place (null for the first), at most so many and of at most
    /// <see cref="Sources.ClaimTopicsMax"/> topics. Folds each. Null when nobody has named the source or claimed anything through it.
    /// </summary>
    Task<SourceClaims?> Claims(SourceId source, SourcePlace? after, int limit, CancellationToken cancellationToken);

    /// <summary>Looks up what is held about a claim's sources, and the family of a topic that it may open, so that submitting it waits for nothing but its topic.</summary>
    ValueTask Prepare(Claim claim, TopicDefinition? defineAs, CancellationToken cancellationToken);

    /// <summary>The source, or null when nobody has named it. No I/O as a rule where this process alone assesses sources; else one look-up.</summary>
    ValueTask<ReferenceEntry<SourceProfile>?> Find(SourceId source, CancellationToken cancellationToken);
}

/// <summary>A claim's place among those of a source.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Version">The version of the fact that brought it.</param>
public readonly record struct SourcePlace(TopicId Topic, long Version)
{
    /// <summary>That of a claim.</summary>
    public static SourcePlace Of(LedgerEntry entry) => new(entry.Claim.Topic, entry.Version);
}

/// <summary>Claims of a source.</summary>
/// <param name="Claims">By topic and version.</param>
/// <param name="Next">Where to go on from; null when that is all.</param>
public sealed record SourceClaims(IReadOnlyList<LedgerEntry> Claims, SourcePlace? Next);
