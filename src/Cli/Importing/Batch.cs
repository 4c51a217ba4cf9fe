using System.Net.Http.Headers;
using Analysis.Cli.Http;

namespace Analysis.Cli.Importing;

/// <summary>Records that go to the server as one request, and what became of them.</summary>
internal sealed class Batch(Format format, InputRecord? header)
{
    private const int BytesMax = 4 * 1_024 * 1_024;

    private readonly List<InputRecord> _records = [];
    private long _bytes;

    public IReadOnlyList<InputRecord> Records => _records;

    public bool IsFull(int recordsMax) => _records.Count >= recordsMax || _bytes >= BytesMax;

    public void Add(InputRecord record)
    {
        _records.Add(record);
        _bytes += record.Bytes.Length;
    }

    /// <summary>Sends it; the records that were rejected, and the server's own count of all.</summary>
    /// <exception cref="RefusedException">The server takes none of it.</exception>
    /// <exception cref="AwayException">The server does not answer, or breaks off: it may be sent again.</exception>
    public async Task<(IReadOnlyList<(InputRecord Record, Problem Problem)> Rejected,
        Tally Tally)> Send(Server server, string path, CancellationToken stopping)
    {
        using var answer = await server.Send(() =>
            new HttpRequestMessage(HttpMethod.Post, path) { Content = Content() }, stopping);
        return await server.Reached(async () =>
        {
            var (rejected, byLine) = (new List<(InputRecord, Problem)>(), ByLine());
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(stopping));
            while (await lines.ReadLineAsync(stopping) is { } text)
            {
                var line = Json.Read<Reply>(text);
                if (line.Summary is { } tally) return (rejected, tally);
                if (line.Problem is { } problem) rejected.Add((byLine[line.Line], problem));
            }

            throw new AwayException($"{server.Address} has broken off before it said what became of every line");
        });
    }

    /// <summary>The records by where they begin in the body: one may be of several lines.</summary>
    private Dictionary<long, InputRecord> ByLine()
    {
        var (found, line) = (new Dictionary<long, InputRecord>(), header is { } first ? 1 + Lines(first) : 1L);
        foreach (var record in _records)
        {
            found[line] = record;
            line += Lines(record);
        }

        return found;

        static long Lines(InputRecord record) => 1 + record.Bytes.AsSpan().Count((byte)'\n');
    }

    private ByteArrayContent Content()
    {
        using var body = new MemoryStream();
        foreach (var record in header is { } first ? _records.Prepend(first) : _records)
        {
            body.Write(record.Bytes);
            body.WriteByte((byte)'\n');
        }

        return new ByteArrayContent(body.GetBuffer(), 0,
            (int)body.Length)
        { Headers = { ContentType = new MediaTypeHeaderValue(format.MediaType) } };
    }

    private sealed record Reply(long Line, Problem? Problem, Tally? Summary);
}
