using Analysis.Domain.Folding.Conclusions;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding.Time;

/// <summary>For how long a view stays true while nobody says anything.</summary>
internal static class Holding
{
    /// <summary>
    /// The next whole hour at which it may change: when it ages, when a statement begins to speak, when a plan lapses, when the answer grows stale. O(origins).
    /// </summary>
    public static DateTimeOffset Until(TopicState state, Settlement? settlement, Conclusion answer, Conclusion? ahead, DateTimeOffset at) =>
        Next(state, settlement, answer, ahead, at) is var next && next == DateTimeOffset.MaxValue
            ? next
            : TopicFold.Hour(next.AddTicks(TimeSpan.TicksPerHour - 1));

    /// <summary>The very instant.</summary>
    public static DateTimeOffset Next(TopicState state, Settlement? settlement, Conclusion answer, Conclusion? ahead, DateTimeOffset at)
    {
        var topic = state.Topic!;
        if (topic is { Dynamics: Dynamics.Changing, HalfLife: not null } && (answer.HasEvidence || ahead is { HasEvidence: true }))
        {
            return TopicFold.Hour(at).AddHours(1);
        }
        var isTimeless = ValidTime.IsTimeless(topic);
        var next = DateTimeOffset.MaxValue;
        void Consider(DateTimeOffset? time)
        {
            if (time > at && time < next) next = time.Value;
        }

        foreach (var turn in Answered.Turns(topic, settlement)) Consider(turn);
        foreach (var conclusion in new[] { answer, ahead })
        {
            if (conclusion is null) continue;
            foreach (var (chain, _) in isTimeless ? [] : conclusion.Slice.Chains)
            {
                for (var i = chain.CountUntil(at); i < chain.Said.Count; i++)
                {
                    Consider(chain.Said[i].Horizon);
                    Consider(chain.Said[i].Claim.ValidTime?.From);
                }
            }

            foreach (var claim in conclusion.Claims)
            {
                // Of a statement that speaks of later, what it says of now hangs on the very instant.
                if (!isTimeless && claim.Lead.Horizon > at) return at.AddTicks(1);
                if (claim.Lead.Claim.LooksAhead) Consider(Plans.Lapses(topic, claim.Lead.Facts));
            }
        }

        foreach (var conclusion in new[] { answer, ahead })
        {
            if (conclusion?.AsOf is { } asOf) Consider(Stale(topic, asOf));
        }

        return next;
    }

    /// <summary>From when on an answer is stale: on a topic that changes after one half-life, else after 60 days; null where time does not matter.</summary>
    public static DateTimeOffset? Stale(TopicDefinition topic, DateTimeOffset asOf) => topic switch
    {
        _ when ValidTime.IsTimeless(topic) => null,
        { Dynamics: Dynamics.Changing, HalfLife: { } half } => Later(asOf, half.Length),
        _ => Later(asOf, ValidTime.StaleAfter),
    };

    private static DateTimeOffset Later(DateTimeOffset date, TimeSpan by) => DateTimeOffset.MaxValue - date > by ? date + by : DateTimeOffset.MaxValue;
}
