using Analysis.Domain.Claims;
using Analysis.Domain.Folding;
using Analysis.Domain.Topics;

namespace Analysis.Bench.Fold;

/// <summary>What a claim costs the fold, by how many the topic has.</summary>
internal static class FoldSuite
{
    private const int Thousand = 1_000;

    /// <summary>The claims that come in one by one at the end, each followed by its view.</summary>
    private const int TurnsMax = 200;

    /// <summary>The most views of one topic that are timed, each after a new claim.</summary>
    private const int ViewsMax = 1_000;

    /// <summary>So often the smallest row is measured beforehand.</summary>
    private const int WarmUps = 5;

    /// <summary>
    /// What a view may cost by the origins that stand: microseconds after a new claim, and from nothing; null where
    /// nothing is asked.
    /// </summary>
    private static readonly (int Origins, double AfterClaim, double? FromNothing)[] Aims =
        [(50, 100, 250), (1_000, 2_000, null), (100_000, 100_000, null)];

    public static void Run(Plan plan, Report report)
    {
        foreach (var workload in Workload.All) OfSize(workload, Thousand); // compiled before it is measured
        report.Add(Views());
        if (plan.Part == "views") return;
        report.Add(BySize(plan));
        report.Add(Growth(plan));
    }

    private static string Views()
    {
        var table = new Table(
            "Fold: a view, by the origins that stand",
            "Medians, in µs: of taking in one more claim, of the view after it, and of a view from the bare facts. A missed aim is **bold**.",
            "origins", "apply", "after a new claim", "aim", "from nothing", "aim");
        for (var i = 0; i < WarmUps; i++) CostOf(Aims[0].Origins); // compiled for good before it is measured
        foreach (var (origins, afterClaim, fromNothing) in Aims)
        {
            var (apply, after, fresh) = CostOf(origins);
            table.Add($"{origins:#,0}", apply.Text(), Told(after, afterClaim), afterClaim.Text(), Told(fresh, fromNothing),
                fromNothing?.Text() ?? Figures.None);
        }

        return table.ToString();

        static string Told(double us, double? aim) => us > aim ? $"**{us.Text()}**" : us.Text();
    }

    /// <summary>Medians, in microseconds: of one more claim, of the view after it, and of a view from the bare facts.</summary>
    private static (double Apply, double After, double Fresh) CostOf(int origins)
    {
        var workload = Workload.Cumulative(origins);
        var fold = workload.Open();
        foreach (var events in workload.Chunks(0, origins, Thousand)) Apply(events, fold);
        var facts = fold.Facts();
        var views = Math.Clamp(ViewsMax * Thousand / origins, 10, ViewsMax);
        var (apply, after) = (new List<double>(), new List<double>());
        foreach (var e in workload.Chunks(origins, origins + views, 1))
        {
            apply.Add(Us(() => Apply(e, fold)));
            after.Add(Us(() => fold.Render()));
        }

        var fresh = Enumerable.Range(0, views).Select(_ => Us(() => new TopicFold(facts, Workload.Now).Render())).Median();
        return (apply.Median(), after.Median(), fresh);
    }

    private static double Us(Action what)
    {
        var meter = new Meter();
        meter.Measure(1, what);
        return meter.Us;
    }

    private static string BySize(Plan plan)
    {
        var sizes = Enumerable.Range(1, 6).Select(d => (int)Math.Pow(10, d)).Where(s => s <= plan.ClaimsMax).ToArray();
        var cells = Rounds(plan, from workload in Workload.All from size in sizes select (workload, size), c => OfSize(c.workload, c.size));
        var table = new Table(
            "Fold: cost per claim by size of topic",
            "µs and bytes allocated (B), means. `reload`: events folded into a first view, per claim. Then, on a topic of that size, `apply`: one more claim, "
            + "and `render`: the view after it. Baseline `keep`: adding the same claims to a `List` and a `Dictionary`.",
            "topic", "claims", "keep, µs", "reload, µs", "of keep", "apply, µs", "of keep", "apply, B", "render, µs", "of keep", "render, B");
        foreach (var workload in Workload.All)
        {
            foreach (var size in sizes)
            {
                double Median(Func<Cost, double> part) => cells[(workload, size)].Select(part).Median();
                var keep = Median(c => c.Keep.Us);
                var (reload, apply, render) = (Median(c => c.Reload.Us), Median(c => c.Apply.Us), Median(c => c.Render.Us));
                table.Add(
                    workload.Name, ((double)size).Text(), keep.Text(), reload.Text(), Figures.Times(reload, keep),
                    apply.Text(), Figures.Times(apply, keep), Median(c => c.Apply.Bytes).Text(),
                    render.Text(), Figures.Times(render, keep), Median(c => c.Render.Bytes).Text());
            }
        }

        return table.ToString();
    }

