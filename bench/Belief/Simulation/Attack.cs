using System.Globalization;
using Analysis.Belief.Data;
using Analysis.Belief.Model;
using Analysis.Belief.Report;
using Analysis.Domain.Beliefs;

namespace Analysis.Belief.Simulation;

/// <summary>
/// Worlds with known answers in which some sources lie together: 300 yes/no topics, 40 sources that speak on a quarter of them each, the
/// honest ones right four times in five; the others give the wrong answer, all the same one: always, or on some topics alone, and are as good as the
/// honest ones on the rest. Who always lies is found out and read the other way round; who lies now and then earns trust meanwhile.
/// </summary>
internal static class Attack
{
    private const int Topics = 300;
    private const int Sources = 40;
    private const int Worlds = 20;
    private static readonly double[] Shares = [0, 0.1, 0.2, 0.3, 0.4, 0.5];
    private static readonly (string Name, bool Graded, bool Resolved)[] Defences =
        [("nothing else", false, false), ("honest graded B", true, false), ("a tenth of the topics resolved", false, true), ("both", true, true)];

    public static void Run(BeliefReport report, FileInfo? plot)
    {
        var lines = Collusion(report, "always", everyTopic: 1);
        Collusion(report, "on three topics in ten", everyTopic: 0.3);

        int[] numbers = [0, 1, 3, 10, 100, 1_000, 10_000];
        var flood = new FigureTable("Numbers", "Probability of what three good sources say, when so many others say the opposite. Copies that do not name their origin are newcomers, each with a voice.", ["against", .. numbers.Select(n => n.ToString("#,0", CultureInfo.InvariantCulture))]);
        foreach (var (name, supporters, one) in new[] { ("copies of one origin, named as such", "graded", true), ("copies of one origin, not named, against three graded B", "graded", false), ("copies of one origin, not named, against three newcomers", "none", false), ("newcomers, against three with a good record", "record", false) })
            flood.Add([name, .. numbers.Select(n => Flood(n, supporters, one).ToString("0.000", CultureInfo.InvariantCulture))]);
        report.Add(flood);
        if (plot is not null) File.WriteAllText(plot.FullName, Plot.Lines("Share of right answers when a share of the sources colludes", "share that colludes", Shares, [.. lines.Select(l => (l.Name, l.Figures.Select(f => f.Accuracy).ToList()))]));
    }

    private static List<(string Name, List<Outcome> Figures)> Collusion(BeliefReport report, string when, double everyTopic)
    {
        var lines = Defences.Select(d => (d.Name, Figures: Shares.Select(f => Colluders(f, everyTopic, d.Graded, d.Resolved)).ToList())).ToList();
        var table = new FigureTable(
            $"Colluding sources that lie {when}",
            $"Share of the answers that are right / mean probability of the right answer, refined, on the topics that are lied about; {Worlds} worlds. The vote gives one voice to each.",
            ["share that colludes", .. Shares.Select(f => f.ToString("0%", CultureInfo.InvariantCulture))]);
        table.Add(["majority vote", .. lines[0].Figures.Select(f => $"{f.Vote:0.00}")]);
        foreach (var (name, figures) in lines) table.Add([name, .. figures.Select(f => $"{f.Accuracy:0.00} / {f.Probability:0.00}")]);
        report.Add(table);
        return lines;
    }

    private static Outcome Colluders(double share, double everyTopic, bool graded, bool resolved)
    {
        var (right, probability, votes, asked) = (0.0, 0.0, 0.0, 0);
        for (var seed = 0; seed < Worlds; seed++)
        {
            var random = new Random(seed);
            var liars = (int)Math.Round(share * Sources);
            var model = new DomainModel(Yes, graded ? Enumerable.Range(liars, Sources - liars).ToDictionary(Name, _ => Grade.B) : null);
            var truths = Enumerable.Range(0, Topics).Select(_ => random.Next(2)).ToArray();
            var isLiedAbout = Enumerable.Range(0, Topics).Select(_ => random.NextDouble() < everyTopic).ToArray();
            var vote = new int[Topics];
            for (var t = 0; t < Topics; t++)
            {
                for (var s = 0; s < Sources; s++)
                {
                    if (random.Next(4) > 0) continue;
                    var isRight = random.Next(5) > 0 && (s >= liars || !isLiedAbout[t]);
                    vote[t] += isRight ? 1 : -1;
                    model.Add($"{t}/{s}", $"{t}", Name(s), Label(isRight ? truths[t] : 1 - truths[t]));
                }

                if (resolved && t % 10 == 0) model.Resolve($"{t}", Label(truths[t]));
            }

            model.Refine();
            for (var t = 1; t < Topics; t++)
            {
                if (t % 10 == 0 || !isLiedAbout[t]) continue; // what may be resolved is not counted
                var p = model.Labels($"{t}", Yes.Labels)[truths[t]];
                right += p > 0.5 ? 1 : 0;
                probability += p;
                votes += vote[t] > 0 ? 1 : vote[t] < 0 ? 0 : 0.5;
                asked++;
            }
        }

        return new Outcome(right / asked, probability / asked, votes / asked);
    }

    private static double Flood(int number, string supporters, bool oneOrigin)
    {
        string[] good = ["a", "b", "c"];
        var model = new DomainModel(Yes, supporters == "graded" ? good.ToDictionary(s => s, _ => Grade.B) : null);
        if (supporters == "record")
        {
            for (var t = 0; t < 20; t++)
            {
                foreach (var s in good) model.Add($"past {t}/{s}", $"past {t}", s, "1");
                model.Resolve($"past {t}", "1");
            }
        }

        foreach (var s in good) model.Add($"now/{s}", "now", s, "1");
        for (var i = 0; i < number; i++) model.Add($"now/{i}", "now", $"new {i}", "0", oneOrigin ? "the one" : null);
        model.Refine();
        return model.Labels("now", Yes.Labels)[1];
    }

    private sealed record Outcome(double Accuracy, double Probability, double Vote);

    private static Shape Yes { get; } = new(ValueKind.Labels) { Labels = ["0", "1"] };

    private static string Name(int source) => $"source {source}";

    private static string Label(int answer) => answer == 1 ? "1" : "0";
}
