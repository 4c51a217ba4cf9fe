using Analysis.Reading.Text;
using Analysis.Reading.Words;

namespace Analysis.Reading.Rules;

/// <summary>Who is said to have said it.</summary>
/// <param name="Name">As the text calls them, without an article.</param>
/// <param name="From">The first token of the name.</param>
/// <param name="Next">The token after it.</param>
internal sealed record Speaker(string Name, int From, int Next);

/// <summary>Who said it: "according to X", "X said that", "said X", "citing X", "reports suggest".</summary>
internal static class Attributions
{
    private const int NameWordsMax = 12;

    private static readonly HashSet<string> Verbs =
    [
        "said", "says", "say", "told", "confirmed", "confirms", "announced", "announces", "stated", "claimed",
        "estimated", "revealed", "warned", "warn", "warns", "acknowledged", "admitted", "denied", "deny", "noted",
        "added", "explained", "suggest", "suggests", "suggested", "indicate", "indicates", "indicated", "believe",
        "believes", "believed", "contend", "contends", "alleged", "allege", "alleges", "assert", "asserts",
        "asserted", "stressed", "concluded", "emphasized", "emphasised", "speculate", "assess", "assessed",
        "assesses", "declared", "insisted", "maintained", "predicted", "disclosed", "recorded", "counted",
        "identified", "documented", "reported", "acknowledges", "denies", "quoted", "wrote", "tweeted", "posted",
        "show", "shows", "showed", "verified", "registered", "expect", "expects",
    ];

    /// <summary>Verbs that are nouns too: only after a name.</summary>
    private static readonly HashSet<string> NounsToo =
    [
        "reports", "claims", "claim", "estimates", "states", "puts", "put",
    ];

    private static readonly HashSet<string> After =
    [
        "said", "says", "explained", "added", "told", "noted", "reported", "warned", "according",
    ];

    private static readonly HashSet<string> Generic =
    [
        "reports", "report", "experts", "analysts", "officials", "official", "sources", "source", "observers",
        "journalists", "witnesses", "intelligence", "authorities", "police", "military", "ministry", "government",
        "army", "estimates", "media", "residents", "rescuers", "lawmakers", "lawmaker", "legislator", "legislators",
        "researchers", "investigators", "spokesman", "spokeswoman", "spokesperson", "minister", "president",
        "governor", "mayor", "agency", "newspaper", "images", "imagery", "footage", "documents", "prosecutors",
        "doctors", "hospital", "hospitals", "company", "survey", "study", "assessments", "force", "forces", "staff",
        "command", "service", "council", "group", "bank", "firm", "family", "operators", "department", "organisers",
        "organizers", "rebels", "familiar", "villagers", "court", "judge", "prosecutor", "party", "team", "institute",
        "office", "diplomats", "commanders", "commander", "troops", "activists", "monitors", "hackers", "operator",
        "regulator", "union", "data",
    ];

    private static readonly HashSet<string> Pronouns = ["he", "she", "they", "it", "we", "i"];

    private static readonly HashSet<string> Skipped =
    [
        "has", "have", "had", "also", "further", "officially", "later", "earlier", "then", "now", "previously",
        "repeatedly", "who", "which", "is", "was", "been", "not", "did", "does", "will", "would", "could", "may",
    ];

    private static readonly HashSet<string> Articles =
    [
        "the", "a", "an", "its", "their", "his", "her", "some", "recent", "many", "most",
    ];

    private static readonly HashSet<string> NameEnds =
    [
        "said", "that", "who", "which", "whose", "but", "while", "as", "because", "when", "where", "whom", "is",
        "are", "was", "were", "has", "have", "had", "citing", "told", "will", "would", "could",
    ];

    /// <summary>Who said what a clause says; the last of them is where it starts. Empty when nobody is named.</summary>
    /// <param name="sentence">Of the article.</param>
    /// <param name="clause">Of the sentence; where it names nobody, whoever the sentence names speaks.</param>
    /// <param name="lastSpeaker">Whom a pronoun means.</param>
    public static List<Speaker> In(Sentence sentence, int clause, Speaker? lastSpeaker)
    {
        var speakers = new List<Speaker>();
        var (according, subject) = (AccordingTo(sentence),
            Subject(sentence, verb => sentence.Clause(verb) == clause, lastSpeaker));
        if (according is not null && (subject is null
            || sentence.Clause(according.From) == clause)) speakers.Add(according);
        else if ((subject ?? Subject(sentence, _ => true, lastSpeaker)) is { } said) speakers.Add(said);
        else if (AfterQuote(sentence) is { } quoted) speakers.Add(quoted);
        if (Cited(sentence) is { } cited && speakers.All(s => s.Name != cited.Name)) speakers.Add(cited);
        return speakers;
    }

