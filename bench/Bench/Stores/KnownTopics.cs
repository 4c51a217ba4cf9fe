using System.Diagnostics;
using Analysis.Bench.Http;
using Analysis.Domain.Topics;
using Analysis.Engine.Journal;
using Analysis.Engine.Lists;

namespace Analysis.Bench.Stores;

/// <summary>What it costs that there are very many topics: pages of their list, and memory.</summary>
internal static class KnownTopics
{
    private const int FewTopics = 10_000;
    private const int PageTopics = 50;
    private const int PagesPerRound = 20; // fewer where they take longer than SpanMax
    private const int AppendsAtOnce = 1_024;
    private const int ClaimsPerActiveTopic = 10;
    private const int LinesAtOnce = 1_000;

    /// <summary>So many topics have the rare word and the rare tag, however many topics there are.</summary>
    private const int RareTopics = 100;

    /// <summary>"Constant", with something for noise and for one more level of an index.</summary>
    private const double ConstantRatio = 1.5;

    private static readonly TimeSpan SpanMax = TimeSpan.FromSeconds(1);

    public static async Task Measure(IStore store, Plan plan, Report report, Goals goals)
    {
        var (few, many) = (await store.NewJournal(), await store.NewJournal());
        await using (var small = new InProcess(few, store.CpuTime))
        {
            await using var large = new InProcess(many, store.CpuTime);
            await Fill(small, FewTopics);
            await Fill(large, plan.KnownTopics);
            await store.Settle();
            await Lists(small.ReadModel, large.ReadModel, store, plan, report, goals);
        }

        await Memory(many, plan, goals);
    }

