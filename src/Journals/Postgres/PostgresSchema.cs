using Npgsql;

namespace Analysis.Journals;

/// <summary>The tables of <c>schema.*.sql</c> and their version.</summary>
internal static class PostgresSchema
{
    /// <summary>Whoever opens the journal waits here for whoever is bringing it up to date.</summary>
    private const long Lock = 0x416E616C79736973; // "Analysis"

    private static readonly Migrations Steps = new(typeof(PostgresSchema), "Postgres");

    /// <summary>Brings the database to this program's version in one transaction; does nothing when it is there.</summary>
    /// <param name="database">The database.</param>
    /// <param name="mayChange">When not, a database that is not there yet is refused.</param>
    /// <exception cref="JournalOpenException">A newer program wrote it, or an older one and it must not be changed.</exception>
    public static void Ensure(NpgsqlDataSource database, bool mayChange)
    {
        using var connection = database.OpenConnection();
        using var transaction = connection.BeginTransaction();
        Run(connection, $"SELECT pg_advisory_xact_lock({Lock})");

        var version = VersionOf(connection);
        if (version > Steps.Version)
        {
            throw new JournalOpenException(
                $"The journal in database {connection.Database} has schema version {version}; this program knows version {Steps.Version}. "
                + "A newer release wrote it: run that release, or choose another database");
        }

        if (!mayChange)
        {
            if (version < Steps.Version) throw Migrations.TooOld($"Database {connection.Database}", version, Steps.Version);
            return;
        }

        foreach (var step in Steps.After(version)) Run(connection, step);
        if (version == 0) Run(connection, $"INSERT INTO journal (version, shift) VALUES ({Steps.Version}, 0)");
        else if (version < Steps.Version) Run(connection, $"UPDATE journal SET version = {Steps.Version}");
        KeepAhead(connection);
        transaction.Commit();
    }

    /// <summary>
    /// In a database that was restored from a dump, transaction ids may begin below those that made the positions. The shift
    /// then lifts what comes above what is there.
    /// </summary>
    private static void KeepAhead(NpgsqlConnection connection) => Run(
        connection,
        """
        UPDATE journal SET shift = shift + last - now
        FROM (SELECT coalesce(max(position), 0) AS last, (SELECT shift FROM journal) + (pg_current_xact_id()::text::bigint << 20) AS now FROM event) AS positions
        WHERE last >= now
        """);

    private static int VersionOf(NpgsqlConnection connection)
    {
        using var find = new NpgsqlCommand("SELECT to_regclass(quote_ident(current_schema()) || '.journal') IS NOT NULL", connection);
        if (find.ExecuteScalar() is false) return 0;
        using var version = new NpgsqlCommand("SELECT version FROM journal", connection);
        return (int)version.ExecuteScalar()!; // one row, as every step leaves it
    }

    private static void Run(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
