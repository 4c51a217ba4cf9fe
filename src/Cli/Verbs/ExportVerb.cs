using System.CommandLine;
using Analysis.Cli.Http;

namespace Analysis.Cli.Verbs;

/// <summary>Brings everything out, as JSON Lines.</summary>
internal static class ExportVerb
{
    public static Command Create()
    {
        var path = Options.Text("--out", "file", "Where to; default: the output");
        var tag = Options.Text("--tag", "tag", "Only topics with this tag");
        var topic = Options.Text("--topic", "topic", "Only this topic");
        return Session.Runs(new Command("export", "Bring out topics, sources, families, claims and what was done to them, as JSON Lines") { path, tag, topic }, async session =>
        {
            var arguments = session.Arguments;
            var address = Query.Path("export").With(("tag", arguments.GetValue(tag)), ("topic", arguments.GetValue(topic)));
            using var answer = await session.Server.Send(() => new HttpRequestMessage(HttpMethod.Get, address), session.Stopping);
            await using var output = arguments.GetValue(path) is { } file ? File.Create(file) : Console.OpenStandardOutput();
            await session.Server.Reached(async () =>
            {
                await answer.Content.CopyToAsync(output, session.Stopping);
                return true;
            });
            return ExitCode.Done;
        });
    }
}
