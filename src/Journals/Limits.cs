using Analysis.Engine.Articles;
using Analysis.Engine.Drafts;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;

namespace Analysis.Journals;

/// <summary>
/// The limits that <see cref="StreamAppend"/>, <see cref="RowQuery"/>, <see cref="AuditQuery"/> and
/// <see cref="IReadModel.Write"/> promise, checked in every journal.
/// </summary>
internal static class Limits
{
    public static void Check(StreamAppend append)
    {
        ArgumentException.ThrowIfNullOrEmpty(append.Stream);
        ArgumentOutOfRangeException.ThrowIfNegative(append.ExpectedVersion);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(append.Events.Count, StreamAppend.EventsMax);
        foreach (var e in append.Events)
        {
            ArgumentException.ThrowIfNullOrEmpty(e.Type);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(e.Data.Length, StoredEvent.DataBytesMax);
        }
    }

    public static void CheckData(ReadOnlyMemory<byte> data)
    {
        ArgumentOutOfRangeException.ThrowIfZero(data.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data.Length, StoredEvent.DataBytesMax);
    }

    public static void Check(IReadOnlyList<SummaryRow> rows) =>
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows.Count, RowQuery.LimitMax);

    public static void Check(IReadOnlyList<Draft> drafts)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(drafts.Count, IDrafts.PageMax);
        foreach (var draft in drafts) CheckDraft(draft.Claim);
    }

    public static void CheckUnseen(IReadOnlyList<Draft> drafts)
    {
        Check(drafts);
        if (drafts.Any(draft => draft.From is null))
            throw new ArgumentOutOfRangeException(nameof(drafts), "one is of no article");
    }

    public static void Check(Article article) =>
        ArgumentOutOfRangeException.ThrowIfGreaterThan(article.Text?.Length ?? 0, Article.TextLengthMax);

    public static void CheckDraft(ReadOnlyMemory<byte> claim) =>
        ArgumentOutOfRangeException.ThrowIfGreaterThan(claim.Length, Draft.ClaimBytesMax);

    /// <summary>One more than a page, so that who asks sees whether there is a next.</summary>
    public static void CheckDraftPage(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IDrafts.PageMax + 1);
    }

    public static void CheckArticlePage(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IArticles.PageMax + 1);
    }

    public static void CheckPage(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, RowQuery.LimitMax);
    }
}
