using Analysis.Engine.Drafts;
using Npgsql;

namespace Analysis.Journals;

/// <summary>The tray of drafts, in the journal's schema.</summary>
public sealed partial class PostgresJournal : IDrafts
{
    private const string DraftColumns = """id, proposed_at, by, proposer, why, claim, article, start, "end", because""";

    /// <summary>Drafts as a table, of the parameters that <see cref="ValuesOf"/> gives.</summary>
    private const string GivenDrafts =
        $"""
        SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::bytea[],
          $7::text[], $8::int[], $9::int[], $10::text[]) AS given ({DraftColumns})
        """;

    public async Task<bool> Add(IReadOnlyList<Draft> drafts, CancellationToken ct)
    {
        Limits.Check(drafts);
        var added = await Query(
            $"""
            INSERT INTO draft ({DraftColumns})
            {GivenDrafts} WHERE (SELECT count(*) FROM draft) + $11 <= $12 RETURNING id
            """,
            row => 0, ct, [.. ValuesOf(drafts), (long)drafts.Count, (long)IDrafts.DraftsMax]);
        return added.Count == drafts.Count;
    }

    public async Task<IReadOnlyList<Draft>?> AddUnseen(IReadOnlyList<Draft> drafts, CancellationToken ct)
    {
        Limits.CheckUnseen(drafts);
        var rows = await Query(
            $"""
            WITH given AS ({GivenDrafts}),
              unseen AS (
                SELECT * FROM given
                WHERE NOT EXISTS (SELECT FROM proposed WHERE proposed.article = given.article AND draft = given.id)),
              fits AS (SELECT (SELECT count(*) FROM draft) + (SELECT count(*) FROM unseen) <= $11 AS so),
              fresh AS (
                INSERT INTO proposed (article, draft) SELECT article, id FROM unseen WHERE (SELECT so FROM fits)
                ON CONFLICT DO NOTHING RETURNING draft),
              added AS (
                INSERT INTO draft ({DraftColumns})
                SELECT unseen.* FROM unseen JOIN fresh ON fresh.draft = unseen.id RETURNING id)
            SELECT so, id FROM fits LEFT JOIN added ON true
            """,
            row => (Fits: row.GetBoolean(0), Id: TextAt(row, 1)), ct, [.. ValuesOf(drafts), (long)IDrafts.DraftsMax]);
        var added = rows.Select(row => row.Id).ToHashSet();
        return rows[0].Fits ? [.. drafts.Where(draft => added.Contains(draft.Id))] : null;
    }

    async Task<IReadOnlyList<Draft>> IDrafts.List(string? article, string? after, int limit, CancellationToken ct)
    {
        Limits.CheckDraftPage(limit);
        return article is null
            ? await Query(
                $"SELECT {DraftColumns} FROM draft WHERE id > $1 ORDER BY id LIMIT $2", ReadDraft, ct, after ?? "", limit)
            : await Query(
                $"SELECT {DraftColumns} FROM draft WHERE article = $3 AND id > $1 ORDER BY id LIMIT $2", ReadDraft, ct,
                after ?? "", limit, article);
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

    private static object[] ValuesOf(IReadOnlyList<Draft> drafts) =>
    [
        drafts.Select(d => d.Id).ToArray(),
        drafts.Select(d => d.ProposedAt.UtcDateTime).ToArray(),
        drafts.Select(d => d.By).ToArray(),
        drafts.Select(d => d.Proposer).ToArray(),
        drafts.Select(d => d.Why).ToArray(),
        drafts.Select(d => d.Claim.ToArray()).ToArray(),
        drafts.Select(d => d.From?.Article).ToArray(),
        drafts.Select(d => d.From?.Start).ToArray(),
        drafts.Select(d => d.From?.End).ToArray(),
        drafts.Select(d => d.From?.Because).ToArray(),
    ];

    private static Draft ReadDraft(NpgsqlDataReader row) => new(
        row.GetString(0),
        row.GetFieldValue<DateTimeOffset>(1),
        TextAt(row, 2),
        TextAt(row, 3),
        TextAt(row, 4),
        row.GetFieldValue<byte[]>(5))
    {
        From = TextAt(row, 6) is { } article ? new(article, row.GetInt32(7), row.GetInt32(8), TextAt(row, 9)) : null,
    };

    private static string? TextAt(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
