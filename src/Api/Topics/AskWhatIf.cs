using System.Diagnostics;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Reference;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Topics;

/// <summary>What a topic's view would be under other assumptions, with its timeline then if that is wanted. Stores nothing.</summary>
public sealed record AskWhatIf(TopicId Topic, Lens Lens, TimeAxis? Timeline, ReadOnlyMemory<byte> Json) : UseCase<SupposedJson>(Role.Reader);

internal sealed class AskWhatIfHandler(ITopics topics, ISources sources) : IRequestHandler<AskWhatIf, Answer<SupposedJson>>
{
    public async Task<Answer<SupposedJson>> Handle(AskWhatIf request, CancellationToken cancellationToken)
    {
        if (await topics.Read(request.Topic, Lens.Current, cancellationToken) is not { Definition: var topic })
            return await Problems.Unknown(topics, request.Topic, cancellationToken);
        var read = JsonBody.Read(request.Json, "supposition", (fields, faults) => SuppositionJson.Read(fields, faults, topic));
        if (read.Problem is { } problem) return problem;

        var supposition = read.Value with { Sources = await HeldAbout(read.Value.Claims, cancellationToken) };
        return await topics.WhatIf(request.Topic, request.Lens, supposition, request.Timeline, cancellationToken) switch
        {
            null => await Problems.Unknown(topics, request.Topic, request.Lens, cancellationToken),
            { Refusal: { } refusal } => Problems.Of(refusal, "supposition"),
            { View: { } view, Actual: var actual, Timeline: var timeline } => SupposedJson.Of(actual, view, timeline),
            _ => throw new UnreachableException($"Topic {request.Topic} was neither supposed nor refused."),
        };
    }

    private async Task<List<SourceProfile>> HeldAbout(IEnumerable<Claim> claims, CancellationToken cancellationToken)
    {
        var held = new List<SourceProfile>();
        foreach (var source in claims.SelectMany(c => c.Chain).Distinct())
        {
            if (await sources.Find(source, cancellationToken) is { } registered) held.Add(registered.Held);
        }

        return held;
    }
}
