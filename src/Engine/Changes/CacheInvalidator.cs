using Analysis.Engine.Journal;
using Analysis.Engine.Reference;
using Analysis.Engine.Topics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Analysis.Engine.Changes;

/// <summary>
/// Where several processes write to one journal: follows it, so that what others wrote to what is in memory here
/// is not passed over. The journal decides between two that write; this keeps whoever lost, or does not write, from showing what is old.
/// </summary>
public sealed class CacheInvalidator(IJournal journal, IActiveTopics topics, IEnumerable<IReferenceData> referenceData,
    TimeProvider clock, ILogger<CacheInvalidator> log) : BackgroundService
{
    /// <summary>Between two looks.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>After a fault: as a rule the journal is away, and stays away for a while.</summary>
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(2);

    private const int EventsMax = 10_000;

    private static readonly TimeSpan NewsPatience = TimeSpan.FromSeconds(5);

    private long _position;

    /// <summary>Begins at the journal's end: what is loaded from now on is loaded from there.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _position = await journal.End(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true) await Task.Delay(await TryFollow(stoppingToken) ? Pause : PauseAfterFault, clock, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping, and with it all that is in memory here.
        }
    }

    private async Task<bool> TryFollow(CancellationToken cancellationToken)
    {
        try
        {
            var started = clock.GetTimestamp();
            await journal.WaitForNews(_position, NewsPatience, cancellationToken);
            ChangedStreams changed;
            do
            {
                changed = await journal.Changed(_position, EventsMax, cancellationToken);
                foreach (var (stream, version) in changed.Streams)
                {
                    if (TopicStream.TopicOf(stream) is { } topic) topics.Heed(topic, version);
                }

                foreach (var (stream, version) in changed.Streams) // asks topics, and so may take its time
                {
                    foreach (var data in referenceData.Where(r => r.Keeps(stream))) await data.Heed(stream, version, cancellationToken);
                }

                _position = changed.Position;
            }
            while (changed.More);
            if (_position < await journal.Position(cancellationToken)) return true;
            foreach (var data in referenceData) data.Forget(clock.GetElapsedTime(started)); // everything written before now has been heard
            return true;
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            log.FollowingPutOff(fault); // goes on from the same position
            return false;
        }
    }
}
