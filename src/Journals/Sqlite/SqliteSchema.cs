using Microsoft.Data.Sqlite;

namespace Analysis.Journals;

/// <summary>The tables of <c>schema.*.sql</c> and their version.</summary>
internal static class SqliteSchema
{
    private static readonly Migrations Steps = new(typeof(SqliteSchema), "Sqlite");

    /// <summary>Brings the file to this program's version in one transaction; does nothing when it is there.</summary>
    /// <param name="connection">Open for writing.</param>
    /// <param name="mayChange">When not, a file that is not there yet is refused.</param>
    /// <exception cref="JournalOpenException">A newer program wrote the file, or an older one and it must not be changed.</exception>
    public static void Ensure(SqliteConnection connection, bool mayChange)
    {
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;

        var version = VersionOf(command);
        if (version > Steps.Version) throw TooNew(connection, version);
        if (version < Steps.Version && !mayChange) throw Migrations.TooOld(connection.DataSource, version, Steps.Version);
        foreach (var step in Steps.After(version)) Run(command, step);
        if (version == 0) Run(command, $"INSERT INTO schema (version) VALUES ({Steps.Version})");
        else if (version < Steps.Version) Run(command, $"UPDATE schema SET version = {Steps.Version}");
        transaction.Commit();
    }

    private static long VersionOf(SqliteCommand command)
    {
        command.CommandText = "SELECT count(*) FROM sqlite_schema WHERE name = 'schema'";
        if (command.ExecuteScalar() is 0L) return 0;
        command.CommandText = "SELECT version FROM schema";
        return (long)command.ExecuteScalar()!; // one row, as every step leaves it
    }

    private static void Run(SqliteCommand command, string sql)
    {
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static JournalOpenException TooNew(SqliteConnection connection, long version) =>
        new($"{connection.DataSource} has schema version {version}; this program knows version {Steps.Version}. "
            + "A newer release wrote the file: run that release, or choose another folder");
}
