using System.CommandLine;
using Analysis.Cli.Http;
using Analysis.Cli.Output;

namespace Analysis.Cli.Verbs;

/// <summary>Shows who did what.</summary>
internal static class AuditVerb
{
    public static Command Create()
    {
        (string Parameter, Option<string> Option)[] filters =
        [
            ("by", Options.Text("--by", "name", "Only what this writer did")),
            ("act", Options.Text("--act", "act", "Only this act: claim-asserted, claim-retracted, ...")),
            ("topic", Options.Text("--topic", "topic", "Only what was done to this topic")),
            ("from", Options.Text("--from", "time", "Recorded then or later")),
            ("to", Options.Text("--to", "time", "Recorded before that")),
        ];
        var limit = Options.Limit();
        var verb = new Command("audit", "Show who did what, newest first") { limit };
        foreach (var (_, option) in filters) verb.Options.Add(option);
        return Session.Runs(verb, session => session.Show<ActPage>(
            session.Pages("acts", session.Arguments.GetValue(limit), (count, cursor) => Query.Path("audit").With(
                [.. filters.Select(f => (f.Parameter, (object?)session.Arguments.GetValue(f.Option))),
                    ("limit", count), ("cursor", cursor)])),
            page =>
            {
                session.Screen.Table(["recorded", "by", "act", "on", "claim", ">version", "reason"],
                    page.Acts.Select(a =>
                    new[] { Words.Time(a.RecordedAt), a.By, a.Name, a.Topic ?? a.Source ?? a.Family, a.Claim,
                        a.Version?.ToString(), a.Reason }));
                if (page.Next is not null) session.Screen.Line("There are more: --limit takes a larger number.");
            }));
    }
}
