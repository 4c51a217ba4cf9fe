using System.Net;
using System.Net.Sockets;
using Analysis.Journals;
using Npgsql;

namespace Analysis.Silo.Membership;

/// <summary>
/// The tables of <c>schema.*.sql</c>: brought up to date before the silo asks for them. Silos that were killed all at once cannot
/// declare each other dead, and one that joins would wait for them: until this silo is active, those who are silent and gone are declared dead here.
/// </summary>
internal sealed class MembershipTables(string database, SiloSettings settings, ISiloStatusOracle silos, TimeProvider clock, ILogger<MembershipTables> log) : BackgroundService
{
    /// <summary>How often a silo says that it is alive.</summary>
    public static readonly TimeSpan AlivePeriod = TimeSpan.FromSeconds(2);

    /// <summary>After so long without a word nobody waits for a silo; if it comes back after all, it finds itself dead, and ends. By the database's clock.</summary>
    private static readonly TimeSpan SilenceMax = 3 * AlivePeriod;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Whoever starts waits here for whoever is bringing the tables up to date.</summary>
    private const long Lock = 0x4D656D62657273; // "Members"

    private static readonly Migrations Steps = new(typeof(MembershipTables), "Membership");

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(database);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await using (var connection = await _source.OpenConnectionAsync(cancellationToken))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await Run(connection, $"SELECT pg_advisory_xact_lock({Lock})", cancellationToken);
            await BringUpToDate(connection, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _source.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (silos.CurrentStatus is SiloStatus.None or SiloStatus.Created or SiloStatus.Joining)
            {
                await TryBury(stoppingToken);
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping before the silo has joined.
        }
    }

    private async Task TryBury(CancellationToken cancellationToken)
    {
        try
        {
            if (await Bury(cancellationToken) is > 0 and var buried) log.SilentSilosBuried(buried);
        }
        catch (NpgsqlException fault)
        {
            log.BurialPutOff(fault); // tried again after the pause
        }
    }

    private static async Task BringUpToDate(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var isThere = await Ask<bool>(connection, "SELECT to_regclass(quote_ident(current_schema()) || '.silo_schema') IS NOT NULL", cancellationToken);
        var version = isThere ? await Ask<int>(connection, "SELECT version FROM silo_schema", cancellationToken) : 0;
        if (version > Steps.Version)
            throw new JournalOpenException($"The membership tables have version {version}; this program knows version {Steps.Version}. A newer release wrote them: run that release");
        foreach (var step in Steps.After(version)) await Run(connection, step, cancellationToken);
        if (version == 0) await Run(connection, $"INSERT INTO silo_schema VALUES ({Steps.Version})", cancellationToken);
        else if (version < Steps.Version) await Run(connection, $"UPDATE silo_schema SET version = {Steps.Version}", cancellationToken);
    }

    /// <summary>
    /// Declares dead who is silent and does not take a connection. Silence alone is not enough: after an outage of the database nobody
    /// could say that it is alive, and a frozen silo is for the others to judge.
    /// </summary>
    private async Task<int> Bury(CancellationToken cancellationToken)
    {
        var buried = 0;
        foreach (var (address, port, generation) in await Silent(cancellationToken))
        {
            if (await Answers(address, port, cancellationToken)) continue;
            await using var command = _source.CreateCommand(
                """
                WITH moved AS (
                  UPDATE silo_cluster SET version = version + 1
                  WHERE id = $1 AND EXISTS (SELECT FROM silo_member WHERE cluster = $1 AND address = $2 AND port = $3 AND generation = $4 AND status = 3)
                  RETURNING id)
                UPDATE silo_member SET status = 6 FROM moved WHERE cluster = moved.id AND address = $2 AND port = $3 AND generation = $4
                """);
            foreach (var value in new object[] { settings.Cluster, address, port, generation }) command.Parameters.Add(new NpgsqlParameter { Value = value });
            buried += Math.Max(0, await command.ExecuteNonQueryAsync(cancellationToken));
        }

        return buried;
    }

    private async Task<List<(string Address, int Port, int Generation)>> Silent(CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand("SELECT address, port, generation FROM silo_member WHERE cluster = $1 AND status = 3 AND alive_at < now() - $2");
        command.Parameters.Add(new NpgsqlParameter { Value = settings.Cluster });
        command.Parameters.Add(new NpgsqlParameter { Value = SilenceMax });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var silent = new List<(string, int, int)>();
        while (await row.ReadAsync(cancellationToken)) silent.Add((row.GetString(0), row.GetInt32(1), row.GetInt32(2)));
        return silent;
    }

    private static async Task<bool> Answers(string address, int port, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Pause);
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync(IPAddress.Parse(address), port, patience.Token);
            return true;
        }
        catch (Exception silence) when (silence is SocketException || (silence is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
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
