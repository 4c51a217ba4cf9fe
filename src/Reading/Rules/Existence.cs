using Analysis.Reading.Text;
using Analysis.Reading.Words;

namespace Analysis.Reading.Rules;

/// <summary>
/// That there are any: people or formations that a sentence has sent, fighting or killed without saying how many. The
/// first
/// of each kind is enough: who repeats it says nothing new.
/// </summary>
internal sealed class Existence
{
    private static readonly HashSet<string> Moves =
    [
        "send", "sends", "sending", "sent", "deploy", "deploys", "deploying", "deployed", "dispatch", "dispatched",
        "dispatching", "arrive", "arrived", "arriving", "arrives", "join", "joined", "fighting", "fight", "serve",
        "serving", "preparing", "land", "landed", "entered", "crossed", "mobilised", "mobilized", "withdrawn",
        "recruited", "evacuated", "fled", "released", "exchanged",
    ];

    private static readonly HashSet<string> Losses =
    [
        "casualties", "deaths", "fatalities", "injuries", "losses", "victims",
    ];

    private static readonly HashSet<string> Suffers =
    [
        "confirmed", "suffered", "reported", "caused", "causing", "inflicted", "sustained", "acknowledged",
        "admitted", "resulted",
    ];

    private static readonly HashSet<string> Military =
    [
        "troops", "soldiers", "personnel", "officers", "servicemen", "fighters", "brigades", "battalions", "units",
        "marines",
    ];

    /// <summary>What makes of "sending troops" a way or a thought, not a statement.</summary>
    private static readonly HashSet<string> NoSubject =
        ["by", "that", "of", "for", "in", "and", "about", "without", "from", "\"", "“", ","];

    private readonly HashSet<(bool Befell, bool IsAhead, string Whom)> _said = [];

    /// <summary>Who or what there is, in a sentence that names no number of it; null when there is none, or none
    /// new.</summary>
    public (int From, int Next, int Noun, string Unit)? In(Sentence sentence, Func<int, int, bool> isAhead)
    {
        for (var noun = 0; noun < sentence.Tokens.Count; noun++)
        {
            if (!sentence.IsOf(noun, Nouns.People) && !sentence.IsOf(noun, Nouns.Formations)) continue;
            if (sentence.Is(noun - 1, "no") || Predicate(sentence, noun) is not { } predicate) continue;
            var befell = sentence.IsOf(predicate, Nouns.Befallen) || sentence.IsOf(noun, Losses);
            var (from, next) = (Math.Min(noun, predicate), Math.Max(noun, predicate) + 1);
            if (!_said.Add((befell, isAhead(from, next), sentence.IsOf(noun, Military) ? ""
                : sentence.At(noun)))) continue;
            return (from, next, noun, Nouns.Persons);
        }

        return null;
    }

    /// <summary>What is said of them: a verb close by, in their clause.</summary>
    private static int? Predicate(Sentence sentence, int noun)
    {
        for (var distance = 1; distance <= 6; distance++)
        {
            if (Fits(sentence, noun, noun - distance)) return noun - distance;
            if (Fits(sentence, noun, noun + distance)) return noun + distance;
        }

        return null;
    }

    private static bool Fits(Sentence sentence, int noun, int at)
    {
        if (at < 0 || at >= sentence.Tokens.Count || sentence.Clause(at) != sentence.Clause(noun)) return false;
        if (sentence.IsOf(noun, Losses)) return sentence.IsOf(at, Suffers);
        if (sentence.IsOf(noun, Nouns.Tolls)) return false;
        if (sentence.IsOf(at, Nouns.Befallen)) return true;
        var isGerund = sentence.At(at).EndsWith("ing", StringComparison.Ordinal);
        var isLoose = isGerund && (at == 0 || sentence.IsOf(at - 1, NoSubject));
        var isThought = sentence.Is(at - 1, "being")
            || (isGerund && Enumerable.Range(at - 5, 5).Any(i => sentence.Is(i, "about")));
        return sentence.IsOf(at, Moves) && !isLoose && !isThought;
    }
}
