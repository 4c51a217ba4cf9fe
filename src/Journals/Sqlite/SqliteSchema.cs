using Microsoft.Data.Sqlite;

namespace Analysis.Journals;

/// <summary>The tables of <c>schema.sql</c> and their version.</summary>
internal static class SqliteSchema
{
    /// <summary>Raised with every change of <c>schema.sql</c>, together with a migration from the version before.</summary>
    public const long Version = 1;

    /// <summary>Creates the tables in an empty file; does nothing when they are there.</summary>
    /// <exception cref="JournalOpenException">A newer program wrote the file.</exception>
    public static void Ensure(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;

        command.CommandText = "SELECT count(*) FROM sqlite_schema WHERE name = 'schema'";
        if (command.ExecuteScalar() is 0L) Create(command);

        command.CommandText = "SELECT version FROM schema";
        if (command.ExecuteScalar() is not Version) throw Unknown(connection, command.ExecuteScalar());

        transaction.Commit();
    }

    private static void Create(SqliteCommand command)
    {
        using var resource = typeof(SqliteSchema).Assembly.GetManifestResourceStream("Analysis.Journals.Sqlite.schema.sql")
            ?? throw new InvalidOperationException("schema.sql is not embedded");
        using var reader = new StreamReader(resource);
        command.CommandText = reader.ReadToEnd();
        command.ExecuteNonQuery();
        command.CommandText = $"INSERT INTO schema (version) VALUES ({Version})";
        command.ExecuteNonQuery();
    }

    private static JournalOpenException Unknown(SqliteConnection connection, object? version) =>
        new($"{connection.DataSource} has schema version {version}; this program knows version {Version}. "
            + "A newer release wrote the file: run that release, or choose another folder");
}
