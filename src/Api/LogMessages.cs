namespace Analysis.Api;

internal static partial class LogMessages
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    public static partial void RequestFaulted(this ILogger log, string method, PathString path, Exception fault);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Warning, Message = "How far the lists lag is not known now")]
    public static partial void LagUnknown(this ILogger log, Exception fault);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Information, Message = "Batch of {Lines} lines: {Created} created, {Duplicate} duplicate, {Rejected} rejected")]
    public static partial void BatchDone(this ILogger log, long lines, long created, long duplicate, long rejected);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Information, Message = "Keys of {File} taken over: {Keys}")]
    public static partial void KeysRead(this ILogger log, string file, int keys);

    [LoggerMessage(EventId = 3005, Level = LogLevel.Error, Message = "The keys stay as they were: {Reason}")]
    public static partial void KeysRefused(this ILogger log, string reason);

    [LoggerMessage(EventId = 3006, Level = LogLevel.Information, Message = "There is no page at /: install Node 20.19 or newer, run \"npm run build\" in src/Web, and start again")]
    public static partial void PageMissing(this ILogger log);

    [LoggerMessage(EventId = 3010, Level = LogLevel.Information, Message = "Demo: {Count} {What} loaded, {Known} were there already")]
    public static partial void DemoLoaded(this ILogger log, int count, string what, int known);

    [LoggerMessage(EventId = 3011, Level = LogLevel.Error, Message = "Demo: line {Line} of {File} was refused: {Reason}")]
    public static partial void DemoRefused(this ILogger log, int line, string file, string? reason);
}
