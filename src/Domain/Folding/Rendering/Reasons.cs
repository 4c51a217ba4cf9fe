using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding.Conclusions;
using Analysis.Domain.Folding.Origin;
using Analysis.Domain.Folding.Succession;
using Analysis.Domain.Folding.Weight;
using Analysis.Domain.Topics;

namespace Analysis.Domain.Folding.Rendering;

/// <summary>Why, in words: for the ledger and for confidence.</summary>
internal static class Reasons
{
    private const int StrongestMax = 20;
    private const int NamesMax = 4;

    /// <summary>Why a counted claim weighs what it weighs.</summary>
    public static string Counted(Conclusion conclusion, int at)
    {
        var (timed, weighed) = (conclusion.Claims[at], conclusion.Weighed[at]);
        var parts = new List<string> { Of(timed.Lead) };
        if (!conclusion.Informs(at)) parts.Add("says nothing either way: its source is as often wrong as right here, or gains by it");
        if (conclusion is LabelConclusion label && label.IsHistory(at)) parts.Add("older than all that supports the answer");
        if (weighed.GrowthUp > 0) parts.Add("an older figure: it may have grown since");
        else if (weighed.GrowthDown > 0) parts.Add("a later figure: at most so many by then");
        if (timed.Said is Said.Label { Form: LabelForm.AtLeast }) parts.Add("an older stage: at least this far by now");
        if (weighed.Stake is Stake.FavoursHigh or Stake.FavoursLow) parts.Add("self-serving: discounted");
        if (weighed.Stake is Stake.AdmitsMore or Stake.AdmitsLess) parts.Add("against its own interest: trusted");
        return string.Join("; ", parts);
    }

    /// <summary>What a claim is by itself: whose word, and in what form.</summary>
    public static string Of(ScopedClaim scoped)
    {
        var claim = scoped.Claim;
        var parts = new List<string> { scoped.Lineage.Origin switch
        {
            Lineage.Unknown when scoped.Chain.Count == 1 => $"{scoped.Chain[^1]} in its own voice: of unknown lineage, unless it is given a kind or a grade",
            Lineage.Unknown => "the word of sources of unknown lineage",
            var origin when origin != scoped.Chain[^1].Value => $"computed from the word of {origin}",
            var origin when origin != claim.Origin.Value => $"the word of {origin}, who {claim.Origin} is",
            var origin => $"the word of {origin}",
        } };
        if (scoped.Remark is { } remark) parts.Add(remark);
        if (scoped.SoFar) parts.Add("a count so far: a lower bound, and near the total more often than not");
        if (scoped.Said is Said.Number { Form: NumberForm.AtLeast }) parts.Add("a lower bound");
        if (scoped.Said is Said.Number { Form: NumberForm.AtMost }) parts.Add("an upper bound");
        if (claim.Qualified("derivation") is QualifierValue.Text derivation) parts.Add($"computed: {derivation.Value}");
        if (Certainty.Fit(claim) < 1) parts.Add("fits the question only in part");
        foreach (var word in HedgeWords.UnknownTo(claim)) parts.Add($"the hedge \"{word}\" is not in the table: it counts as slight");
        return string.Join("; ", parts);
    }

    /// <summary>Why confidence is what it is; of many voices, the strongest are named.</summary>
    public static IEnumerable<string> ForConfidence(TopicDefinition topic, Conclusion conclusion, DateTimeOffset validAt)
    {
        var strongest = conclusion.Heaviest(StrongestMax);
        var (named, unknown) = conclusion.Origins();
        var names = Names(strongest.Where(conclusion.Informs).Select(i => conclusion.Claims[i].Origin).Where(o => o != Lineage.Unknown), named);
        yield return (named, unknown) switch
        {
            (0, _) => "everything is of unknown lineage",
            (1, false) => $"a single origin ({names})",
            (1, true) => $"one named origin ({names}) and reports of unknown lineage",
            _ => $"{named} origins ({names}){(unknown ? " and reports of unknown lineage" : "")}",
        };

        string[] Of(Func<Stake, bool> stake) => [.. strongest.Where(i => stake(conclusion.Weighed[i].Stake)).Select(i => conclusion.Claims[i].Origin)];
        var parties = Of(s => s is Stake.FavoursHigh or Stake.FavoursLow);
        if (parties.Length > 0) yield return $"{Names(parties, 0)} an interested party";
        var admitting = Of(s => s is Stake.AdmitsMore or Stake.AdmitsLess);
        if (admitting.Length > 0) yield return $"{Names(admitting, 0)} speaking against its own interest";
        var denials = conclusion.Claims.Where(c => c.Lead.Denies).Take(StrongestMax).Select(c => c.Lead.Chain[^1].Value).ToList();
        if (denials.Count > 0) yield return $"denied by {Names(denials, 0)}";
        var undated = strongest.Where(i => conclusion.Weighed[i].Footing < 1).Select(i => conclusion.Weighed[i].Id).ToList();
        if (undated.Count > 0) yield return $"undated: {Names(undated, 0)}";
        foreach (var i in strongest.Where(i => conclusion.Claims[i].Lead.Remark is not null))
        {
            yield return $"{conclusion.Claims[i].Origin} {conclusion.Claims[i].Lead.Remark}";
        }
        var places = strongest.Select(i => conclusion.Claims[i].Lead.Claim.Qualified("location"))
            .OfType<QualifierValue.Text>().Select(t => t.Value).Distinct(StringComparer.Ordinal).ToList();
        if (places.Count is > 1 and <= NamesMax) yield return $"the reports name different places: {string.Join(" / ", places.Order(StringComparer.Ordinal))}";
        if (topic is { Dynamics: Dynamics.Changing, HalfLife: { } half } && conclusion.AsOf is { } asOf && validAt - asOf > half.Length)
            yield return $"the newest statement is {(validAt - asOf).TotalDays:0} days old";
    }

    /// <summary>Up to four names, and that there are more.</summary>
    private static string Names(IEnumerable<string> names, int of)
    {
        var distinct = names.Distinct(StringComparer.Ordinal).ToList();
        var shown = string.Join(", ", distinct.Take(NamesMax).Order(StringComparer.Ordinal));
        return Math.Max(distinct.Count, of) > NamesMax ? shown + ", ..." : shown;
    }
}
