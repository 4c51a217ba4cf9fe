using Analysis.Engine.Lists;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;
using NpgsqlTypes;

namespace Analysis.Journals;

/// <summary>The read model: rows, found by their terms and sorted by indexes.</summary>
public sealed partial class PostgresJournal : IReadModel
{
    /// <summary>The most words that the beginning of one is spelled out as.</summary>
    private const int WordsSpelledMax = 100;

    /// <summary>Terms found to be frequent, for a while: to find it out costs as much as many pages. Wrong, it costs time and nothing else.</summary>
    private readonly MemoryCache _frequent = new(new MemoryCacheOptions { SizeLimit = 1_000 });

    private static readonly TimeSpan FrequentFor = TimeSpan.FromMinutes(1);

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
        var values = new List<object?> { query.Category, query.Limit + 1 };
        var (table, conditions) = ("head", "");
        if (await Terms(query, ct) is { Length: > 0 } terms)
        {
            var matches = $"terms @@ ${Add(terms)}::tsquery";
            // looked up and then sorted: OFFSET keeps the planner from going along the order
            if (await IsRare(terms, ct))
            {
                table = $"(SELECT * FROM head WHERE {matches} OFFSET 0) AS head";
            }
            else conditions += $" AND {matches}";
        }

        if (after is not null && key is "") conditions += $" AND id > ${Add(after.Id)}";
        else if (after is not null) conditions += $" AND ({key}id) > (${Add(after.Key)}, ${Add(after.Id)})";
        return await Query(
            $"SELECT {RowColumns} FROM {table} WHERE category = $1{conditions} ORDER BY {key}id LIMIT $2", row => ReadRow(row, default), ct, [.. values]);

