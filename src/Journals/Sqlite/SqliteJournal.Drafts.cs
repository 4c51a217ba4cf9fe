using Analysis.Engine.Drafts;
using Microsoft.Data.Sqlite;

namespace Analysis.Journals;

/// <summary>The tray of drafts, beside the journal in one file.</summary>
public sealed partial class SqliteJournal : IDrafts
{
    private const string DraftColumns = """id, proposed_at, by, proposer, why, claim, article, start, "end", because""";

    public async Task<bool> Add(IReadOnlyList<Draft> drafts, CancellationToken ct)
    {
        Limits.Check(drafts);
        var hasRoom = false;
        await Task.Run(() => Write(writer => hasRoom = writer.Add(drafts)), ct);
        return hasRoom;
    }

    public async Task<IReadOnlyList<Draft>?> AddUnseen(IReadOnlyList<Draft> drafts, CancellationToken ct)
    {
        Limits.CheckUnseen(drafts);
        IReadOnlyList<Draft>? added = null;
        await Task.Run(() => Write(writer => added = writer.AddUnseen(drafts)), ct);
        return added;
    }

    async Task<IReadOnlyList<Draft>> IDrafts.List(string? article, string? after, int limit, CancellationToken ct)
    {
        Limits.CheckDraftPage(limit);
        var only = article is null ? "" : "AND article = $2";
        return await Query($"SELECT {DraftColumns} FROM draft WHERE id > $0 {only} ORDER BY id LIMIT $1", ReadDraft,
            [after ?? "", limit, article], ct);
    }

    async Task<Draft?> IDrafts.Find(string id, CancellationToken ct) =>
        (await Query($"SELECT {DraftColumns} FROM draft WHERE id = $0", ReadDraft, [id], ct)).FirstOrDefault();

    public async Task<bool> Replace(string id, ReadOnlyMemory<byte> claim, CancellationToken ct)
    {
        Limits.CheckDraft(claim);
        var isThere = false;
        await Task.Run(() => Write(writer => isThere = writer.ReplaceDraft(id, claim)), ct);
        return isThere;
    }

    public async Task<bool> Remove(string id, CancellationToken ct)
    {
        var wasThere = false;
        await Task.Run(() => Write(writer => wasThere = writer.RemoveDraft(id)), ct);
        return wasThere;
    }

    private static Draft ReadDraft(SqliteDataReader row) => new(
        row.GetString(0),
        new DateTimeOffset(row.GetInt64(1), TimeSpan.Zero),
        TextAt(row, 2),
        TextAt(row, 3),
        TextAt(row, 4),
        row.GetFieldValue<byte[]>(5))
    {
        From = TextAt(row, 6) is { } article ? new(article, row.GetInt32(7), row.GetInt32(8), TextAt(row, 9)) : null,
    };

    private static string? TextAt(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
