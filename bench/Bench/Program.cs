using System.Runtime.InteropServices;
using Analysis.Bench;
using Analysis.Bench.Cluster;
using Analysis.Bench.Fold;
using Analysis.Bench.Http;
using Analysis.Bench.Stores;

if (args is [EmptyServer.Mode, .. var options])
{
    await EmptyServer.Run(options);
    return 0;
}

// Servers and databases started here end with the program, also when it is told to end: without this no ProcessExit is raised then.
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(143));
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Environment.Exit(130));

if (Plan.Parse(args) is not { } plan)
{
    await Console.Error.WriteLineAsync(Plan.Help);
    return 2;
}

var report = new Report(plan);
report.Add(Machine.Describe(plan));
if (plan.Runs("fold")) FoldSuite.Run(plan, report);
if (plan.Runs("postgres")) await StoreSuite.Postgres(plan, report);
if (plan.Runs("sqlite")) await StoreSuite.Sqlite(plan, report);
if (plan.Runs("cluster")) await ClusterSuite.Run(plan, report);
if (plan.Runs("profile")) await StoreSuite.Profile(plan, report);
report.Save();
return 0;
