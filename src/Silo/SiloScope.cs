namespace Analysis.Silo;

/// <summary>Puts the silo's name into the scope of every line that is logged, so that the logs of a cluster can be read as one.</summary>
internal sealed class SiloScope(string silo) : IExternalScopeProvider
{
    private readonly KeyValuePair<string, object>[] _silo = [new("Silo", silo)];
    private readonly LoggerExternalScopeProvider _inner = new();

    public void ForEachScope<TState>(Action<object?, TState> callback, TState state)
    {
        callback(_silo, state);
        _inner.ForEachScope(callback, state);
    }

    public IDisposable Push(object? state) => _inner.Push(state);
}
