using Analysis.Reading.Text;

namespace Analysis.Reading.Rules;

/// <summary>Which dates of a sentence say when something begins or ends: those are claims of their own.</summary>
internal static class Beginnings
{
    private static readonly HashSet<string> Verbs =
    [
        "begin", "begins", "began", "begun", "start", "starts", "started", "commence", "commences", "commenced",
        "launch", "launched", "arrive", "arrived", "arrives", "end", "ends", "ended", "resume", "resumed", "expire",
        "expires", "expired", "reopen", "reopened", "sent", "send", "deploy", "deployed", "dispatch", "dispatched",
        "withdraw", "withdrew", "depart", "departed", "opened", "closed", "erupted", "detected", "discovered",
        "breached", "collapsed", "struck", "effect", "force",
    ];

    /// <summary>Whether the date is when what its clause tells begins or ends.</summary>
    public static bool Dates(Sentence sentence, DateMention date) =>
        Enumerable.Range(0, sentence.Tokens.Count).Any(i =>
            sentence.IsOf(i, Verbs) && sentence.Clause(i) == sentence.Clause(date.From));
}
