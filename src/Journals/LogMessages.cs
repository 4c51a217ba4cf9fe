using Microsoft.Extensions.Logging;

namespace Analysis.Journals;

internal static partial class LogMessages
{
    [LoggerMessage(EventId = 2001, Level = LogLevel.Information, Message = "Journal opened: {File}")]
    public static partial void JournalOpened(this ILogger log, string file);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Error, Message = "A transaction of {Appends} appends failed")]
    public static partial void BatchFaulted(this ILogger log, int appends, Exception fault);
}
