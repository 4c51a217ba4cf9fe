using System.Text.Json;
using Analysis.Engine.Lists;
using Microsoft.Data.Sqlite;

namespace Analysis.Journals;

/// <summary>The read model: rows, found by their terms and sorted by indexes.</summary>
public sealed partial class SqliteJournal : IReadModel
{
    /// <summary>A term that fewer rows have is rare.</summary>
    private const int RareMax = 2_000;

    private const string RowColumns = "stream, version, category, id, title, search_text, tags, confidence, updated_at, holds_until, brief, stamp";

    public Task<RowPage> List(RowQuery query, CancellationToken ct)
    {
        Limits.CheckPage(query.Limit);
        return RowCursor.Page(query, one => Rows(one, ct));
    }

    private async Task<List<SummaryRow>> Rows(RowQuery query, CancellationToken ct)
    {
        var after = RowCursor.Decode(query.After, query.Order);
        var key = RowCursor.Column(query.Order) is { } column ? $"{column}, " : "";
        var values = new List<object?> { query.Category, after?.Key, after?.Id, query.Limit + 1 };
        var conditions = new List<string> { "category = $0" };
        if (after is not null) conditions.Add($"({key}id) > ({(key is "" ? "" : "$1, ")}$2)");
        var terms = RowTerms.Words(query.Text).Select(word => Term("term >= $ AND term < $ || char(65535)", word)).ToList();
        if (query.Tag is { } tag) terms.Add(Term("term = $", RowTerms.Tag(tag)));
        var isRare = false;
        foreach (var term in terms)
        {
            var rare = await IsRare(term);
            conditions.Add(rare ? $"stream IN ({term})" : $"EXISTS ({term} AND head_term.stream = head.stream)");
            isRare |= rare;
        }

        // Those that have a rare term are looked up and then sorted: a plus keeps SQLite from going along the order.
        // A frequent term is come across soon enough on the way along the order.
        var order = isRare && key is not "" ? $"+{key}+id" : isRare ? "+id" : $"{key}id";
        return await Query(
            $"SELECT {RowColumns} FROM head WHERE {(isRare ? "+" : "")}{string.Join(" AND ", conditions)} ORDER BY {order} LIMIT $3",
            row => ReadRow(row, default), [.. values], ct);

        string Term(string condition, string term)
        {
            values.Add(term);
            return $"SELECT stream FROM head_term WHERE {condition.Replace("$", $"${values.Count - 1}")}";
        }

        async Task<bool> IsRare(string term) =>
            (await Query($"SELECT count(*) FROM ({term} LIMIT {RareMax})", row => row.GetInt64(0), [.. values], ct))[0] < RareMax;
    }

    public async Task<SummaryRow?> Find(string stream, CancellationToken ct)
    {
        var rows = await Query(
            $"SELECT {RowColumns}, whole FROM head WHERE stream = $0 AND version = (SELECT max(version) FROM event WHERE stream = $0)",
            row => ReadRow(row, row.GetFieldValue<byte[]>(12)),
            [stream],
            ct);
        return rows.FirstOrDefault();
    }

    public async Task<IReadOnlyList<string>> StreamsUsing(string source, string? after, int limit, CancellationToken ct)
    {
        Limits.CheckPage(limit);
        return await Query(
            "SELECT stream FROM source_use WHERE source = $0 AND stream > $1 ORDER BY stream LIMIT $2",
            row => row.GetString(0),
            [source, after ?? "", limit],
            ct);
    }

    public async Task<IReadOnlyList<string>> Overdue(DateTimeOffset at, int limit, CancellationToken ct)
    {
        Limits.CheckPage(limit);
        return await Query(
            "SELECT stream FROM head WHERE holds_until <= $0 ORDER BY holds_until, stream LIMIT $1", row => row.GetString(0), [at.UtcTicks, limit], ct);
    }

    public async Task<Checkpoint> Checkpoint(CancellationToken ct) =>
        (await Query("SELECT position, stamp FROM checkpoint", row => new Checkpoint(row.GetInt64(0), row.GetString(1)), [], ct))[0];

    public Task Write(IReadOnlyList<SummaryRow> rows, Checkpoint checkpoint, CancellationToken ct)
    {
        Limits.Check(rows);
        return Task.Run(() => Write(writer => writer.Write(rows, checkpoint)), ct);
    }

    public Task Restart(string stamp, CancellationToken ct) => Task.Run(() => Write(writer => writer.RestartRows(stamp)), ct);

    private static SummaryRow ReadRow(SqliteDataReader row, ReadOnlyMemory<byte> whole) =>
        new(
            row.GetString(0),
            row.GetInt64(1),
            row.GetString(2),
            row.GetString(3),
            row.GetString(4),
            row.GetString(5),
            JsonSerializer.Deserialize<string[]>(row.GetString(6)) ?? [],
            row.IsDBNull(7) ? null : row.GetDouble(7),
            new DateTimeOffset(row.GetInt64(8), TimeSpan.Zero),
            new DateTimeOffset(row.GetInt64(9), TimeSpan.Zero),
            row.GetFieldValue<byte[]>(10),
            whole,
            row.GetString(11));
}
