using Analysis.Engine.Drafts;

namespace Analysis.Journals;

/// <summary>Writing drafts: rare, so these statements are prepared each time.</summary>
internal sealed partial class SqliteWriter
{
    /// <summary>All of them, or none where there is no room.</summary>
    public bool Add(IReadOnlyList<Draft> drafts)
    {
        using var count = new Statement(_connection, "SELECT count(*) FROM draft");
        using var insert = new Statement(_connection, "INSERT INTO draft VALUES ($0, $1, $2, $3, $4, $5)", 6);
        if (count.Number() + drafts.Count > IDrafts.DraftsMax) return false;
        _begin.Run();
        foreach (var draft in drafts)
            insert.Run(draft.Id, draft.ProposedAt.UtcTicks, draft.By, draft.Proposer, draft.Why, draft.Claim.ToArray());
        _commit.Run();
        return true;
    }

    public bool ReplaceDraft(string id, ReadOnlyMemory<byte> claim)
    {
        using var replace = new Statement(_connection, "UPDATE draft SET claim = $1 WHERE id = $0 RETURNING id", 2);
        return replace.Row(id, claim.ToArray()) is not null;
    }

    public bool RemoveDraft(string id)
    {
        using var remove = new Statement(_connection, "DELETE FROM draft WHERE id = $0 RETURNING id", 1);
        return remove.Row(id) is not null;
    }
}
