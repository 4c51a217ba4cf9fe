using Analysis.Api.Access;
using MediatR;

namespace Analysis.Api.Pipeline;

/// <summary>Writes on each act who asks for it; from here on that travels in the command.</summary>
internal sealed class Stamping<TRequest, T>(Callers callers) : IPipelineBehavior<TRequest, Answer<T>>
    where TRequest : UseCase<T>
    where T : class
{
    public Task<Answer<T>> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<Answer<T>> next)
    {
        if (request is Act<T> act && callers.Current is { Role: { } role } caller) (act.Writer, act.Held) = (caller.Writer, role);
        return next();
    }
}
