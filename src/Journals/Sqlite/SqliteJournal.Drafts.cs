using Analysis.Engine.Drafts;
using Microsoft.Data.Sqlite;

namespace Analysis.Journals;

/// <summary>The tray of drafts, beside the journal in one file.</summary>
public sealed partial class SqliteJournal : IDrafts
{
    private const string DraftColumns = "id, proposed_at, by, proposer, why, claim";

    public async Task<bool> Add(IReadOnlyList<Draft> drafts, CancellationToken ct)
    {
        Limits.Check(drafts);
        var hasRoom = false;
        await Task.Run(() => Write(writer => hasRoom = writer.Add(drafts)), ct);
        return hasRoom;
    }

    async Task<IReadOnlyList<Draft>> IDrafts.List(string? after, int limit, CancellationToken ct)
    {
        Limits.CheckDraftPage(limit);
        return await Query($"SELECT {DraftColumns} FROM draft WHERE id > $0 ORDER BY id LIMIT $1", ReadDraft,
            [after ?? "", limit], ct);
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
        row.IsDBNull(2) ? null : row.GetString(2),
        row.IsDBNull(3) ? null : row.GetString(3),
        row.IsDBNull(4) ? null : row.GetString(4),
        row.GetFieldValue<byte[]>(5));
}
