using Microsoft.Extensions.Logging;
using Npgsql;

#pragma warning disable CA1031 // a loop that must live on logs every fault

namespace Analysis.Journals;

/// <summary>
/// Tells the followers in every process that there are new events. Notifying takes a lock of the whole database until its
/// transaction ends, so it does not travel with the appends: it follows them, at most every <see cref="Pause"/>. Nothing depends
/// on it. Behind a proxy that pools transactions nobody hears it, and followers look by themselves every <see cref="Poll"/>.
/// </summary>
internal sealed class PostgresNotifications : IAsyncDisposable
{
    /// <summary>How often a waiting follower looks by itself.</summary>
    public static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    /// <summary>Between two notifications.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);

    private readonly NpgsqlDataSource _database;
    private readonly ILogger _log;
    private readonly News _news = new(Poll);
    private readonly SemaphoreSlim _due = new(0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _running;

    public PostgresNotifications(NpgsqlDataSource database, ILogger log)
    {
        (_database, _log) = (database, log);
        _running = Task.WhenAll(Repeat(Notify), Repeat(Listen));
    }

    /// <summary>Something was appended here.</summary>
    public void Tell()
    {
        _news.Tell();
        if (_due.CurrentCount == 0) _due.Release();
    }

    public Task Wait(long afterPosition, TimeSpan patience, Func<CancellationToken, Task<long>> position, CancellationToken ct) =>
        _news.Wait(afterPosition, patience, position, ct);

    public async ValueTask DisposeAsync()
    {
        if (_closing.IsCancellationRequested) return; // a container disposes the journal once for each port that it was asked for
        await _closing.CancelAsync();
        await _running;
        _closing.Dispose(); // an append that ends now may still tell: what is due is never disposed of
    }

    private async Task Notify(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await _due.WaitAsync(ct);
            await using var command = _database.CreateCommand("SELECT pg_notify('analysis', '')");
            await command.ExecuteNonQueryAsync(ct);
            await Task.Delay(Pause, ct);
        }
    }

    private async Task Listen(CancellationToken ct)
    {
        await using var connection = await _database.OpenConnectionAsync(ct);
        connection.Notification += (_, _) => _news.Tell();
        await using var command = new NpgsqlCommand("LISTEN analysis", connection);
        await command.ExecuteNonQueryAsync(ct);
        while (!ct.IsCancellationRequested) await connection.WaitAsync(ct);
    }

    private async Task Repeat(Func<CancellationToken, Task> what)
    {
        await Task.Yield();
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                await what(_closing.Token);
            }
            catch (OperationCanceledException) when (_closing.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) // whatever it is, followers look by themselves; the log says so
            {
                _log.NotificationsInterrupted(fault);
                await Task.Delay(AfterFault, _closing.Token).ContinueWith(_ => { }, TaskScheduler.Default); // closing ends the pause
            }
        }
    }
}
