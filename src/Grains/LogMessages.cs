using Microsoft.Extensions.Logging;

namespace Analysis.Grains;

/// <summary>What the grains log: one line each, no payloads.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1, LogLevel.Warning, "The singleton {Singleton} is active nowhere now; asked again soon")]
    public static partial void SingletonNotKept(this ILogger log, string singleton, Exception fault);

    [LoggerMessage(2, LogLevel.Warning, "{Stream}: its snapshot cannot be read; loaded without")]
    public static partial void SnapshotNotRead(this ILogger log, string stream, Exception fault);

    [LoggerMessage(3, LogLevel.Debug, "Whoever keeps the lists did not catch up in time")]
    public static partial void ListsNotAwaited(this ILogger log, Exception fault);
}
