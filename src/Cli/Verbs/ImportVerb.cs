using System.CommandLine;
using Analysis.Cli.Http;
using Analysis.Cli.Importing;
using Analysis.Cli.Output;

namespace Analysis.Cli.Verbs;

/// <summary>Posts claims by the file.</summary>
internal static class ImportVerb
{
    private const int BatchRecordsMax = 100_000;

    public static Command Create()
    {
        var files = new Argument<string[]>("files")
        {
            Description = "JSON Lines, CSV or TSV: files, patterns ('in/**/*.csv'), or - for the standard input",
            Arity = ArgumentArity.OneOrMore,
        };
        var format = new Option<string>("--format")
        {
            Description = "jsonl, csv or tsv; default: by name, else by how it begins",
            HelpName = "format",
        };
        format.AcceptOnlyFromAmong([.. Format.All.Select(f => f.Name)]);
        var define = PostVerb.Define();
        var rejected = Options.Text("--rejected", "file",
            "Where rejected lines go, with the reason; default: beside the input, as <file>.rejected.jsonl");
        var mark = Options.Text("--decimal", "mark", "Of numbers in a table: . (the default) or ,");
        var separator = Options.Text("--separator", "name",
            "Between the cells of a table: comma, semicolon or tab; default: what its header shows");
        var topic = Options.Text("--topic", "topic", "That of every line of a table without such a column");
        var batch = new Option<int>("--batch")
        {
            Description = "How many lines go as one request; default: 5000",
            HelpName = "lines",
            DefaultValueFactory = _ => 5_000,
        };
        batch.Validators.Add(result =>
        {
            if (result.Errors.Any() || result.GetValueOrDefault<int>() is < 1 or > BatchRecordsMax)
                result.AddError($"--batch is 1 to {BatchRecordsMax}");
        });
        var patience = new Option<int>("--patience")
        {
            Description = "For how many seconds a server that is away is waited for; default: 60",
            HelpName = "seconds",
            DefaultValueFactory = _ => 60,
        };
        var anew = new Option<bool>("--restart")
        { Description = "Begin at the beginning, where an earlier import was interrupted" };
        var verb = new Command("import",
            "Post the claims of files; the same command goes on where it was interrupted") { files, format, define,
                mark, separator, topic, rejected, batch, patience, anew };
        return Session.Runs(verb, async session =>
        {
            var arguments = session.Arguments;
            var inputs = Inputs.Find(arguments.GetRequiredValue(files));
            if (inputs.Count > 1 && arguments.GetValue(rejected) is not null)
                throw new UsageException("--rejected is for one input; each file has its own by default");
            var address = Query.Path("claims").With(
                ("define", arguments.GetValue(define) ? "auto" : null), ("decimal", arguments.GetValue(mark)),
                ("separator", arguments.GetValue(separator)), ("topic", arguments.GetValue(topic)));
            var named = Format.All.FirstOrDefault(f => f.Name == arguments.GetValue(format));
            var plan = new ImportPlan(address, named, arguments.GetValue(batch),
                TimeSpan.FromSeconds(arguments.GetValue(patience)), arguments.GetValue(anew),
                arguments.GetValue(rejected));
            var importer = new Importer(session.Server, plan, session.Screen.News);

            var done = new List<ImportedFile>();
            var progress = new ImportProgress(session.Screen,
                inputs.Where(i => i != Inputs.Standard).Sum(i => new FileInfo(i).Length));
            await progress.Show(async () =>
            {
                foreach (var path in inputs) done.Add(await importer.Import(path, progress, session.Stopping));
            });
            Show(session, done, progress.Elapsed);
            return done.Exists(f => f.Tally.Rejected > 0) ? ExitCode.Rejected : ExitCode.Done;
        });
    }

    private static void Show(Session session, List<ImportedFile> files, TimeSpan elapsed)
    {
        var all = new Tally();
        foreach (var file in files) all.Add(file.Tally);
        if (session.IsJson)
        {
            session.Screen.Raw(Json.Write(new
            {
                all.Created,
                all.Duplicate,
                all.Rejected,
                all.NotCounted,
                all.Reasons,
                Seconds = Math.Round(elapsed.TotalSeconds, 3),
                files
            }));
            return;
        }

        var counts = $"{all.Created:N0} created, {all.Duplicate:N0} there already, {all.Rejected:N0} rejected";
        session.Screen.Line($"{counts}; {elapsed.TotalSeconds:0.0} s");
        var reasons = string.Join(", ", all.Reasons.Select(r => $"{r.Value:N0} {r.Key}"));
        if (all.NotCounted > 0) session.Screen.Line($"{all.NotCounted:N0} of those created do not count: {reasons}");
        foreach (var file in files.Where(f => f.RejectedFile is not null))
            session.Screen.Line($"Rejected of {file.File}, with the reason: {file.RejectedFile}");
    }
}
