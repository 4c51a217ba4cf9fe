namespace Analysis.Silo;

internal static partial class LogMessages
{
    [LoggerMessage(EventId = 4001, Level = LogLevel.Warning, Message = "{Silos} silos had been silent for long, and were declared dead")]
    public static partial void SilentSilosBuried(this ILogger log, int silos);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Warning, Message = "Whether silos are silent could not be looked up; looked up again soon")]
    public static partial void BurialPutOff(this ILogger log, Exception fault);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Information, Message = "Told to stop: not ready any more, serving for {Seconds} s until nobody asks")]
    public static partial void Draining(this ILogger log, int seconds);
}
