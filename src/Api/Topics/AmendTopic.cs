using System.Diagnostics;
using System.Text.Json;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;
using Analysis.Engine.Reference;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Topics;

/// <summary>Changes what a JSON Merge Patch names of a topic's definition.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Json">The patch.</param>
/// <param name="IfVersion">The version it must be at; null when that does not matter.</param>
public sealed record AmendTopic(TopicId Topic, ReadOnlyMemory<byte> Json, long? IfVersion)
    : Act<Representation>(Role.Editor);

internal sealed class AmendTopicHandler(ITopics topics, IFamilies families)
    : IRequestHandler<AmendTopic, Answer<Representation>>
{
    /// <summary>
    /// How often it is made anew of another definition: the topic takes it only in place of the one it was made from.
    /// </summary>
    private const int AttemptsMax = 20;

    public async Task<Answer<Representation>> Handle(AmendTopic request, CancellationToken cancellationToken)
    {
        var patch = JsonBody.Read(request.Json, "topic", (fields, faults) => Patch(fields, request.Json));
        if (patch.Problem is { } problem) return problem;

        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            if (await topics.Read(request.Topic, Lens.Current, cancellationToken) is not { Definition: var known })
                return await Problems.Unknown(topics, request.Topic, cancellationToken);
            var amended = MergePatch.Apply(JsonSerializer.SerializeToUtf8Bytes(TopicJson.Of(known),
                ApiJson.Wire.TopicJson), patch.Value.Json);
            var definition = JsonBody.Read(amended, "topic", (fields, faults) =>
                TopicJson.Read(fields, faults, request.Topic));
            if (definition.Problem is { } fault) return fault;

            switch (await families.AmendTopic(definition.Value, known, request.IfVersion, request.Writer,
                cancellationToken))
            {
                case Reply.Done done:
                    return done.Lost is { } lost ? ViewRenderer.Of(done.Reading!, lost) : ViewRenderer.Of(done.Reading!);
                case Reply.Unchanged unchanged:
                    return ViewRenderer.Of(unchanged.Reading!);
                case Reply.Refused { Rejection: Rejection.DefinitionChanged }:
                    continue;
                case Reply.Refused refused:
                    return Problems.Of(refused.Rejection, "topic");
                case var reply:
                    throw new UnreachableException($"Unknown reply {reply}.");
            }
        }

        throw new ConcurrencyException($"topic {request.Topic}: others kept defining it, {AttemptsMax} times.");
    }

    /// <summary>
    /// A patch that names nothing but what a definition has; what it says is judged together with what stays.
    /// </summary>
    private static Document? Patch(JsonFields fields, ReadOnlyMemory<byte> json)
    {
        foreach (var name in fields.Names.Except(TopicJson.Fields))
            fields.Fault(name, TopicJson.Shown.Contains(name)
                ? "is shown beside the definition, and is no part of it" : "is not a field of this object");
        foreach (var name in (string[])["conversions", "scale"])
        {
            if (fields.Has(name) && !fields.TakeNull(name)) fields.Object(name);
        }

        return new Document(JsonBody.WithoutMark(json));
    }

    private sealed record Document(ReadOnlyMemory<byte> Json);
}
