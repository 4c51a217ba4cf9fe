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
        var parts = new List<string> { $"the word of {utterance.Voice switch { Lineage.Unknown => "sources of unknown lineage", var voice => voice }}" };
        if (testimony.Assertion != utterance.Said) parts.Add(testimony.Assertion switch
        {
            Assertion.Interval { High: double.PositiveInfinity } => "an older figure: at least so many by now",
            Assertion.Interval => "a later figure: at most so many by then",
            _ => "an older stage: at least this far by now",
        });
        else if (utterance.Claim.Value is ClaimValue.Quantity && utterance.Said is Assertion.Interval { IsBound: true }) parts.Add("a partial count: a lower bound");
        if (utterance.Claim.Qualified("derivation") is QualifierValue.Text derivation) parts.Add($"computed: {derivation.Value}");
        if (utterance.Stake == Stake.SelfServing) parts.Add("self-serving: discounted");
        if (utterance.Stake == Stake.AgainstInterest) parts.Add("against its own interest: trusted");
        if (Certainty.Fit(utterance.Claim) < 1) parts.Add("fits the question only in part");
        return string.Join("; ", parts);
    }

    /// <summary>Why confidence is what it is.</summary>
    public static IEnumerable<string> ForConfidence(TopicDefinition topic, IReadOnlyList<(Speaker Speaker, Testimony Testimony)> weighed, IReadOnlyList<Utterance> denials, TimeSpan? age)
    {
        var named = weighed.Select(w => w.Speaker.Voice).Where(v => v != Lineage.Unknown).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var unknown = weighed.Any(w => w.Speaker.Voice == Lineage.Unknown);
        yield return (named.Count, unknown) switch
        {
            (0, _) => "everything is of unknown lineage",
            (1, false) => $"a single origin, {named[0]}",
            (1, true) => $"one named origin, {named[0]}, and reports of unknown lineage",
            (var n, _) => $"{n} origins, {string.Join(", ", named.Take(4))}{(n > 4 ? ", ..." : "")}{(unknown ? ", and reports of unknown lineage" : "")}",
        };

        var leaders = weighed.Select(w => w.Speaker.Leader!).ToList();
        foreach (var (stake, words) in new[] { (Stake.SelfServing, "an interested party"), (Stake.AgainstInterest, "speaking against its own interest") })
        {
            var voices = leaders.Where(l => l.Stake == stake).Select(l => l.Voice).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            if (voices.Count > 0) yield return $"{string.Join(" and ", voices)} {words}";
        }

        if (denials.Count > 0)
            yield return $"denied by {string.Join(" and ", denials.Select(d => d.Claim.Origin.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}";
        var undated = weighed.Where(w => w.Testimony.Footing < 1).Select(w => w.Testimony.Id).Order(StringComparer.Ordinal).Take(3).ToList();
        if (undated.Count > 0) yield return $"undated: {string.Join(", ", undated)}";
        var places = leaders.Select(l => l.Claim.Qualified("location")).OfType<QualifierValue.Text>().Select(t => t.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (places.Count is > 1 and <= 4) yield return $"the reports name different places: {string.Join(" / ", places)}";
        if (topic.HalfLife is { } half && age > half.Length) yield return $"the newest statement is {age.Value.TotalDays:0} days old";
    }
}
