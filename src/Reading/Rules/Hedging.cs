using Analysis.Domain.Folding.Weight;
using Analysis.Reading.Text;
using Analysis.Reading.Words;

namespace Analysis.Reading.Rules;

/// <summary>A hedge that a sentence has.</summary>
internal sealed record Hedge(string Phrase, int From, int Next, bool IsReporting);

/// <summary>
/// The hedges of a sentence, by the words that the belief model knows. What hedges a whole report ("reportedly",
/// "officials
/// suggest") speaks of all that follows; what hedges a verb ("could", "is expected to") of its own clause.
/// </summary>
internal static class Hedging
{
    /// <summary>Known to the model, and yet no hedge here: said of a number by itself, or of everything.</summary>
    private static readonly HashSet<string> NoHedges =
    [
        "said", "says", "announced", "stated", "declared", "contested", "disputed", "considered", "deemed",
        "estimate", "estimated", "denied", "so-called", "fears", "supposed", "would have", "an estimated", "some",
        "about", "around", "approximately", "approx", "roughly", "nearly", "almost", "close to", "or so", "over",
        "under", "up to", "at least", "at most", "more than", "fewer than", "less than", "as many as", "no more than",
        "no fewer than", "a few", "several", "many", "numerous", "a number of", "dozens", "scores", "hundreds",
        "thousands", "millions", "tens of thousands", "hundreds of thousands", "several hundred", "several thousand",
        "several million", "claim", "suspect", "rumour", "rumor", "considered", "scheduled", "planned",
    ];

    /// <summary>No hedges unless they are said of a report.</summary>
    private static readonly HashSet<string> OfReports =
    [
        "initial", "preliminary", "provisional", "potential", "possible", "alleged",
    ];

    private static readonly HashSet<string> Reports =
    [
        "report", "reports", "estimate", "estimates", "figure", "figures", "toll", "count", "information", "data",
        "assessment", "assessments", "findings",
    ];

    /// <summary>Verbs and adverbs by which others' words are told: they hold over clauses.</summary>
    private static readonly HashSet<string> Reporting =
    [
        "according to", "according to reports", "reportedly", "reported", "reports say", "suggest", "suggests",
        "suggested", "indicate", "indicates", "indicated", "allegedly", "contend", "contends", "claims", "claimed",
        "believe", "believes", "assess", "assesses", "assessed", "speculate", "speculates", "speculated", "confirmed",
        "officially confirmed", "officially announced", "officially acknowledged", "estimates", "purportedly",
        "unconfirmed", "unconfirmed reports", "sources say", "sources said", "insists", "maintains",
        "independently verified", "verified", "admitted", "estimates suggest", "thought", "believed",
    ];

    private static readonly Phrases<bool> Known = new(
        HedgeWords.Known.Where(word => !NoHedges.Contains(word))
            .Concat(["noted", "poised", "poised to", "officially announced", "set to", "purportedly", "similar to"])
            .Distinct(StringComparer.Ordinal).Select(word => (word, Reporting.Contains(word))));

    /// <summary>All of them, in order.</summary>
    public static List<Hedge> In(Sentence sentence)
    {
        var found = new List<Hedge>();
        foreach (var match in Known.In(sentence))
        {
            if (IsHedge(sentence, match))
                found.Add(new Hedge(match.Phrase, match.From, WithoutVerb(sentence, match), match.Meaning));
        }

        return found;
    }

    /// <summary>Those that speak of what stands from one token to before the next.</summary>
    /// <param name="sentence">Where both stand.</param>
    /// <param name="hedges">Of the sentence.</param>
    /// <param name="from">Where what is hedged begins.</param>
    /// <param name="next">The token after it.</param>
    /// <param name="only">Where the words that speak of it begin, if not at the sentence's beginning.</param>
    public static IEnumerable<Hedge> Of(Sentence sentence, IReadOnlyList<Hedge> hedges, int from, int next,
        int only = 0) =>
        hedges.Where(hedge => hedge.From >= only
            && (hedge.IsReporting ? Told(sentence, hedge, from, next) : Said(sentence, hedge, from, next)));

    private static bool Told(Sentence sentence, Hedge hedge, int from, int next) =>
        sentence.Clause(hedge.From) == sentence.Clause(next - 1)
        || (hedge.From < from && !hedge.Phrase.StartsWith("according", StringComparison.Ordinal));

    private static bool Said(Sentence sentence, Hedge hedge, int from, int next) =>
        sentence.Clause(hedge.From) == sentence.Clause(from)
        && (hedge.From < from || sentence.Part(hedge.From) == sentence.Part(next - 1));

    private static bool IsPassive(Sentence sentence, Phrases<bool>.Match match) =>
        sentence.At(match.From - 1) is "been" or "were" or "was" or "is" or "are" or "be" or "already" or "the"
            || sentence.IsOf(match.Next, Nouns.Befallen);

    private static bool IsConditional(Sentence sentence) => sentence.Tokens.Any(t => t.Is("if") || t.Is("unless"));

    /// <summary>"might be" hedges as "might" does, "plans to" as "plans".</summary>
    private static int WithoutVerb(Sentence sentence, Phrases<bool>.Match match) =>
        match.Next - match.From > 1 && sentence.At(match.Next - 1) is "be" or "have"
            || (sentence.Is(match.Next - 1, "to")
            && sentence.At(match.From) is "plans" or "preparing" or "appears" or "appear" or "poised")
            ? match.Next - 1 : match.Next;

    private static bool IsHedge(Sentence sentence, Phrases<bool>.Match match)
    {
        if (OfReports.Contains(match.Phrase)) return Reports.Contains(sentence.At(match.Next));
        if (match.Phrase is "may" or "might" or "could" or "would" && sentence.Tokens[match.From].IsCapital
            && match.From > 0) return false;
        if (match.Phrase is "reported") return IsPassive(sentence, match); // "the agency reported" hedges nothing
        if (match.Phrase.StartsWith("would",
            StringComparison.Ordinal)) return IsConditional(sentence); // not "said it would"
        return match.Phrase is not "if" || match.From == 0 || !sentence.Is(match.From - 1, "as");
    }
}
