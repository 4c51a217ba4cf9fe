using System.Globalization;
using Analysis.Belief.Data;
using Analysis.Belief.Model;
using Analysis.Belief.Report;
using Analysis.Domain.Topics;

namespace Analysis.Belief.Simulation;

/// <summary>
/// Worlds with known answers in which some sources lie together: 300 yes/no topics, 40 sources that speak on a quarter of them each, the
/// honest ones right four times in five; the others give the wrong answer, all the same one.
/// </summary>
internal static class Attack
{
    private const int Topics = 300;
    private const int Sources = 40;
    private const int Worlds = 5;
    private static readonly double[] Shares = [0, 0.1, 0.2, 0.3, 0.4, 0.5];
    private static readonly (string Name, bool Graded, bool Resolved)[] Defences =
        [("nothing else", false, false), ("honest graded B", true, false), ("a tenth of the topics resolved", false, true), ("both", true, true)];

    public static void Run(BeliefReport report, FileInfo? plot)
    {
        var lines = Defences.Select(d => (d.Name, Figures: Shares.Select(f => Colluders(f, d.Graded, d.Resolved)).ToList())).ToList();
        var table = new FigureTable("Colluding sources", $"Share of the answers that are right / mean probability of the right answer, refined; {Worlds} worlds.", ["share that colludes", .. Shares.Select(f => f.ToString("0%", CultureInfo.InvariantCulture))]);
        foreach (var (name, figures) in lines) table.Add([name, .. figures.Select(f => $"{f.Accuracy:0.00} / {f.Probability:0.00}")]);
        report.Add(table);

        int[] numbers = [0, 1, 3, 10, 100, 1_000, 10_000];
        var flood = new FigureTable("Numbers", "Probability of what three good sources say, when so many others say the opposite.", ["against", .. numbers.Select(n => n.ToString("#,0", CultureInfo.InvariantCulture))]);
        foreach (var (name, supporters, one) in new[] { ("copies of one origin, named as such", "graded", true), ("newcomers, against three graded B", "graded", false), ("newcomers, against three with a good record", "record", false), ("newcomers, against three newcomers", "none", false) })
            flood.Add([name, .. numbers.Select(n => Flood(n, supporters, one).ToString("0.000", CultureInfo.InvariantCulture))]);
        report.Add(flood);
        if (plot is not null) File.WriteAllText(plot.FullName, Plot.Lines("Share of right answers when a share of the sources colludes", "share that colludes", Shares, [.. lines.Select(l => (l.Name, l.Figures.Select(f => f.Accuracy).ToList()))]));
    }

    private static (double Accuracy, double Probability) Colluders(double share, bool graded, bool resolved)
    {
        var (right, probability) = (0.0, 0.0);
        for (var seed = 0; seed < Worlds; seed++)
        {
            var random = new Random(seed);
            var liars = (int)Math.Round(share * Sources);
            var model = new DomainModel(Yes, graded ? Enumerable.Range(liars, Sources - liars).ToDictionary(Name, _ => Grade.B) : null);
            var truths = Enumerable.Range(0, Topics).Select(_ => random.Next(2)).ToArray();
            for (var t = 0; t < Topics; t++)
            {
                for (var s = 0; s < Sources; s++)
                {
                    if (random.Next(4) > 0) continue;
                    var isRight = s >= liars && random.Next(5) > 0;
                    model.Add($"{t}/{s}", $"{t}", Name(s), Label(isRight ? truths[t] : 1 - truths[t]));
                }

                if (resolved && t % 10 == 0) model.Resolve($"{t}", Label(truths[t]));
            }

            model.Refine();
            for (var t = 1; t < Topics; t++)
            {
                if (t % 10 == 0) continue; // what may be resolved is not counted
                var p = model.Labels($"{t}", Yes.Labels)[truths[t]];
                right += p > 0.5 ? 1 : 0;
                probability += p;
            }
        }

        var asked = Worlds * Topics * 9 / 10;
        return (right / asked, probability / asked);
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

    private static Shape Yes { get; } = new(ValueKind.Labels) { Labels = ["0", "1"] };

    private static string Name(int source) => $"source {source}";

    private static string Label(int answer) => answer == 1 ? "1" : "0";
}
