using System.Diagnostics;
using Analysis.Engine;
using MediatR;

namespace Analysis.Api.Pipeline;

/// <summary>Opens the span of a use case, in which those of the engine stand, and says how it ended.</summary>
internal sealed class Tracing<TRequest, T> : IPipelineBehavior<TRequest, Answer<T>>
    where TRequest : UseCase<T>
    where T : class
{
    private static readonly string Name = typeof(TRequest).Name;

    public async Task<Answer<T>> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<Answer<T>> next)
    {
        using var span = Telemetry.Activities.StartActivity(Name);
        try
        {
            var answer = await next();
            if (answer.Problem is { } problem) span?.SetTag("problem", problem.Type);
            return answer;
        }
        catch (Exception fault)
        {
            span?.SetStatus(ActivityStatusCode.Error, fault.GetType().Name);
            throw;
        }
    }
}
