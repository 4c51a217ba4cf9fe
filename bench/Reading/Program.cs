using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Analysis.Reading;
using Analysis.ReadingBench;

var articles = new Argument<DirectoryInfo>("articles") { Description = "a folder of plain texts" };
var claims = new Argument<FileInfo>("claims")
{
    Description = "an analyst's claims from them, one JSON object a line, as POST /v1/claims takes them",
};
var outFile = new Option<FileInfo?>("--out") { Description = "a Markdown file for the table" };
var isVerbose = new Option<bool>("--verbose") { Description = "show each proposal, and each claim that was missed" };
var command = new RootCommand("Measures what is read from articles beside an analyst's claims.") { articles, claims,
    outFile, isVerbose };
command.SetAction(parsed =>
{
    var report = Measure(parsed.GetValue(articles)!, parsed.GetValue(claims)!, parsed.GetValue(isVerbose));
    Console.Out.Write(report);
    if (parsed.GetValue(outFile) is { } file) File.WriteAllText(file.FullName, report);
});
return await command.Parse(args).InvokeAsync();

static string Measure(DirectoryInfo folder, FileInfo file, bool isVerbose)
{
    var report = new StringBuilder()
        .Append("| article | claims of numbers and dates | found | with hedges | proposed | wrong | ms |\n")
        .Append("| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    var total = new Row(0, 0, 0, 0, 0, 0);
    foreach (var article in AnalystClaim.ReadAll(file.FullName).GroupBy(c => c.Article))
    {
        var text = File.ReadAllText(Path.Combine(folder.FullName, article.Key));
        var input = new ArticleText(text, article.First().Reported, "publisher");
        RuleReader.Read(input); // once for the compiler
        var start = Stopwatch.GetTimestamp();
        var reading = RuleReader.Read(input);
        var row = Compare(article.Where(c => c.IsMeasured), reading, text,
            isVerbose) with
        { Ms = Stopwatch.GetElapsedTime(start).TotalMilliseconds };
        total += row;
        report.Append(Line(article.Key, row));
    }

    return report.Append(Line("all", total)).ToString();
}

static Row Compare(IEnumerable<AnalystClaim> claims, ArticleReading reading, string text, bool isVerbose)
{
    var open = reading.Proposals.ToList();
    var (found, hedged, all) = (0, 0, 0);
    foreach (var claim in claims)
    {
        all++;
        var best = open.Where(claim.Fits).OrderByDescending(claim.Overlap).FirstOrDefault();
        if (best is null)
        {
            var how = claim.IsDerived ? " (derived)" : "";
            if (isVerbose)
                Console.WriteLine($"missed  {claim.Id}{how}: {claim.Value} {claim.Unit} [{string.Join(", ", claim.Hedges)}]");
            continue;
        }

        open.Remove(best);
        found++;
        if (claim.Overlap(best) >= 0.5) hedged++;
        if (isVerbose)
        {
            Console.WriteLine($"found   {claim.Id}: {Shown(best, text)}");
            Console.WriteLine($"        analyst [{string.Join(", ", claim.Hedges)}] {claim.Overlap(best):0.00}");
        }
    }

    if (isVerbose) open.ForEach(p => Console.WriteLine($"wrong   {Shown(p, text)}"));
    return new Row(all, found, hedged, reading.Proposals.Count, open.Count, 0);
}

static string Shown(ProposedClaim p, string text) =>
    $"{p.Value} {p.Unit} {p.Status} {p.Stance} {p.ValidTime} [{string.Join(", ", p.Hedges)}] "
    + $"by [{string.Join(" > ", p.Attribution)}]\n        \"{p.Sentence.Of(text)}\"";

static string Line(string name, Row row) => string.Create(CultureInfo.InvariantCulture,
    $"| {name} | {row.Claims} | {row.Found} | {row.Hedged} | {row.Proposed} | {row.Wrong} | {row.Ms:0.0} |\n");
