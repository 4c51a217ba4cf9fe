using Analysis.Domain.Claims;

namespace Analysis.Engine.Alerts;

/// <summary>What has become of a delivery.</summary>
public enum DeliveryStatus
{
    /// <summary>It is to be sent, or to be sent again.</summary>
    Pending,

    /// <summary>Whoever it was for has taken it.</summary>
    Delivered,

    /// <summary>It was given up: a dead letter, until somebody asks for it again.</summary>
    Dead,
}

/// <summary>A change on its way to whom it is for; an entry of the log.</summary>
/// <param name="Change">What is told; the delivery has its id.</param>
/// <param name="Status">What has become of it.</param>
/// <param name="Attempts">How often it was sent.</param>
/// <param name="NextTry">When it is sent next, or was to be; while it is being sent, when it would be sent
/// anew.</param>
/// <param name="TriedAt">When it was sent last; null when it never was.</param>
/// <param name="Answer">What came of that, in a few words.</param>
public sealed record Delivery(
    AlertChange Change, DeliveryStatus Status, int Attempts, DateTimeOffset NextTry, DateTimeOffset? TriedAt = null,
    string? Answer = null)
{
    /// <summary>The most characters of an answer that are kept.</summary>
    public const int AnswerLengthMax = 300;
}

/// <summary>What an alert saw of a topic, to be kept.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Version">Its version: of another version nothing is kept.</param>
/// <param name="Topic">The topic; null for the mark that its topics were looked over.</param>
/// <param name="State">What was seen.</param>
/// <param name="CheckAt">When to look again though nothing was written.</param>
public sealed record AlertSight(string Alert, long Version, TopicId? Topic, AlertState State, DateTimeOffset CheckAt);

/// <summary>Which deliveries to list, newest first; what is null does not matter.</summary>
/// <param name="Alert">Only those of one alert.</param>
/// <param name="Status">Only those of one status.</param>
/// <param name="Before">Go on after this place.</param>
/// <param name="Limit">In [1, 1000].</param>
public sealed record DeliveryQuery(string? Alert, DeliveryStatus? Status, DeliveryPlace? Before, int Limit);

/// <summary>The place of a delivery in that order.</summary>
/// <param name="At">When the change was found.</param>
/// <param name="Id">Its id: decides between those of one instant.</param>
public readonly record struct DeliveryPlace(DateTimeOffset At, string Id);

/// <summary>
/// Alerts, what they saw and what they told, beside the journal: not to be computed again from it. Whatever a method
/// writes is durable when it completes, and all of it or nothing. Thread-safe, also between processes.
/// </summary>
public interface IAlertStore
{
    /// <summary>All alerts by id.</summary>
    Task<IReadOnlyList<Alert>> Alerts(CancellationToken ct);

    /// <summary>
    /// Defines an alert, or anew: then one version on. What it saw is forgotten, what it told is not.
    /// </summary>
    /// <returns>As it is kept.</returns>
    Task<Alert> Put(Alert alert);

    /// <summary>Forgets an alert with all that it saw and told; false when there is none.</summary>
    Task<bool> Delete(string alert);

    /// <summary>Up to where alerts have followed the journal; 0 at first.</summary>
    Task<long> Followed(CancellationToken ct);

    /// <summary>
    /// What an alert saw of a topic, or, of null, that its topics were looked over; null when it has not.
    /// </summary>
    Task<AlertState?> State(string alert, TopicId? topic, CancellationToken ct);

    /// <summary>
    /// What is to be looked at again at an instant, the longest due first, at most <paramref name="limit"/>.
    /// </summary>
    Task<IReadOnlyList<(string Alert, TopicId Topic)>> ToCheck(DateTimeOffset at, int limit, CancellationToken ct);

    /// <summary>
    /// Moves on from one position of the journal to another, with what was seen on the way and what is to be told. What
    /// has the id of an older delivery is passed over, and so is what is of an alert that is gone or was defined anew.
    /// </summary>
    /// <returns>False, with nothing written, when somebody else has moved on from there.</returns>
    Task<bool> Record(long from, long to, IReadOnlyList<AlertSight> sights, IReadOnlyList<Delivery> deliveries);

    /// <summary>
    /// Takes up to <paramref name="limit"/> deliveries that are due, the longest due first: until <paramref
    /// name="until"/> nobody else gets them.
    /// </summary>
    Task<IReadOnlyList<Delivery>> Take(DateTimeOffset now, DateTimeOffset until, int limit);

    /// <summary>Writes what has become of a delivery; what is no longer there stays away.</summary>
    Task Note(Delivery delivery);

    /// <summary>Lets what an alert has still to send wait until an instant, at least.</summary>
    Task Postpone(string alert, DateTimeOffset until);

    /// <summary>One delivery; null when there is none.</summary>
    Task<Delivery?> FindDelivery(string id, CancellationToken ct);

    /// <summary>A page of the log.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is out of range.</exception>
    Task<IReadOnlyList<Delivery>> Deliveries(DeliveryQuery query, CancellationToken ct);

    /// <summary>
    /// Forgets deliveries that are not pending: those from before an instant, and of each alert all but the newest
    /// <paramref name="max"/>.
    /// </summary>
    Task Trim(DateTimeOffset before, int max);
}
