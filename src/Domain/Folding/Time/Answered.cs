using Analysis.Domain.Beliefs;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding.Time;

/// <summary>
/// Of which time what settles a question speaks. Where there is one truth for all time, of all time, and so does an annulment. Of what never falls the
/// answer holds from its horizon on; of what moves, from there on too, or within the span that is given for it. Before, the claims speak.
/// </summary>
internal static class Answered
{
    private static readonly TimeSpan SameTime = TimeSpan.FromDays(1);

    /// <summary>As for a claim: the end of the valid time, not after it was made known; without one, the hour in which it was made known.</summary>
    public static DateTimeOffset Horizon(Settlement settlement) =>
        ValidTime.Horizon(settlement.Resolution?.ValidTime, TopicFold.Hour(settlement.KnownBy));

    /// <summary>Whether the question is settled for a time.</summary>
    public static bool HoldsAt(TopicDefinition topic, Settlement settlement, DateTimeOffset at)
    {
        if (settlement.Resolution is not { } answer || ValidTime.IsTimeless(topic)) return true;
        return settlement.Closes(topic) ? at >= Horizon(settlement) : !(at < answer.ValidTime!.From) && at < answer.ValidTime.To;
    }

    /// <summary>The times at which that changes, ascending.</summary>
    public static IEnumerable<DateTimeOffset> Turns(TopicDefinition topic, Settlement? settlement)
    {
        if (settlement?.Resolution is not { } answer || ValidTime.IsTimeless(topic)) yield break;
        if (settlement.Closes(topic)) yield return Horizon(settlement);
        else
        {
            if (answer.ValidTime!.From is { } from) yield return from;
            if (answer.ValidTime.To is { } to) yield return to;
        }
    }

    /// <summary>
    /// Whether a statement is no error though the answer is another: of what never falls, it says less, and of a day before the answer's.
    /// </summary>
    public static bool IsLessOfEarlier(TopicDefinition topic, Family family, TimedClaim claim, Settlement settlement, Said answer)
    {
        if (topic.Dynamics != Dynamics.Cumulative || ValidTime.IsTimeless(topic) || claim.Horizon >= Horizon(settlement) - SameTime) return false;
        return (claim.Said, answer) switch
        {
            (Said.Number { Form: NumberForm.Figure or NumberForm.Range, Denied: false } said, Said.Number truth) => said.High + family.Tolerance < truth.Low,
            (Said.Number { Form: NumberForm.AtMost } said, Said.Number truth) => said.High < truth.Low,
            (Said.Label { Form: LabelForm.Is } said, Said.Label truth) => Stages.PlaceOf(topic, said) < Stages.PlaceOf(topic, truth),
            (Said.Label { Form: LabelForm.Not } said, Said.Label truth) => said.Name == truth.Name,
            _ => false,
        };
    }
}