    private static string Growth(Plan plan)
    {
        var cells = Rounds(plan, Workload.All, workload => FirstAndLast(workload, plan.GrowthClaims));
        var table = new Table(
            $"Fold: the last thousand claims of {plan.GrowthClaims:#,0} beside the first",
            "Apply, and render after each claim, µs per claim. Baseline: the first thousand. The goal is at most 2x.",
            "topic", "first thousand", "last thousand", "of first");
        foreach (var workload in Workload.All)
        {
            var (first, last) = (cells[workload].Select(c => c.First.Us).Median(), cells[workload].Select(c => c.Last.Us).Median());
            table.Add(workload.Name, first.Text(), last.Text(), Figures.Times(last, first));
        }

        return table.ToString();
    }

    private static ILookup<TCell, TCost> Rounds<TCell, TCost>(Plan plan, IEnumerable<TCell> cells, Func<TCell, TCost> measure) =>
        Enumerable.Repeat(cells, plan.Rounds).SelectMany(round => round).Select(cell => (cell, cost: measure(cell))).ToLookup(c => c.cell, c => c.cost);

    /// <summary>A topic of so many claims; a small one many times.</summary>
    private static Cost OfSize(Workload workload, int size)
    {
        var cost = new Cost(new Meter(), new Meter(), new Meter(), new Meter());
        var turns = Math.Min(size / 2, TurnsMax);
        for (var repeat = 0; repeat < Math.Max(1, 2 * Thousand / size); repeat++)
        {
            var (fold, list, index) = (workload.Open(), new List<Recorded>(), new Dictionary<ClaimId, Recorded>());
            foreach (var events in workload.Chunks(0, size - turns, Thousand))
            {
                cost.Keep.Measure(events.Length, () => Keep(events, list, index));
                cost.Reload.Measure(events.Length, () => Apply(events, fold));
            }

            cost.Reload.Measure(0, () => fold.Render());
            foreach (var e in workload.Chunks(size - turns, size, 1))
            {
                cost.Apply.Measure(1, () => Apply(e, fold));
                cost.Render.Measure(1, () => fold.Render());
            }
        }

        return cost;
    }

    private static (Meter First, Meter Last) FirstAndLast(Workload workload, int size)
    {
        var fold = workload.Open();
        var (first, last) = (new Meter(), new Meter());
        first.Measure(Thousand, Turns(0));
        foreach (var events in workload.Chunks(Thousand, size - Thousand, Thousand)) Apply(events, fold);
        last.Measure(Thousand, Turns(size - Thousand));
        return (first, last);

        Action Turns(int from)
        {
            var events = workload.Chunks(from, from + Thousand, Thousand).Single();
            return () =>
            {
                foreach (var e in events)
                {
                    fold.Apply(e);
                    fold.Render();
                }
            };
        }
    }

    private static void Keep(Recorded[] events, List<Recorded> list, Dictionary<ClaimId, Recorded> index)
    {
        foreach (var e in events)
        {
            list.Add(e);
            index.Add(((TopicEvent.ClaimAsserted)e.Event).Claim.Id, e);
        }
    }

    private static void Apply(Recorded[] events, TopicFold fold)
    {
        foreach (var e in events) fold.Apply(e);
    }

    private sealed record Cost(Meter Keep, Meter Reload, Meter Apply, Meter Render);
}
