using Analysis.Domain.Folding;
using Analysis.Domain.Views;

namespace Analysis.Domain.Tests.Folding.Laws;

/// <summary>Whether two folds come to the same, to the last bit.</summary>
internal static class Compared
{
    public static void Same(View expected, View actual) => Assert.True(expected == actual, $"expected\n  {Told(expected)}\ngot\n  {Told(actual)}");

    public static void SameFold(TopicFold expected, TopicFold actual)
    {
        Same(expected.Render(), actual.Render());
        Assert.Equal(expected.Ledger(0, 1_000, without: false), actual.Ledger(0, 1_000, without: false));
    }

    /// <summary>The same but for the version of the stream and the time of its last event.</summary>
    public static void SameBelief(View expected, View actual) => Same(Timeless(expected), Timeless(actual));

    public static View Timeless(View view) => view with { Version = 0, RecordedAt = default, Outlook = view.Outlook is { } outlook ? Timeless(outlook) : null };

    /// <summary>What became of each claim, apart from where in the stream it came in.</summary>
    public static List<LedgerEntry> Accounts(TopicFold fold) =>
        [.. fold.Ledger(0, 1_000, without: false).OrderBy(e => e.Claim.Id.Value, StringComparer.Ordinal).Select(e => e with { Version = 0 })];

    public static string Told(View view) =>
        $"{view} {string.Join(';', view.Confidence.Reasons)} {string.Join(';', view.Camps)} "
        + $"{string.Join(';', view.Unresolved)} {string.Join(';', view.Notices)}"
        + (view.Belief is Belief.Categories categories ? string.Join(';', categories.Probabilities) : "");
}
