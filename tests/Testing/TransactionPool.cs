using System.Diagnostics;
using System.Net.Sockets;

namespace Analysis.Testing;

/// <summary>PgBouncer in front of a server, pooling transactions: two statements in a row may reach two sessions.</summary>
public sealed class TransactionPool : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TempFolder _folder = new();
    private readonly Process _process;

    public TransactionPool(PostgresServer server)
    {
        var program = Program ?? throw new InvalidOperationException(Lack);
        Port = PostgresServer.FreePort();
        var settings = Path.Combine(_folder.Path, "pgbouncer.ini");
        File.WriteAllText(settings, $"""
            [databases]
            * = host=127.0.0.1 port={server.Port} user=analysis
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {Port}
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            default_pool_size = 4
            server_idle_timeout = 2
            logfile = {_folder.Path}/log
            """);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_111_111); // it refuses to run as root, and reads and writes here
        string[] command = Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", program] : [program];
        _process = Process.Start(new ProcessStartInfo(command[0], [.. command[1..], "-q", settings]) { UseShellExecute = false })!; // it is no shell command
        WaitUntilItListens();
    }

    /// <summary>Why there can be none here; null when there can.</summary>
    public static string? Lack =>
        Program is null ? "lacks PgBouncer: it is not installed"
        : PostgresServer.FindPrograms() is null ? "lacks a PostgreSQL of its own that PgBouncer may be put before"
        : null;

    public int Port { get; }

    private static string? Program => new[] { "/usr/sbin/pgbouncer", "/usr/bin/pgbouncer" }.FirstOrDefault(File.Exists);

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _folder.Dispose();
    }

    private void WaitUntilItListens()
    {
        var waiting = Stopwatch.StartNew();
        while (!IsListening())
        {
            if (_process.HasExited || waiting.Elapsed > Patience) throw new InvalidOperationException("PgBouncer does not listen");
            Thread.Sleep(50);
        }
    }

    private bool IsListening()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false; // not yet
        }
    }
}
