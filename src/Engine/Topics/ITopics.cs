using Analysis.Domain;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;

namespace Analysis.Engine.Topics;

/// <summary>
/// All topics, wherever their actors run. A reply to a command means that its events are durable. A topic that goes on elsewhere
/// is to readers as one that nobody has defined; <see cref="Forwarding"/> tells them apart, and its history stays its own.
/// Thread-safe.
/// </summary>
public interface ITopics
{
    /// <summary>Carries out one command; commands to one topic are carried out one after another, in the order of these calls.</summary>
    /// <exception cref="BusyException">The topic's queue, or the journal's, is full: nothing was done; try again later.</exception>
    Task<Reply> Execute(TopicId topic, TopicCommand command, ReplyWith with = ReplyWith.View);

    /// <summary>
    /// The current view as it is shown. Costs no I/O while the topic is active, and one look-up while nothing has
    /// happened to it since it was. Never newer than what is durable. Null when nobody has defined the topic.
    /// </summary>
    Task<Representation?> Show(TopicId topic, CancellationToken cancellationToken);

    /// <summary>Like <see cref="Show"/>, but holds until the version is above <paramref name="after"/> or <paramref name="patience"/> has passed.</summary>
    Task<Representation?> ShowAfter(TopicId topic, long after, TimeSpan patience, CancellationToken cancellationToken);

    /// <summary>
    /// Reads a topic through a lens. The current lens costs no I/O while the topic is active; another folds the stream,
    /// O(events). <see cref="TopicReading.View"/> is never newer than what is durable.
    /// </summary>
    /// <returns>Null when nobody has defined the topic (or had, as of the lens).</returns>
    Task<TopicReading?> Read(TopicId topic, Lens lens, CancellationToken cancellationToken);

    /// <summary>Where a topic goes on, and what it was called before. Null when nobody has defined it.</summary>
    Task<Forwarding?> Forwarding(TopicId topic, CancellationToken cancellationToken);

    /// <summary>What the read model keeps of a topic, as of now. Null when nobody has defined it.</summary>
    Task<SummaryRow?> Row(TopicId topic, CancellationToken cancellationToken);

    /// <summary>The claims a lens sees and what became of each, by version. Null when nobody has defined the topic.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="lens">What to see.</param>
    /// <param name="afterVersion">Continue after this version; 0 from the beginning.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="without">Whether to compute the view without each counted claim.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<LedgerEntry>?> Ledger(TopicId topic, Lens lens, long afterVersion, int limit, bool without, CancellationToken cancellationToken);

    /// <summary>One claim and what became of it, now. Null when the topic or the claim is unknown.</summary>
    Task<LedgerEntry?> Entry(TopicId topic, ClaimId claim, CancellationToken cancellationToken);

