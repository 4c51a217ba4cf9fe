using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding.Time;

/// <summary>Up to when a claim speaks, what "now" is, and how age tells. Every rule about time stands in this folder.</summary>
internal static class ValidTime
{
    /// <summary>What the mere existence of newer reports takes from older ones on a topic that changes.</summary>
    private const double NewsTakes = 0.5;

    /// <summary>How much quicker that is than the half-life.</summary>
    private const double NewsPerHalfLife = 30;

    private const double OldKeeps = 0.5;

    /// <summary>What keeps less than this share, because newer statements say otherwise, is outdated and falls silent.</summary>
    public const double OutdatedBelow = 0.1;

    /// <summary>Without a half-life, this long after the date named an open-ended plan has lapsed, and a view is stale.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromDays(180);

    /// <summary>After so long without a newer word a count is stale.</summary>
    public static TimeSpan StaleAfter { get; } = TimeSpan.FromDays(60);

    /// <summary>
    /// S1: the end of the valid time, not after the report; of a plan, and without a valid time, the report. What
    /// begins later waits until it does.
    /// </summary>
    public static DateTimeOffset Horizon(ClaimFacts facts) =>
        facts.Claim.LooksAhead ? facts.ReportedAt : Horizon(facts.Claim.ValidTime, facts.ReportedAt);

    /// <summary>The same of what is said of a time, or of none, and is known since another.</summary>
    public static DateTimeOffset Horizon(Edtf? valid, DateTimeOffset known)
    {
        if (valid is null) return known;
        var horizon = valid.To is { } to && to > DateTimeOffset.MinValue && to.AddTicks(-1) is var end && end < known ? end : known;
        return valid.From > horizon ? valid.From.Value : horizon;
    }

    /// <summary>Whether there is one truth for all time.</summary>
    public static bool IsTimeless(TopicDefinition topic) => topic.Dynamics == Dynamics.Fixed || topic.Kind == TopicKind.Date;

    /// <summary>"Now" is the instant of the request, and never before the report of a claim that was taken in.</summary>
    public static DateTimeOffset Now(DateTimeOffset request, DateTimeOffset latestReport) => request > latestReport ? request : latestReport;

    /// <summary>
    /// <c>s(d) = 2^(-d/T) (1 - 1/2 (1 - 2^(-30 d/T)))</c>: the share of a statement d days older than the newest report that still bears on it, where
    /// the state changes with probability 1/2 in the half-life T; that somebody reports anew is itself a sign of change.
    /// </summary>
    public static double Held(double days, double halfLife) =>
        days <= 0 ? 1 : Math.Pow(2, -days / halfLife) * (1 - (NewsTakes * (1 - Math.Pow(2, -NewsPerHalfLife * days / halfLife))));

    /// <summary><c>1/2 + 1/2 2^(-age/T)</c>: what confidence keeps with no news; the answer stays.</summary>
    public static double Freshness(double ageDays, double halfLife) => ageDays <= 0 ? 1 : OldKeeps + ((1 - OldKeeps) * Math.Pow(2, -ageDays / halfLife));
}
