using System.Diagnostics;
using Analysis.Api.Access;
using Analysis.Api.Claims;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Engine.Lists;
using Analysis.Engine.Reference;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Topics;

/// <summary>Defines a topic, or redefines it.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Json">The definition.</param>
/// <param name="IfVersion">The version it must be at: 0 when it must be new, null when that does not matter.</param>
public sealed record DefineTopic(TopicId Topic, ReadOnlyMemory<byte> Json, long? IfVersion) : Act<DefinedTopic>(Role.Editor);

public sealed record DefinedTopic(Representation Representation, bool Created);

internal sealed class DefineTopicHandler(IFamilies families, ISourceNames names) : IRequestHandler<DefineTopic, Answer<DefinedTopic>>
{
    public async Task<Answer<DefinedTopic>> Handle(DefineTopic request, CancellationToken cancellationToken)
    {
        var definition = JsonBody.Read(request.Json, "topic", (fields, faults) => TopicJson.Read(fields, faults, request.Topic));
        if (definition.Problem is { } problem) return problem;
        var named = await names.WithSources(definition.Value, request.Writer, cancellationToken);
        if (named.Problem is { } unclear) return unclear;

        return await families.DefineTopic(named.Value, request.IfVersion, request.Writer, cancellationToken) switch
        {
            Reply.Done { Lost: { } lost } done => new DefinedTopic(ViewRenderer.Of(done.Reading!, lost), done.IsFirst),
            Reply.Done done => new DefinedTopic(ViewRenderer.Of(done.Reading!), done.IsFirst),
            Reply.Unchanged unchanged => new DefinedTopic(ViewRenderer.Of(unchanged.Reading!), Created: false),
            Reply.Refused refused => Problems.Of(refused.Rejection, "topic"),
            var reply => throw new UnreachableException($"Unknown reply {reply}."),
        };
    }
}
