using System.Diagnostics;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Topics;

namespace Analysis.Api;

/// <summary>What acts on topics and claims come to, for whoever asked for them.</summary>
internal static class Outcomes
{
    /// <summary>
    /// Carries out an act on a topic that takes a reason, by whom, and since when that is known. Problems name it by its
    /// <paramref name="subject"/>; the answer by its <paramref name="result"/>, once it is done.
    /// </summary>
    public static async Task<Answer<OutcomeJson>> Act(this ITopics topics, TopicId topic, ReadOnlyMemory<byte> json, Writer? writer,
        string subject, string result, Func<string, SourceId?, Edtf?, TopicCommand> command)
    {
        var read = JsonBody.Read(json, subject, (fields, _) => GroundsJson.Read(fields, command));
        return read.Problem is { } problem ? problem
            : Of(await topics.Execute(topic, read.Value with { Writer = writer }), subject, result);
    }

    /// <summary>Of a topic.</summary>
    public static Answer<OutcomeJson> Of(Reply reply, string subject, string result) => reply switch
    {
        Reply.Done done => OutcomeJson.Of(result, done.Reading!),
        Reply.Unchanged unchanged => OutcomeJson.Of("unchanged", unchanged.Reading!),
        Reply.Refused refused => Problems.Of(refused.Rejection, subject),
        _ => throw new UnreachableException($"Unknown reply {reply}."),
    };

    /// <summary>Of a claim.</summary>
    public static Answer<OutcomeJson> OnClaim(Reply reply, ClaimId claim, string subject, string result) => reply switch
    {
        Reply.Done done => OutcomeJson.OnClaim(result, done.Reading!, claim, done.Claim),
        Reply.Unchanged unchanged => OutcomeJson.OnClaim("unchanged", unchanged.Reading!, claim, unchanged.Claim),
        Reply.Refused refused => Problems.Of(refused.Rejection, subject),
        _ => throw new UnreachableException($"Unknown reply {reply}."),
    };

    /// <summary>Of what touches two topics, as one of them is then.</summary>
    public static async Task<Answer<OutcomeJson>> Shown(this ITopics topics, TopicId topic, Reply reply, string subject, string result,
        CancellationToken cancellationToken)
    {
        if (reply is Reply.Refused refused) return Problems.Of(refused.Rejection, subject);
        return await topics.Read(topic, Lens.Current, cancellationToken) is { } reading
            ? OutcomeJson.Of(reply is Reply.Done ? result : "unchanged", reading)
            : await Problems.Unknown(topics, topic, cancellationToken);
    }
}
