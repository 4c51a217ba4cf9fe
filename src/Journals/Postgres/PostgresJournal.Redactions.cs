using Analysis.Engine.Journal;
using Npgsql;

namespace Analysis.Journals;

/// <summary>
/// What must be gone from the tables. An update leaves the old row where it was, and a plain vacuum its bytes: so tables
/// are written anew.
/// </summary>
public sealed partial class PostgresJournal : IRedactions
{
    public Task Replace(string stream, long version, ReadOnlyMemory<byte> data)
    {
        Limits.CheckData(data);
        return Query(
            "UPDATE event SET data = $3 WHERE stream = $1 AND version = $2", row => 0, default, stream, version, data);
    }

    /// <summary>
    /// All tables of the schema but those that hold ids alone: a silo keeps its snapshots in one of its own.
    /// </summary>
    public async Task Scrub()
    {
        await Connected(ForgetTerms, default);
        var tables = await Query(
            """
            SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
            WHERE schemaname = current_schema()
              AND tablename <> ALL (ARRAY['stream', 'source_use', 'journal', 'checkpoint']) ORDER BY 1
            """,
            row => row.GetString(0), default);
        foreach (var table in tables)
        {
            await Connected(connection => Run(connection, $"VACUUM (FULL, ANALYZE) {table}"), default);
        }

        // samples of columns as they were before; only the database's owner may, and of anybody else it is passed over with a warning
        await Connected(connection => Run(connection, "VACUUM (FULL) pg_catalog.pg_statistic"), default);
    }

    /// <summary>Those that no row has any more; no other is added before it is done.</summary>
    private static async Task<int> ForgetTerms(NpgsqlConnection connection)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await Run(connection, "LOCK TABLE term IN EXCLUSIVE MODE");
        await Run(connection, "DELETE FROM term");
        await Run(connection, "INSERT INTO term SELECT DISTINCT unnest(tsvector_to_array(terms)) FROM head");
        await transaction.CommitAsync();
        return 0;
    }

    private static async Task<int> Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 }; // as long as it takes
        return await command.ExecuteNonQueryAsync();
    }
}