    /// <summary>Whether the token says that somebody said it: a date behind it is when they did.</summary>
    public static bool IsVerb(Sentence sentence, int token) => sentence.IsOf(token, Verbs);

    private static Speaker? AccordingTo(Sentence sentence)
    {
        for (var i = 0; i + 2 < sentence.Tokens.Count; i++)
        {
            if (sentence.Is(i, "according") && sentence.Is(i + 1, "to")) return NameFrom(sentence, i + 2);
        }

        return null;
    }

    private static Speaker? Cited(Sentence sentence)
    {
        for (var i = 1; i + 1 < sentence.Tokens.Count; i++)
        {
            if (sentence.At(i) is "citing" or "quoting" || (sentence.Is(i, "came") && sentence.Is(i + 1, "from")))
                return NameFrom(sentence, sentence.Is(i, "came") ? i + 2 : i + 1);
        }

        return null;
    }

    /// <summary>What stands before the first verb of saying.</summary>
    private static Speaker? Subject(Sentence sentence, Predicate<int> isMeant, Speaker? lastSpeaker)
    {
        for (var verb = 1; verb < sentence.Tokens.Count; verb++)
        {
            var isVerb = sentence.IsOf(verb, Verbs)
                || (sentence.IsOf(verb, NounsToo) && verb > 1
                    && (sentence.Tokens[verb - 1].IsCapital || sentence.IsOf(verb - 1, Generic)));
            if (!isVerb || !isMeant(verb)) continue;
            var next = verb;
            while (next > 0 && ((sentence.IsOf(next - 1, Skipped) && !sentence.Tokens[next - 1].IsCapital)
                || sentence.At(next - 1).EndsWith("ly", StringComparison.Ordinal))) next--;
            if (next > 0 && Pronouns.Contains(sentence.At(next - 1))) return lastSpeaker;
            if (NameBefore(sentence, next) is { } name) return name;
        }

        return null;
    }

    /// <summary>“...,” said X, a senior analyst.</summary>
    private static Speaker? AfterQuote(Sentence sentence)
    {
        for (var i = 1; i + 1 < sentence.Tokens.Count; i++)
        {
            var isAfter = sentence.At(i - 1) is "\"" or "”" or "," or "''";
            if (isAfter && sentence.IsOf(i, After)
                && !Pronouns.Contains(sentence.At(i + 1))) return NameFrom(sentence, i + 1);
        }

        return null;
    }

    private static Speaker? NameBefore(Sentence sentence, int next)
    {
        var from = PartStart(sentence, next);
        if (from == next && from > 1) // "X, a professor at Y," said
        {
            next = from - 1;
            from = PartStart(sentence, next);
            if (from > 1 && sentence.IsOf(from, Articles)) (next, from) = (from - 1, PartStart(sentence, from - 1));
        }

        return Named(sentence, Math.Max(from, next - NameWordsMax), next);
    }

    private static int PartStart(Sentence sentence, int next)
    {
        var from = next;
        while (from > 0 && sentence.Tokens[from - 1].Kind != TokenKind.Mark
            && !(sentence.At(from - 1) is "that" or "and" or "but" or "while")) from--;
        return from;
    }

    private static Speaker? NameFrom(Sentence sentence, int from)
    {
        var next = from;
        while (next < sentence.Tokens.Count && next - from < NameWordsMax
            && sentence.Tokens[next].Kind != TokenKind.Mark
            && !NameEnds.Contains(sentence.At(next))) next++;
        return Named(sentence, from, next);
    }

    private static Speaker? Named(Sentence sentence, int from, int next)
    {
        while (from < next && sentence.IsOf(from, Articles)) from++;
        for (var i = from + 1; i < next; i++)
        {
            var isTime = sentence.At(i) is "on" or "in" or "at" or "late" or "early"
                && (Calendar.Weekdays.ContainsKey(sentence.At(i + 1))
                    || Calendar.Months.ContainsKey(sentence.At(i + 1)) || sentence.At(i + 1) is "a");
            if (isTime || sentence.At(i) is "speaking" or "in" && sentence.Is(i + 1, "a")) next = i;
        }

        if (next <= from) return null;
        if (sentence.Is(from, "estimates") && sentence.Is(from + 1, "from")
            && from + 2 < next) return Named(sentence, from + 2, next);
        var isNamed = Enumerable.Range(from, next - from).Any(i =>
            Generic.Contains(sentence.At(i)) || (sentence.Tokens[i].IsCapital && i > 0)
            || (i == 0 && sentence.Tokens[i].IsCapital && !Nouns.Ends.Contains(sentence.At(i)) && next - from > 1
                && sentence.Tokens[next - 1].IsCapital))
            || (next - from == 1 && sentence.Tokens[from].IsCapital && !Nouns.Ends.Contains(sentence.At(from)));
        return isNamed ? new Speaker(sentence.WordsOf(from, next), from, next) : null;
    }
}
