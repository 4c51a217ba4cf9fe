using Analysis.Api.Access;
using Analysis.Domain.Claims;
using Analysis.Engine.Lists;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Topics;

/// <summary>Reads a topic through a lens; with <paramref name="Patience"/>, waits for the current view to change.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Lens">What to see. Only the current view is waited for.</param>
/// <param name="KnownETags">The representations that the caller has: one of them is what is waited to change.</param>
/// <param name="After">The version that the caller has, as another way to say it.</param>
/// <param name="Patience">How long to wait; null not to.</param>
public sealed record GetTopic(TopicId Topic, Lens Lens, IReadOnlyList<string> KnownETags, long? After, TimeSpan? Patience)
    : UseCase<Representation>(Role.Reader);

internal sealed class GetTopicHandler(ITopics topics, IHostApplicationLifetime host) : IRequestHandler<GetTopic, Answer<Representation>>
{
    public async Task<Answer<Representation>> Handle(GetTopic request, CancellationToken cancellationToken)
    {
        if (request.Lens != Lens.Current)
        {
            return await topics.Read(request.Topic, request.Lens, cancellationToken) is { } past
                ? ViewRenderer.Of(past)
                : await Problems.Unknown(topics, request.Topic, request.Lens, cancellationToken);
        }

        if (await topics.Show(request.Topic, cancellationToken) is not { } current)
            return await Problems.Unknown(topics, request.Topic, cancellationToken);
        if (request.Patience is not { } patience) return current;

        var known = request.After ?? (request.KnownETags.Contains(current.ETag) ? current.Version : null as long?);
        if (known is not { } version || version < current.Version) return current;

        try
        {
            var next = await topics.ShowAfter(request.Topic, version, patience, cancellationToken);
            return next is null ? await Problems.Unknown(topics, request.Topic, cancellationToken) : next;
        }
        catch (OperationCanceledException) when (host.ApplicationStopping.IsCancellationRequested)
        {
            return current; // as when the patience is over
        }
    }
}
