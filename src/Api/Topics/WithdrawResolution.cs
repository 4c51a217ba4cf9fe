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
    public Task<Answer<OutcomeJson>> Handle(WithdrawResolution request, CancellationToken cancellationToken) =>
        topics.Act(request.Topic, request.Json, request.Writer, "withdrawal", "withdrawn",
            (reason, by, reported) => new TopicCommand.WithdrawResolution(reason, by, reported));
}
