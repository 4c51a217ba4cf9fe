using Analysis.Api.Contracts;

namespace Analysis.Api;

/// <summary>What a use case comes to: a result, or the problem that stands in its way. Exactly one of them is set.</summary>
public readonly record struct Answer<T>
    where T : class
{
    private readonly T? _result;

    private Answer(T? result, Problem? problem) => (_result, Problem) = (result, problem);

    public Problem? Problem { get; }

    /// <summary>The result, once <see cref="Problem"/> is known to be null.</summary>
    /// <exception cref="InvalidOperationException">There is a problem instead.</exception>
    public T Value => _result ?? throw new InvalidOperationException(Problem?.Detail ?? "an answer without result or problem");

    public static implicit operator Answer<T>(T result) => new(result, null);

    public static implicit operator Answer<T>(Problem problem) => new(null, problem);
}
