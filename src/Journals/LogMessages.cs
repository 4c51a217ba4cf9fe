using Microsoft.Extensions.Logging;

namespace Analysis.Journals;

internal static partial class LogMessages
{
    [LoggerMessage(EventId = 2001, Level = LogLevel.Information, Message = "Journal opened: {Place}")]
    public static partial void JournalOpened(this ILogger log, string place);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Error, Message = "A transaction of {Appends} appends failed")]
    public static partial void BatchFaulted(this ILogger log, int appends, Exception fault);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Warning, Message = "Notifications are interrupted; followers look by themselves meanwhile")]
    public static partial void NotificationsInterrupted(this ILogger log, Exception fault);
}
