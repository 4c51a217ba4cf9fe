using Analysis.Domain.Claims;
using Analysis.Reading.Text;
using Analysis.Reading.Words;

namespace Analysis.Reading.Rules;

/// <summary>How far along a clause says that it is, and whether it says that it is so.</summary>
internal static class Statuses
{
    private static readonly Phrases<ClaimStatus> Words = new(
    [
        .. Of(ClaimStatus.Possible, "could", "may", "might", "may be", "might be", "could be", "possible",
            "potentially", "possibility",
            "perhaps", "conceivably"),
        .. Of(ClaimStatus.Expected, "expected", "expects", "expect", "likely to", "poised", "anticipated", "forecast",
            "forecasts",
            "projected", "increased likelihood", "going to", "likelihood of"),
        .. Of(ClaimStatus.Planned, "will", "would", "plans", "plan", "planned", "planning", "preparing", "prepares",
            "prepare", "intends", "intend", "decision to", "decided to", "vowed", "pledged", "promised", "set to",
            "scheduled", "due to", "designated", "requested",
            "agreed to", "approved", "discussed sending", "to be", "aims", "wants", "ordered"),
        .. Of(ClaimStatus.Ongoing, "currently", "is ongoing", "are ongoing", "still", "is now", "are now",
            "are already", "is already", "remain", "remains", "are being", "is being", "are actively", "are fighting",
            "are in", "are stationed", "is holding",
                "are holding"),
        .. Of(ClaimStatus.Cumulative, "so far", "to date", "since the start", "since the beginning",
            "since the invasion", "in total", "a total of", "total of", "death toll", "toll", "have died",
            "have been killed", "has killed", "have been wounded",
            "have been injured", "has risen", "bringing the", "brings the", "altogether", "cumulative", "overall"),
    ]);

    private static readonly HashSet<string> Denials =
    [
        "denied", "denies", "deny", "denying", "dismissed", "dismisses", "rejected", "rejects", "refuted", "debunked",
        "disputes", "disproved",
    ];

    private static readonly HashSet<string> Negations =
    [
        "not", "never", "n't", "didn't", "doesn't", "don't", "hasn't", "haven't", "wasn't", "weren't", "isn't",
        "aren't", "won't", "without",
    ];

    /// <summary>How far along what stands from one token to before the next is, and the words that say so.</summary>
    public static (ClaimStatus Status, (int From, int Next)? Because) Of(Sentence sentence, int from, int next)
    {
        (int From, int Next)? because = null;
        var status = ClaimStatus.Occurred;
        foreach (var match in Words.In(sentence))
        {
            if (!IsMonth(sentence, match.From) && Speaks(sentence, match.From, from, next)
                && Rank(match.Meaning) > Rank(status))
                (status, because) = (match.Meaning, (match.From, match.Next));
        }

        return (status, because);
    }

    /// <summary>Whether it is denied, and the word that says so.</summary>
    public static (Stance Stance, (int From, int Next)? Because) StanceOf(Sentence sentence, int from, int next)
    {
        for (var i = 0; i < sentence.Tokens.Count; i++)
        {
            var isDenial = sentence.IsOf(i, Denials) && i < from;
            var isNegation = sentence.IsOf(i, Negations) && i < from && sentence.Part(i) == sentence.Part(from)
                && !IsVerified(sentence, i) && !IsOfNumber(sentence, i);
            var isLack = sentence.Is(i, "no") && sentence.Is(i + 1, "evidence")
                && sentence.Clause(i) == sentence.Clause(from);
            if (isDenial || isNegation || isLack) return (Stance.Denies, (i, i + 1));
        }

        return (Stance.Asserts, null);
    }

    private static bool IsMonth(Sentence sentence, int i) =>
        sentence.Is(i, "may") && sentence.Tokens[i].IsCapital && i > 0;

    /// <summary>"not fewer than", "not only".</summary>
    private static bool IsOfNumber(Sentence sentence, int i) =>
        sentence.At(i + 1) is "fewer" or "less" or "more" or "only" or "just" or "yet" or "limited" or "be";

    private static bool IsVerified(Sentence sentence, int i)
    {
        for (var j = i; j < Math.Min(i + 6, sentence.Tokens.Count); j++)
        {
            if (sentence.At(j).StartsWith("verif", StringComparison.Ordinal)
                || sentence.At(j).StartsWith("confirm", StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private static bool Speaks(Sentence sentence, int word, int from, int next) =>
        sentence.Clause(word) == sentence.Clause(from)
        && (word < from || sentence.Part(word) == sentence.Part(next - 1));

    /// <summary>What looks ahead outweighs what is so far; what is less sure outweighs what is more.</summary>
    private static int Rank(ClaimStatus status) => status switch
    {
        ClaimStatus.Possible => 5,
        ClaimStatus.Expected => 4,
        ClaimStatus.Planned => 3,
        ClaimStatus.Cumulative => 2,
        ClaimStatus.Ongoing => 1,
        _ => 0,
    };

    private static IEnumerable<(string Phrase, ClaimStatus Meaning)> Of(ClaimStatus status, params string[] words) =>
        words.Select(word => (word, status));
}