    /// <summary>Topics without claims, and their rows: what the projector would make of them, without the time it takes.</summary>
    private static async Task Fill(InProcess engine, int count)
    {
        await engine.Projector.Follow(null, CancellationToken.None); // puts its stamp on the empty read model
        var stamp = (await engine.ReadModel.Checkpoint(CancellationToken.None)).Stamp;
        await engine.Define(Claims.Definition("sample"));
        var sample = await engine.Topics.Row(new("sample"), CancellationToken.None) ?? throw new InvalidOperationException("no row");

        var now = DateTimeOffset.UtcNow;
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AppendsAtOnce }, async (n, _) =>
            await engine.Journal.Append(new StreamAppend(StreamOf(n), 0, [EventCodec.Encode(new TopicEvent.Defined(Claims.Definition(IdOf(n))), now)], [])));
        var checkpoint = new Checkpoint(await engine.Journal.Position(CancellationToken.None), stamp);
        foreach (var rows in Enumerable.Range(0, count).Select(n => Row(sample, n, count, now)).Chunk(RowQuery.LimitMax))
            await engine.ReadModel.Write(rows, checkpoint, CancellationToken.None);
    }

    private static SummaryRow Row(SummaryRow sample, int n, int count, DateTimeOffset now)
    {
        var random = new Random(n);
        var isRare = n % (count / RareTopics) == 0;
        var title = $"How many in district {random.Next(count)}{(isRare ? ", rarely" : "")}?";
        return sample with
        {
            Stream = StreamOf(n),
            Id = IdOf(n),
            Title = title,
            SearchText = $"{IdOf(n)}\n{title}",
            Tags = [.. isRare ? ["rare"] : Array.Empty<string>(), .. n % 10 == 0 ? ["common"] : Array.Empty<string>()],
            Confidence = random.NextDouble(),
            UpdatedAt = now.AddSeconds(-random.Next(count)),
        };
    }

    private static async Task Lists(IReadModel small, IReadModel large, IStore store, Plan plan, Report report, Goals goals)
    {
        var pages = new List<(string Name, RowQuery Small, RowQuery Large)>();
        foreach (var (name, query, matches) in Queries())
        {
            pages.Add(($"{name}, first page", query, query));
            if (matches(FewTopics) <= PageTopics * 4) continue;
            pages.Add(($"{name}, a page in the middle", await Middle(small, query, matches(FewTopics)), await Middle(large, query, matches(plan.KnownTopics))));
        }

        var rounds = new List<(double Small, double Large)[]>();
        for (var round = 0; round <= plan.StoreRounds; round++)
        {
            var figures = new (double Small, double Large)[pages.Count];
            foreach (var (i, page) in pages.Index()) figures[i] = await Ms(small, page.Small, large, page.Large);
            if (round > 0) rounds.Add(figures); // the one before is for compiler and caches
        }

        var table = new Table(
            $"{store.Name}: lists of many topics",
            $"A page of {PageTopics} topics from the read model, in process; ms. {RareTopics} topics have the rare word and the rare tag, one in ten has the common tag, all have the common word. "
            + $"The aim is a constant: at most {ConstantRatio.Text()}x.",
            "page", $"of {FewTopics:#,0} topics", $"of {plan.KnownTopics:#,0} topics", "ratio");
        var ratios = pages.Select((page, i) => (page.Name, Each: rounds.ConvertAll(r => r[i].Large / r[i].Small))).ToList();
        foreach (var (i, (name, each)) in ratios.Index())
        {
            var (few, many) = (rounds.Select(r => r[i].Small).Median(), rounds.Select(r => r[i].Large).Median());
            table.Add(name, few.Text(), many.Text(), $"{each.Median().Text()}x");
        }

        var worst = ratios.MaxBy(r => r.Each.Median());
        goals.Add(
            $"list of {plan.KnownTopics:#,0} topics, a page: the worst of {ratios.Count}, {worst.Name}", $"of {FewTopics:#,0} topics", worst.Each, Aim.AtMost(ConstantRatio));
        report.Add(table.ToString());
    }

    /// <summary>Each with how many of so many topics match.</summary>
    private static IEnumerable<(string Name, RowQuery Query, Func<int, int> Matches)> Queries()
    {
        foreach (var order in Enum.GetValues<RowOrder>()) yield return ($"by {order.ToString().ToLowerInvariant()}", Query(null, null, order), n => n);
        yield return ("rare tag", Query(null, "rare", RowOrder.Updated), _ => RareTopics);
        yield return ("rare word", Query("rarely", null, RowOrder.Updated), _ => RareTopics);
        yield return ("common tag", Query(null, "common", RowOrder.Updated), n => n / 10);
        yield return ("common word", Query("district", null, RowOrder.Updated), n => n);

        static RowQuery Query(string? text, string? tag, RowOrder order) => new("topic", text, tag, order, PageTopics, After: null);
    }

    /// <summary>The page that begins half-way.</summary>
    private static async Task<RowQuery> Middle(IReadModel rows, RowQuery query, int matches)
    {
        var after = default(string);
        for (var left = matches / 2; left > 0; left -= RowQuery.LimitMax)
            after = (await rows.List(query with { Limit = Math.Min(left, RowQuery.LimitMax), After = after }, CancellationToken.None)).Next;
        return query with { After = after };
    }

    /// <summary>A page of each in turn, a few times; the medians.</summary>
    private static async Task<(double Small, double Large)> Ms(IReadModel small, RowQuery ofSmall, IReadModel large, RowQuery ofLarge)
    {
        var pages = new List<(double Small, double Large)>();
        var started = Stopwatch.GetTimestamp();
        while (pages.Count == 0 || (pages.Count < PagesPerRound && Stopwatch.GetElapsedTime(started) < SpanMax)) pages.Add((await Ms(small, ofSmall), await Ms(large, ofLarge)));
        return (pages.Select(p => p.Small).Median(), pages.Select(p => p.Large).Median());
    }

    private static async Task<double> Ms(IReadModel rows, RowQuery query)
    {
        var started = Stopwatch.GetTimestamp();
        var page = await rows.List(query, CancellationToken.None);
        var ms = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return page.Rows.Count == PageTopics ? ms : throw new InvalidOperationException($"{query}: {page.Rows.Count} topics");
    }

    /// <summary>Claims on some of the topics, so that they are active.</summary>
    private static async Task Memory(string journal, Plan plan, Goals goals)
    {
        const double AimMiB = 1_024;
        using var api = await Target.Api(journal);
        for (var n = 0; n < plan.ActiveTopics * ClaimsPerActiveTopic; n += LinesAtOnce)
            await api.PostLines(LinesAtOnce, n, claim => IdOf((int)(claim % plan.ActiveTopics)));
        var mib = api.Server.MemoryBytes / (double)(1 << 20);
        goals.Add(
            $"memory of the server: {plan.KnownTopics:#,0} topics known, {plan.ActiveTopics:#,0} active with {ClaimsPerActiveTopic} claims each",
            $"{mib.Text()} MiB", $"under {AimMiB.Text()} MiB", mib < AimMiB);
    }

    private static string IdOf(int n) => $"known-{n:0000000}";

    private static string StreamOf(int n) => TopicStream.Of(new(IdOf(n)));
}