    /// <summary>The view after each event, oldest first: the steps with a version above <paramref name="afterVersion"/> recorded in [from, to). Null when unknown.</summary>
    Task<IReadOnlyList<HistoryStep>?> History(TopicId topic, DateTimeOffset? from, DateTimeOffset? to, long afterVersion, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// The view at each valid time at which something on the topic changes; of more than <paramref name="max"/> (at least 2) the first, the
    /// last and some between, spread evenly; with so many of the claims seen, by version. Null when unknown.
    /// </summary>
    Task<Timeline?> Timeline(TopicId topic, Lens lens, TimeAxis over, int max, int claims, CancellationToken cancellationToken);

    /// <summary>What the view rests on, with so many origins from the strongest on, after the first <paramref name="skip"/>. Folds the stream, O(events). Null when unknown.</summary>
    Task<Explanation?> Explain(TopicId topic, Lens lens, int skip, int limit, CancellationToken cancellationToken);

    /// <summary>How the statements of a source have fared on the topic. Folds the stream, O(events). Null when unknown.</summary>
    Task<SourceOutcomes?> Outcomes(TopicId topic, SourceId source, CancellationToken cancellationToken);

    /// <summary>The topic's claims in whose chain a source stands, by version, at most so many after a version. Folds the stream, O(events). Null when unknown.</summary>
    Task<IReadOnlyList<LedgerEntry>?> LedgerOf(TopicId topic, SourceId source, long afterVersion, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// The view a lens shows, and what it would be under other assumptions, if asked for with the timeline then over <paramref name="timeline"/>, of at most
    /// 200 points; nothing is written. Folds the stream, O(events). Null when unknown.
    /// </summary>
    Task<WhatIfAnswer?> WhatIf(TopicId topic, Lens lens, WhatIf assumptions, TimeAxis? timeline, CancellationToken cancellationToken);
}

/// <summary>Where a topic goes on, and what it was called before.</summary>
/// <param name="To">The id under which it goes on; null when it stands by itself.</param>
/// <param name="Formerly">The id it had before; null when it never had another.</param>
public sealed record Forwarding(TopicId? To, TopicId? Formerly);

/// <summary>
/// The rows of topics, from whoever hosts them. What a list leaves out as a rule is of a category of its own.
/// </summary>
public sealed class TopicRows(ITopics topics) : IRowSource
{
    /// <summary>The category of topics that are listed.</summary>
    public const string Current = "topic";

    /// <summary>That of those put away.</summary>
    public const string Archived = "archived-topic";

    /// <summary>That of those which go on elsewhere: in no list.</summary>
    public const string Redirected = "redirected-topic";

    /// <inheritdoc/>
    public bool Keeps(string stream) => TopicStream.TopicOf(stream) is not null;

    /// <inheritdoc/>
    public Task<SummaryRow?> Row(string stream, CancellationToken cancellationToken) =>
        TopicStream.TopicOf(stream) is { } topic ? topics.Row(topic, cancellationToken) : Task.FromResult<SummaryRow?>(null);
}

/// <summary>The topics that are in memory in this process. Thread-safe.</summary>
public interface IActiveTopics
{
    /// <summary>Hears that a topic's stream has reached a version: if it is in memory here and somebody else wrote that, it is loaded anew.</summary>
    void Heed(TopicId topic, long version);
}

/// <summary>Which events and claims a view is made of. All null: everything, now.</summary>
/// <param name="AsOf">Only events recorded by then: what was shown then.</param>
/// <param name="ReportedBy">Only claims reported by then: what could be known then.</param>
/// <param name="ValidAt">The valid time asked about; null for the earliest of now and the two above.</param>
/// <param name="Version">Only the first so many events of the stream.</param>
public sealed record Lens(DateTimeOffset? AsOf = null, DateTimeOffset? ReportedBy = null, DateTimeOffset? ValidAt = null, long? Version = null)
{
    /// <summary>Everything, now.</summary>
    public static Lens Current { get; } = new();
}

/// <summary>A topic under other assumptions.</summary>
/// <param name="Actual">The view as it is.</param>
/// <param name="View">The view as it would be; null when the assumptions cannot be made.</param>
/// <param name="Timeline">As <see cref="ITopics.Timeline"/>, of what would be; null when it was not asked for.</param>
/// <param name="Refusal">Why they cannot.</param>
public sealed record WhatIfAnswer(View Actual, View? View, IReadOnlyList<TimelinePoint>? Timeline, Rejection? Refusal);

/// <summary>One event and the view after it.</summary>
/// <param name="Version">The event's version.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Event">Its stored name, such as <c>claim-asserted</c>.</param>
/// <param name="Claim">The claim it concerns, if it concerns one.</param>
/// <param name="By">Who wrote it; null when nobody is known.</param>
/// <param name="View">The view after it.</param>
/// <param name="Reason">Why something was erased, if that is what was done.</param>
/// <param name="Because">What happened, in a phrase; null where it cannot have moved the belief.</param>
public sealed record HistoryStep(
    long Version, DateTimeOffset At, string Event, ClaimId? Claim, string? By, View View, string? Reason = null,
    string? Because = null);

/// <summary>Over which time a timeline goes.</summary>
public enum TimeAxis
{
    /// <summary>When things hold in the world.</summary>
    ValidTime,

    /// <summary>When claims were published: each view is what could be known by then, about then.</summary>
    ReportedTime,
}

/// <summary>A topic over time.</summary>
/// <param name="Points">By time.</param>
/// <param name="Claims">By version; as many as were asked for.</param>
/// <param name="Reading">The topic as the lens shows it.</param>
public sealed record Timeline(IReadOnlyList<TimelinePoint> Points, IReadOnlyList<LedgerEntry> Claims,
    TopicReading Reading);

/// <summary>One view of a timeline.</summary>
/// <param name="ValidAt">What it speaks about.</param>
/// <param name="View">The view.</param>
/// <param name="ReportedBy">Over reported time: by when what it rests on was published.</param>
/// <param name="Because">What happens then, in a phrase; null where nothing does that moves the belief.</param>
/// <param name="IsBetween">Whether nothing happens then, and the belief moves with time alone, evenly from the point before.</param>
public sealed record TimelinePoint(
    DateTimeOffset ValidAt, View View, DateTimeOffset? ReportedBy = null, string? Because = null, bool IsBetween = false);

/// <summary>What a reply to a command holds besides what became of it.</summary>
public enum ReplyWith
{
    /// <summary>The topic's view.</summary>
    View,

    /// <summary>Nothing: a view costs more than the claim, and nobody will look at this one.</summary>
    Nothing,
}

/// <summary>What became of a command.</summary>
public abstract record Reply
{
    private Reply()
    {
    }

    /// <summary>It was carried out and is durable.</summary>
    /// <param name="Reading">The topic now; whole after a definition, else perhaps in brief (<see cref="TopicFold.RenderBrief"/>); null if it was not asked for.</param>
    /// <param name="Claim">What became of an asserted claim.</param>
    /// <param name="IsFirst">Whether it began the topic's stream.</param>
    /// <param name="Lost">What a definition has put out of scope that was in it; null where that is nothing.</param>
    public sealed record Done(TopicReading? Reading, ClaimOutcome? Claim, bool IsFirst, ValueList<LostClaims>? Lost = null) : Reply;

    /// <summary>It had been carried out before; nothing changed. The reading is as in <see cref="Done"/>.</summary>
    public sealed record Unchanged(TopicReading? Reading, ClaimOutcome? Claim) : Reply;

    /// <summary>It was refused; nothing changed.</summary>
    public sealed record Refused(Rejection Rejection) : Reply;
}

/// <summary>
/// The process that hosts the topic does not answer, and no other has taken it over yet. Whether something was written nobody knows;
/// a retry by the claim's id makes it whole.
/// </summary>
public sealed class TopicUnavailableException(string message, Exception cause) : Exception(message, cause);
