using System.Diagnostics;
using Analysis.Api.Access;
using Analysis.Api.Claims;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Reference;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Topics;

/// <summary>What a topic's view would be under other assumptions, with its timeline then if that is wanted. Stores nothing.</summary>
public sealed record AskWhatIf(TopicId Topic, Lens Lens, TimeAxis? Timeline, ReadOnlyMemory<byte> Json) : UseCase<SupposedJson>(Role.Reader);

internal sealed class AskWhatIfHandler(ITopics topics, ISources sources, ISourceNames names) : IRequestHandler<AskWhatIf, Answer<SupposedJson>>
{
    public async Task<Answer<SupposedJson>> Handle(AskWhatIf request, CancellationToken cancellationToken)
    {
        if (await topics.Read(request.Topic, Lens.Current, cancellationToken) is not { Definition: var topic })
            return await Problems.Unknown(topics, request.Topic, cancellationToken);
        var read = JsonBody.Read(request.Json, "supposition", (fields, faults) => SuppositionJson.Read(fields, faults, topic));
        if (read.Problem is { } problem) return problem;

        var claims = new List<Claim>(read.Value.Claims.Count);
        foreach (var (i, claim) in read.Value.Claims.Index())
        {
            var named = await names.WithSupposedSources(claim, $"/claims/{i}", cancellationToken);
            if (named.Problem is { } unclear) return unclear;
            claims.Add(named.Value);
        }

        var sourcesOf = claims.SelectMany(c => c.Chain).Concat(read.Value.Merges.Select(m => m.Into));
        var supposition = read.Value with { Claims = claims, Sources = await HeldAbout(sourcesOf, cancellationToken) };
        return await topics.WhatIf(request.Topic, request.Lens, supposition, request.Timeline, cancellationToken) switch
        {
            null => await Problems.Unknown(topics, request.Topic, request.Lens, cancellationToken),
            { Refusal: { } refusal } => Problems.Of(refusal, "supposition"),
            { View: { } view, Actual: var actual, Timeline: var timeline } => SupposedJson.Of(actual, view, timeline),
            _ => throw new UnreachableException($"Topic {request.Topic} was neither supposed nor refused."),
        };
    }

    /// <summary>What is held about sources, and those that they were merged into.</summary>
    private async Task<List<SourceProfile>> HeldAbout(IEnumerable<SourceId> named, CancellationToken cancellationToken)
    {
        var (held, due, seen) = (new List<SourceProfile>(), new Queue<SourceId>(named), new HashSet<SourceId>());
        while (due.TryDequeue(out var source))
        {
            if (!seen.Add(source) || await sources.Find(source, cancellationToken) is not { } registered) continue;
            held.Add(registered.Held);
            if (registered.Held.MergedInto is { } into) due.Enqueue(into);
        }

        return held;
    }
}
