using Analysis.Engine.Drafts;
using Npgsql;

namespace Analysis.Journals;

/// <summary>The tray of drafts, in the journal's schema.</summary>
public sealed partial class PostgresJournal : IDrafts
{
    private const string DraftColumns = "id, proposed_at, by, proposer, why, claim";

    public async Task<bool> Add(IReadOnlyList<Draft> drafts, CancellationToken ct)
    {
        Limits.Check(drafts);
        var added = await Query(
            $"""
            INSERT INTO draft ({DraftColumns})
            SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::bytea[])
            WHERE (SELECT count(*) FROM draft) + $7 <= $8 RETURNING id
            """,
            row => 0,
            ct,
            drafts.Select(d => d.Id).ToArray(),
            drafts.Select(d => d.ProposedAt.UtcDateTime).ToArray(),
            drafts.Select(d => d.By).ToArray(),
            drafts.Select(d => d.Proposer).ToArray(),
            drafts.Select(d => d.Why).ToArray(),
            drafts.Select(d => d.Claim.ToArray()).ToArray(),
            (long)drafts.Count,
            (long)IDrafts.DraftsMax);
        return added.Count == drafts.Count;
    }

    async Task<IReadOnlyList<Draft>> IDrafts.List(string? after, int limit, CancellationToken ct)
    {
        Limits.CheckDraftPage(limit);
        return await Query(
            $"SELECT {DraftColumns} FROM draft WHERE id > $1 ORDER BY id LIMIT $2", ReadDraft, ct, after ?? "", limit);
    }

    async Task<Draft?> IDrafts.Find(string id, CancellationToken ct) =>
        (await Query($"SELECT {DraftColumns} FROM draft WHERE id = $1", ReadDraft, ct, id)).FirstOrDefault();

    public async Task<bool> Replace(string id, ReadOnlyMemory<byte> claim, CancellationToken ct)
    {
        Limits.CheckDraft(claim);
        return (await Query("UPDATE draft SET claim = $2 WHERE id = $1 RETURNING id", row => 0, ct, id,
            claim.ToArray())).Count > 0;
    }

    public async Task<bool> Remove(string id, CancellationToken ct) =>
        (await Query("DELETE FROM draft WHERE id = $1 RETURNING id", row => 0, ct, id)).Count > 0;

    private static Draft ReadDraft(NpgsqlDataReader row) => new(
        row.GetString(0),
        row.GetFieldValue<DateTimeOffset>(1),
        row.IsDBNull(2) ? null : row.GetString(2),
        row.IsDBNull(3) ? null : row.GetString(3),
        row.IsDBNull(4) ? null : row.GetString(4),
        row.GetFieldValue<byte[]>(5));
}
