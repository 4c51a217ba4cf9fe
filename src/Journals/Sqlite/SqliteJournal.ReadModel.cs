using System.Text.Json;
using Analysis.Engine;
using Microsoft.Data.Sqlite;

namespace Analysis.Journals;

/// <summary>The read model: heads, found by their terms and sorted by indexes.</summary>
public sealed partial class SqliteJournal : IReadModel
{
    private const string HeadColumns = "stream, version, category, id, title, search_text, tags, confidence, updated_at, holds_until, brief";

    public async Task<HeadPage> List(HeadQuery query, CancellationToken ct)
    {
        Limits.CheckPage(query.Limit);
        var after = HeadCursor.Decode(query.After, query.Order);
        var (key, start) = query.Order switch
        {
            HeadOrder.Id => ("", (object?)null),
            HeadOrder.Updated => ("updated_key, ", after?.Number),
            HeadOrder.Confidence => ("confidence_key, ", after?.Number),
            HeadOrder.Title => ("title_key, ", after?.Text),
            _ => throw new ArgumentOutOfRangeException(nameof(query), query.Order, "unknown order"),
        };
        var values = new List<object?> { query.Category, start, after?.Id, query.Limit + 1 };
        var conditions = new List<string> { "category = $0" };
        if (after is not null) conditions.Add($"({key}id) > ({(key is "" ? "" : "$1, ")}$2)");
        foreach (var word in HeadTerms.Words(query.Text)) HasTerm("term >= $ AND term < $ || char(65535)", word);
        if (query.Tag is { } tag) HasTerm("term = $", HeadTerms.Tag(tag));
        var rows = await Query(
            $"SELECT {HeadColumns} FROM head WHERE {string.Join(" AND ", conditions)} ORDER BY {key}id LIMIT $3", row => ReadHead(row, default), [.. values], ct);
        return HeadCursor.Page(query, rows);

        void HasTerm(string condition, string term)
        {
            conditions.Add($"stream IN (SELECT stream FROM head_term WHERE {condition.Replace("$", $"${values.Count}")})");
            values.Add(term);
        }
    }

    public async Task<StreamHead?> Find(string stream, CancellationToken ct)
    {
        var rows = await Query(
            $"SELECT {HeadColumns}, whole FROM head WHERE stream = $0 AND version = (SELECT max(version) FROM event WHERE stream = $0)",
            row => ReadHead(row, row.GetFieldValue<byte[]>(11)),
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

    public async Task<Checkpoint> Checkpoint(CancellationToken ct) =>
        (await Query("SELECT position, stamp FROM checkpoint", row => new Checkpoint(row.GetInt64(0), row.GetString(1)), [], ct))[0];

    public Task Write(IReadOnlyList<StreamHead> heads, Checkpoint checkpoint, CancellationToken ct)
    {
        Limits.Check(heads);
        return Task.Run(() => Write(writer => writer.Write(heads, checkpoint)), ct);
    }

    public Task Restart(string stamp, CancellationToken ct) => Task.Run(() => Write(writer => writer.RestartHeads(stamp)), ct);

    private static StreamHead ReadHead(SqliteDataReader row, ReadOnlyMemory<byte> whole) =>
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
            whole);
}
