using System.CommandLine;
using Analysis.Cli.Http;
using Analysis.Cli.Output;

namespace Analysis.Cli.Verbs;

/// <summary>Shows what is believed of a topic, how that moved, and who says what.</summary>
internal static class ShowVerb
{
    private const int Columns = 48;

    public static Command Create()
    {
        var topic = Options.Topic;
        var lens = new Lens();
        var over = new Option<string>("--over")
        {
            Description = "The sparkline's time: validTime (the default) or reportedTime (what could be known by when)",
            HelpName = "time",
        };
        over.AcceptOnlyFromAmong("validTime", "reportedTime");
        var limit = Options.Limit(200);
        limit.Description = "At most so many claims of the ledger; default: 200";
        return Session.Runs(lens.AddTo(new Command("show",
            "Show what is believed of a topic, how that moved, and who says what") { topic, over, limit }),
                async session =>
        {
            var (arguments, server, stopping) = (session.Arguments, session.Server, session.Stopping);
            var id = arguments.GetRequiredValue(topic);
            var json = await server.Get(Query.Path("topics", id).With(lens.Query(arguments)), stopping);
            if (session.IsJson)
            {
                session.Screen.Raw(json);
                return ExitCode.Done;
            }

            var timeline = Json.Read<Timeline>(await server.Get(Query.Path("topics", id, "timeline").With(
                [.. lens.Past(arguments), ("over", arguments.GetValue(over)), ("points", 2 * Columns),
                ("claims", "false")]), stopping));
            var ledger = Json.Read<Ledger>(await session.Pages("claims", arguments.GetValue(limit), (count, cursor) =>
                Query.Path("topics", id,
                    "claims").With([.. lens.Query(arguments), ("limit", count), ("cursor", cursor)])));
            Show(session.Screen, Json.Read<Topic>(json), timeline);
            Show(session.Screen, ledger);
            return ExitCode.Done;
        });
    }

    private static void Show(Screen screen, Topic topic, Timeline timeline)
    {
        var view = topic.View;
        screen.Line($"{topic.Title}  [{topic.Id}]");
        if (topic.Question is { } question) screen.Line(question);
        screen.Line();
        screen.Line(view.Statement);
        screen.Line();
        screen.Facts(
            ("answer", view.Evidence ? view.Headline.Text : null),
            ("50 %", Words.Interval(view.Interval50)),
            ("90 %", Words.Interval(view.Interval90)),
            // a band has ends
            ("", Plots.Band(view, Columns) is { } band
                ? $"{Words.End(view.Interval90![0])} {band} {Words.End(view.Interval90[1])}" : null),
            ("by label", view.Probabilities is { } shares
                ? string.Join(", ",
                    shares.OrderByDescending(s => s.Value).Select(s => $"{s.Key} {Words.Share(s.Value)}")) : null),
            ("confidence",
                string.Join(": ", (string[])[$"{view.Confidence.Level} ({view.Confidence.Score:0.00})",
                    .. view.Confidence.Reasons is { } reasons ? [string.Join("; ", reasons)] : (string[])[]])),
            ("rests on", $"{Words.Of(view.Claims)} claims of {Words.Of(view.Origins)} origins"),
            ("over time", Sparkline(timeline)),
            ("outlook", view.Outlook?.Statement),
            ("notices", view.Notices is { } notices ? string.Join('\n', notices) : null));
    }

    private static string? Sparkline(Timeline timeline)
    {
        if (timeline.Points is not [var first, .., var last]) return null;
        var measure = Plots.Measure(last.View);
        var numbers = Plots.Evenly([.. timeline.Points.Select(p => (At(p), measure(p.View)))], Columns);
        if (numbers.All(n => n is null)) return null;
        // there is one
        var range = $"{Words.Figure(numbers.Min()!.Value)} to {Words.Figure(numbers.Max()!.Value)}";
        return $"{At(first):yyyy-MM-dd} {Plots.Sparkline(numbers)} {At(last):yyyy-MM-dd}   {range}";

        static DateTimeOffset At(TimelinePoint point) => point.ReportedBy ?? point.ValidAt;
    }

    /// <summary>Origin by origin, the weightiest first.</summary>
    private static void Show(Screen screen, Ledger ledger)
    {
        var origins = ledger.Claims.GroupBy(c => c.Voice ?? "").OrderByDescending(o =>
            o.Sum(c => c.Weight)).ThenBy(o => o.Key, StringComparer.Ordinal);
        var rows = from origin in origins
                   from entry in origin.OrderByDescending(c => c.Weight).Index()
                   let claim = entry.Item.Claim
                   select new[]
                   {
                       entry.Index == 0 ? origin.Key : "", Words.Value(claim), claim.Unit, claim.Status,
                           claim.ReportedTime, entry.Item.Standing,
                       entry.Item.Weight > 0 ? entry.Item.Weight.ToString("0.00") : "", claim.Id,
                   };
        if (ledger.Claims.Count > 0) screen.Table(["origin", ">says", "unit", "status", "reported", "standing",
            ">weight", "claim"], rows);
        if (ledger.Next is not null) screen.Line("There are more claims: --limit takes a larger number.");
    }
}
