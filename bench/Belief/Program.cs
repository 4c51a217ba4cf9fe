using System.CommandLine;
using Analysis.Belief.Data;
using Analysis.Belief.Measure;
using Analysis.Belief.Report;
using Analysis.Belief.Simulation;

var outFile = new Option<FileInfo?>("--out") { Description = "a Markdown file for the report" };

var folder = new Argument<string>("folder") { Description = "of data sets, each a folder with claims.csv and truth.csv" };
var only = new Option<string?>("--only") { Description = "one data set by name" };
var publishedFile = new Option<string?>("--published") { Description = $"figures to compare with; {Published.FileName} in the folder is found by itself" };
var data = new Command("data", "the model beside the baselines on data with known answers") { folder, only, publishedFile, outFile };
data.SetAction(parsed => Measured("Belief on data with known answers", parsed.GetValue(outFile), report =>
{
    var path = parsed.GetValue(publishedFile) ?? Path.Combine(parsed.GetValue(folder)!, Published.FileName);
    var published = parsed.GetValue(publishedFile) is not null || File.Exists(path) ? Published.Read(path) : null;
    DataSuite.Run(parsed.GetValue(folder)!, parsed.GetValue(only), published, report);
}));

var plot = new Option<FileInfo?>("--plot") { Description = "an SVG file for the plot" };
var attack = new Command("attack", "sources that lie together, copies, and floods of newcomers, in made worlds") { plot, outFile };
attack.SetAction(parsed => Measured("Belief under attack", parsed.GetValue(outFile), report => Attack.Run(report, parsed.GetValue(plot))));

var time = new Command("time", "curves over valid time, of made series") { outFile };
time.SetAction(parsed => Measured("Belief over time", parsed.GetValue(outFile), Series.Run));

var cost = new Command("cost", "claims a second and bytes a claim") { outFile };
cost.SetAction(parsed => Measured("Cost of belief", parsed.GetValue(outFile), Cost.Run));

return await new RootCommand("Measures the belief model.") { data, attack, time, cost }.Parse(args).InvokeAsync();

static int Measured(string title, FileInfo? file, Action<BeliefReport> measure)
{
    try
    {
        var report = new BeliefReport(title, file);
        measure(report);
        report.Save();
        return 0;
    }
    catch (DataException e)
    {
        Console.Error.WriteLine(e.Message);
        return 2;
    }
}
