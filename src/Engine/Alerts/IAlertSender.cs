namespace Analysis.Engine.Alerts;

/// <summary>What came of sending.</summary>
/// <param name="Result">Whether it was taken, and what to do where it was not.</param>
/// <param name="Answer">What was answered, in a few words.</param>
/// <param name="RetryAfter">When whoever it is for wants to be asked again; null where that was not said.</param>
public sealed record SendOutcome(SendResult Result, string Answer, TimeSpan? RetryAfter = null);

/// <summary>Whether it was taken, and what to do where it was not.</summary>
public enum SendResult
{
    /// <summary>It was.</summary>
    Taken,

    /// <summary>This one was refused; others may not be.</summary>
    Refused,

    /// <summary>Nobody answers there now: others wait too.</summary>
    Unreachable,

    /// <summary>Whoever it was for wants nothing more.</summary>
    Gone,
}

/// <summary>Brings changes to whom they are for. Thread-safe.</summary>
public interface IAlertSender
{
    /// <summary>By which channel.</summary>
    AlertChannel Channel { get; }

    /// <summary>The most changes that go together; 1 where each goes alone.</summary>
    int TogetherMax { get; }

    /// <summary>
    /// Sends changes of one alert, and gives up after a while. An exception is taken for <see cref="SendResult.Unreachable"/>.
    /// </summary>
    Task<SendOutcome> Send(Alert alert, IReadOnlyList<AlertChange> changes, CancellationToken cancellationToken);
}
