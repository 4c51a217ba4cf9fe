using Analysis.Engine.Topics;
using Orleans.Runtime.Messaging;
using Polly;
using Polly.Retry;

namespace Analysis.Grains;

/// <summary>Asks a grain again while its silo is going, gone, or not yet known to be: another takes over within seconds.</summary>
internal sealed class RetryPolicy(TimeProvider clock)
{
    /// <summary>For how long it asks again.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromSeconds(8);

    private static readonly ResiliencePropertyKey<long> Started = new("started");

    private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = args => ValueTask.FromResult(
                args.Outcome.Exception is { } fault && IsPassing(fault) && clock.GetElapsedTime(args.Context.Properties.GetValue(Started, 0)) < Max),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(20),
            MaxDelay = TimeSpan.FromMilliseconds(500),
            MaxRetryAttempts = int.MaxValue,
        })
        .Build();

    /// <summary>The grain's answer.</summary>
    /// <exception cref="TopicUnavailableException">None came in time; whether a command was carried out nobody knows.</exception>
    public async Task<T> Ask<T>(string name, Func<Task<T>> question, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(Started, clock.GetTimestamp());
        try
        {
            return await _pipeline.ExecuteAsync(static async (_, ask) => await ask(), context, question);
        }
        catch (Exception fault) when (IsPassing(fault))
        {
            throw new TopicUnavailableException($"No silo has answered for {name}.", fault);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>What Orleans throws of a silo that cannot be reached or is stopping, and of a grain that has moved.</summary>
    private static bool IsPassing(Exception fault) => fault is OrleansMessageRejectionException or ConnectionFailedException or TimeoutException;
}
