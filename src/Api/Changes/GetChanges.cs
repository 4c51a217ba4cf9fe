using System.Globalization;
using System.Text.Json;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Engine.Changes;
using Analysis.Engine.Journal;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Changes;

/// <summary>What happened to all topics after a position of the journal, or to one after a version of its stream.</summary>
/// <param name="Topic">Which; null for all.</param>
/// <param name="After">That position or version; null for the beginning.</param>
/// <param name="From">Of all topics: where to begin without a position.</param>
/// <param name="Limit">At most so many.</param>
public sealed record GetChanges(TopicId? Topic, long? After, DateTimeOffset? From, int Limit)
    : UseCase<Page>(Role.Reader);

internal sealed class GetChangesHandler(ChangeFeed feed, ITopics topics, IAudit audit)
    : IRequestHandler<GetChanges, Answer<Page>>
{
    public async Task<Answer<Page>> Handle(GetChanges request, CancellationToken cancellationToken)
    {
        if (request.Topic is { } topic) return await OfTopic(topic, request.After ?? 0, request.Limit,
            cancellationToken);
        var after = request.After ?? (request.From is { } from ? await audit.Before(from, cancellationToken) : 0);
        return await OfAll(after, request.Limit, cancellationToken);
    }

    private async Task<Answer<Page>> OfAll(long after, int limit, CancellationToken cancellationToken)
    {
        var (changes, next) = await feed.Read(after, limit, cancellationToken);
        return next > after || await feed.Knows(after, cancellationToken) ? PageOf(changes, next) : Problems.InvalidParameter("after", "lies beyond the journal's end");
    }

    private async Task<Answer<Page>> OfTopic(TopicId topic, long after, int limit, CancellationToken cancellationToken)
    {
        if (await topics.Forwarding(topic, cancellationToken) is null) return Problems.UnknownTopic(topic.Value);
        var changes = await feed.Read(topic, after, limit, cancellationToken);
        return changes is [.., var last] ? PageOf(changes, last.Version)
            : await feed.Knows(topic, after, cancellationToken) ? PageOf(changes, after)
            : Problems.InvalidParameter("after", "lies beyond the end of the topic's stream");
    }

    private static Page PageOf(IReadOnlyList<Change> changes, long next)
    {
        var json = new ChangePageJson([.. changes.Select(ChangeJson.Of)], next.ToString(CultureInfo.InvariantCulture));
        return new Page(JsonSerializer.SerializeToUtf8Bytes(json, ApiJson.Wire.ChangePageJson), json.Next);
    }
}
