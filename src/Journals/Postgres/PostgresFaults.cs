using Analysis.Engine.Journal;
using Npgsql;

namespace Analysis.Journals;

/// <summary>Faults of the database that pass by themselves: a lost connection, a server that restarts, too many clients, a lock waited for too long.</summary>
internal static class PostgresFaults
{
    public static bool IsPassing(NpgsqlException fault) => fault is not PostgresException refused || refused.IsTransient || refused.SqlState is "57P01" or "57P02" or "57P03";

    public static JournalUnavailableException Unavailable(NpgsqlException fault) => new($"PostgreSQL does not answer: {fault.Message}", fault);
}
