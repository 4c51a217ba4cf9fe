using Analysis.Api.Access;
using Analysis.Domain.Claims;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Charts;

/// <summary>What a link to a topic shows: its title and sentence.</summary>
public sealed record GetCard(TopicId Topic) : UseCase<Card>(Role.Reader), IPublicPicture;

/// <summary>A topic in two texts.</summary>
public sealed record Card(string Title, string Statement);

/// <summary>
/// What shows of a topic no more than its picture does: where <see cref="Settings.PublicPictures"/> says so, everybody
/// may ask for it.
/// </summary>
internal interface IPublicPicture;

internal sealed class GetCardHandler(ITopics topics) : IRequestHandler<GetCard, Answer<Card>>
{
    public async Task<Answer<Card>> Handle(GetCard request, CancellationToken cancellationToken) =>
        await topics.Read(request.Topic, Lens.Current, cancellationToken) is { } reading
            ? new Card(reading.Definition.Title, reading.View.Statement)
            : await Problems.Unknown(topics, request.Topic, cancellationToken);
}
