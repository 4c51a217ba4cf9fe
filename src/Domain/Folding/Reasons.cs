using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding;

/// <summary>Why, in words: for the ledger and for confidence.</summary>
internal static class Reasons
{
    /// <summary>Why a counted claim weighs what it weighs.</summary>
    public static string Counted(Testimony testimony, Utterance utterance)
    {
        var parts = new List<string> { utterance.Voice switch
        {
            Lineage.Unknown when utterance.Claim.Chain.Count == 1 => $"{utterance.Claim.Origin} in its own voice: of unknown lineage, unless it is given a kind or a grade",
            Lineage.Unknown => "the word of sources of unknown lineage",
            var voice => $"the word of {voice}",
        } };
        if (testimony.Assertion != utterance.Said) parts.Add(testimony.Assertion switch
        {
            Assertion.Interval { High: double.PositiveInfinity } => "an older figure: at least so many by now",
            Assertion.Interval => "a later figure: at most so many by then",
            _ => "an older stage: at least this far by now",
        });
        else if (utterance.Claim.Value is ClaimValue.Quantity && utterance.Said is Assertion.Interval { IsBound: true }) parts.Add("a partial count: a lower bound");
        else if (testimony.Assertion is Assertion.Interval { IsBound: true } bound) parts.Add(double.IsInfinity(bound.High) ? "a lower bound" : "an upper bound");
        if (utterance.Claim.Qualified("derivation") is QualifierValue.Text derivation) parts.Add($"computed: {derivation.Value}");
        if (utterance.Stake == Stake.SelfServing) parts.Add("self-serving: discounted");
        if (utterance.Stake == Stake.AgainstInterest) parts.Add("against its own interest: trusted");
        if (Certainty.Fit(utterance.Claim) < 1) parts.Add("fits the question only in part");
        return string.Join("; ", parts);
    }

    /// <summary>Why confidence is what it is; of many voices, the strongest are named.</summary>
    public static IEnumerable<string> ForConfidence(TopicDefinition topic, Hearing hearing, TimeSpan? age)
    {
        var strongest = hearing.Strongest.Take(20).ToList();
        var leaders = strongest.Select(s => s.Leader!).ToList();
        var unknown = hearing.Evidence.HasOrigin(Lineage.Unknown);
        var named = hearing.Evidence.Origins - (unknown ? 1 : 0);
        var names = Names(strongest.Select(s => s.Voice).Where(v => v != Lineage.Unknown), named);
        yield return (named, unknown) switch
        {
            (0, _) => "everything is of unknown lineage",
            (1, false) => $"a single origin ({names})",
            (1, true) => $"one named origin ({names}) and reports of unknown lineage",
            _ => $"{named} origins ({names}){(unknown ? " and reports of unknown lineage" : "")}",
        };

        foreach (var (stake, words) in new[] { (Stake.SelfServing, "an interested party"), (Stake.AgainstInterest, "speaking against its own interest") })
        {
            var voices = leaders.Where(l => l.Stake == stake).Select(l => l.Voice).ToList();
            if (voices.Count > 0) yield return $"{Names(voices, 0)} {words}";
        }

        var denials = hearing.Deniers.Take(20).Select(s => s.Leader!.Claim.Origin.Value).ToList();
        if (denials.Count > 0) yield return $"denied by {Names(denials, 0)}";
        var undated = strongest.Where(s => s.Testimony!.Value.Footing < 1).Select(s => s.Testimony!.Value.Id).ToList();
        if (undated.Count > 0) yield return $"undated: {Names(undated, 0)}";
        var places = leaders.Select(l => l.Claim.Qualified("location")).OfType<QualifierValue.Text>().Select(t => t.Value).Distinct(StringComparer.Ordinal).ToList();
        if (places.Count is > 1 and <= 4) yield return $"the reports name different places: {string.Join(" / ", places.Order(StringComparer.Ordinal))}";
        if (topic.HalfLife is { } half && age > half.Length) yield return $"the newest statement is {age.Value.TotalDays:0} days old";
    }

    /// <summary>Up to four names, and that there are more.</summary>
    private static string Names(IEnumerable<string> names, int of)
    {
        var distinct = names.Distinct(StringComparer.Ordinal).ToList();
        var shown = string.Join(", ", distinct.Take(4).Order(StringComparer.Ordinal));
        return Math.Max(distinct.Count, of) > 4 ? shown + ", ..." : shown;
    }
}
