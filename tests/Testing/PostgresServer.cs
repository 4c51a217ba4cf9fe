using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace Analysis.Testing;

/// <summary>
/// A real PostgreSQL for tests: the one that <c>ANALYSIS_TEST_POSTGRES</c> names, else a temporary one from the installed
/// binaries, on a free port, in a folder of its own, gone when the process ends.
/// </summary>
public sealed class PostgresServer
{
    private const string Variable = "ANALYSIS_TEST_POSTGRES";

    private static readonly Lazy<PostgresServer> Started = new(() => new PostgresServer("fsync=off", "max_connections=400"));

    private readonly string? _programs;
    private readonly string _folder = "";
    private readonly int _port;

    private PostgresServer(params string[] settings)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            ConnectionString = given;
            return;
        }

        _programs = FindPrograms() ?? throw new InvalidOperationException(Lack);
        _port = FreePort();
        _folder = Directory.CreateTempSubdirectory("analysis-postgres-").FullName;
        if (Environment.IsPrivilegedProcess) Run("chown", "postgres", _folder); // the server refuses to run as root
        RunAsServer("initdb", "-D", Path.Combine(_folder, "data"), "-U", "analysis", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync");
        Start(settings);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        ConnectionString = $"Host=127.0.0.1;Port={_port};Username=analysis;Database=postgres;Maximum Pool Size=10";
    }

    /// <summary>Why there can be none here; null when there can.</summary>
    public static string? Lack => FindPrograms() is null && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable))
        ? $"lacks PostgreSQL: no initdb was found, and {Variable} is not set" : null;

    /// <summary>One for the whole process; does not sync, since nothing in it must outlive the tests.</summary>
    public static PostgresServer Shared => Started.Value;

    /// <summary>To its default database, as a user who is not to be superuser in what is tested.</summary>
    public string ConnectionString { get; }

    /// <summary>Where it listens; 0 when the server was given.</summary>
    public int Port => _port;

    /// <summary>The process that the others of the server are children of.</summary>
    public int ProcessId => int.Parse(File.ReadLines(Path.Combine(_folder, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>A server of one's own, to measure or to ill-treat: it syncs, with the settings given.</summary>
    public static PostgresServer Own(params string[] settings) => new(settings);

    /// <summary>Makes an empty schema, and says how to connect to it.</summary>
    public string CreateSchema()
    {
        var name = $"test_{Guid.NewGuid():N}";
        using var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false");
        connection.Open();
        using var create = new NpgsqlCommand($"CREATE SCHEMA {name}", connection);
        create.ExecuteNonQuery();
        return $"{ConnectionString};Search Path={name}";
    }

    /// <summary>Ends it without warning.</summary>
    public void Kill() => RunAsServer("pg_ctl", "-D", Path.Combine(_folder, "data"), "-m", "immediate", "-w", "stop");

    public void Start(params string[] settings)
    {
        var options = string.Join(' ', settings.Prepend($"port={_port}").Append("listen_addresses=127.0.0.1").Append("unix_socket_directories=").Select(s => $"-c {s}"));
        RunAsServer("pg_ctl", "-D", Path.Combine(_folder, "data"), "-l", Path.Combine(_folder, "log"), "-o", options, "-w", "start");
    }

    public void Dispose()
    {
        if (!Directory.Exists(_folder)) return;
        Kill();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Where a program of the server's distribution stands; null when none is installed.</summary>
    public static string? FindPrograms()
    {
        var debian = new DirectoryInfo("/usr/lib/postgresql");
        var folders = debian.Exists ? debian.GetDirectories().OrderByDescending(d => d.Name).Select(d => Path.Combine(d.FullName, "bin")) : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.Concat(path).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }

    /// <summary>A port on which nobody listens now, below those that systems give to outgoing connections, of which one might take it before its server does.</summary>
    public static int FreePort()
    {
        for (var tries = 0; tries < 100; tries++)
        {
            var port = RandomNumberGenerator.GetInt32(20_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Any, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // taken: another
            }
        }

        throw new InvalidOperationException("no port between 20,000 and 32,000 is free");
    }

    private void RunAsServer(string program, params string[] arguments)
    {
        var path = Path.Combine(_programs ?? throw new InvalidOperationException($"the server was given by {Variable}"), program);
        if (Environment.IsPrivilegedProcess) Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        else Run(path, arguments);
    }

    private static void Run(string program, params string[] arguments)
    {
        // Its output goes nowhere: a server that pg_ctl starts would hold a pipe open for as long as it runs.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1", program, .. arguments]) { WorkingDirectory = "/" })!;
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {process.ExitCode}");
    }
}
