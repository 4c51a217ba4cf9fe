using Analysis.Api.Access;
using Analysis.Api.Charts;
using MediatR;

namespace Analysis.Api.Pipeline;

/// <summary>Decides whether a request may run: the one place where roles are asked for.</summary>
internal sealed class Authorization<TRequest, T>(Callers callers, Settings settings) : IPipelineBehavior<TRequest,
    Answer<T>>
    where TRequest : UseCase<T>
    where T : class
{
    public async Task<Answer<T>> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<Answer<T>> next)
    {
        var caller = callers.Current;
        return caller.Role >= request.Role || (request is IPublicPicture && settings.PublicPictures)
            ? await next()
            : Problems.Forbidden(request.Role, caller.Role);
    }
}
