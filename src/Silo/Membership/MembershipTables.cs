using System.Globalization;
using System.Reflection;
using Analysis.Journals;
using Npgsql;

namespace Analysis.Silo.Membership;

/// <summary>
/// The tables of <c>schema.*.sql</c>: brought up to date before the silo asks for them. Silos that were killed all at once cannot
/// declare each other dead, and one that joins would wait for them: those silent for long are declared dead here.
/// </summary>
internal sealed class MembershipTables(string database, SiloSettings settings, ILogger<MembershipTables> log) : IHostedService
{
    /// <summary>How often a silo says that it is alive.</summary>
    public static readonly TimeSpan AlivePeriod = TimeSpan.FromSeconds(2);

    /// <summary>After so long without a word nobody waits for a silo; if it comes back after all, it finds itself dead, and ends.</summary>
    private static readonly TimeSpan SilenceMax = 4 * AlivePeriod;

    /// <summary>Whoever starts waits here for whoever is bringing the tables up to date.</summary>
    private const long Lock = 0x4D656D62657273; // "Members"

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Run(connection, $"SELECT pg_advisory_xact_lock({Lock})", cancellationToken);
        await BringUpToDate(connection, cancellationToken);
        var buried = await Bury(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (buried > 0) log.SilentSilosBuried(buried);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task BringUpToDate(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var steps = Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        var isThere = await Ask<bool>(connection, "SELECT to_regclass(quote_ident(current_schema()) || '.silo_schema') IS NOT NULL", cancellationToken);
        var version = isThere ? await Ask<int>(connection, "SELECT version FROM silo_schema", cancellationToken) : 0;
        if (version > steps.Count)
            throw new JournalOpenException($"The membership tables have version {version}; this program knows version {steps.Count}. A newer release wrote them: run that release");
        foreach (var step in steps.Skip(version)) await Run(connection, await Text(step, cancellationToken), cancellationToken);
        if (version == 0) await Run(connection, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO silo_schema VALUES ({steps.Count})"), cancellationToken);
        else if (version < steps.Count) await Run(connection, string.Create(CultureInfo.InvariantCulture, $"UPDATE silo_schema SET version = {steps.Count}"), cancellationToken);
    }

    private async Task<int> Bury(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            WITH moved AS (
              UPDATE silo_cluster SET version = version + 1
              WHERE id = $1 AND EXISTS (SELECT FROM silo_member WHERE cluster = $1 AND status <> 6 AND alive_at < $2)
              RETURNING id)
            UPDATE silo_member SET status = 6 FROM moved WHERE cluster = moved.id AND status <> 6 AND alive_at < $2
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter { Value = settings.Cluster });
        command.Parameters.Add(new NpgsqlParameter { Value = DateTime.UtcNow - SilenceMax });
        return Math.Max(0, await command.ExecuteNonQueryAsync(cancellationToken));
    }

    private static async Task<string> Text(string resource, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!); // its name was just read
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private static async Task<T> Ask<T>(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!; // each gives one value
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
