using Analysis.Domain.Claims;

namespace Analysis.Domain.Folding.Weight;

/// <summary>
/// What a hedge leaves of a statement, in [0, 1]. Words are compared regardless of case and spaces. A word that is not here counts as
/// <see cref="UnknownWord"/>, and the ledger says so.
/// </summary>
public static class HedgeWords
{
    /// <summary>What a hedge leaves that nobody has graded.</summary>
    public const double UnknownWord = 0.9;

    private const double UncertainDate = 0.75; // "1984?", as "reportedly"
    private const double ApproximateDate = 0.9; // "1984~", as a slight hedge; its margin says the rest

    private static readonly Dictionary<string, double> Table = new (double Leaves, string[] Words)[]
    {
        (1,
        [
            "confirmed", "officially confirmed", "independently confirmed", "officially announced",
            "officially acknowledged", "verified", "independently verified", "admitted",
            // these say how exact a number is, whose it is or when it was, not how sure
            "about", "around", "approximately", "approx", "roughly", "some", "nearly", "almost", "close to", "or so",
            "an estimated", "estimated", "estimate", "estimates", "updated estimate", "at least", "at most",
            "more than", "over", "up to", "fewer than", "less than", "under", "as many as", "no more than",
            "no fewer than", "already", "so far", "to date", "to date at least", "and counting", "by now",
            "to our knowledge", "according to", "said", "says", "announced", "stated", "declared",
            "a few", "several", "many", "numerous", "a number of", "dozens", "scores", "hundreds", "thousands", "millions",
            "tens of thousands", "hundreds of thousands", "several hundred", "several thousand", "several million",
            "plans", "plans to", "planned", "planning", "intends to", "preparing", "preparing to", "designated", "scheduled",
        ]),
        (0.95,
        [
            "almost certainly", "almost certain", "near certain", "beyond reasonable doubt", "well documented",
        ]),
        (0.9,
        [
            "highly likely", "very likely", "very probably", "most likely", "evidently", "high confidence",
            "with high confidence", "preliminary", "preliminarily", "provisional", "provisionally", "initial",
            "initially", "appears certain", "strongly suggests",
        ]),
        (0.8,
        [
            "likely", "probably", "probable", "expected to", "expected", "is expected to", "believe", "believes",
            "believed", "believed to be", "is believed to", "unlikely", "contend", "contends", "claims", "claim",
            "claimed", "assess", "assesses", "assessed", "increased likelihood", "presumed", "presumably",
            "presumed dead", "thought to be", "is thought to", "are thought to", "thought", "understood to be",
            "is understood to", "considered", "deemed", "moderate confidence", "with moderate confidence", "seems",
            "seemingly", "seem", "appears", "appears to", "appear to", "insists", "maintains", "estimates suggest",
        ]),
        (0.75,
        [
            "reportedly", "reported", "reports say", "is reported to", "said to be", "is said to", "suggest",
            "suggests", "suggested", "indicate", "indicates", "indicated", "indications", "apparently", "apparent",
            "it appears", "signs of", "points to", "sources say", "sources said", "according to reports",
            "as reported",
        ]),
        (0.7,
        [
            "allegedly", "alleged", "possibly", "suspected", "suspects", "suspect", "feared", "feared dead", "fears",
            "it is feared", "ostensibly", "supposedly", "supposed", "so-called", "low confidence",
            "with low confidence",
        ]),
        (0.65,
        [
            "purportedly", "purported", "unconfirmed", "unconfirmed reports", "not confirmed", "not yet confirmed",
            "yet to be confirmed", "unverified", "not verified", "not independently verified", "could not be verified",
            "could not be independently verified", "cannot be independently verified", "cannot be verified",
            "could not independently verify", "unsubstantiated", "uncorroborated", "self-reported",
        ]),
        (0.6,
        [
            "potentially", "potential", "conceivably", "conceivable", "plausibly", "plausible",
            "in all likelihood not",
        ]),
        (0.55,
        [
            "could", "could have", "could be", "may", "may have", "may be", "might", "might have", "might be",
            "perhaps", "maybe", "possible", "it is possible", "speculate", "speculates", "speculated", "speculation",
            "speculative", "rumoured", "rumored", "rumour", "rumor", "rumours", "rumors", "burgeoning possibility",
            "hearsay", "can not be ruled out", "cannot be ruled out", "not ruled out",
        ]),
        (0.5,
        [
            "if", "would", "would have", "doubtful", "dubious", "doubts", "questionable", "disputed", "contested",
            "denied",
        ]),
    }.SelectMany(row => row.Words.Select(word => (word, row.Leaves))).ToDictionary(w => Spelling.Key(w.word), w => w.Leaves, StringComparer.Ordinal);

    private static readonly HashSet<string> GoingOn =
        new(["already", "so far", "to date", "to date at least", "and counting", "by now"], StringComparer.Ordinal);

    private static readonly HashSet<string> Confirming =
        new(["confirmed", "officially confirmed", "independently confirmed", "officially announced",
            "officially acknowledged", "verified", "independently verified"], StringComparer.Ordinal);

    /// <summary>Every word that somebody has graded.</summary>
    public static IEnumerable<string> Known => Table.Keys;

    /// <summary>What the word leaves of a statement; null when nobody has graded it.</summary>
    public static double? Find(string word) => Table.TryGetValue(Spelling.Key(word), out var leaves) ? leaves : null;

    /// <summary>What the weakest of a claim's hedges leaves of it; 1 without any. What a date says of itself (<c>? ~ %</c>) is one of them.</summary>
    public static double Weakest(Claim claim)
    {
        var least = claim.Value is ClaimValue.Date { Edtf: { } date } ? Qualified(date) : 1.0;
        foreach (var word in claim.Hedges ?? []) least = Math.Min(least, Find(word) ?? UnknownWord);
        return least;
    }

    /// <summary>What is left of a date that is said to be uncertain, approximate, or both.</summary>
    private static double Qualified(Edtf date) => (date.IsUncertain ? UncertainDate : 1) * (date.IsApproximate ? ApproximateDate : 1);

    /// <summary>The hedges of a claim that nobody has graded.</summary>
    public static IEnumerable<string> UnknownTo(Claim claim) => claim.Hedges is { Count: > 0 } hedges ? hedges.Where(word => Find(word) is null) : [];

    /// <summary>Whether they make a figure a count so far.</summary>
    internal static bool SayGoingOn(Claim claim) => claim.Hedges?.Any(word => GoingOn.Contains(Spelling.Key(word))) ?? false;

    /// <summary>Whether one of them says that the statement was confirmed.</summary>
    internal static bool Confirm(Claim claim) => claim.Hedges?.Any(word => Confirming.Contains(Spelling.Key(word))) ?? false;
}
