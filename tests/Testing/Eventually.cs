using System.Diagnostics;

namespace Analysis.Testing;

/// <summary>Waits until something is so, for as long as a busy machine may need.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public static Task IsSo(Func<bool> isSo) => IsSo(() => Task.FromResult(isSo()));

    /// <param name="isSo">Asked again and again.</param>
    /// <param name="patience">How long; a minute unless said.</param>
    public static async Task IsSo(Func<Task<bool>> isSo, TimeSpan? patience = null)
    {
        var limit = patience ?? TimeSpan.FromMinutes(1);
        for (var waiting = Stopwatch.StartNew(); !await isSo(); await Task.Delay(Pause))
            if (waiting.Elapsed > limit) throw new TimeoutException($"not so after {limit}");
    }
}