        int Add(object? value)
        {
            values.Add(value);
            return values.Count;
        }
    }

    public async Task<SummaryRow?> Find(string stream, CancellationToken ct)
    {
        var rows = await Query(
            $"SELECT {RowColumns}, whole FROM head WHERE stream = $1 AND version = (SELECT version FROM stream WHERE name = $1)",
            row => ReadRow(row, row.GetFieldValue<byte[]>(12)),
            ct,
            stream);
        return rows.FirstOrDefault();
    }

    public async Task<IReadOnlyList<string>> StreamsUsing(string source, string? after, int limit, CancellationToken ct)
    {
        Limits.CheckPage(limit);
        return await Query(
            "SELECT stream FROM source_use WHERE source = $1 AND stream > $2 ORDER BY stream LIMIT $3", row => row.GetString(0), ct, source, after ?? "", limit);
    }

    public async Task<IReadOnlyList<string>> Overdue(DateTimeOffset at, int limit, CancellationToken ct)
    {
        Limits.CheckPage(limit);
        return await Query(
            "SELECT stream FROM head WHERE holds_until <= $1 ORDER BY holds_until, stream LIMIT $2", row => row.GetString(0), ct, at.UtcTicks, limit);
    }

    public async Task<Checkpoint> Checkpoint(CancellationToken ct) =>
        (await Query("SELECT position, stamp FROM checkpoint", row => new Checkpoint(row.GetInt64(0), row.GetString(1)), ct))[0];

    public Task Write(IReadOnlyList<SummaryRow> rows, Checkpoint checkpoint, CancellationToken ct)
    {
        Limits.Check(rows);
        var terms = rows.SelectMany(RowTerms.Of).Distinct(StringComparer.Ordinal).ToArray();
        return Run(
            [
                .. rows.OrderBy(h => h.Stream, StringComparer.Ordinal).Select(Replace), // so that two writers lock in one order
                Command("INSERT INTO term SELECT * FROM unnest($1) AS new (term) ORDER BY term ON CONFLICT DO NOTHING", (object)terms), // one value, and not many
                Command("UPDATE checkpoint SET position = $1, stamp = $2", checkpoint.Position, checkpoint.Stamp),
            ],
            ct);
    }

    public Task Restart(string stamp, CancellationToken ct) =>
        Run([Command("TRUNCATE head, term"), Command("UPDATE checkpoint SET position = 0, stamp = $1", stamp)], ct);

    /// <summary>In one implicit transaction and one round trip.</summary>
    private Task Run(IEnumerable<NpgsqlBatchCommand> commands, CancellationToken ct) => Connected(
        async connection =>
        {
            await using var batch = new NpgsqlBatch(connection);
            foreach (var command in commands) batch.BatchCommands.Add(command);
            return await batch.ExecuteNonQueryAsync(ct);
        },
        ct);

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    private static NpgsqlBatchCommand Replace(SummaryRow row)
    {
        var command = Command(
            """
            INSERT INTO head (stream, version, category, id, title, title_key, search_text, tags, terms, confidence, confidence_key,
              updated_at, updated_key, holds_until, brief, whole, stamp)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, array_to_tsvector($9), $10, $11, $12, $13, $14, $15, $16, $17)
            ON CONFLICT (stream) DO UPDATE SET version = excluded.version, category = excluded.category, id = excluded.id,
              title = excluded.title, title_key = excluded.title_key, search_text = excluded.search_text, tags = excluded.tags,
              terms = excluded.terms, confidence = excluded.confidence, confidence_key = excluded.confidence_key,
              updated_at = excluded.updated_at, updated_key = excluded.updated_key, holds_until = excluded.holds_until,
              brief = excluded.brief, whole = excluded.whole, stamp = excluded.stamp
            WHERE head.version <= excluded.version
            """,
            row.Stream, row.Version, row.Category, row.Id, row.Title, RowCursor.TitleKey(row.Title), row.SearchText, row.Tags.ToArray(),
            RowTerms.Of(row), row.Confidence ?? (object)DBNull.Value, RowCursor.ConfidenceNumber(row.Confidence),
            row.UpdatedAt.UtcTicks, -row.UpdatedAt.UtcTicks, row.HoldsUntil.UtcTicks, row.Brief, row.Whole, row.Stamp);
        command.Parameters[9].NpgsqlDbType = NpgsqlDbType.Double;
        return command;
    }

    /// <summary>
    /// The query's terms as a tsquery; empty when it asks for none. The beginning of a word is spelled out as the words that begin
    /// so, for those can be looked up one by one.
    /// </summary>
    private async Task<string> Terms(RowQuery query, CancellationToken ct)
    {
        var terms = new List<string>();
        foreach (var asked in RowTerms.Words(query.Text))
        {
            var words = await Query(
                "SELECT term FROM term WHERE term >= $1 AND term < $2 ORDER BY term LIMIT $3", row => row.GetString(0), ct, asked, $"{asked}\uffff", WordsSpelledMax + 1);
            var isMany = words.Count > WordsSpelledMax;
            terms.Add(isMany || words.Count == 0 ? $"'{asked}':*" : $"({string.Join(" | ", words.Select(word => $"'{word}'"))})");
        }

        if (query.Tag is { } tag) terms.Add($"'{RowTerms.Tag(tag).Replace("\\", "\\\\").Replace("'", "''")}'");
        return string.Join(" & ", terms);
    }

    private async Task<bool> IsRare(string terms, CancellationToken ct)
    {
        if (_frequent.TryGetValue(terms, out _)) return false;
        var isRare = (await Query("SELECT is_rare($1::tsquery)", row => row.GetBoolean(0), ct, terms))[0];
        if (!isRare) _frequent.Set(terms, true, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = FrequentFor });
        return isRare;
    }

    private static SummaryRow ReadRow(NpgsqlDataReader row, ReadOnlyMemory<byte> whole) =>
        new(
            row.GetString(0),
            row.GetInt64(1),
            row.GetString(2),
            row.GetString(3),
            row.GetString(4),
            row.GetString(5),
            row.GetFieldValue<string[]>(6),
            row.IsDBNull(7) ? null : row.GetDouble(7),
            new DateTimeOffset(row.GetInt64(8), TimeSpan.Zero),
            new DateTimeOffset(row.GetInt64(9), TimeSpan.Zero),
            row.GetFieldValue<byte[]>(10),
            whole,
            row.GetString(11));
}
