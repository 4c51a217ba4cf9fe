using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Analysis.Engine.Alerts;

/// <summary>
/// Sends what is to be told, at least once: a delivery is taken for a while, sent, and what came of it written. Who is
/// killed in between has it sent anew, under the same id. At most <see cref="AlertTuning.InFlightMax"/> are under way.
/// </summary>
internal sealed class AlertCourier(
    IAlertStore store, IEnumerable<IAlertSender> senders, AlertTuning tuning, TimeProvider clock, ILogger log)
    : IDisposable
{
    private const int Chances = 1_000;
    private const string NowhereToSend = "not sent: the alert was defined anew, for feeds alone";

    private static readonly TimeSpan LookPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TrimPause = TimeSpan.FromMinutes(1);

    /// <summary>Whoever asks to be tried again later than that is not heeded so long.</summary>
    private static readonly TimeSpan RetryAfterMax = TimeSpan.FromDays(1);

    private readonly IReadOnlyList<IAlertSender> _senders = [.. senders];
    private readonly SemaphoreSlim _news = new(0);
    private readonly List<Task> _underWay = [];
    private long? _trimmedAt;

    /// <summary>There may be something to send.</summary>
    public void Hear() => _news.Release();

    /// <summary>Sends until it is stopped, and then waits for what is under way.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await TryRound(cancellationToken);
                await _news.WaitAsync(LookPause, cancellationToken); // whoever is done says so too
                while (await _news.WaitAsync(TimeSpan.Zero, cancellationToken))
                {
                    // one round is for all that was said
                }
            }
        }
        finally
        {
            await Task.WhenAll(_underWay).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _news.Dispose();

    /// <summary>Sends a delivery at once, whatever its next try is, and writes what came of it.</summary>
    public static async Task<Delivery> Send(
        Alert alert, Delivery delivery, IEnumerable<IAlertSender> senders, IAlertStore store, AlertTuning tuning,
        TimeProvider clock, CancellationToken cancellationToken)
    {
        var sender = senders.Single(s => s.Channel == alert.Target.Channel);
        var outcome = await Attempt(sender, alert, [delivery], cancellationToken);
        var after = After(delivery, outcome, tuning with { AttemptsMax = 1 }, clock.GetUtcNow());
        await store.Note(after);
        return after;
    }

    private async Task TryRound(CancellationToken cancellationToken)
    {
        try
        {
            _underWay.RemoveAll(task => task.IsCompleted);
            await Trim();
            var now = clock.GetUtcNow();
            var free = tuning.InFlightMax - _underWay.Count;
            if (free <= 0) return;
            var due = await store.Take(now, now + tuning.Lease, free);
            if (due.Count == 0) return;
            var alerts = (await store.Alerts(cancellationToken)).ToDictionary(a => a.Id, StringComparer.Ordinal);
            foreach (var some in due.GroupBy(d => d.Change.Alert))
            {
                if (!alerts.TryGetValue(some.Key, out var alert)) continue; // it is gone, and these with it
                if (_senders.FirstOrDefault(s => s.Channel == alert.Target.Channel) is not { } sender)
                {
                    foreach (var delivery in some)
                        await store.Note(delivery with { Status = DeliveryStatus.Dead, Answer = NowhereToSend });
                    continue;
                }

                foreach (var together in some.Chunk(sender.TogetherMax))
                    _underWay.Add(Task.Run(() =>
                        TrySend(alert, sender, together, cancellationToken), cancellationToken));
            }

            if (due.Count == free) Hear(); // there may be more
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            log.DeliveriesPutOff(fault); // taken again when their time has come
        }
    }

    private async Task TrySend(
        Alert alert, IAlertSender sender, IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await Attempt(sender, alert, deliveries, cancellationToken);
            var now = clock.GetUtcNow();
            var after = deliveries.Select(d => After(d, outcome, tuning, now)).ToList();
            foreach (var delivery in after) await store.Note(delivery);
            if (outcome.Result == SendResult.Unreachable) await store.Postpone(alert.Id, after.Max(d => d.NextTry));
            if (outcome.Result != SendResult.Taken) log.NotDelivered(alert.Id, after[0].Attempts, outcome.Answer);
            Hear();
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            log.DeliveriesPutOff(fault);
        }
    }

    /// <summary>Whatever goes wrong is what came of the attempt: it is in the log, and is tried again.</summary>
    private static async Task<SendOutcome> Attempt(
        IAlertSender sender, Alert alert, IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        try
        {
            return await sender.Send(alert, [.. deliveries.Select(d => d.Change)], cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendOutcome(SendResult.Unreachable, fault.Message.Split('\n')[0]);
        }
    }

    private static Delivery After(Delivery delivery, SendOutcome outcome, AlertTuning tuning, DateTimeOffset now)
    {
        var attempts = delivery.Attempts + 1;
        var isGivenUp = outcome.Result == SendResult.Gone || attempts >= tuning.AttemptsMax;
        var pause = tuning.PauseAfter(attempts, RandomNumberGenerator.GetInt32(Chances) / (double)Chances);
        var asked = Math.Min((outcome.RetryAfter ?? TimeSpan.Zero).Ticks, RetryAfterMax.Ticks);
        return delivery with
        {
            Status = outcome.Result == SendResult.Taken ? DeliveryStatus.Delivered
                : isGivenUp ? DeliveryStatus.Dead : DeliveryStatus.Pending,
            Attempts = attempts,
            NextTry = now + TimeSpan.FromTicks(Math.Max(pause.Ticks, asked)),
            TriedAt = now,
            Answer = outcome.Answer.Length > Delivery.AnswerLengthMax ? outcome.Answer[..Delivery.AnswerLengthMax]
                : outcome.Answer,
        };
    }

    private async Task Trim()
    {
        if (_trimmedAt is { } last && clock.GetElapsedTime(last) < TrimPause) return;
        await store.Trim(clock.GetUtcNow() - tuning.LogFor, tuning.LogMax);
        _trimmedAt = clock.GetTimestamp();
    }
}
