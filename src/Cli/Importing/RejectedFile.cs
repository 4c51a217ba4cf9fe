using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Analysis.Cli.Http;

namespace Analysis.Cli.Importing;

/// <summary>Rejected records with the reason, as JSON Lines; there is no file while nothing is rejected.</summary>
internal sealed class RejectedFile : IDisposable
{
    private readonly string _path;
    private readonly string _input;
    private FileStream? _file;

    /// <param name="path">Where.</param>
    /// <param name="input">What the records are from.</param>
    /// <param name="length">What stands there already, in bytes: the rest is of an import that was interrupted, and
    /// comes again.</param>
    public RejectedFile(string path, string input, long length)
    {
        (_path, _input) = (path, input);
        if (length == 0) File.Delete(path);
        else
        {
            _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
            _file.SetLength(length);
            _file.Seek(0, SeekOrigin.End);
        }
    }

    public long Length => _file?.Length ?? 0;

    public void Add(InputRecord record, Problem problem)
    {
        _file ??= new FileStream(_path, FileMode.Create, FileAccess.Write, FileShare.Read);
        var line = Json.Write(new Rejected(_input, record.Line, problem.Reason, problem, Whole(record.Bytes)));
        _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
    }

    public void Flush() => _file?.Flush(flushToDisk: true);

    public void Dispose() => _file?.Dispose();

    /// <summary>As JSON where it is, else as text.</summary>
    private static JsonNode? Whole(byte[] record)
    {
        try
        {
            return JsonNode.Parse(record,
                documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject
                    ?? (JsonNode)Encoding.UTF8.GetString(record);
        }
        catch (JsonException)
        {
            return Encoding.UTF8.GetString(record); // it may be the very reason
        }
    }

    private sealed record Rejected(string File, long Line, string Reason, Problem Problem, JsonNode? Record);
}
