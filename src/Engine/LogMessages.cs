using Microsoft.Extensions.Logging;

namespace Analysis.Engine;

/// <summary>What the engine logs: one line each, no payloads.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1, LogLevel.Debug, "{Closed} idle topics gave up their memory; {Active} are active")]
    public static partial void IdleTopicsClosed(this ILogger log, int closed, int active);

    [LoggerMessage(3, LogLevel.Information, "Refined what sources have earned on {Teaching} topics; {LeftOut} more were left out, their family having claims enough")]
    public static partial void Refined(this ILogger log, int teaching, int leftOut);

    [LoggerMessage(5, LogLevel.Warning, "Topic {Topic}: a snapshot could not be kept")]
    public static partial void SnapshotFailed(this ILogger log, string topic, Exception fault);

    [LoggerMessage(4, LogLevel.Error, "Refinement put off")]
    public static partial void RefinementPutOff(this ILogger log, Exception fault);

    [LoggerMessage(11, LogLevel.Information, "A refinement that was cut short goes on, from a round that was kept in {Kept} of {Families} families")]
    public static partial void RefinementGoesOn(this ILogger log, int kept, int families);

    [LoggerMessage(12, LogLevel.Debug, "Round {Round} of family {Family} was kept")]
    public static partial void RoundKept(this ILogger log, int round, string family);

    [LoggerMessage(10, LogLevel.Warning, "How far the refinement has come could not be kept")]
    public static partial void RoundNotKept(this ILogger log, Exception fault);

    [LoggerMessage(2, LogLevel.Debug, "{Stream} was written; {Topics} topics were told")]
    public static partial void TopicsTold(this ILogger log, string stream, int topics);

    [LoggerMessage(6, LogLevel.Error, "The lists lag: following the journal was put off")]
    public static partial void ProjectionPutOff(this ILogger log, Exception fault);

    [LoggerMessage(8, LogLevel.Error, "Following what others write was put off")]
    public static partial void FollowingPutOff(this ILogger log, Exception fault);

    [LoggerMessage(9, LogLevel.Error, "The feed of changes lags: following the journal was put off")]
    public static partial void FeedPutOff(this ILogger log, Exception fault);

    [LoggerMessage(7, LogLevel.Error, "{Stream} could not be rendered for the lists; it is tried again")]
    public static partial void RowOwed(this ILogger log, string stream, Exception fault);

    [LoggerMessage(13, LogLevel.Error, "Alerts lag: following the journal was put off")]
    public static partial void AlertsPutOff(this ILogger log, Exception fault);

    [LoggerMessage(14, LogLevel.Error, "Sending what alerts tell was put off")]
    public static partial void DeliveriesPutOff(this ILogger log, Exception fault);

    [LoggerMessage(15, LogLevel.Warning, "Alert {Alert}: attempt {Attempt} was not taken: {Answer}")]
    public static partial void NotDelivered(this ILogger log, string alert, int attempt, string answer);
}
