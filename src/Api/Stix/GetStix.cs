using Analysis.Api.Access;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Lists;
using Analysis.Engine.Reference;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Stix;

/// <summary>
/// A topic, its claims and what became of them as a bundle of STIX 2.1. <c>docs/stix.md</c> says what is what.
/// </summary>
public sealed record GetStix(TopicId Topic, Lens Lens) : UseCase<Representation>(Role.Reader);

internal sealed class GetStixHandler(ITopics topics, ISources sources, Settings settings) : IRequestHandler<GetStix,
    Answer<Representation>>
{
    /// <summary>The first so many; the ledger has them all.</summary>
    public const int ClaimsMax = 1_000;

    public async Task<Answer<Representation>> Handle(GetStix request, CancellationToken cancellationToken)
    {
        if (await topics.Timeline(request.Topic, request.Lens, TimeAxis.ValidTime, PastTopics.TimelinePointsMin,
            ClaimsMax,
            cancellationToken) is not { } timeline
            || await topics.History(request.Topic, from: null, to: null, afterVersion: 0, limit: 1,
                cancellationToken) is not [var first, ..])
            return await Problems.Unknown(topics, request.Topic, request.Lens, cancellationToken);

        var held = new Dictionary<SourceId, ReferenceEntry<SourceProfile>>();
        foreach (var source in timeline.Claims.SelectMany(entry => entry.Claim.Chain).Distinct())
        {
            if (await sources.Find(source, cancellationToken) is { } entry) held[source] = entry;
        }

        var bundle = new StixBundle(settings.StixNamespace, timeline, first.At, held);
        return new ViewRenderer().Restore(bundle.Write(), timeline.Reading.View.Version);
    }
}
