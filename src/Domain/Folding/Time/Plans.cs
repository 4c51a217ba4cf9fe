using Analysis.Domain.Claims;
using Analysis.Domain.Topics;
using Analysis.Domain.Views;

namespace Analysis.Domain.Folding.Time;

/// <summary>
/// T4: when plans stop speaking. What has occurred overtakes every plan; a plan whose day has passed without word falls silent, and what it had
/// replaced stays replaced, because succession comes first.
/// </summary>
internal static class Plans
{
    /// <summary>A report that something has occurred overtakes plans from this weight on.</summary>
    public const double OvertakesFrom = 0.3;

    /// <summary>
    /// When an expectation lapses: at the end of the time it named; one with an open end, a half-life (else 180 days) after the first date named; null
    /// when it does not. Of a quantity or a state the valid time counts, and without one it only ages.
    /// </summary>
    public static DateTimeOffset? Lapses(TopicDefinition topic, ClaimFacts facts)
    {
        var claim = facts.Claim;
        if (!claim.LooksAhead) return null;
        var patience = topic.HalfLife?.Length ?? ValidTime.Patience;
        var expected = claim.Value is ClaimValue.Date { Edtf: { } date } ? date : claim.ValidTime;
        if (topic.Kind != TopicKind.Date && topic.Accepts.Contains(claim.Status)) return null; // what a topic asks about ages, and is not put away
        if (expected?.To is { } end) return end;
        return Later(expected?.StartEnds ?? facts.ReportedAt, patience);
    }

    /// <summary>Takes the plans out whose day has passed; <paramref name="came"/> says of which it is known that they came true.</summary>
    public static List<TimedClaim> WithoutLapsed(TopicDefinition topic, Timeslice slice, IEnumerable<TimedClaim> claims, Func<TimedClaim, string?> came)
    {
        var live = new List<TimedClaim>();
        foreach (var claim in claims)
        {
            var lapses = claim.Lead.Claim.Stance == Stance.Asserts ? Lapses(topic, claim.Lead.Facts) : null;
            if (claim.Lead.Claim.LooksAhead && came(claim) is { } how) slice.Silence(claim.Lead, Standing.Superseded, how);
            else if (lapses <= slice.At)
            {
                slice.Silence(claim.Lead, Standing.Lapsed,
                    $"expected by {new Instant(lapses.Value.UtcTicks - 1)}, which has passed without a report that it came true");
            }
            else live.Add(claim);
        }

        return live;
    }

    private static DateTimeOffset Later(DateTimeOffset date, TimeSpan by) =>
        DateTimeOffset.MaxValue - date > by ? date + by : DateTimeOffset.MaxValue;
}
