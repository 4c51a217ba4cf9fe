using Analysis.Reading.Text;
using Analysis.Reading.Words;

namespace Analysis.Reading.Rules;

/// <summary>A sentence that says of the last one that nobody could check it.</summary>
internal static class Verification
{
    private static readonly Phrases<bool> Doubts = new(new[]
    {
        "could not be independently verified", "could not be verified", "could not independently verify",
        "cannot be independently verified", "cannot be verified", "not independently verified", "not verified",
        "not confirmed", "not yet confirmed", "unverified", "unconfirmed",
    }.Select(phrase => (phrase, true)));

    private static readonly HashSet<string> Meant =
    [
        "figure", "figures", "claim", "claims", "report", "reports", "number", "numbers", "toll", "it", "this",
        "these", "information", "account", "accounts", "reuters", "statement",
    ];

    /// <summary>The doubt, and where it stands; null when the sentence is no such.</summary>
    public static Reason? Of(Sentence sentence)
    {
        if (!Enumerable.Range(0, Math.Min(6, sentence.Tokens.Count)).Any(i => sentence.IsOf(i, Meant))) return null;
        for (var i = 0; i < sentence.Tokens.Count; i++)
        {
            if (Doubts.At(sentence, i) is { } doubt)
                return new Reason("", sentence.SpanOf(doubt.From, doubt.Next), doubt.Phrase);
        }

        return null;
    }
}
