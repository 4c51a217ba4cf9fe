using System.CommandLine;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Analysis.Cli.Http;
using Analysis.Cli.Importing;

namespace Analysis.Cli.Verbs;

/// <summary>
/// Brings everything out, as JSON Lines. A file has its name once it is whole; what was cut off stands beside it, and
/// the same command goes on after its last whole line.
/// </summary>
internal static class ExportVerb
{
    public static Command Create()
    {
        var path = Options.Text("--out", "file", "Where to; default: the output");
        var tag = Options.Text("--tag", "tag", "Only topics with this tag, and what their views are made of");
        var topic = Options.Text("--topic", "topic", "Only this topic, and what its view is made of");
        var verb = new Command("export",
            "Bring out topics, sources, families, claims and what was done to them, as JSON Lines") { path, tag,
                topic };
        return Session.Runs(verb, async session =>
        {
            var arguments = session.Arguments;
            (string Name, object? Value)[] chosen = [("tag", arguments.GetValue(tag)),
                ("topic", arguments.GetValue(topic))];
            if (arguments.GetValue(path) is not { } file)
            {
                await using var output = Console.OpenStandardOutput();
                await Copy(session, Query.Path("export").With(chosen), output);
                return ExitCode.Done;
            }

            var part = PartOf(file, new Uri(session.Server.Address, Query.Path("export").With(chosen)));
            long lines;
            await using (var output = new FileStream(part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read))
            {
                var cursor = await Resume(output, session.Stopping);
                if (cursor is not null) session.Screen.News($"{file}: going on after {cursor}");
                lines = await Copy(session, Query.Path("export").With([.. chosen, ("after", cursor)]), output);
                await output.FlushAsync(session.Stopping);
            }

            File.Move(part, file, overwrite: true);
            if (session.IsJson) session.Screen.Raw(Json.Write(new { file, lines, bytes = new FileInfo(file).Length }));
            else session.Screen.Line($"{lines:N0} lines are in {file}");
            return ExitCode.Done;
        });
    }

    /// <summary>
    /// Where a file is while it is not whole: another export, or of another server, does not go on with it.
    /// </summary>
    internal static string PartOf(string file, Uri export) =>
        $"{file}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(export.ToString())))[..8]}.part";

    /// <summary>Copies line by line, up to the one that says that nothing is missing.</summary>
    private static async Task<long> Copy(Session session, string address, Stream output)
    {
        using var answer = await session.Server.Send(() => new HttpRequestMessage(HttpMethod.Get, address),
            session.Stopping);
        return await session.Server.Reached(async () =>
        {
            await using var reader = new RecordReader(
                PipeReader.Create(await answer.Content.ReadAsStreamAsync(session.Stopping)), Format.JsonLines);
            var lines = 0L;
            await foreach (var line in reader.Read(session.Stopping))
            {
                lines++;
                await output.WriteAsync(line.Bytes, session.Stopping);
                output.WriteByte((byte)'\n');
                if (Member(line, "end") is not null) return lines;
            }

            throw new AwayException(
                $"{session.Server.Address} has broken off after {lines:N0} lines; the same command goes on there");
        });
    }

    /// <summary>
    /// Cuts off what is no whole line; gives the cursor of the last one, at whose end the file then is.
    /// </summary>
    private static async Task<string?> Resume(FileStream part, CancellationToken stopping)
    {
        InputRecord? last = null;
        await using (var reader = new RecordReader(PipeReader.Create(part,
            new StreamPipeReaderOptions(leaveOpen: true)), Format.JsonLines))
        {
            await foreach (var line in reader.Read(stopping))
            {
                if (line.End - (last?.End ?? 0) > line.Bytes.Length) last = line; // it has its line end
            }
        }

        var cursor = last is { } whole ? (string?)Member(whole, "cursor") : null;
        part.SetLength(cursor is null ? 0 : last!.Value.End); // a cursor is of a line
        part.Seek(0, SeekOrigin.End);
        return cursor;
    }

    private static JsonNode? Member(InputRecord line, string name) => JsonNode.Parse(line.Bytes)?[name];
}
