using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;
using Analysis.Engine.Lists;
using Analysis.Engine.Topics;

namespace Analysis.Grains;

/// <summary>
/// All topics of a cluster, from any silo. What is asked of a silo that is going, or gone, is asked again of the one that takes its
/// place; a command that was carried out before its silo died is then answered as a repetition, which is why each carries an id.
/// </summary>
internal sealed class ClusterTopics(IGrainFactory grains, ActiveTopics active, PastTopics past, RetryPolicy retry, TimeProvider clock) : ITopics
{
    /// <summary>How long one call waits for a change: a silo that falls silent is noticed within it, and not only when the client's patience ends.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public Task<Reply> Execute(TopicId topic, TopicCommand command, ReplyWith with = ReplyWith.View) =>
        Ask(topic, grain => grain.Execute(command, with), CancellationToken.None);

    /// <inheritdoc/>
    public async Task<Representation?> Show(TopicId topic, CancellationToken cancellationToken) =>
        active.Shown(topic) is { } shown ? shown.Representation : await Ask(topic, grain => grain.Show(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<Representation?> ShowAfter(TopicId topic, long after, TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            var left = patience - clock.GetElapsedTime(started);
            var shown = await Ask(topic, grain => grain.ShowAfter(after, left < WaitMax ? left : WaitMax, cancellationToken), cancellationToken);
            if (shown is null || shown.Version > after) return shown;
            if (left <= WaitMax) return await Show(topic, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task<TopicReading?> Read(TopicId topic, Lens lens, CancellationToken cancellationToken) =>
        lens == Lens.Current
            ? Ask(topic, grain => grain.Read(cancellationToken), cancellationToken)
            : past.Read(topic, lens, cancellationToken);

    /// <inheritdoc/>
    public Task<Forwarding?> Forwarding(TopicId topic, CancellationToken cancellationToken) =>
        Ask(topic, grain => grain.Forwarding(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<SummaryRow?> Row(TopicId topic, CancellationToken cancellationToken) =>
        Ask(topic, grain => grain.Row(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LedgerEntry>?> Ledger(
        TopicId topic, Lens lens, long afterVersion, int limit, bool without, CancellationToken cancellationToken) =>
        lens == Lens.Current
            ? await Ask(topic, grain => grain.Ledger(afterVersion, limit, without, cancellationToken), cancellationToken)
            : await past.Ledger(topic, lens, afterVersion, limit, without, cancellationToken);

    /// <inheritdoc/>
    public Task<LedgerEntry?> Entry(TopicId topic, ClaimId claim, CancellationToken cancellationToken) =>
        Ask(topic, grain => grain.Entry(claim, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<HistoryStep>?> History(
        TopicId topic, DateTimeOffset? from, DateTimeOffset? to, long afterVersion, int limit, CancellationToken cancellationToken) =>
        past.History(topic, from, to, afterVersion, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<Timeline?> Timeline(TopicId topic, Lens lens, TimeAxis over, int max, int claims, CancellationToken cancellationToken) =>
        past.Timeline(topic, lens, over, max, claims, cancellationToken);

    /// <inheritdoc/>
    public Task<Explanation?> Explain(TopicId topic, Lens lens, int skip, int limit, CancellationToken cancellationToken) =>
        past.Explain(topic, lens, skip, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<SourceOutcomes?> Outcomes(TopicId topic, SourceId source, CancellationToken cancellationToken) =>
        past.Outcomes(topic, source, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LedgerEntry>?> LedgerOf(TopicId topic, SourceId source, long afterVersion, int limit, CancellationToken cancellationToken) =>
        past.LedgerOf(topic, source, afterVersion, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<WhatIfAnswer?> WhatIf(TopicId topic, Lens lens, WhatIf assumptions, TimeAxis? timeline, CancellationToken cancellationToken) =>
        past.WhatIf(topic, lens, assumptions, timeline, cancellationToken);

    private Task<T> Ask<T>(TopicId topic, Func<ITopicGrain, Task<T>> question, CancellationToken cancellationToken) =>
        retry.Ask(topic.Value, () => question(grains.GetGrain<ITopicGrain>(topic.Value)), cancellationToken);
}
