using Microsoft.Extensions.Logging;

namespace Analysis.Grains;

/// <summary>What the grains log: one line each, no payloads.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1, LogLevel.Warning, "Nobody does the duty {Duty} now; asked again soon")]
    public static partial void DutyNotKept(this ILogger log, string duty, Exception fault);
}
