using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Analysis.Testing;
using Npgsql;

namespace Analysis.Api.Tests.Releases;

/// <summary>
/// What one release wrote: its data folder, a dump of its PostgreSQL schema, and what it answered, address by address. Kept for ever, so that
/// every later release is seen to open it.
/// </summary>
internal sealed class ReleaseFixture(string folder)
{
    /// <summary>In place of the schema's name, in the dump.</summary>
    public const string SchemaMark = "schema_of_this_journal";

    private const string DatabaseName = "journal.db";

    /// <summary>All of them, by name.</summary>
    public static IEnumerable<string> Names => Directory.GetDirectories(Root()).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal);

    private string Database => Path.Combine(folder, DatabaseName + ".gz");

    private string Dump => Path.Combine(folder, "journal.sql.gz");

    private string Answers => Path.Combine(folder, "answers.json.gz");

    /// <summary>The fixture of this name, which may be yet to be written.</summary>
    public static ReleaseFixture Of(string name) => new(Path.Combine(Root(), name));

    /// <summary>Keeps what a server left when it was stopped.</summary>
    public void Write(string dataFolder, string dump, ReleaseAnswers answers)
    {
        Directory.CreateDirectory(folder);
        Pack(Database, File.ReadAllBytes(Path.Combine(dataFolder, DatabaseName)));
        Pack(Dump, Encoding.UTF8.GetBytes(dump));
        Pack(Answers, JsonSerializer.SerializeToUtf8Bytes(answers));
    }

    /// <summary>Puts a copy of the data folder there.</summary>
    public void UnpackInto(string dataFolder) => File.WriteAllBytes(Path.Combine(dataFolder, DatabaseName), Unpack(Database));

    /// <summary>Restores the dump; how to connect to what is there then.</summary>
    public string Restore(PostgresServer server)
    {
        var connection = server.CreateSchema();
        var schema = new NpgsqlConnectionStringBuilder(connection).SearchPath!;
        using var open = new NpgsqlConnection($"{connection};Pooling=false");
        open.Open();
        using var restore = new NpgsqlCommand(Encoding.UTF8.GetString(Unpack(Dump)).Replace(SchemaMark, schema), open);
        restore.ExecuteNonQuery();
        return connection;
    }

    public ReleaseAnswers Read() => JsonSerializer.Deserialize<ReleaseAnswers>(Unpack(Answers))!; // it was written by Write

    private static string Root([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Fixtures");

    private static void Pack(string file, byte[] bytes)
    {
        using var packed = new GZipStream(File.Create(file), CompressionLevel.SmallestSize);
        packed.Write(bytes);
    }

    private static byte[] Unpack(string file)
    {
        using var packed = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        packed.CopyTo(bytes);
        return bytes.ToArray();
    }
}

/// <summary>What a release answered.</summary>
/// <param name="Rules">The revision of its belief rules.</param>
/// <param name="Bodies">By address: the answer to a GET.</param>
internal sealed record ReleaseAnswers(string Rules, IReadOnlyDictionary<string, JsonNode> Bodies);
