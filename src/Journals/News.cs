namespace Analysis.Journals;

/// <summary>
/// Tells followers in this process that there may be something new. Where others may write too, a follower also looks by
/// itself every <paramref name="poll"/>. Thread-safe.
/// </summary>
internal sealed class News(TimeSpan poll)
{
    private TaskCompletionSource _told = NewSignal();

    public void Tell() => Interlocked.Exchange(ref _told, NewSignal()).SetResult();

    /// <summary>Completes when told, when <paramref name="position"/> is above the given one, or after the patience.</summary>
    public async Task Wait(long afterPosition, TimeSpan patience, Func<CancellationToken, Task<long>> position, CancellationToken ct)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var late = Task.Delay(patience, waiting.Token);
        while (!late.IsCompleted)
        {
            var told = Volatile.Read(ref _told).Task; // taken before looking, so that no news falls between
            if (await position(ct) > afterPosition) break;
            await Task.WhenAny(told, late, Task.Delay(poll, waiting.Token));
            ct.ThrowIfCancellationRequested();
        }

        await waiting.CancelAsync();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
