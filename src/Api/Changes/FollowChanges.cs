using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Engine.Changes;
using Analysis.Engine.Journal;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Changes;

/// <summary>What happens to all topics, or to one, as it happens: after a cursor (as of <see cref="GetChanges"/>), or from now on. For who has joined the feed.</summary>
/// <param name="Topic">Which; null for all.</param>
/// <param name="After">That position or version.</param>
/// <param name="From">Of all topics: where to begin without a position; null for now.</param>
public sealed record FollowChanges(TopicId? Topic, long? After, DateTimeOffset? From)
    : UseCase<ServerSentChanges>(Role.Reader);

/// <summary>
/// <c>ready</c> or <c>reset</c>, then a <c>change</c> for each, and a <c>heartbeat</c> when there has been nothing else for a while. Each has the
/// cursor after it as its id. Without end, but for that of the caller or the server.
/// </summary>
public sealed record ServerSentChanges(IAsyncEnumerable<SseItem<byte[]>> Events);

internal sealed class FollowChangesHandler(ChangeFeed feed, ITopics topics, IAudit audit, Settings settings,
    TimeProvider clock, IHostApplicationLifetime host)
    : IRequestHandler<FollowChanges, Answer<ServerSentChanges>>
{
    /// <summary>The most events that are made up for; who is further behind is told to read its lists anew.</summary>
    public const int BehindMax = 10_000;

    private static readonly byte[] Nothing = "{}"u8.ToArray();

    private readonly TimeSpan _heartbeat = TimeSpan.FromSeconds(settings.HeartbeatSeconds);

    public async Task<Answer<ServerSentChanges>> Handle(FollowChanges request, CancellationToken cancellationToken)
    {
        var now = await feed.End(cancellationToken); // before the topic is looked up, so that nothing falls between
        if (request.Topic is not { } topic)
        {
            var start = request.After ?? (request.From is { } from ? await audit.Before(from, cancellationToken)
                : null as long?);
            var isReset = start is { } after && !await CanGoOn(after, cancellationToken);
            var position = isReset ? now : start ?? now;
            return new ServerSentChanges(Follow(null, position, position, isReset, cancellationToken));
        }

        if (await topics.Show(topic, cancellationToken) is not { Version: var version })
            return await Problems.Unknown(topics, topic, cancellationToken);
        var isResetThere = request.After is { } afterVersion && !await CanGoOn(topic, afterVersion, version, cancellationToken);
        return new ServerSentChanges(Follow(topic, now, isResetThere ? version : request.After ?? version, isResetThere, cancellationToken));
    }

    private async Task<bool> CanGoOn(long position, CancellationToken cancellationToken) =>
        await feed.Knows(position, cancellationToken) && !await feed.HasMore(position, BehindMax, cancellationToken);

    private async Task<bool> CanGoOn(TopicId topic, long after, long version, CancellationToken cancellationToken) =>
        version - after <= BehindMax && (after <= version || await feed.Knows(topic, after, cancellationToken));

    /// <param name="topic">Which; null for all.</param>
    /// <param name="position">Where in the journal to go on from.</param>
    /// <param name="cursor">The same for all topics; of one topic, after which version of its stream.</param>
    /// <param name="isReset">Whether that is not where the caller wanted to go on from.</param>
    /// <param name="cancellationToken">The caller has left.</param>
    private async IAsyncEnumerable<SseItem<byte[]>> Follow(
        TopicId? topic, long position, long cursor, bool isReset, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping);
        yield return Event(isReset ? "reset" : "ready", Nothing, cursor);
        var told = clock.GetTimestamp();
        if (topic is { } one)
        {
            while (!ending.IsCancellationRequested && await feed.Read(one, cursor, Limits.PageMax, cancellationToken) is [_, ..] missed)
            {
                foreach (var change in missed) yield return Event(change, cursor = change.Version);
            }
        }

        while (!ending.IsCancellationRequested)
        {
            ChangePage page;
            try
            {
                page = await feed.Read(position, Limits.PageMax, cancellationToken);
            }
            catch (JournalUnavailableException)
            {
                yield break; // the tail has said so in the log; who follows comes back to where it was
            }

            foreach (var change in page.Changes.Where(c => topic is null || (c.Topic == topic && c.Version > cursor)))
            {
                yield return Event(change, cursor = topic is null ? change.Position : change.Version);
                told = clock.GetTimestamp();
            }

            position = page.Position;
            if (topic is null) cursor = position;
            await feed.Wait(position, _heartbeat - clock.GetElapsedTime(told), ending.Token);
            if (clock.GetElapsedTime(told) < _heartbeat) continue;
            yield return Event("heartbeat", Nothing, cursor);
            told = clock.GetTimestamp();
        }
    }

    private static SseItem<byte[]> Event(Change change, long cursor) => Event("change", JsonSerializer.SerializeToUtf8Bytes(ChangeJson.Of(change), ApiJson.Wire.ChangeJson), cursor);

    private static SseItem<byte[]> Event(string name, byte[] json, long cursor) => new(json, name) { EventId = cursor.ToString(CultureInfo.InvariantCulture) };
}
