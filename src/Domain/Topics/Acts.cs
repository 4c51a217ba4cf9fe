using System.Diagnostics;
using Analysis.Domain.Claims;

namespace Analysis.Domain.Topics;

/// <summary>
/// What was done to one thing, in the order in which it was recorded, here or on the topic it came from: of what is known by a
/// time, the last holds. As a rule none or one, and at most as many as there are events. Mutable; not thread-safe.
/// </summary>
public sealed class Acts
{
    private readonly List<Recorded> _all = [];

    /// <summary>By recorded time, then by version.</summary>
    public IReadOnlyList<Recorded> All => _all;

    /// <summary>Whether just this was done just then.</summary>
    public bool Has(TopicEvent act, DateTimeOffset at) => _all.Exists(known => known.At == at && known.Event == act);

    /// <summary>These acts, by version; null when there are none.</summary>
    public static Acts? Of(IReadOnlyCollection<Recorded> acts)
    {
        if (acts.Count == 0) return null;
        var all = new Acts();
        foreach (var act in acts) all.Add(act);
        return all;
    }

    /// <summary>
    /// When an act can be known: when it was made known, if that is said and it is not later than we took it in; else when it was recorded.
    /// </summary>
    public static DateTimeOffset KnownBy(Recorded act) =>
        ReportTime.Of(ReportedTime(act.Event), act.At) is var reported && reported < act.At ? reported : act.At;


    /// <summary>When an act was made known, as far as that is said.</summary>
    internal static Edtf? ReportedTime(TopicEvent act) => act switch
    {
        TopicEvent.ClaimRetracted retracted => retracted.ReportedTime,
        TopicEvent.ClaimRestored restored => restored.ReportedTime,
        TopicEvent.Resolved resolved => resolved.Resolution.ReportedTime,
        TopicEvent.ResolutionWithdrawn withdrawn => withdrawn.ReportedTime,
        TopicEvent.Annulled annulled => annulled.Annulment.ReportedTime,
        TopicEvent.Archived archived => archived.ReportedTime,
        TopicEvent.Restored restored => restored.ReportedTime,
        TopicEvent.ClaimMoved moved => moved.ReportedTime,
        TopicEvent.Redirected redirected => redirected.ReportedTime,
        TopicEvent.RedirectWithdrawn withdrawn => withdrawn.ReportedTime,
        _ => throw new UnreachableException($"{act.GetType().Name} is not an act."),
    };

    /// <summary>The last that is known by a time; null when none is.</summary>
    /// <param name="by">Null for all.</param>
    public Recorded? Last(DateTimeOffset? by)
    {
        for (var i = _all.Count - 1; i >= 0; i--)
        {
            if (by is null || KnownBy(_all[i]) <= by) return _all[i];
        }

        return null;
    }

    internal void Add(Recorded act)
    {
        var place = _all.Count;
        while (place > 0 && _all[place - 1].At > act.At) place--; // as a rule it is the last
        _all.Insert(place, act);
    }
}

/// <summary>When a report counts as made.</summary>
public static class ReportTime
{
    /// <summary>How far a sender's clock may be ahead of ours.</summary>
    public static TimeSpan ClockSkew { get; } = TimeSpan.FromMinutes(2);

    /// <summary>The same of what was taken in: what is ahead by no more than clocks differ was reported then.</summary>
    public static DateTimeOffset AsTakenIn(Edtf? reportedTime, DateTimeOffset recordedAt) =>
        Of(reportedTime, recordedAt) is var reported && reported > recordedAt && reported - recordedAt <= ClockSkew ? recordedAt : reported;

    /// <summary>
    /// From the first instant of a day or time; within a longer span (a month) at its end, or when it was recorded if that is earlier; when it
    /// was recorded if nothing is said.
    /// </summary>
    public static DateTimeOffset Of(Edtf? reportedTime, DateTimeOffset recordedAt)
    {
        if (reportedTime is null) return recordedAt;
        if (reportedTime is not { From: { } from, To: { } to }) return reportedTime.To ?? reportedTime.From ?? recordedAt;
        if (to - from <= TimeSpan.FromDays(1)) return from;
        var end = to.AddTicks(-1);
        return end < recordedAt ? end : recordedAt > from ? recordedAt : from;
    }
}
