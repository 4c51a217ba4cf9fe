using Microsoft.Extensions.Logging;

namespace Analysis.Engine;

/// <summary>What the engine logs: one line each, no payloads.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1, LogLevel.Debug, "{Closed} idle topics gave up their memory; {Active} are active")]
    public static partial void IdleTopicsClosed(this ILogger log, int closed, int active);

    [LoggerMessage(2, LogLevel.Information, "Source {Source} was assessed anew; {Topics} topics were told")]
    public static partial void SourceAssessed(this ILogger log, string source, int topics);
}
