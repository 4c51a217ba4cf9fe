using System.Net;

namespace Analysis.Api;

internal static partial class LogMessages
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    public static partial void RequestFaulted(this ILogger log, string method, PathString path, Exception fault);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Warning, Message = "How far the lists lag is not known now")]
    public static partial void LagUnknown(this ILogger log, Exception fault);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Information, Message = "Batch of {Lines} lines: {Created} created, {Duplicate} duplicate, {Rejected} rejected")]
    public static partial void BatchDone(this ILogger log, long lines, long created, long duplicate, long rejected);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Information, Message = "Keys of {Setting} taken over: {Keys}")]
    public static partial void KeysHeld(this ILogger log, string setting, int keys);

    [LoggerMessage(EventId = 3005, Level = LogLevel.Error, Message = "Refused: {Reason}")]
    public static partial void KeyRefused(this ILogger log, string reason);

    [LoggerMessage(EventId = 3007, Level = LogLevel.Error, Message = "{Setting} holds no key: it lets nobody in")]
    public static partial void NoKeyHeld(this ILogger log, string setting);

    [LoggerMessage(EventId = 3008, Level = LogLevel.Warning, Message = "{Method} {Path} from {Address} refused: {Reason}")]
    public static partial void AttemptFailed(this ILogger log, string method, PathString path, IPAddress? address, string reason);

    [LoggerMessage(EventId = 3009, Level = LogLevel.Information, Message = "{Method} {Path} from {Address} refused: it brings no key")]
    public static partial void WithoutKey(this ILogger log, string method, PathString path, IPAddress? address);

    [LoggerMessage(EventId = 3013, Level = LogLevel.Error, Message = "The issuer of tokens does not answer")]
    public static partial void IssuerUnavailable(this ILogger log, Exception fault);

    [LoggerMessage(EventId = 3012, Level = LogLevel.Information,
        Message = "{Method} {Path} from {Address} refused: too many attempts from there have failed; it may try again in {Seconds} s")]
    public static partial void AttemptSlowed(this ILogger log, string method, PathString path, IPAddress? address, double seconds);

    [LoggerMessage(EventId = 3006, Level = LogLevel.Information, Message = "There is no page at /: install Node 20.19 or newer, run \"npm run build\" in src/Web, and start again")]
    public static partial void PageMissing(this ILogger log);

    [LoggerMessage(EventId = 3010, Level = LogLevel.Information, Message = "Demo: {Count} {What} loaded, {Known} were there already")]
    public static partial void DemoLoaded(this ILogger log, int count, string what, int known);

    [LoggerMessage(EventId = 3011, Level = LogLevel.Error, Message = "Demo: line {Line} of {File} was refused: {Reason}")]
    public static partial void DemoRefused(this ILogger log, int line, string file, string? reason);
}
