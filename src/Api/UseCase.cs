using Analysis.Api.Access;
using Analysis.Domain.Topics;
using MediatR;

namespace Analysis.Api;

/// <summary>What a caller asks for. Each says which role it takes.</summary>
/// <param name="Role">The least role that may.</param>
public abstract record UseCase<T>(Role Role) : IRequest<Answer<T>>
    where T : class;

/// <summary>A use case that writes.</summary>
/// <param name="Role">The least role that may.</param>
public abstract record Act<T>(Role Role) : UseCase<T>(Role)
    where T : class
{
    /// <summary>Who asks for it; null when nobody is known. Stamped on the way to the handler, once.</summary>
    public Writer? Writer { get; internal set; }

    /// <summary>The caller's role, for what hangs on the text that is sent. Stamped likewise.</summary>
    public Role Held { get; internal set; }
}
