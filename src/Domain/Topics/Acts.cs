using System.Diagnostics;
using Analysis.Domain.Claims;

namespace Analysis.Domain.Topics;

/// <summary>
/// What was done to one thing, in the order in which it was made known: of what is known by a time, the last holds. As a rule none or one, and
/// at most as many as there are events. Mutable; not thread-safe.
/// </summary>
public sealed class Acts
{
    private readonly List<Recorded> _all = [];

    /// <summary>In the order in which they can be known; of one instant, as they were recorded.</summary>
    public IReadOnlyList<Recorded> All => _all;

    /// <summary>These acts, whatever their order; null when there are none.</summary>
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
    public static DateTimeOffset KnownBy(Recorded act) => KnownBy(act.Event, act.At);

    /// <summary>The same of an act that is recorded at a time.</summary>
    internal static DateTimeOffset KnownBy(TopicEvent act, DateTimeOffset recordedAt) =>
        ReportTime.Of(ReportedTime(act), recordedAt) is var reported && reported < recordedAt ? reported : recordedAt;

    /// <summary>When an act was made known, as far as that is said.</summary>
    internal static Edtf? ReportedTime(TopicEvent act) => act switch
    {
        TopicEvent.ClaimRetracted retracted => retracted.ReportedTime,
        TopicEvent.ClaimRestored restored => restored.ReportedTime,
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
        var at = _all.Count;
        while (at > 0 && IsLater(_all[at - 1], act)) at--;
        _all.Insert(at, act);
    }

    private static bool IsLater(Recorded a, Recorded b) => (KnownBy(a), a.At, a.Version).CompareTo((KnownBy(b), b.At, b.Version)) > 0;
}

/// <summary>When a report counts as made.</summary>
internal static class ReportTime
{
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
