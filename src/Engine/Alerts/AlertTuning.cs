namespace Analysis.Engine.Alerts;

/// <summary>How deliveries are sent and kept.</summary>
public sealed record AlertTuning
{
    /// <summary>
    /// So many times the first pause is each next one: of five seconds 30 s, 2, 10 and 30 min, 2, 6, 12 and 24 h.
    /// </summary>
    private static readonly int[] Steps = [1, 6, 24, 120, 360, 1_440, 4_320, 8_640, 17_280];

    /// <summary>After how many attempts it is given up. Default 10: about two days.</summary>
    public int AttemptsMax { get; init; } = 10;

    /// <summary>How long to wait after the first attempt. Default 5 s.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one attempt may take. Default 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many are under way at a time. Default 16.</summary>
    public int InFlightMax { get; init; } = 16;

    /// <summary>How long the log is kept. Default 30 days.</summary>
    public TimeSpan LogFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How many entries of an alert, of those that are not pending. Default 1,000.</summary>
    public int LogMax { get; init; } = 1_000;

    /// <summary>For how long a delivery is its sender's: when that is killed, another sends it anew.</summary>
    public TimeSpan Lease => Timeout + TimeSpan.FromSeconds(2);

    /// <summary>
    /// The pause after so many attempts; <paramref name="chance"/>, in [0, 1), spreads it by a quarter either way.
    /// </summary>
    public TimeSpan PauseAfter(int attempts, double chance) =>
        FirstRetry * Steps[Math.Min(attempts, Steps.Length) - 1] * (.75 + (chance / 2));
}
