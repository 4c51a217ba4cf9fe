using Analysis.Api.Access;
using Analysis.Domain.Claims;
using Analysis.Engine.Exchange;
using Analysis.Engine.Lists;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Exchange;

/// <summary>
/// Everything that the journal holds, or what belongs to a topic or to those with a tag, after a cursor.
/// </summary>
public sealed record ExportEvents(TopicId? Topic, string? Tag, string? After) : UseCase<ExportedEvents>(Role.Admin);

/// <summary>Events in order.</summary>
public sealed record ExportedEvents(IAsyncEnumerable<ExportedEvent> Events);

internal sealed class ExportEventsHandler(Exporter exporter, ITopics topics, ILists lists)
    : IRequestHandler<ExportEvents, Answer<ExportedEvents>>
{
    public async Task<Answer<ExportedEvents>> Handle(ExportEvents request, CancellationToken cancellationToken)
    {
        var events = request is { Topic: null, Tag: null } ? await exporter.All(request.After, cancellationToken)
            : null;
        if (request is not { Topic: null, Tag: null })
        {
            var chosen = new List<TopicId>();
            if (request.Topic is { } topic)
            {
                if (await topics.Forwarding(topic, cancellationToken) is null)
                    return Problems.UnknownTopic(topic.Value);
                chosen.Add(topic);
            }

            if (request.Tag is { } tag)
            {
                await lists.CatchUp(cancellationToken);
                chosen.AddRange(await exporter.Tagged(tag, cancellationToken));
            }

            events = await exporter.Of(chosen, request.After, cancellationToken);
        }

        return events is null ? Problems.InvalidParameter("after", "is not a cursor of this export")
            : new ExportedEvents(events);
    }
}
