using System.Globalization;
using Analysis.Belief.Report;
using Analysis.Domain.Beliefs;
using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Domain.Topics;
using Figure = Analysis.Domain.Views.Belief.Number;

namespace Analysis.Belief.Simulation;

/// <summary>
/// Made series with known answers, through the whole fold: what a topic shows at each of twenty valid times, of a quantity that three named
/// sources report each ten days for a year, within 8 %, one report in ten off by half.
/// </summary>
internal static class Series
{
    private const int Seeds = 100;
    private const int Days = 360;
    private static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Run(BeliefReport report)
    {
        var table = new FigureTable(
            "Curves over valid time", $"Mean of |estimate - truth| / truth, and how often the 90 % band holds the truth, over twenty dates; {Seeds} series of each kind. The latest figure: the error of the median of what the sources said last. The last columns: how far at most a figure of two months ago moves the estimate of the last day when an outlet prints it then, naming its origin, or undated and as its own.",
            "series", "dynamics", "error", "of the latest figures", "coverage", "moved by a stale copy", "of no named origin");
        foreach (var (name, dynamics, truth) in new (string, Dynamics, Func<int, double>)[]
        {
            ("constant", Dynamics.Changing, _ => 1_000), ("step, 500 to 2,000", Dynamics.Changing, day => day < 180 ? 500 : 2_000), ("trend, 500 to 2,000", Dynamics.Changing, day => 500 + (1_500.0 * day / Days)),
            ("growing, 100 to 3,000", Dynamics.Cumulative, day => 100 + (2_900.0 * day / Days)), ("revised upward once, 300 to 900", Dynamics.Cumulative, day => day < 180 ? 300 : 900),
        })
        {
            var (errors, latest, held, moved, unnamed) = (new List<double>(), new List<double>(), 0, 0.0, 0.0);
            for (var seed = 0; seed < Seeds; seed++)
            {
                var (events, figures) = Told(truth, dynamics, new Random(seed));
                for (var day = 18; day <= Days; day += 18)
                {
                    if (Shown(events, day) is not { Estimate: { } estimate } figure) continue;
                    errors.Add(Math.Abs(estimate - truth(day)) / truth(day));
                    latest.Add(Math.Abs(figures.Where(f => f.Day <= day).TakeLast(3).Select(f => f.Said).Order().ElementAt(1) - truth(day)) / truth(day));
                    held += figure.Interval90.Low <= truth(day) && truth(day) <= figure.Interval90.High ? 1 : 0;
                }

                // What the first source had said two months earlier, in an outlet that prints it now.
                var stale = Report("stale", Math.Round(truth(Days - 60)), "late-paper", "source-0", Days - 60) with { ReportedTime = On(Days) };
                moved = Math.Max(moved, Moved(events, stale));
                unnamed = Math.Max(unnamed, Moved(events, stale with { Attribution = null, ValidTime = null }));
            }

            table.Add(name, dynamics.ToString().ToLowerInvariant(), errors.Average().ToString("0.0 %", CultureInfo.InvariantCulture), latest.Average().ToString("0.0 %", CultureInfo.InvariantCulture), ((double)held / errors.Count).ToString("0.00", CultureInfo.InvariantCulture), moved.ToString("0.0 %", CultureInfo.InvariantCulture), unnamed.ToString("0.0 %", CultureInfo.InvariantCulture));
        }

        report.Add(table);
    }

    private static double Moved(List<Recorded> events, Claim by) =>
        Math.Abs((Shown([.. events, Next(events, new TopicEvent.ClaimAsserted(by))], Days)!.Estimate! / Shown(events, Days)!.Estimate!).Value - 1);

    private static Figure? Shown(IReadOnlyList<Recorded> events, int day)
    {
        var fold = new TopicFold(Start.AddDays(day));
        foreach (var recorded in events) fold.Apply(recorded);
        return fold.Render().Belief as Figure;
    }

    private static (List<Recorded> Events, List<(int Day, double Said)> Figures) Told(Func<int, double> truth, Dynamics dynamics, Random random)
    {
        var (events, figures) = (new List<Recorded>(), new List<(int Day, double Said)>());
        var topic = new TopicDefinition { Id = new("topic"), Title = "Troops", Kind = TopicKind.Quantity, Unit = "persons", Dynamics = dynamics, HalfLife = dynamics == Dynamics.Changing ? new Period("P30D", TimeSpan.FromDays(30)) : null };
        events.Add(new Recorded(1, Start, new TopicEvent.Defined(topic)));
        for (var source = 0; source < 3; source++) events.Add(Next(events, new TopicEvent.SourceAssessed(new SourceProfile(new($"source-{source}"), null, "government", Grade.B))));
        for (var day = 0; day <= Days; day += 10)
        {
            for (var source = 0; source < 3; source++)
            {
                var off = random.Next(10) == 0 ? random.Next(2) == 0 ? 0.5 : 1.5 : 1 + (0.16 * (random.NextDouble() - 0.5));
                figures.Add((day, Math.Round(truth(day) * off)));
                events.Add(Next(events, new TopicEvent.ClaimAsserted(Report($"c{day}-{source}", figures[^1].Said, "paper", $"source-{source}", day))));
            }
        }

        return (events, figures);
    }

    private static Recorded Next(List<Recorded> events, TopicEvent fact) => new(events.Count + 1, Start.AddDays(Days + 1), fact);

    private static Claim Report(string id, double best, string paper, string origin, int day) => new()
    {
        Id = new(id), Topic = new("topic"), Value = new ClaimValue.Quantity(best, null, null), Unit = "persons", Status = ClaimStatus.Occurred,
        Publisher = new SourceId(paper), Attribution = [new(paper), new(origin)], ReportedTime = On(day), ValidTime = On(day),
    };

    private static Edtf On(int day) => Edtf.Parse(Start.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
