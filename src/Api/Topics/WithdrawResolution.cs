using System.Diagnostics;
using Analysis.Api.Access;
using Analysis.Api.Contracts;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Engine.Topics;
using MediatR;

namespace Analysis.Api.Topics;

/// <summary>Withdraws the answer, or the annulment, with a reason: the question is open, and later claims count.</summary>
public sealed record WithdrawResolution(TopicId Topic, ReadOnlyMemory<byte> Json) : Act<OutcomeJson>(Role.Editor);

internal sealed class WithdrawResolutionHandler(ITopics topics) : IRequestHandler<WithdrawResolution, Answer<OutcomeJson>>
{
    public async Task<Answer<OutcomeJson>> Handle(WithdrawResolution request, CancellationToken cancellationToken)
    {
        var command = JsonBody.Read(request.Json, "withdrawal", (fields, _) => GroundsJson.Read(fields,
            (reason, by, reported) => new TopicCommand.WithdrawResolution(reason, by, reported)));
        if (command.Problem is { } problem) return problem;

        return await topics.Execute(request.Topic, command.Value with { Writer = request.Writer }) switch
        {
            Reply.Done done => OutcomeJson.Of("withdrawn", done.Reading!),
            Reply.Unchanged unchanged => OutcomeJson.Of("unchanged", unchanged.Reading!),
            Reply.Refused refused => Problems.Of(refused.Rejection, "withdrawal"),
            var reply => throw new UnreachableException($"Unknown reply {reply}."),
        };
    }
}
