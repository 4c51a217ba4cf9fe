using System.Globalization;
using Analysis.Domain.Claims;
using Analysis.Engine.Lists;

namespace Analysis.Engine.Alerts;

/// <summary>What of a view must change for somebody to be told.</summary>
public enum AlertCondition
{
    /// <summary>The estimate, or the probability, rises above a value.</summary>
    Above,

    /// <summary>It falls below one.</summary>
    Below,

    /// <summary>The 90 % interval no longer overlaps the one last told.</summary>
    IntervalMoves,

    /// <summary>Another answer leads: of a proposition, of labels, of dates.</summary>
    AnswerFlips,

    /// <summary>The belief is disputed, and was not.</summary>
    DisputeBegins,

    /// <summary>It was disputed, and is no more.</summary>
    DisputeEnds,

    /// <summary>A claim that counted was retracted.</summary>
    ClaimRetracted,

    /// <summary>Nothing has been heard for so long that the answer is stale.</summary>
    GoesStale,

    /// <summary>More independent origins count than did.</summary>
    NewOrigin,
}

/// <summary>One condition of an alert.</summary>
/// <param name="Condition">What must change.</param>
/// <param name="Value">The threshold of <see cref="AlertCondition.Above"/> and <see cref="AlertCondition.Below"/>; null
/// for others.</param>
/// <param name="Label">Of labels, whose probability is compared with it; null for others.</param>
public sealed record AlertRule(AlertCondition Condition, double? Value = null, string? Label = null)
{
    /// <summary>Tells the rules of an alert apart; a part of the ids of changes.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Condition}:{Value:R}:{Label}");
}

/// <summary>By what somebody is told.</summary>
public enum AlertChannel
{
    /// <summary>Nothing is sent: changes are in the log and in feeds.</summary>
    Feed,

    /// <summary>A signed request with a CloudEvent.</summary>
    Webhook,

    /// <summary>A message as Slack takes it.</summary>
    Slack,

    /// <summary>A digest by mail.</summary>
    Mail,
}

/// <summary>Where changes are sent.</summary>
/// <param name="Channel">By what.</param>
/// <param name="Url">Of webhooks and of Slack; it may hold a secret.</param>
/// <param name="Secret">Of webhooks: what they are signed with, as Standard Webhooks writes it.</param>
/// <param name="Addresses">Of mail.</param>
/// <param name="Every">Of mail: how long changes are gathered.</param>
public sealed record AlertTarget(
    AlertChannel Channel, string? Url = null, string? Secret = null, IReadOnlyList<string>? Addresses = null,
    TimeSpan? Every = null)
{
    /// <summary>
    /// When what happens at an instant is sent: at once, or at the end of the span in which changes are gathered.
    /// </summary>
    public DateTimeOffset FirstTry(DateTimeOffset at) => Every is { Ticks: > 0 and var ticks }
        ? new DateTimeOffset(((at.UtcTicks / ticks) + 1) * ticks, TimeSpan.Zero)
        : at;
}

/// <summary>
/// Who wants to be told of what. A topic concerns it that it names, that has one of its tags, or that its search finds.
/// </summary>
public sealed record Alert
{
    /// <summary>Chosen by the client; as the ids of topics.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it; null when nobody has said.</summary>
    public string? Title { get; init; }

    /// <summary>Topics by name.</summary>
    public IReadOnlyList<TopicId> Topics { get; init; } = [];

    /// <summary>Tags in any spelling, of which one is enough.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Words that a topic must be found by; null for no search.</summary>
    public string? Text { get; init; }

    /// <summary>The conditions, of which each tells by itself; at least one.</summary>
    public required IReadOnlyList<AlertRule> Rules { get; init; }

    /// <summary>Where to.</summary>
    public required AlertTarget Target { get; init; }

    /// <summary>Who defined it last; null when nobody is known.</summary>
    public string? By { get; init; }

    /// <summary>The journal's position when it was defined: it tells of what comes after.</summary>
    public long Since { get; init; }

    /// <summary>When it was defined last; kept to 100 ns.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>How often it was defined. The store counts.</summary>
    public long Version { get; init; }

    /// <summary>Whether it has a condition.</summary>
    public bool Has(AlertCondition condition) => Rules.Any(rule => rule.Condition == condition);

    /// <summary>Whether it takes a look at the topic to know whether that concerns it.</summary>
    public bool MayConcern(TopicId topic) => Tags.Count > 0 || Text is not null || Topics.Contains(topic);

    /// <summary>Whether a topic concerns it.</summary>
    public bool Concerns(TopicId topic, SummaryRow row) =>
        Topics.Contains(topic) || Queries(limit: 1).Any(query => RowTerms.Match(query, row));

    /// <summary>What finds its topics, besides those that it names.</summary>
    internal IEnumerable<RowQuery> Queries(int limit)
    {
        foreach (var tag in Tags) yield return new RowQuery(TopicCategory, null, tag, RowOrder.Id, limit, null);
        if (Text is not null) yield return new RowQuery(TopicCategory, Text, null, RowOrder.Id, limit, null);
    }

    private const string TopicCategory = Engine.Topics.TopicRows.Current;
}
