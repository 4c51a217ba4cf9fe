using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Analysis.Engine.Lists;
using Analysis.Engine.Topics;

namespace Analysis.Grains;

/// <summary>One topic, on whichever silo it is active; its key is the topic's id. Each method is the one of <see cref="ITopics"/>.</summary>
[Alias("analysis.topic")]
public interface ITopicGrain : IGrainWithStringKey
{
    /// <inheritdoc cref="ITopics.Execute"/>
    [Alias("execute")]
    Task<Reply> Execute(TopicCommand command, ReplyWith with);

    /// <inheritdoc cref="ITopics.Show"/>
    [Alias("show")]
    Task<Representation?> Show(CancellationToken cancellationToken);

    /// <summary>As <see cref="ITopics.ShowAfter"/>, but without the bytes when the version is not above <paramref name="after"/>.</summary>
    [Alias("show-after")]
    Task<Representation?> ShowAfter(long after, TimeSpan patience, CancellationToken cancellationToken);

    /// <summary>The topic now. Null when nobody has defined it.</summary>
    [Alias("read")]
    Task<TopicReading?> Read(CancellationToken cancellationToken);

    /// <inheritdoc cref="ITopics.Forwarding"/>
    [Alias("forwarding")]
    Task<Forwarding?> Forwarding(CancellationToken cancellationToken);

    /// <inheritdoc cref="ITopics.Row"/>
    [Alias("head")]
    Task<SummaryRow?> Row(CancellationToken cancellationToken);

    /// <summary>The claims and what became of each, now. Null when nobody has defined the topic.</summary>
    [Alias("ledger")]
    Task<LedgerEntry[]?> Ledger(long afterVersion, int limit, bool without, CancellationToken cancellationToken);

    /// <inheritdoc cref="ITopics.Entry"/>
    [Alias("entry")]
    Task<LedgerEntry?> Entry(ClaimId claim, CancellationToken cancellationToken);
}
